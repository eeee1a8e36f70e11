"""The page of calls: one trainee after the other, filed values after the answers, all once (R37)."""

import re

import pytest

from tests.training.checks.checking import CITY, COLLEAGUE, enrol, register_staff
from tests.webapp.checks.inspecting import (
    ALL_SAME,
    Inspector,
    an_inspector,
    how_many,
    showings,
    words,
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
    assert re.search(r"☎ 拨号 137 0000 \d{4}", page)
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
    assert "☎ 打下一位（还有 3 名）" in page


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
    asked = words(inspector.open("/call"))
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


def test_where_people_have_come_to_rest_the_next_number_is_asked_for_again(inspector):
    at_noon(inspector)

    answer = inspector.client.get(inspector.say(1, rest="all").location)

    assert (answer.status_code, "1 号已记录：一致" in words(answer)) == (409, True)
    assert "仍要拨打" in words(answer)
