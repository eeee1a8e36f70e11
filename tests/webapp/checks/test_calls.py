"""The page of calls: one trainee after the other, filed values after the answers, all once (R37)."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, SCHOOL, enrol, register_staff
from tests.webapp.checks.inspecting import (
    ALL_SAME,
    Inspector,
    an_inspector,
    how_many,
    main_of,
    showings,
    words,
    words_in,
)
from training.checks.rules.calls import Standing
from training.checks.terms import CallOutcome, FiledItem
from training.records.checks.calls import SpotCall

DIFFERS = {"item-ID_ENDING": "不一致"}


@pytest.fixture
def class_id(world):
    """A class of nine that is checked: three are to be called. It is Tuesday, 10:00."""
    with world.database.writing() as session:
        register_staff(session)
        return enrol(session, "BT-C", 9)


@pytest.fixture
def inspector(world, class_id):
    return an_inspector(world, class_id)


def at_noon(inspector: Inspector) -> None:
    """People are at rest; the session has not been idle for two hours."""
    for _ in range(2):
        inspector.world.pass_by(hours=1, minutes=10)
        inspector.open()


def standings(inspector: Inspector) -> list[Standing]:
    return [each.standing for each in inspector.see().people]


def follow(inspector: Inspector, position: int, **fields: str) -> str:
    """What stands on the page to which the answer leads."""
    answer = inspector.say(position, **fields)
    assert answer.status_code == 303
    return words(inspector.client.get(answer.location, follow_redirects=True))


def test_one_button_says_that_everything_agreed_and_the_next_trainee_comes(inspector):
    inspector.open("/call")

    page = follow(inspector, 1, rest="all")

    assert "1 号已记录：一致" in page
    assert re.search(r"137 0000 \d{4} 拨号", page)
    assert standings(inspector) == [Standing.MATCHED, Standing.TO_CALL, Standing.TO_CALL]


def test_that_the_next_number_was_shown_is_noted_as_any_other(inspector):
    inspector.open("/call")
    follow(inspector, 1, rest="all")

    assert showings(inspector.world) == [(1, CITY), (2, CITY)]


@pytest.mark.parametrize("outcome", ["未接", "拒接", "占线", "关机", "停机", "空号"])
def test_who_is_not_reached_is_one_button_and_leads_on_as_well(outcome, inspector):
    assert "2 号 学" in follow(inspector, 1, outcome=outcome)


def test_after_the_last_one_the_check_tells_what_was_recorded_and_what_is_left(inspector):
    for position in (1, 2):
        follow(inspector, position, rest="all")

    page = follow(inspector, 3, rest="all")

    assert "3 号已记录：一致" in page
    assert "还没有清点到课人数" in page


def test_whom_nobody_may_be_called_after_is_told_by_the_check_too(inspector):
    """Two are left to a colleague, who has just been shown one, and to a pause."""
    inspector.say(1, outcome="未接")
    inspector.say(2, outcome="未接")

    page = follow(inspector, 3, outcome="未接")

    assert "3 号已记录：待重拨" in page
    assert "打下一位（还有 3 名）" in page


def test_of_what_was_not_marked_the_rest_agrees_where_the_button_says_so(inspector):
    inspector.say(1, **DIFFERS, rest="same")

    (call,) = inspector.see().people[0].calls
    assert (call.outcome, call.differing) == (CallOutcome.MISMATCHED, (FiledItem.ID_ENDING,))
    assert standings(inspector)[0] is Standing.MISMATCHED


@pytest.mark.parametrize("mark", ["不一致", "未答"])
def test_what_is_marked_otherwise_is_never_recorded_as_wholly_the_same(mark, inspector):
    answer = inspector.say(1, **{"item-NAME": mark}, rest="all")

    assert answer.status_code == 422
    assert "不能记“全部一致”" in words(answer)
    assert how_many(inspector.world, SpotCall) == 0


def test_words_that_no_button_says_are_refused(inspector):
    assert inspector.say(1, rest="most").status_code == 422


def test_a_hasty_thumb_records_one_call_and_sees_the_same_next_trainee(inspector):
    answers = [inspector.send("/calls/1", key="once", rest="all") for _ in range(2)]

    pages = [inspector.client.get(each.location).text for each in answers]
    assert how_many(inspector.world, SpotCall) == 1
    assert all("2 号 学" in page for page in pages)
    assert {position for position, _ in showings(inspector.world)} == {2}


def test_the_filed_values_are_out_of_sight_until_they_are_asked_for(inspector):
    asked = words_in(main_of(inspector.open("/call").text))
    revealed = inspector.say(1, step="compare")

    assert "备案" not in asked.replace("看备案", "")
    assert "全部一致" not in asked
    assert words(revealed).count("备案：") == 6
    assert "全部一致" in words(revealed)
    assert how_many(inspector.world, SpotCall) == 0


def test_beside_the_call_no_name_is_written_out(inspector):
    page = inspector.open("/call").text

    rail = page[page.index('aria-label="进度"') :]
    assert inspector.see().people[0].name not in rail


def test_the_rail_tells_how_everybody_stands_and_who_called(inspector):
    Inspector(inspector.world, COLLEAGUE, inspector.check_id, inspector.class_id).say(2, **ALL_SAME)

    page = words(inspector.open("/call"))

    assert "已核实 1/3" in page
    assert f"{COLLEAGUE} 10:00 一致" in page
    assert "正在打" in page
    assert "抽取种子" in page


def test_what_others_do_comes_into_the_rail(inspector):
    answer = inspector.open("/live?calling=1")

    assert 'aria-current="step"' in answer.text
    assert "备用 6 名" in words(answer)


def test_whoever_has_said_once_that_it_must_be_now_is_not_asked_after_every_call(inspector):
    at_noon(inspector)
    assert inspector.open("/call").status_code == 409
    assert "anyway" in inspector.open("/call?anyway=yes").text

    page = follow(inspector, 1, rest="all", anyway="yes")

    assert "2 号 学" in page
    assert "不在通话时段" in words(inspector.open("/people/1"))


def test_a_link_fills_in_nothing_of_what_was_said_and_no_time(inspector):
    crafted = "&".join((*(f"item-{item.name}=一致" for item in FiledItem), "note=编的", "began=2020-01-01"))

    page = inspector.open(f"/call?{crafted}").text

    assert not re.search(r"<input[^>]* checked", page)
    assert "编的" not in page
    assert "2020-01-01" not in page


def test_where_people_have_come_to_rest_the_next_number_is_asked_for_again(inspector):
    at_noon(inspector)

    answer = inspector.client.get(inspector.say(1, rest="all").location)

    assert (answer.status_code, "1 号已记录：一致" in words(answer)) == (409, True)
    assert "仍要拨打" in words(answer)


def test_a_list_hands_out_the_numbers_of_all_who_wait_and_notes_each_as_shown(inspector):
    inspector.say(2)

    answer = inspector.send("/calls/list")

    assert answer.status_code == 200
    assert len(re.findall(r"137 0000 \d{4} 拨号", words(answer))) == 2
    assert showings(inspector.world) == [(1, CITY), (3, CITY)]
    assert "打电话的时段：08:30—12:00、14:00—18:00" in words(answer)


def test_a_list_that_is_asked_for_twice_is_noted_twice(inspector):
    for _ in range(2):
        inspector.send("/calls/list", key="once")

    assert len(showings(inspector.world)) == 6


def test_the_record_tells_who_took_a_list_along(inspector):
    inspector.open("/call")
    inspector.send("/calls/list")

    page = words(inspector.open("/record"))

    assert f"离线名单 {CITY} 03月03日 10:00 一次取下 3 名学员的号码" in page
    assert page.count("离线名单") == 1


def test_whoever_has_a_list_may_call_in_any_order_with_a_network_too(inspector):
    inspector.send("/calls/list")

    assert inspector.open("/call?position=3").status_code == 200


def test_where_nobody_waits_there_is_no_list(inspector):
    for position in (1, 2, 3):
        inspector.say(position)

    answer = inspector.send("/calls/list")

    assert (answer.status_code, showings(inspector.world)) == (409, [])


@pytest.mark.parametrize(("who", "status"), [(AUDITOR, 404), (SCHOOL, 404), (DISTRICT, 403)])
def test_others_get_no_list(who, status, inspector):
    other = Inspector(inspector.world, who, inspector.check_id, inspector.class_id)

    assert other.send("/calls/list").status_code == status
    assert showings(inspector.world) == []


def test_a_call_from_a_list_lasted_as_long_as_the_phone_says(inspector):
    inspector.send("/calls/list")
    inspector.world.pass_by(minutes=30)

    inspector.say(1, rest="all", lasted="90", ago="600")

    (call,) = inspector.see().people[0].calls
    assert call.ended_at == inspector.world.now - timedelta(minutes=10)
    assert call.started_at == call.ended_at - timedelta(seconds=90)


@pytest.mark.parametrize(("lasted", "counted"), [(2 * 3600, 2 * 3600), (2 * 3600 + 1, 0), ("x", 0), ("", 0)])
def test_where_the_length_makes_no_sense_the_call_is_over_when_the_phone_says(lasted, counted, inspector):
    inspector.send("/calls/list")
    for _ in range(4):
        inspector.world.pass_by(hours=1)
        inspector.open()

    inspector.say(1, rest="all", lasted=str(lasted), ago="1800")

    (call,) = inspector.see().people[0].calls
    assert call.ended_at == inspector.world.now - timedelta(minutes=30)
    assert call.started_at == call.ended_at - timedelta(seconds=counted)


@pytest.mark.parametrize("ago", [None, "", "x"])
def test_where_nothing_is_said_of_when_the_call_was_over_it_was_now(ago, inspector):
    inspector.send("/calls/list")
    shown = inspector.world.now
    inspector.world.pass_by(minutes=30)

    inspector.say(1, rest="all", lasted="x", **({} if ago is None else {"ago": ago}))

    (call,) = inspector.see().people[0].calls
    assert (call.started_at, call.ended_at) == (shown, inspector.world.now)


def test_a_form_made_by_hand_makes_no_call_longer_than_its_number_was_shown(inspector):
    """Three calls of a second each, said to have begun four minutes before."""
    inspector.world.pass_by(minutes=20)
    began = (inspector.world.now - timedelta(minutes=4)).isoformat()
    for position in (1, 2, 3):
        inspector.open("/call")
        inspector.world.pass_by(seconds=1)
        inspector.say(position, rest="all", began=began)

    assert inspector.see().flags == ("核对一致的通话 3 个，其中 3 个不到 20 秒，来不及逐项核对",)


def test_a_form_made_by_hand_makes_no_two_attempts_of_one(inspector):
    inspector.world.pass_by(minutes=20)
    inspector.open("/call")
    inspector.world.pass_by(seconds=1)

    inspector.say(1, outcome="未接", lasted="20", ago="1080")
    inspector.say(1, outcome="未接")

    assert standings(inspector)[0] is Standing.TO_CALL_AGAIN


def test_calls_that_a_phone_kept_and_sends_together_are_not_flagged(inspector):
    """One after the other, three minutes of them; the network brings the first two seconds late."""
    inspector.send("/calls/list")
    inspector.world.pass_by(minutes=10)
    for position, ago in ((1, 118), (2, 60), (3, 0)):
        inspector.say(position, rest="all", lasted="60", ago=str(ago))

    assert inspector.see().flags == ()


@pytest.mark.parametrize("lasted", ["-5", "x", "9999999", "999999"])
def test_a_length_that_makes_no_sense_loses_nothing(lasted, inspector):
    assert inspector.say(1, rest="all", lasted=lasted).status_code == 303
    assert standings(inspector)[0] is Standing.MATCHED


def kept(answer: TestResponse) -> list[str]:
    return answer.headers.get("X-Keep", "").split(" ")[:3]


def test_a_phone_is_told_what_it_may_keep_and_for_how_long(inspector):
    own = f"/checks/{inspector.check_id}"

    assert kept(inspector.client.get("/checks")) == ["keep", "/checks", "86400"]
    assert kept(inspector.open()) == ["keep", own, "86400"]
    assert kept(inspector.open("/call")) == ["keep", f"{own}/call", "3600"]
    assert kept(inspector.send("/calls/list")) == ["keep", f"{own}/calls/list", "86400"]


@pytest.mark.parametrize("path", ["/record", "/people/1", "/end"])
def test_other_pages_are_not_kept(path, inspector):
    assert "X-Keep" not in inspector.open(path).headers


def test_a_refusal_and_an_answer_to_a_form_are_not_kept(inspector):
    assert "X-Keep" not in inspector.say(1, step="compare").headers
    assert "X-Keep" not in inspector.send("/heads", heads="x").headers


def test_what_a_phone_keeps_is_of_one_person(inspector):
    colleague = Inspector(inspector.world, COLLEAGUE, inspector.check_id, inspector.class_id)

    assert inspector.open().headers["X-Keep"] != colleague.open().headers["X-Keep"]


def test_after_the_end_the_phone_is_told_to_drop_the_check_and_others_keep_nothing(inspector):
    district = Inspector(inspector.world, DISTRICT, inspector.check_id, inspector.class_id)
    assert kept(district.open()) == ["drop", f"/checks/{inspector.check_id}"]

    inspector.send("/end", as_unable="yes")

    assert kept(inspector.open()) == ["drop", f"/checks/{inspector.check_id}"]
