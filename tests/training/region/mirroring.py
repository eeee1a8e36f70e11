"""Two classes of one school, people of one of them, and what the region's files say of them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, SCHOOL, a_class, a_trainee, an_enrolment, an_id_number, at
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference
from training.records.staff.staff import Staff
from training.region.acts.import_region_classes import import_region_classes
from training.region.acts.import_region_people import import_region_people
from training.region.sheets.region_lines import RegionLine
from training.region.terms import Field
from training.sheets.hand_in import HandedFile, ImportReport
from training.staff.acts.add_staff import add_staff

NINE = at(MONDAY, "09:00")
NUMBER, OTHER_NUMBER = "NM-1", "NM-2"
CLASS = {
    Field.CLASS_NAME: "电工（五级）BT-1班",
    Field.INSTITUTION: SCHOOL,
    Field.TRADE: "电工",
    Field.LEVEL: "五级",
    Field.STARTS: "2026-03-02",
    Field.ENDS: "2026-03-06",
    Field.HOURS: "40",
    Field.PEOPLE: "2",
}
"""As ours says it too."""


def two_people(session: Session) -> TrainingClass:
    """BT-1 with 王芳 and 张三, and its district's 刘志刚."""
    own = a_class(session, "BT-1", lessons=False)
    for place, name in ((2, "王芳"), (1, "张三")):
        an_enrolment(session, own, a_trainee(session, name, place=place), str(place))
    add_staff(session, "刘志刚", Role.DISTRICT, own.district, None, now=at(MONDAY, "08:00"))
    return own


def office(session: Session) -> Staff:
    return session.scalars(select(Staff).where(Staff.name == "刘志刚")).one()


def bring_classes(
    session: Session, *lines: RegionLine, times: int = 0, by: Staff | None = None
) -> ImportReport:
    return import_region_classes(session, lines, _file("班级", times, by), accept_good_rows=True)


def bring_people(
    session: Session, *lines: RegionLine, times: int = 0, by: Staff | None = None
) -> ImportReport:
    return import_region_people(session, lines, _file("学员", times, by), accept_good_rows=True)


def class_line(number: str = NUMBER, row: int = 2, **fields: str) -> RegionLine:
    return RegionLine(row, "班级", number, CLASS | {Field[name]: text for name, text in fields.items()})


def person_line(place: int, name: str, row: int = 2, number: str = NUMBER, **fields: str) -> RegionLine:
    said = {Field.NAME: name} | {Field[each]: text for each, text in fields.items()}
    return RegionLine(row, "学员", number, said, an_id_number(place))


def open_differences(session: Session) -> list[tuple[str, str, str]]:
    """Field, ours, theirs; in the order in which they were found."""
    rows = select(Difference).where(Difference.open_key.is_not(None)).order_by(Difference.id)
    return [(each.field.value, each.ours, each.theirs) for each in session.scalars(rows)]


def endings(session: Session) -> list[tuple[str, str]]:
    """Field, and how it ended."""
    rows = select(Difference).where(Difference.open_key.is_(None)).order_by(Difference.id)
    ended = ((each.field.value, each.settling) for each in session.scalars(rows))
    return [(field, settling.how.value) for field, settling in ended if settling]


def _file(name: str, times: int, by: Staff | None) -> HandedFile:
    when = NINE + timedelta(days=times)
    key = by.id if by else None
    return HandedFile(f"{name}.xlsx", f"{name} {times}".encode().hex().rjust(64, "0"), "张会计", when, key)
