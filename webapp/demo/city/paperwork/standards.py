"""补贴标准 of the city with a draft of 昆都仑区, and a list of who is employed, of the end of last month."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from training.claims.terms import Payee
from training.eligibility.acts.decide_standards import SecondWord, decide_standards
from training.eligibility.acts.import_compared import import_compared
from training.eligibility.acts.write_standards import SetDraft, write_standards
from training.eligibility.rules.standards import Standard
from training.eligibility.sheets.compared_sheet import COMPARED, ComparedRow
from training.eligibility.terms import ComparedKind
from training.notice.terms import ClassKind, Fund
from training.records.classes.trainees import Trainee
from training.sheets.hand_in import HandedFile
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY, CITY_TOO, IN_KUNDULUN

SHORT = Standard(ClassKind.ORDINARY, "", "", 2, 159, 80_000, 70, Payee.INSTITUTION, Fund.EMPLOYMENT)
LONG = replace(SHORT, halves_from=160, halves_until=1_000, amount_fen=150_000)
EVERY_SIXTIETH = 60
KINDS = (ClassKind.ORDINARY, ClassKind.ORDERED, ClassKind.TARGETED, ClassKind.STARTUP)


def set_standards(city: City) -> None:
    """In force for classes of two years; the district asks a hundred yuan more for electricians."""
    lines = [replace(each, kind=kind) for kind in KINDS for each in (SHORT, LONG)]
    lines.append(
        replace(
            LONG, kind=ClassKind.C1, halves_from=2, amount_fen=120_000, payee=Payee.TRAINEE, mixed_percent=100
        )
    )
    year = city.today.year
    draft = SetDraft(city.day(-730), f"包人社发〔{year}〕12号", lines)
    made = write_standards(city.session, city.who(CITY), draft, now=city.at(-60, "10:20"))
    agreed = SecondWord(is_agreed=True)
    decide_standards(city.session, city.who(CITY_TOO), made.public_id, agreed, now=city.at(-59, "09:40"))
    dearer = replace(LONG, trade="电工", amount_fen=160_000)
    own = SetDraft(city.day(30), f"昆人社发〔{year}〕7号", [*lines, dearer], "电工耗材多")
    write_standards(city.session, city.who(IN_KUNDULUN), own, now=city.at(-1, "15:30"))


def bring_a_list(city: City) -> None:
    """Of people of whom one in sixty is a trainee."""
    people = city.session.scalars(select(Trainee).order_by(Trainee.id)).all()[::EVERY_SIXTIETH]
    as_of = city.today.replace(day=1) - timedelta(days=1)
    rows = [
        ComparedRow(
            row,
            COMPARED.title,
            each.id_number,
            "市社会保险事业服务中心",
            kind=ComparedKind.EMPLOYED,
            from_day=city.day(-400),
            as_of=as_of,
        )
        for row, each in enumerate(people, 2)
    ]
    staff = city.who(CITY)
    file = HandedFile("在职参保名单.xlsx", "c" * 64, staff.name, city.at(-1, "09:30"), staff.id)
    import_compared(city.session, rows, file)
