"""The classes of a day are drawn, given out, done or taken back; every act is a row (R06)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, a_device, a_lesson, at
from tests.training.builders import at_once
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    SEED,
    enrol,
)
from tests.training.checks.drawing import Drawing, numbers, some_classes
from training.attendance.terms import Signal
from training.checks.acts.new_check import Why
from training.checks.acts.rounds.act_on_order import OrderIsSettled
from training.checks.acts.rounds.draw_round import (
    MOST_DRAWN,
    Another,
    BadSize,
    NothingToDraw,
    RoundIsDrawn,
)
from training.checks.acts.rounds.note_outside_round import OutsideRound
from training.checks.acts.rounds.reassign_order import NobodyToGiveItTo
from training.checks.acts.start_check import start_check
from training.checks.rules.rounds import verify_round
from training.checks.terms import CallOutcome, OrderState
from training.checks.views.find_check import NotAnInspector
from training.checks.views.rounds.candidates_for import candidates_for
from training.checks.views.rounds.find_round import NotYourRound, find_round
from training.checks.views.rounds.list_rounds import list_rounds
from training.checks.views.rounds.order_of import order_of
from training.checks.views.rounds.see_round import stated_round
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.notice.terms import HalfDay
from training.records.attendance.devices import FraudSignal
from training.records.checks.rounds import CheckOrder, CheckOrderAct, CheckRound, OutsideRoundReason
from training.staff.acts.let_go import let_go
from training.staff.views.find_staff import find_staff

TUESDAY = MONDAY + timedelta(days=1)
OTHER_SEED = bytes(32)


@pytest.fixture
def drawing(database) -> Drawing:
    with database.writing() as session:
        some_classes(session)
    return Drawing(database)


def count(drawing: Drawing, record: type) -> int:
    with drawing.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def waiting(drawing: Drawing, who: str = CITY) -> dict[str, tuple[str, ...]]:
    """Who can be drawn, and why with more tickets."""
    with drawing.database.reading() as session:
        found = candidates_for(session, find_staff(session, who), now=drawing.now)
    return {each.own.class_number: each.points for each in found}


def test_a_round_stands_with_all_that_decided_it(drawing):
    drawn = drawing.draw(2)

    assert (drawn.number, drawn.place, drawn.ordinal, drawn.reason) == ("市本级-20260302-1", "市本级", 1, "")
    assert (drawn.seed, drawn.size, len(drawn.population), len(drawn.orders)) == (SEED.hex(), 2, 4, 2)
    assert [each.position for each in drawn.orders] == [1, 2]
    assert {each.points for each in drawn.orders} == {
        ("欠查，快要结业 +3", "本级从未查过 +2", "新培训机构 +1")
    }
    assert {each.weight for each in drawn.population} == {7}


def test_what_stands_there_is_computed_again(drawing):
    drawn = drawing.draw(3)

    with drawing.database.reading() as session:
        stated = stated_round(session, find_round(session, find_staff(session, CITY), drawn.round_id))

    assert [each.agrees for each in verify_round(stated)] == [True] * 5


def test_where_fewer_can_be_drawn_all_are(drawing):
    assert sorted(numbers(drawing.draw(50))) == ["BT-1", "BT-2", "BT-3", "BT-4"]


@pytest.mark.parametrize("size", [0, -1, MOST_DRAWN + 1])
def test_so_many_cannot_be_drawn(size, drawing):
    with pytest.raises(BadSize):
        drawing.draw(size)


def test_the_most_that_can_be_asked_for_is_taken(drawing):
    assert len(drawing.draw(MOST_DRAWN).orders) == 4


def test_of_one_day_there_is_one_round_and_another_only_for_a_reason(drawing):
    first = drawing.draw(1)

    with pytest.raises(RoundIsDrawn) as told:
        drawing.draw(1, seed=OTHER_SEED)
    with pytest.raises(ReasonMissing):
        drawing.draw(1, another=Another(2, " "))
    second = drawing.draw(1, seed=OTHER_SEED, another=Another(2, "上级临时要求"))

    assert told.value.ordinal == 1
    assert (second.ordinal, second.reason) == (2, "上级临时要求")
    assert numbers(drawing.see(first)) == numbers(first)
    assert not set(numbers(first)) & set(numbers(second))


def test_the_same_button_pressed_twice_draws_no_third_round(drawing):
    drawing.draw(1)
    drawing.draw(1, another=Another(2, "上级临时要求"))

    with pytest.raises(RoundIsDrawn):
        drawing.draw(1, another=Another(2, "上级临时要求"))


def test_the_next_day_has_a_round_of_its_own(drawing):
    drawing.draw(1)
    drawing.now = at(TUESDAY, "09:00")

    assert drawing.draw(1).number == "市本级-20260303-1"


def test_the_city_and_every_district_draw_for_themselves(drawing):
    with drawing.database.writing() as session:
        enrol(session, "QS-1", 2, district="青山区")

    city, own, other = drawing.draw(9), drawing.draw(9, DISTRICT), drawing.draw(9, OTHER_DISTRICT)

    assert sorted(numbers(city)) == ["BT-1", "BT-2", "BT-3", "BT-4", "QS-1"]
    assert sorted(numbers(own)) == ["BT-1", "BT-2", "BT-3", "BT-4"]
    assert (numbers(other), other.number) == (["QS-1"], "青山区-20260302-1")


@pytest.mark.parametrize("who", [AUDITOR, SCHOOL])
def test_nobody_else_draws(who, drawing):
    with pytest.raises(NotAnInspector):
        drawing.draw(1, who)


def test_a_district_sees_its_own_rounds_and_never_the_citys(drawing):
    city, own = drawing.draw(1), drawing.draw(1, DISTRICT)

    def seen(who: str) -> list[str]:
        return [
            each.number for each in drawing.act(who, lambda session, staff, now: list_rounds(session, staff))
        ]

    assert (seen(CITY), seen(AUDITOR)) == ([own.number, city.number], [own.number, city.number])
    assert (seen(DISTRICT), seen(OTHER_DISTRICT), seen(SCHOOL)) == ([own.number], [], [])
    with pytest.raises(NotFound):
        drawing.see(city, DISTRICT)


def test_of_two_who_draw_at_once_one_draws(drawing):
    outcomes = at_once(lambda: drawing.draw(2), lambda: drawing.draw(2, COLLEAGUE, OTHER_SEED))

    assert [each for each in outcomes if isinstance(each, type)] == [RoundIsDrawn]
    assert (count(drawing, CheckRound), count(drawing, CheckOrder)) == (1, 2)


def test_of_two_who_draw_another_at_once_one_draws(drawing):
    drawing.draw(1)
    again = Another(2, "上级临时要求")

    outcomes = at_once(
        lambda: drawing.draw(1, another=again), lambda: drawing.draw(1, COLLEAGUE, OTHER_SEED, again)
    )

    assert [each for each in outcomes if isinstance(each, type)] == [RoundIsDrawn]
    assert count(drawing, CheckRound) == 2


@pytest.mark.parametrize(("clock", "found"), [("00:00", 4), ("16:59", 4), ("17:00", 0), ("23:59", 0)])
def test_a_class_can_be_drawn_until_its_last_lesson_of_the_day_ends(clock, found, drawing):
    drawing.now = at(MONDAY, clock)

    assert len(waiting(drawing)) == found


def test_without_a_lesson_today_no_class_is_drawn(drawing):
    with drawing.database.writing() as session:
        a_class(session, "IDLE", lessons=False)
        cancelled = a_class(session, "CANCELLED", lessons=False)
        a_lesson(session, cancelled, MONDAY, HalfDay.MORNING, cancelled=True)
        a_class(session, "LATER", starts_on=TUESDAY)
        outside = a_class(session, "BEFORE", starts_on=TUESDAY, lessons=False)
        a_lesson(session, outside, MONDAY)

    assert list(waiting(drawing)) == ["BT-1", "BT-2", "BT-3", "BT-4"]


def test_where_nothing_can_be_drawn_it_is_said_what_could_be(drawing):
    drawing.now = at(MONDAY, "17:00")

    with pytest.raises(NothingToDraw, match="还有课没上完"):
        drawing.draw(1)


def test_what_the_level_checks_or_has_checked_today_is_not_drawn(drawing):
    running, done = drawing.check("BT-1"), drawing.check("BT-2")
    running.start()
    done.start()
    done.pass_all()

    assert list(waiting(drawing)) == ["BT-3", "BT-4"]
    assert list(waiting(drawing, DISTRICT)) == ["BT-1", "BT-2", "BT-3", "BT-4"]


def test_what_was_drawn_today_is_drawn_again_only_where_it_was_taken_back(drawing):
    drawn = drawing.draw(2)
    assert set(waiting(drawing)) == {"BT-1", "BT-2", "BT-3", "BT-4"} - set(numbers(drawn))

    drawing.cancel(drawn.orders[0])

    assert drawn.orders[0].of_class.number in waiting(drawing)


def test_a_class_that_is_owed_a_check_and_soon_ends_and_a_new_institution_have_more_tickets(drawing):
    with drawing.database.writing() as session:
        enrol(session, "LONG", 2, days=7, institution="老学校")
        a_class(session, "FREE", institution="老学校")
        a_class(session, "OLD", starts_on=MONDAY - timedelta(days=9), days=5, institution="老学校")

    found = waiting(drawing)

    assert found["BT-1"] == ("欠查，快要结业", "本级从未查过", "新培训机构")
    assert (found["LONG"], found["FREE"]) == (("本级从未查过",), ("本级从未查过",))
    drawing.now = at(TUESDAY, "09:00")
    assert waiting(drawing)["LONG"] == ("欠查，快要结业", "本级从未查过")


def test_an_earlier_check_that_failed_counts_for_both_levels_and_one_that_is_voided_for_none(drawing):
    failed = drawing.check("BT-1")
    failed.start()
    failed.record(1, CallOutcome.NOT_THEIR_NUMBER)
    failed.keep()
    failed.conclude()
    drawing.now = at(TUESDAY, "09:00")

    assert "查出过不合格" in waiting(drawing)["BT-1"]
    assert "查出过不合格" in waiting(drawing, DISTRICT)["BT-1"]
    assert "本级从未查过" not in waiting(drawing)["BT-1"]
    assert "本级从未查过" in waiting(drawing, DISTRICT)["BT-1"]

    failed.void("照片不是本班")

    assert "查出过不合格" not in waiting(drawing, DISTRICT)["BT-1"]
    assert "本级从未查过" in waiting(drawing)["BT-1"]


@pytest.mark.parametrize(
    ("of_class", "happened", "signalled"),
    [
        ("BT-1", MONDAY, ["BT-1"]),
        (None, MONDAY, ["BT-1", "BT-2", "BT-4"]),
        (None, MONDAY - timedelta(days=1), []),
    ],
)
def test_a_sign_of_fraud_counts_for_its_class_or_for_those_of_its_machine(
    of_class, happened, signalled, drawing
):
    with drawing.database.writing() as session:
        device = a_device(session, "CJDE1", "6012")
        find_class(session, "BT-3").attendance_device = "OTHER"
        find_class(session, "BT-4").attendance_device = "6012"
        session.add(
            FraudSignal(
                dedupe_key="one",
                kind=next(iter(Signal)),
                device_id=device.id,
                class_id=find_class(session, of_class).id if of_class else None,
                happened_at=at(happened, "08:30"),
                evidence="不是人脸",
                recorded_at=at(happened, "08:30"),
            )
        )

    assert [number for number, points in waiting(drawing).items() if "考勤机可疑迹象" in points] == signalled


def test_orders_are_given_in_turn_to_those_of_the_level_in_service(drawing):
    drawn = drawing.draw(3)
    own = drawing.draw(2, DISTRICT)

    assert [each.inspector for each in drawn.orders] == [CITY, COLLEAGUE, CITY]
    assert {each.inspector for each in own.orders} == {DISTRICT}


def test_whoever_was_given_less_lately_comes_first_the_next_day(drawing):
    drawing.draw(1)
    drawing.now = at(TUESDAY, "09:00")

    assert drawing.draw(1).orders[0].inspector == COLLEAGUE


def test_whoever_left_the_service_is_given_nothing(drawing):
    with drawing.database.writing() as session:
        let_go(session, find_staff(session, COLLEAGUE), now=drawing.now)

    assert {each.inspector for each in drawing.draw(4).orders} == {CITY}


def test_an_order_is_given_to_somebody_else_with_the_reason(drawing):
    order = drawing.draw(1).orders[0]

    given = drawing.give(order, COLLEAGUE, "出差")

    assert (given.inspector, given.state) == (COLLEAGUE, OrderState.ASSIGNED)
    assert given.history == (f"{CITY} 03月02日 09:00 改派给{COLLEAGUE}：出差",)
    assert (drawing.mine(CITY), drawing.mine(COLLEAGUE)) == ([], [order.of_class.number])


@pytest.mark.parametrize("to", [CITY, DISTRICT, AUDITOR, SCHOOL])
def test_it_has_to_be_another_of_the_same_level(to, drawing):
    order = drawing.draw(1).orders[0]

    with pytest.raises(NobodyToGiveItTo):
        drawing.give(order, to)


def test_an_order_is_taken_back_with_the_reason(drawing):
    order = drawing.draw(1).orders[0]

    cancelled = drawing.cancel(order)

    assert (cancelled.state, cancelled.history) == (
        OrderState.CANCELLED,
        (f"{CITY} 03月02日 09:00 取消：停电停课",),
    )
    assert drawing.mine(CITY) == []


def test_without_a_reason_nothing_is_done_with_an_order(drawing):
    order = drawing.draw(1).orders[0]

    with pytest.raises(ReasonMissing):
        drawing.cancel(order, "")
    with pytest.raises(ReasonMissing):
        drawing.give(order, COLLEAGUE, " ")

    assert count(drawing, CheckOrderAct) == 0


def test_what_is_taken_back_takes_no_further_act(drawing):
    order = drawing.draw(1).orders[0]
    drawing.cancel(order)

    with pytest.raises(OrderIsSettled):
        drawing.cancel(order)
    with pytest.raises(OrderIsSettled):
        drawing.give(order, COLLEAGUE)


def test_of_two_acts_on_one_order_at_once_one_is_done(drawing):
    order = drawing.draw(1).orders[0]

    outcomes = at_once(lambda: drawing.cancel(order), lambda: drawing.cancel(order, who=COLLEAGUE))

    assert [each for each in outcomes if isinstance(each, type)] == [OrderIsSettled]
    assert count(drawing, CheckOrderAct) == 1


def test_after_its_day_an_order_that_was_not_done_was_missed(drawing):
    drawn = drawing.draw(1)
    drawing.now = at(MONDAY, "23:59")
    assert drawing.see(drawn).orders[0].state is OrderState.ASSIGNED

    drawing.now = at(TUESDAY, "00:00")

    assert drawing.see(drawn).orders[0].state is OrderState.MISSED
    assert not drawing.see(drawn).may_act
    assert drawing.mine(CITY) == []
    with pytest.raises(OrderIsSettled):
        drawing.cancel(drawn.orders[0])


def test_the_orders_of_another_place_are_looked_at_by_the_city_and_left_alone(drawing):
    order = drawing.draw(1, DISTRICT).orders[0]

    with pytest.raises(NotYourRound):
        drawing.cancel(order)
    with pytest.raises(NotFound):
        drawing.cancel(order, who=OTHER_DISTRICT)
    with pytest.raises(NotAnInspector):
        drawing.cancel(order, who=AUDITOR)


def test_an_order_is_done_by_a_check_of_its_class_and_level_on_its_day_and_nobody_has_to_say_so(drawing):
    drawn = drawing.draw(1)
    check = drawing.check(numbers(drawn)[0], COLLEAGUE)

    check.start()
    assert drawing.see(drawn).orders[0].state is OrderState.RUNNING
    check.pass_all()

    done = drawing.see(drawn).orders[0]
    assert (done.state, done.check_number) == (OrderState.CHECKED, f"{numbers(drawn)[0]}-市1")
    with pytest.raises(OrderIsSettled):
        drawing.cancel(done)


def test_a_check_that_is_voided_unable_of_the_other_level_or_of_another_day_does_none(drawing):
    drawn = drawing.draw(1)
    number = numbers(drawn)[0]
    other_level = drawing.check(number, DISTRICT)
    other_level.start()
    other_level.pass_all()
    unable = drawing.check(number)
    unable.start()
    unable.conclude(as_unable=True)
    voided = drawing.check(number)
    voided.start()
    voided.pass_all("blue")
    assert drawing.see(drawn).orders[0].state is OrderState.CHECKED

    voided.void("照片不是本班")

    assert drawing.see(drawn).orders[0].state is OrderState.ASSIGNED
    drawing.now = at(TUESDAY, "09:00")
    late = drawing.check(number)
    late.start()
    late.pass_all("green")
    assert drawing.see(drawn).orders[0].state is OrderState.MISSED


def begin(drawing: Drawing, number: str, who: str = CITY, reason: str = "") -> None:
    class_id = drawing.check(number).class_id
    drawing.act(who, start_check, class_id, seed=SEED, why=Why(outside=reason))


def not_drawn(drawn) -> str:
    return next(each.class_number for each in drawn.population if each.class_number not in numbers(drawn))


def test_whoever_checks_outside_the_round_says_why(drawing):
    drawn = drawing.draw(2)
    number = not_drawn(drawn)

    with pytest.raises(OutsideRound) as told:
        begin(drawing, number)
    begin(drawing, number, reason="群众举报")

    assert set(told.value.drawn) == set(numbers(drawn))
    assert all(each in str(told.value) for each in (*numbers(drawn), f"轮外查班 {number} 原因"))
    outside = drawing.see(drawn).outside
    assert [(each.check_number, each.reason, each.given_by) for each in outside] == [
        (f"{number}-市1", "群众举报", CITY)
    ]


def test_what_was_refused_leaves_no_check_behind(drawing):
    number = not_drawn(drawing.draw(2))

    with pytest.raises(OutsideRound):
        begin(drawing, number)

    assert number in waiting(drawing)


def test_within_the_round_without_one_or_at_the_other_level_no_reason_is_asked_for(drawing):
    begin(drawing, "BT-1", DISTRICT)
    drawn = drawing.draw(2)
    first, second = numbers(drawn)
    drawing.cancel(drawn.orders[1])

    begin(drawing, first)
    begin(drawing, second)
    begin(drawing, "BT-2", DISTRICT)

    assert count(drawing, OutsideRoundReason) == 0


def test_a_reason_that_nobody_needs_is_not_kept(drawing):
    begin(drawing, numbers(drawing.draw(1))[0], reason="顺路")

    assert count(drawing, OutsideRoundReason) == 0


def test_what_the_rounds_say_of_a_class(drawing):
    class_id = drawing.check("BT-1").class_id

    def of(day):
        with drawing.database.reading() as session:
            return order_of(session, find_staff(session, CITY), class_id, day)

    assert (of(MONDAY).is_outside, of(MONDAY).drawn) == (False, ())
    drawn = drawing.draw(2)
    assert of(MONDAY).is_outside is ("BT-1" not in numbers(drawn))
    assert of(MONDAY).drawn == tuple(numbers(drawn))
    assert not of(TUESDAY).is_outside
