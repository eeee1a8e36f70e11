"""Certificates of the years before, and how far their series went."""

from datetime import date

from sqlalchemy import select

from training.certificates.acts.import_former import import_former
from training.certificates.acts.import_series import import_series
from training.certificates.sheets.former_rows import FormerRow
from training.certificates.sheets.series_rows import SERIES, SeriesRow
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.sheets.hand_in import HandedFile
from webapp.demo.city.city import City
from webapp.demo.city.filing import OFFICE

MANY, YEAR, AREA = 24, 2024, "150200"
TRADES = (("保育师", "五级"), ("中式烹调师", "四级"), ("电工", "五级"))
PAID_FEN = 120_000
LAST = (("P", 1268), ("C", 342), ("Y", 87))


def take_over_the_past(city: City) -> None:
    """Of some whose class is over, two of them of its trade and level; series of a year that ended."""
    rows = select(Trainee, TrainingClass).join(Enrolment, Enrolment.trainee_id == Trainee.id)
    over = rows.join(TrainingClass).where(TrainingClass.ends_on < city.today).order_by(Enrolment.id)
    found = city.session.execute(over.limit(MANY)).all()
    lines = [_line(city, place, person, own) for place, (person, own) in enumerate(found)]
    import_former(city.session, lines, HandedFile("历史证书.xlsx", "d" * 64, OFFICE, city.at(-1, "16:10")))
    ends = enumerate(LAST, 2)
    series = [SeriesRow(row, SERIES.title, AREA + kind, YEAR + 1, last) for row, (kind, last) in ends]
    import_series(city.session, series, HandedFile("编号序列.xlsx", "e" * 64, OFFICE, city.at(-1, "16:12")))


def _line(city: City, place: int, person: Trainee, own: TrainingClass) -> FormerRow:
    trade, level = (own.trade, own.level) if place % 12 == 0 else TRADES[place % len(TRADES)]
    day = date(YEAR, 3 + place % 9, 5 + place)
    line = FormerRow(
        *(2 + place, "历史证书", f"包培字〔{YEAR}〕第{place + 101:04}号", person.name, person.id_number),
        *(trade, level, own.institution.name, f"{YEAR}-{place // 8 + 1:03}", own.district.name),
        issued_on=day,
    )
    if place % 3 == 0:
        line.paid_fen, line.paid_on = PAID_FEN, date(YEAR + 1, 1, 15)
    return line
