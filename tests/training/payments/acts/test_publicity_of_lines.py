"""「公示后向属地财政部门申请补贴资金」 (R21): first the publicity, with its objections."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.payments.paid import (
    APPLIED,
    CITY,
    ELSEWHERE,
    ENDS_ON,
    GRANTED,
    Priced,
    a_judged_world,
)
from training.database import Database
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import Fund
from training.payments.rules.objecting import AppliedAlready, ObjectionTooLate, ReceivedWhen
from training.payments.rules.refusals import (
    AlreadyPublic,
    NobodyLeft,
    NoObjection,
    NumberMissing,
    NumberTaken,
    ObjectionsOpen,
    OnlyTheDistrictPays,
    PublicityRuns,
    SeenOtherwise,
)
from training.records.subsidies.objections import LineObjection

PUBLIC, LAPSED, APPLIED_FOR = LineState.PUBLIC, LineState.LAPSED, LineState.APPLIED
TWO_FUNDS = (("BT-1", ("王芳",), Priced()), ("BT-2", ("张强",), Priced(90_000, Fund.UNEMPLOYMENT)))


def test_it_is_public_for_five_working_days_from_today(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()

    made = office.publicise()

    assert (made.begins_on, made.ends_on, made.latest_on) == (GRANTED.date(), ENDS_ON, None)
    assert set(office.states().values()) == {PUBLIC}


def test_where_the_next_year_is_not_announced_the_latest_day_counts(database: Database) -> None:
    """28 to 31 December are four; the fifth is 4 January, or later by whatever is arranged."""
    office = a_judged_world(database)
    office.now = at(date(2026, 12, 27), "09:00")
    office.grant()

    made = office.publicise()

    assert made.ends_on == date(2027, 1, 4)
    assert made.latest_on is not None
    assert made.latest_on > made.ends_on
    office.now = at(made.latest_on, "23:59")
    with pytest.raises(PublicityRuns, match=f"最晚到 {made.latest_on}"):
        office.apply()


def test_a_publicity_that_ends_on_the_friday_before_a_holiday_is_over_on_saturday(
    database: Database,
) -> None:
    """27 March 2026 and five working days: Friday 3 April; from Saturday on it is Qingming."""
    office = a_judged_world(database, now=at(date(2026, 3, 26), "10:00"))
    office.now = at(date(2026, 3, 27), "09:00")
    office.grant(held_on=date(2026, 3, 26))

    assert office.publicise().ends_on == date(2026, 4, 3)

    office.now = at(date(2026, 4, 3), "23:59")
    with pytest.raises(PublicityRuns, match="公示到 2026-04-03 结束，次日起才能申请拨付"):
        office.apply()
    office.now = at(date(2026, 4, 4), "00:00")
    office.apply()


def test_a_meeting_is_public_once(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()

    with pytest.raises(AlreadyPublic):
        office.publicise()


@pytest.mark.parametrize("phone", ["", "  ", "请来电", "12"])
def test_whoever_objects_finds_a_number_to_call(database: Database, phone: str) -> None:
    office = a_judged_world(database)
    office.grant()

    with pytest.raises(NumberMissing, match="监督电话"):
        office.publicise(phone)
    office.publicise("12333")


def test_who_does_not_hold_any_more_is_not_shown_to_the_public(database: Database) -> None:
    office = a_judged_world(database, *TWO_FUNDS)
    office.grant()
    office.list_anew("BT-2")

    office.publicise()

    assert office.states() == {"王芳": PUBLIC, "张强": LineState.GRANTED}


def test_where_nobody_holds_nothing_is_public(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.list_anew()

    with pytest.raises(NobodyLeft):
        office.publicise()


def test_a_page_that_showed_somebody_else_is_refused(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    seen = office.seen()
    office.strike("李丽")

    with pytest.raises(SeenOtherwise):
        office.publicise(seen=seen)


def test_only_the_own_district_shows_and_applies(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()

    with pytest.raises(OnlyTheDistrictPays):
        office.publicise(who=CITY)
    with pytest.raises(NotFound):
        office.publicise(who=ELSEWHERE)
    office.publicise()
    office.now = APPLIED
    with pytest.raises(OnlyTheDistrictPays):
        office.apply(who=CITY)


def test_an_objection_holds_its_row_and_the_others_go_on(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")

    office.now = APPLIED
    office.apply()

    assert office.states() == {"王芳": PUBLIC, "李丽": APPLIED_FOR}


@pytest.mark.parametrize(("clock", "is_late"), [("2026-09-21 23:59", False), ("2026-09-22 00:00", True)])
def test_the_public_objects_until_midnight_of_the_last_of_five_working_days(
    database: Database, clock: str, is_late: bool
) -> None:
    office = a_judged_world(database)
    office.grant("王芳")
    office.publicise()
    office.now = at(date.fromisoformat(clock[:10]), clock[11:])

    if is_late:
        with pytest.raises(ObjectionTooLate, match=r"公示到 2026-09-21 已经结束.*“补贴”页重新核定"):
            office.object_to("王芳")
        office.apply()
        return
    office.object_to("王芳")
    office.now = APPLIED
    with pytest.raises(ObjectionsOpen, match="1 人有异议"):
        office.apply()


def test_what_came_in_time_and_was_written_down_later_says_on_which_day_it_came(database: Database) -> None:
    office = a_judged_world(database)
    office.grant("王芳")
    office.publicise()
    office.now = APPLIED
    for day in (GRANTED.date() - timedelta(days=1), APPLIED.date() + timedelta(days=1)):
        with pytest.raises(ReceivedWhen, match="2026-09-15（公示开始）到 2026-09-22（今天）"):
            office.object_to("王芳", received_on=day)

    office.object_to("王芳", received_on=ENDS_ON)

    with database.reading() as session:
        assert session.scalars(select(LineObjection.received_on)).one() == ENDS_ON
    with pytest.raises(ObjectionsOpen):
        office.apply()


def test_after_money_was_applied_for_the_person_leaves_the_application_first(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.now = APPLIED
    office.apply()

    with pytest.raises(ObjectionTooLate, match="先从申请里撤下这个人"):
        office.object_to("王芳")
    with pytest.raises(AppliedAlready):
        office.object_to("王芳", received_on=ENDS_ON)
    office.withdraw("王芳", "公示期内有异议")
    office.object_to("王芳", received_on=ENDS_ON)

    assert office.states() == {"王芳": PUBLIC, "李丽": APPLIED_FOR}
    with pytest.raises(ObjectionsOpen):
        office.apply("申请 2 号")


def test_an_objection_that_is_not_upheld_lets_the_row_go_on_in_an_application_of_its_own(
    database: Database,
) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")
    office.now = APPLIED
    office.apply()

    office.settle("王芳")
    office.apply("申请 2 号")

    assert set(office.states().values()) == {APPLIED_FOR}
    assert office.acts("王芳") == ["上会审定", "开始公示", "收到异议", "异议不成立", "申请拨付"]


def test_each_objection_is_settled_by_itself_and_one_that_is_open_holds_the_row(database: Database) -> None:
    office = a_judged_world(database, ("BT-1", ("王芳",), Priced()))
    office.grant()
    office.publicise()
    office.object_to("王芳", "李四反映没有上课")
    office.object_to("王芳", "张三反映有工作")
    first, second = office.objections("王芳")
    office.now = APPLIED

    office.settle("王芳", which=first)
    with pytest.raises(NoObjection):
        office.settle("王芳", which=first)
    with pytest.raises(ObjectionsOpen):
        office.apply()
    office.settle("王芳", "查了参保，没有", which=second)
    office.apply()

    assert office.states() == {"王芳": APPLIED_FOR}
    assert office.acts("王芳")[-4:] == ["收到异议", "异议不成立", "异议不成立", "申请拨付"]


def test_of_two_objections_the_one_that_is_upheld_ends_the_row_and_the_other_with_it(
    database: Database,
) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")
    office.object_to("王芳", "张三反映有工作")
    first, second = office.objections("王芳")

    office.settle("王芳", which=second, upheld=True)

    assert office.states()["王芳"] is LAPSED
    with pytest.raises(LineStandsElsewhere):
        office.settle("王芳", which=first)


def test_an_objection_is_of_its_own_person(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")
    office.object_to("李丽")

    with pytest.raises(NoObjection):
        office.settle("李丽", which=office.objections("王芳")[0])


def test_one_that_is_upheld_ends_the_row(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")

    office.settle("王芳", "确实没有上课", upheld=True)

    office.now = APPLIED
    office.apply()
    assert office.states() == {"王芳": LAPSED, "李丽": APPLIED_FOR}


def test_who_objects_and_how_it_ended_has_a_reason(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()

    with pytest.raises(ReasonMissing):
        office.object_to("王芳", "")
    office.object_to("王芳")
    with pytest.raises(ReasonMissing):
        office.settle("王芳", "")


@pytest.mark.parametrize("upheld", [True, False])
def test_without_an_objection_there_is_nothing_to_settle(database: Database, upheld: bool) -> None:
    office = a_judged_world(database)
    office.grant()
    office.publicise()

    with pytest.raises(NoObjection):
        office.settle("王芳", upheld=upheld)


def test_nobody_objects_before_it_is_public(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()

    with pytest.raises(LineStandsElsewhere):
        office.object_to("王芳")


def test_money_is_applied_for_by_fund(database: Database) -> None:
    office = a_judged_world(database, *TWO_FUNDS)
    office.grant()
    office.publicise()
    office.now = APPLIED

    office.apply("申请 1 号", Fund.UNEMPLOYMENT)

    assert office.states() == {"王芳": PUBLIC, "张强": APPLIED_FOR}
    with pytest.raises(NobodyLeft):
        office.apply("申请 2 号", Fund.SPECIAL)


def test_a_number_is_of_one_application_of_the_district(database: Database) -> None:
    office = a_judged_world(database, *TWO_FUNDS)
    office.grant()
    office.publicise()
    office.now = APPLIED
    office.apply("申请 1 号")

    with pytest.raises(NumberTaken):
        office.apply("申请 1 号", Fund.UNEMPLOYMENT)


def test_before_a_publicity_nobody_applies(database: Database) -> None:
    office = a_judged_world(database)
    office.grant()
    office.now = APPLIED

    with pytest.raises(NobodyLeft):
        office.apply()
