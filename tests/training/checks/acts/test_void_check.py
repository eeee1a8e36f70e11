"""R40: a voided check does not count; its rows stay, and a second person has agreed."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
)
from training.checks.acts.confirmations.answer_confirmation import AlreadyAnswered, NotTheSecondPerson
from training.checks.rules.confirmations import ConfirmationState
from training.checks.terms import CheckLevel
from training.checks.views.confirmations.waiting_confirmations import waiting_confirmations
from training.checks.views.find_check import NotAnInspector, NotYourCheck, find_check_by_number
from training.checks.views.refuse_void import AlreadyVoided, OnlyTheCityVoids
from training.classes.views.find_class import find_district
from training.errors import NotFound, NotNow
from training.notice.notes import ReasonMissing, TextTooLong
from training.notice.terms import Role
from training.records.outbox.alerts import Alert
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NEIGHBOUR = "昆区同事"


@pytest.fixture
def running(checking):
    """One trainee was called, so that it cannot simply be taken back."""
    checking.start()
    checking.record(1)
    return checking


@pytest.fixture
def untouched(checking):
    checking.start()
    return checking


@pytest.fixture
def district(checking):
    """A check of the district, which has two inspectors."""
    with checking.database.writing() as session:
        place = find_district(session, "昆都仑区")
        add_staff(session, NEIGHBOUR, Role.DISTRICT, place, None, now=checking.now)
    own = checking.by(DISTRICT)
    own.start()
    own.record(1)
    return own


def alerts(checking: Checking, kind: str) -> list[str]:
    with checking.database.reading() as session:
        own = select(Alert.text).where(Alert.kind == kind)
        return list(session.scalars(own.order_by(Alert.id)))


def waiting(checking: Checking, who: str) -> list[str]:
    with checking.database.reading() as session:
        found = waiting_confirmations(session, find_staff(session, who), now=checking.now)
    return [each.about for each in found]


def test_until_a_second_person_has_agreed_nothing_changes(running):
    view = running.ask_to_void("选错了班")

    assert (view.state, view.is_running, view.may_act) == ("进行中", True, True)
    assert (view.void_request.reason, view.void_request.asked_by) == ("选错了班", CITY)
    assert running.record(2).verified == 2


def test_once_another_of_the_level_agrees_it_counts_for_nothing(running):
    running.ask_to_void("选错了班")

    view = running.by(COLLEAGUE).confirm("看过记录")

    assert (view.state, view.verdict, view.is_running) == ("已作废", None, False)
    assert (view.ending.by, view.ending.confirmed_by) == (CITY, COLLEAGUE)
    assert view.ending.void_reason == "选错了班"
    assert view.person(1).calls[0].called_by == CITY


def test_whoever_does_not_agree_says_why_and_the_check_goes_on(running):
    running.ask_to_void()
    with pytest.raises(ReasonMissing):
        running.by(COLLEAGUE).confirm("", is_confirmed=False)

    view = running.by(COLLEAGUE).confirm("班级没有选错", is_confirmed=False)

    assert (view.state, view.void_request) == ("进行中", None)
    (line,) = view.confirmations
    assert (line.state, line.note) == (ConfirmationState.DECLINED, "班级没有选错")


def test_nobody_is_the_second_person_of_the_own_request(running):
    running.ask_to_void()

    with pytest.raises(NotTheSecondPerson, match="提出的人不能自己确认"):
        running.confirm()
    assert running.see().is_running


def test_what_the_city_asks_no_district_confirms(running):
    running.ask_to_void()

    with pytest.raises(NotTheSecondPerson, match="市本级的另一名人员"):
        running.by(DISTRICT).confirm()


@pytest.mark.parametrize("second", [NEIGHBOUR, CITY])
def test_what_a_district_asks_another_of_it_or_the_city_confirms(second, district):
    district.ask_to_void()

    assert district.by(second).confirm().state == "已作废"


@pytest.mark.parametrize(
    ("who", "refusal"), [(AUDITOR, NotAnInspector), (SCHOOL, NotAnInspector), (OTHER_DISTRICT, NotFound)]
)
def test_others_are_no_second_person(who, refusal, district):
    district.ask_to_void()

    asked = district.see().confirmations[-1].confirmation_id
    with pytest.raises(refusal):
        district.by(who).answer(asked)
    assert district.see().is_running


def test_a_request_of_a_clock_that_ran_ahead_stands_open_for_nobody_and_is_asked_anew(running):
    running.later(days=30)
    asked = running.ask_to_void().confirmations[-1].confirmation_id
    running.later(days=-30, minutes=1)

    assert waiting(running, COLLEAGUE) == []
    with pytest.raises(AlreadyAnswered, match="已失效；仍需要的，请重新提出"):
        running.by(COLLEAGUE).answer(asked)
    running.ask_to_void()
    assert running.by(COLLEAGUE).confirm().state == "已作废"


def test_it_waits_for_those_who_may_confirm_it_and_for_nobody_else(district):
    district.ask_to_void()

    seen = {who: waiting(district, who) for who in (DISTRICT, NEIGHBOUR, CITY, OTHER_DISTRICT, AUDITOR)}

    assert seen == {
        DISTRICT: [],
        NEIGHBOUR: ["作废检查"],
        CITY: ["作废检查"],
        OTHER_DISTRICT: [],
        AUDITOR: [],
    }


def asked_ahead_and_again(checking: Checking, ahead: timedelta = timedelta(hours=2)) -> list[UUID]:
    """Of a clock ahead and, when it is right again, once more; then the hour of the first comes."""
    right, checking.now = checking.now, checking.now + ahead
    checking.ask_to_void("选错了班")
    checking.now = right
    asked = checking.ask_to_void("还是选错了班").confirmations
    checking.now = right + ahead
    return [each.confirmation_id for each in asked]


def test_of_a_request_of_a_clock_ahead_and_the_one_asked_meanwhile_only_the_later_stands_open(running):
    first, _ = asked_ahead_and_again(running)

    assert [each.state for each in running.see().confirmations] == [
        ConfirmationState.LAPSED,
        ConfirmationState.OPEN,
    ]
    assert waiting(running, COLLEAGUE) == ["作废检查"]
    with pytest.raises(AlreadyAnswered, match="已失效"):
        running.by(COLLEAGUE).answer(first)


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_what_was_answered_meanwhile_is_not_asked_once_more_by_the_one_of_a_clock_ahead(
    running, is_confirmed
):
    first, second = asked_ahead_and_again(running)
    view = running.by(COLLEAGUE).answer(second, "看过记录", is_confirmed=is_confirmed)

    assert view.confirmations[0].state is ConfirmationState.LAPSED
    with pytest.raises(NotNow):
        running.by(COLLEAGUE).answer(first)


def test_a_request_of_a_clock_ahead_that_nobody_asked_again_is_open_when_its_hour_comes(running):
    right, running.now = running.now, running.now + timedelta(hours=2)
    running.ask_to_void()

    assert running.by(COLLEAGUE).confirm().state == "已作废"
    assert running.now > right


def test_what_the_city_asks_leaves_open_what_a_district_asked_ahead(district):
    right, district.now = district.now, district.now + timedelta(hours=2)
    district.ask_to_void()
    city = district.by(CITY)
    city.now = right
    city.ask_to_void()

    assert [each.state for each in district.see().confirmations] == [ConfirmationState.OPEN] * 2


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(MONDAY + timedelta(days=2), "23:59"), ConfirmationState.OPEN),
        (at(MONDAY + timedelta(days=3), "00:00"), ConfirmationState.LAPSED),
    ],
)
def test_after_two_working_days_the_request_lapses(moment, state, running):
    running.ask_to_void()
    running.now = moment

    assert running.see().confirmations[0].state is state


def test_what_has_lapsed_is_not_confirmed_any_more_and_may_be_asked_again(running):
    running.ask_to_void()
    running.later(days=3)

    with pytest.raises(AlreadyAnswered, match="已失效；仍需要的，请重新提出"):
        running.by(COLLEAGUE).confirm()
    assert len(running.ask_to_void("还是选错了班").confirmations) == 2


def test_asked_twice_it_is_one_request(running):
    running.ask_to_void()

    assert len(running.ask_to_void().confirmations) == 1


def test_the_same_answer_again_changes_nothing_and_another_is_refused(running):
    running.ask_to_void()
    colleague = running.by(COLLEAGUE)
    colleague.confirm()

    assert colleague.confirm().state == "已作废"
    with pytest.raises(AlreadyAnswered, match=f"已确认（{COLLEAGUE} 03月02日 09:00）"):
        colleague.confirm("不同意了", is_confirmed=False)


def test_whoever_began_it_takes_it_back_while_nothing_is_recorded(untouched):
    view = untouched.ask_to_void("点错了班")

    assert (view.state, view.ending.by, view.ending.confirmed_by) == ("已作废", CITY, "")


@pytest.mark.parametrize(("minutes", "state"), [(10, "已作废"), (10.02, "进行中")])
def test_it_is_taken_back_within_minutes_or_with_a_second_person(minutes, state, untouched):
    assert untouched.later(minutes=minutes).ask_to_void().state == state


def test_a_colleague_does_not_take_it_back(untouched):
    assert untouched.by(COLLEAGUE).ask_to_void().state == "进行中"


@pytest.mark.parametrize(
    "record",
    [
        lambda own: own.record(1),
        lambda own: own.count(4),
        lambda own: own.keep(),
    ],
    ids=["a call", "heads", "a picture"],
)
def test_what_has_a_record_is_not_taken_back(record, untouched):
    record(untouched)

    assert untouched.ask_to_void().state == "进行中"


def test_that_somebody_was_shown_is_no_record_for_that_one_is_called_again_anyway(untouched):
    untouched.call(1)

    assert untouched.ask_to_void().state == "已作废"


def test_the_request_and_the_void_are_told_at_once(running):
    running.ask_to_void("选错了班")
    number = running.see().void_request.number
    assert alerts(running, "confirmation_asked") == [
        f"{CITY} 请第二人确认作废检查 BT-1-市1（选错了班）。03月05日 00:00 前到检查页，或回“确认 {number}”。"
    ]
    running.by(COLLEAGUE).confirm()

    assert alerts(running, "check_voided") == [
        f"检查 BT-1-市1 由 {CITY} 提出、{COLLEAGUE} 确认作废，原因：选错了班；"
        "抽中而未核实一致的学员带入下一次电话查班。"
    ]


def test_what_is_taken_back_is_told_too(untouched):
    untouched.ask_to_void("点错了班")

    (told,) = alerts(untouched, "check_voided")
    assert told.startswith(f"检查 BT-1-市1 由 {CITY} 开始后收回")


def test_whoever_voids_and_draws_again_is_told_of(untouched):
    untouched.void()
    assert alerts(untouched, "voided_checks") == []
    untouched.start()
    untouched.void("又选错了班")

    assert alerts(untouched, "voided_checks") == [
        "BT-1 的市本级检查已作废 2 次（最近是 BT-1-市2），每次重新开始都会重新抽取，请核实原因。"
    ]


def test_voiding_once_at_each_level_is_no_series(untouched):
    untouched.void()
    district = untouched.by(DISTRICT)
    district.start()
    district.void()

    assert alerts(untouched, "voided_checks") == []


@pytest.mark.parametrize(("reason", "refusal"), [("", ReasonMissing), ("字" * 256, TextTooLong)])
def test_a_reason_is_needed_and_must_fit(reason, refusal, running):
    with pytest.raises(refusal):
        running.ask_to_void(reason)

    assert running.see().confirmations == ()


def test_nobody_voids_twice(running):
    running.void()

    with pytest.raises(AlreadyVoided, match="BT-1-市1 已经作废"):
        running.void()


def test_a_verdict_is_taken_back_by_the_city_only_and_by_two_of_it(district):
    ended = district.pass_all()
    with pytest.raises(OnlyTheCityVoids, match="请把原因报市本级"):
        district.void()
    city = district.by(CITY).later(hours=1)
    city.ask_to_void("复核发现照片不是本班")

    with pytest.raises(NotTheSecondPerson):
        city.by(NEIGHBOUR).confirm()
    view = city.by(COLLEAGUE).confirm()

    with district.database.reading() as session:
        assert find_check_by_number(session, "BT-1-区1").ended_at == ended.ending.at
    assert (view.level, view.state) == (CheckLevel.DISTRICT, "已作废")
    assert view.conditions == ended.conditions


def test_a_district_that_asked_before_the_verdict_is_not_confirmed_after_it(district):
    district.ask_to_void()
    district.pass_all()

    with pytest.raises(OnlyTheCityVoids):
        district.by(NEIGHBOUR).confirm()
    assert district.see().state == "合格"


def test_a_districts_request_lapses_with_the_verdict_and_waits_for_nobody(district):
    district.ask_to_void()
    assert waiting(district, NEIGHBOUR) == waiting(district, CITY) == ["作废检查"]

    view = district.pass_all()

    assert [each.state for each in view.confirmations] == [ConfirmationState.LAPSED]
    assert waiting(district, NEIGHBOUR) == waiting(district, CITY) == []


def test_where_the_city_asked_for_it_before_the_verdict_it_may_still_be_confirmed(district):
    district.by(CITY).ask_to_void("照片不是本班")
    district.pass_all()

    assert waiting(district, COLLEAGUE) == ["作废检查"]
    assert district.by(COLLEAGUE).confirm().state == "已作废"


def test_the_city_voids_a_verdict_although_the_district_had_asked_before_it(district):
    district.ask_to_void("想作废")
    district.pass_all()
    city = district.by(CITY).later(hours=1)

    view = city.ask_to_void("复核发现照片不是本班")

    assert (view.void_request.asked_by, view.void_request.reason) == (CITY, "复核发现照片不是本班")
    assert waiting(city, COLLEAGUE) == ["作废检查"]
    assert city.by(COLLEAGUE).confirm().state == "已作废"


def test_what_the_city_asks_while_the_districts_request_waits_outlives_that(district):
    district.ask_to_void("想作废")
    city = district.by(CITY)
    asked = city.ask_to_void("照片不是本班")
    assert asked.void_request.reason == "照片不是本班"
    district.pass_all()

    assert len(city.by(COLLEAGUE).ask_to_void("照片不是本班").confirmations) == 2
    assert city.by(COLLEAGUE).confirm().state == "已作废"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [(AUDITOR, NotAnInspector), (SCHOOL, NotFound), (OTHER_DISTRICT, NotFound), (DISTRICT, NotYourCheck)],
)
def test_others_ask_for_nothing(who, refusal, running):
    with pytest.raises(refusal):
        running.by(who).ask_to_void()

    assert running.see().confirmations == ()


def test_a_number_of_no_check_is_not_found(running):
    with running.database.reading() as session, pytest.raises(NotFound, match="检查编号 BT-1-市9"):
        find_check_by_number(session, "BT-1-市9")
