"""「补贴资金相关会议研究审定」 (R20): nothing is granted without number, day and minutes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.payments.paid import (
    CITY,
    ELSEWHERE,
    GRANTED,
    HELD_ON,
    SCHOOL,
    WHOLE,
    Priced,
    a_judged_world,
)
from training.database import Database
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.terms import Fund
from training.payments.rules.refusals import (
    GrantedTooMuch,
    JudgedAfterMeeting,
    ListHasChanged,
    MeetingMissing,
    NumberMissing,
    NumberTaken,
    OnlyTheDistrictPays,
)
from training.records.payments.meetings import MeetingGrant
from training.records.subsidies.lines import SubsidyLine

TWO = (("BT-1", ("王芳", "李丽"), Priced()), ("BT-2", ("张强",), Priced(90_000, Fund.UNEMPLOYMENT)))


def granted(database: Database) -> dict[str, int | None]:
    with database.reading() as session:
        rows = session.scalars(select(SubsidyLine).order_by(SubsidyLine.id))
        return {each.enrolment.trainee.name: each.granted_fen for each in rows}


def test_a_meeting_grants_as_much_as_the_standard_says_to_those_whom_it_chose(database: Database) -> None:
    office = a_judged_world(database, *TWO)

    office.grant("王芳", "张强")

    assert granted(database) == {"王芳": WHOLE, "李丽": None, "张强": 90_000}
    assert office.states() == {
        "王芳": LineState.GRANTED,
        "李丽": LineState.ELIGIBLE,
        "张强": LineState.GRANTED,
    }
    assert office.acts("王芳") == ["上会审定"]


def test_what_a_meeting_granted_a_class_is_kept_with_its_people(database: Database) -> None:
    office = a_judged_world(database, *TWO)

    office.grant(amounts_fen={office.class_id("BT-1"): 100_000})

    with database.reading() as session:
        rows = session.scalars(select(MeetingGrant).order_by(MeetingGrant.id))
        kept = [(each.training_class.class_number, each.people, each.amount_fen) for each in rows]
    assert kept == [("BT-1", 2, 200_000), ("BT-2", 1, 90_000)]


@pytest.mark.parametrize("amount", [1, WHOLE - 1, WHOLE])
def test_it_may_grant_less_than_the_standard(database: Database, amount: int) -> None:
    office = a_judged_world(database)

    office.grant(amounts_fen={office.class_id(): amount})

    assert granted(database) == {"王芳": amount, "李丽": amount}


@pytest.mark.parametrize("amount", [-1, 0, WHOLE + 1])
def test_it_grants_neither_nothing_nor_a_fen_more_than_the_standard(database: Database, amount: int) -> None:
    office = a_judged_world(database)

    with pytest.raises(GrantedTooMuch, match=r"不能超过补贴标准 1,200\.00 元"):
        office.grant(amounts_fen={office.class_id(): amount})

    assert granted(database) == {"王芳": None, "李丽": None}


def test_without_minutes_nothing_is_granted(database: Database) -> None:
    office = a_judged_world(database)

    with pytest.raises(MeetingMissing, match="会议纪要"):
        office.grant(minutes=None)

    assert set(office.states().values()) == {LineState.ELIGIBLE}


@pytest.mark.parametrize("number", ["", "  ", "会" * 65])
def test_a_meeting_has_a_number(database: Database, number: str) -> None:
    office = a_judged_world(database)

    with pytest.raises(NumberMissing, match="会议号"):
        office.grant(number=number)


def test_a_number_is_of_one_meeting_of_the_district(database: Database) -> None:
    office = a_judged_world(database)
    office.grant("王芳")

    with pytest.raises(NumberTaken, match="会议 7 号"):
        office.grant("李丽", number=" 会议 7 号 ")

    assert office.states()["李丽"] is LineState.ELIGIBLE


def test_it_met_today_at_the_latest(database: Database) -> None:
    office = a_judged_world(database)

    office.grant("王芳", held_on=GRANTED.date())
    with pytest.raises(MeetingMissing, match="不晚于今天"):
        office.grant("李丽", number="会议 8 号", held_on=GRANTED.date() + timedelta(days=1))


def test_what_was_judged_on_the_day_of_the_meeting_may_be_granted_and_later_not(database: Database) -> None:
    """The last minute of its day in Shanghai, and the first of the next."""
    last = at(HELD_ON, "23:59")
    office = a_judged_world(database, now=last)
    office.grant("王芳")

    with pytest.raises(JudgedAfterMeeting, match="李丽（2026-09-14 核定）"):
        office.grant("李丽", number="会议 6 号", held_on=date(2026, 9, 13))


def test_who_was_judged_in_the_first_minute_after_it_is_refused_by_name(database: Database) -> None:
    office = a_judged_world(database, now=at(date(2026, 9, 15), "00:00"))

    with pytest.raises(JudgedAfterMeeting, match="王芳（2026-09-15 核定）"):
        office.grant("王芳")


def test_who_was_judged_anew_since_the_list_was_shown_is_refused(database: Database) -> None:
    office = a_judged_world(database)
    chosen = office.chosen()
    office.list_anew()

    with pytest.raises(ListHasChanged, match="2 人"):
        office.grant(chosen=chosen)


def test_who_was_granted_by_somebody_else_meanwhile_is_not_granted_again(database: Database) -> None:
    office = a_judged_world(database)
    chosen = office.chosen()
    office.grant("王芳")

    with pytest.raises(ListHasChanged, match="1 人"):
        office.grant(chosen=chosen, number="会议 8 号")


def test_who_was_struck_meanwhile_was_not_shown_so(database: Database) -> None:
    office = a_judged_world(database)
    chosen = office.chosen("王芳")
    office.grant("王芳", "李丽")
    office.strike("王芳")

    with pytest.raises(ListHasChanged, match="1 人"):
        office.grant(chosen=chosen, number="会议 8 号")
    office.grant("王芳", number="会议 8 号")


@pytest.mark.parametrize("who", [CITY, SCHOOL])
def test_neither_the_city_nor_a_school_notes_a_meeting(database: Database, who: str) -> None:
    office = a_judged_world(database)

    with pytest.raises(OnlyTheDistrictPays):
        office.grant(who=who)


def test_another_district_has_no_such_people(database: Database) -> None:
    office = a_judged_world(database)

    with pytest.raises(ListHasChanged):
        office.grant(who=ELSEWHERE)


def test_before_the_publicity_somebody_leaves_the_list_and_may_come_before_another_meeting(
    database: Database,
) -> None:
    office = a_judged_world(database)
    office.grant()

    office.strike("李丽", reason="纪要里没有这个人")

    assert office.states() == {"王芳": LineState.GRANTED, "李丽": LineState.ELIGIBLE}
    assert granted(database) == {"王芳": WHOLE, "李丽": None}
    assert office.acts("李丽") == ["上会审定", "会上去掉"]


def test_once_it_is_public_nobody_leaves_the_list_so(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()

    with pytest.raises(LineStandsElsewhere, match="公示中"):
        office.strike("李丽")


def test_another_district_does_not_strike(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()

    with pytest.raises(NotFound):
        office.strike("李丽", who=ELSEWHERE)
