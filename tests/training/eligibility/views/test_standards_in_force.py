"""By which standards a class is paid for: the district's own first, in versions (R47, R48, R61)."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_lesson, an_institution
from tests.house.counting import counted
from tests.training.eligibility.pricing import (
    HOME,
    NINE,
    OTHER,
    a_line,
    a_set,
    people_of_offices,
)
from training.claims.terms import Payee
from training.classes.views.find_class import find_district
from training.database import Database
from training.eligibility.rules.standards import (
    NoneForClass,
    NoProjectOfClass,
    NoStandard,
    PayeeUnclear,
    Price,
)
from training.eligibility.views.standards_in_force import price_of_class, prices_of_classes, standards_for
from training.notice.terms import ClassKind, Fund, Mode
from training.projects.terms import ProjectState
from training.records.projects import Project
from training.records.staff.staff import Staff

DAY = timedelta(days=1)


def test_the_district_comes_before_the_city_and_the_city_where_it_has_none(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        city = a_set(session, staff["李敏"], [a_line(amount_fen=100_000)])
        own = a_set(session, staff["王强"], [a_line(amount_fen=90_000)], district=HOME)
        home, other = a_class(session, "BT-1"), a_class(session, "BT-2", district=OTHER)

        found = prices_of_classes(session, [home, other])

        assert found == {
            home.id: Price(90_000, Fund.EMPLOYMENT, Payee.INSTITUTION, own.standards[0].id),
            other.id: Price(100_000, Fund.EMPLOYMENT, Payee.INSTITUTION, city.standards[0].id),
        }


def test_where_the_district_has_its_own_the_citys_line_does_not_help_out(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line()])
        a_set(session, staff["王强"], [a_line(trade="焊工")], district=HOME)

        with pytest.raises(NoneForClass):
            price_of_class(session, a_class(session))


@pytest.mark.parametrize(("begins", "fen"), [(MONDAY - DAY, 1_00), (MONDAY, 2_00), (MONDAY + DAY, 2_00)])
def test_a_version_is_for_classes_that_begin_on_its_first_day_or_later(
    database: Database, begins: object, fen: int
) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line(amount_fen=1_00)])
        a_set(session, staff["李敏"], [a_line(amount_fen=2_00)], version=2, effective_from=MONDAY)

        own = a_class(session, starts_on=begins)  # type: ignore[arg-type]
        assert price_of_class(session, own).amount_fen == fen


def test_of_two_versions_of_one_first_day_the_later_holds_and_drafts_hold_nowhere(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line(amount_fen=1_00)])
        a_set(session, staff["李敏"], [a_line(amount_fen=2_00)], version=2)
        a_set(session, staff["李敏"], [a_line(amount_fen=3_00)], version=3, in_force_at=None)

        assert price_of_class(session, a_class(session)).amount_fen == 2_00


def test_before_any_version_there_is_no_standard(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line()], effective_from=MONDAY + DAY)
        own = a_class(session)

        assert standards_for(session, own.district_id, MONDAY) is None
        found = standards_for(session, find_district(session, OTHER).id, MONDAY + DAY)
        assert found is not None
        assert found.version == 1
        with pytest.raises(NoneForClass):
            price_of_class(session, own)


def test_a_class_of_which_a_lesson_was_online_is_paid_the_share_of_mixed_ones(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line(amount_fen=100_001)])
        own, cancelled = a_class(session, "BT-1"), a_class(session, "BT-2")
        a_lesson(session, own, MONDAY + 9 * DAY, mode=Mode.ONLINE)
        a_lesson(session, cancelled, MONDAY + 9 * DAY, mode=Mode.ONLINE, cancelled=True)

        found = prices_of_classes(session, [own, cancelled])

    # 70 % of 1000.01 yuan are 700.007.
    assert [each.amount_fen for each in found.values() if isinstance(each, Price)] == [70_000, 100_001]


def test_a_project_class_is_paid_by_its_project_whatever_the_sets_say(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        own = a_class(session, kind=ClassKind.PROJECT, project=a_project(session, staff["王强"], "学员本人"))

        assert price_of_class(session, own) == Price(234_500, Fund.SPECIAL, Payee.TRAINEE, None)


def test_a_project_class_without_a_project_or_a_plain_payee_is_refused(
    database: Database,
) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        none = a_class(session, "BT-1", kind=ClassKind.PROJECT)
        unclear = a_class(
            session, "BT-2", kind=ClassKind.PROJECT, project=a_project(session, staff["王强"], "承训单位")
        )

        found = prices_of_classes(session, [none, unclear])

        assert isinstance(found[none.id], NoProjectOfClass)
        assert isinstance(found[unclear.id], PayeeUnclear)
        assert "项目 XM-1" in str(found[unclear.id])


def test_many_classes_are_as_many_statements_as_one(database: Database) -> None:
    with database.writing() as session:
        staff = people_of_offices(session)
        a_set(session, staff["李敏"], [a_line()])
        a_set(session, staff["王强"], [a_line()], district=HOME)
        classes = [a_class(session, f"BT-{each}") for each in range(1, 13)]
        session.flush()

        figures = []
        for some in (classes[:1], classes):
            session.expire_all()
            # What the caller has loaded before.
            for each in some:
                session.refresh(each)
            with counted(database) as tally:
                assert not any(
                    isinstance(each, NoStandard) for each in prices_of_classes(session, some).values()
                )
            figures.append(tally.statements)

    # The sets, their lines, who of the classes taught online.
    assert figures == [3, 3]


def a_project(session: Session, staff: Staff, payee: str) -> Project:
    own = Project(
        district_id=staff.district_id,
        number="XM-1",
        version=1,
        name="稀土材料加工",
        trade="",
        industry="",
        carrier="职业院校",
        implementer=an_institution(session),
        mode="线下集中",
        process="报名、授课、考核",
        standard_fen=234_500,
        payee=payee,
        fund=Fund.SPECIAL,
        people=40,
        starts_on=MONDAY,
        ends_on=MONDAY + 30 * DAY,
        finance_office="昆都仑区财政局",
        document_number="昆财〔2026〕8号",
        signed_on=MONDAY,
        state=ProjectState.IN_FORCE,
        moved_at=NINE,
        registered_by_id=staff.id,
        registered_by=staff.name,
        registered_at=NINE,
    )
    session.add(own)
    session.flush()
    return own
