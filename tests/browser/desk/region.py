"""The ways to the mirror of the region's system and to the files for the talent platform."""

from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select

from tests.browser.checked import DISTRICT, opened
from tests.browser.claiming import CITY, enter, register_office
from tests.browser.installation import ELECTRICIANS, Installation
from tests.browser.visitor import Visitor
from training.classes.views.find_class import find_class
from training.records.classes.trainees import Enrolment
from training.records.exchange.region import Difference
from training.records.exchange.talent import TalentBatch, TalentRow
from training.region.acts.import_region_classes import import_region_classes
from training.region.acts.note_number import NumberSaid, note_number
from training.region.sheets.region_lines import RegionLine
from training.region.terms import Field
from training.sheets.hand_in import HandedFile
from training.staff.views.find_staff import find_staff

NUMBER = "NM2026-1"


def region(visitor: Visitor) -> None:
    bring_region_classes(visitor.product)
    enter(visitor, "/desk/region", CITY)


def region_nothing_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/region?q=zzz&view=settled", CITY)


def region_of_a_class(visitor: Visitor) -> None:
    own, _ = bring_region_classes(visitor.product)
    enter(visitor, f"/desk/classes/{own}/region", DISTRICT)
    visitor.page.get_by_text("登记开班审批", exact=True).first.click()


def region_difference(visitor: Visitor) -> None:
    _, found = bring_region_classes(visitor.product)
    enter(visitor, f"/desk/region/{found}", DISTRICT)


def talent(visitor: Visitor) -> None:
    enter(visitor, "/desk/talent", CITY)


def talent_prepare(visitor: Visitor) -> None:
    enter(visitor, "/desk/talent/new", DISTRICT)


def talent_batch(visitor: Visitor) -> None:
    enter(visitor, f"/desk/talent/{hand_on(visitor.product)}", DISTRICT)
    visitor.page.get_by_text("整批没有录入", exact=True).click()


@lru_cache
def hand_on(product: Installation) -> UUID:
    """One of the electricians in a file for the talent platform, whom no list has as qualified."""
    now = datetime.now(UTC)
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        own, staff = find_class(session, ELECTRICIANS), find_staff(session, DISTRICT)
        who = session.scalars(select(Enrolment.id).where(Enrolment.class_id == own.id)).first()
        line = TalentRow(position=1, enrolment_id=who, ordinal=1, row_sha256="0" * 64)
        made = {"made_by_id": staff.id, "made_by": staff.name, "made_at": now}
        batch = TalentBatch(
            district_id=own.district_id, number="GX-1", sha256="0" * 64, rows=1, lines=[line], **made
        )
        session.add(batch)
        session.flush()
        return batch.public_id


@lru_cache
def bring_region_classes(product: Installation) -> tuple[UUID, UUID]:
    """The electricians as the region has them, with fewer hours; gives the class and the difference."""
    now = datetime.now(UTC)
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        own = find_class(session, ELECTRICIANS)
        note_number(session, own, NumberSaid(NUMBER, "刘志刚"), now=now)
        line = RegionLine(2, "班级", NUMBER, {Field.CLASS_NAME: own.name, Field.HOURS: "1"})
        import_region_classes(session, [line], HandedFile("自治区班级.xlsx", "7" * 64, "刘志刚", now))
        found = session.scalars(select(Difference.public_id)).one()
        return own.public_id, found


OF_REGION = (
    *(region, region_nothing_found, region_of_a_class, region_difference),
    *(talent, talent_prepare, talent_batch),
)
