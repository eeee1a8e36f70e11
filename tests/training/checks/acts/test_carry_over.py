"""R37, 带入: a void wins nothing; whom its draw had chosen and not found 一致 is called by the next check."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.training.checks.checking import COLLEAGUE, DISTRICT, enrol
from training.checks.rules.calls import Standing
from training.checks.rules.sampling import verify_draw
from training.checks.sheets.check_export import read_stated_draw
from training.checks.terms import CallOutcome, Verdict
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check_by_number
from training.records.checks.spot_checks import CarryOver
from training.records.classes.classes import TrainingClass

OTHER_SEED = b"another seed"


@pytest.fixture
def nine(checking):
    """A class of nine, so that three are drawn; the check runs."""
    with checking.database.writing() as session:
        checking.class_id = enrol(session, "BT-9", 9)
    checking.start()
    return checking


def names(view) -> list[str]:
    return [each.name for each in view.people]


def carried(view) -> set[str]:
    return {each.name for each in view.people if each.is_carried}


def exported(checking, number: str, tmp_path):
    with checking.database.reading() as session:
        written = export_check(session, find_check_by_number(session, number), now=checking.now)
    path = tmp_path / "check.json"
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    return written, path


def test_the_next_check_draws_anew_and_also_calls_whom_the_voided_draw_had_chosen(nine):
    first = nine.see()
    nine.void()

    second = nine.start(nine.seed_that_carries())

    sample = names(second)[: second.facts.sample_size]
    assert second.facts.sample_size == 3
    assert carried(second) == set(names(first)) - set(sample)
    assert second.facts.to_verify == 3 + len(carried(second))
    assert names(second)[3:] == [each.name for each in second.people if each.is_carried]


def test_whom_the_voided_check_found_to_agree_is_not_called_again_for_it(nine):
    first = nine.see()
    nine.record(1)
    nine.record(2, CallOutcome.NOT_THEIR_NUMBER)
    nine.record(3, CallOutcome.NO_ANSWER)
    nine.void()

    second = nine.start(nine.seed_that_carries())

    assert names(first)[0] not in carried(second)
    assert set(names(first)[1:]) <= set(names(second))


def test_until_those_who_were_carried_over_are_compared_there_is_no_verdict(nine):
    nine.void()
    second = nine.start(nine.seed_that_carries())
    nine.count(9)
    nine.keep()
    assert carried(second)

    for place in range(1, 4):
        nine.record(place)
    missing = nine.see()
    for each in missing.people:
        if each.is_to_be_called:
            nine.record(each.position)

    assert missing.verdict is None
    assert "另带入作废检查抽中的" in missing.conditions[0].numbers
    assert nine.see().verdict is Verdict.PASSED


def test_a_mismatch_that_was_voided_away_comes_back_and_fails(nine):
    first = nine.see()
    nine.record(1, CallOutcome.NOT_THEIR_NUMBER)
    wrong = names(first)[0]
    nine.void("选错了时段")
    nine.start(nine.seed_that_carries())

    (place,) = [each.position for each in nine.see().people if each.name == wrong]
    nine.record(place, CallOutcome.NOT_THEIR_NUMBER)
    nine.count(9)
    nine.keep()

    assert nine.conclude(as_unable=True).state == "不合格"


def test_several_voids_in_a_row_lose_nobody(nine):
    chosen = set(names(nine.see()))
    for seed in (b"second", b"third"):
        nine.void()
        chosen |= set(names(nine.start(seed)))

    assert set(names(nine.see())) == chosen


def test_what_is_taken_back_is_carried_over_likewise(nine):
    first = names(nine.see())
    assert nine.ask_to_void("点错了班").state == "已作废"

    assert set(first) <= set(names(nine.start(nine.seed_that_carries())))


def test_a_voided_draw_is_carried_once_and_by_its_own_level_only(nine):
    nine.void()
    nine.by(DISTRICT).start(b"district")
    nine.start(OTHER_SEED)
    nine.pass_all()
    third = nine.start(b"third")

    with nine.database.reading() as session:
        rows = session.execute(select(CarryOver.check_id, CarryOver.voided_id)).all()
    assert len(rows) == 1
    assert carried(third) == set()


def test_a_verdict_that_is_voided_later_is_carried_by_the_check_after_that(nine):
    first = nine.pass_all()
    nine.start(nine.seed_that_carries())
    nine.pass_all("blue")
    nine.check_id = first.check_id
    nine.void("照片不是本班")

    third = nine.start(b"third")

    # All were found 一致 before, so nobody is owed; the draw is told all the same.
    assert [each.number for each in third.predecessors] == ["BT-9-市1"]
    assert carried(third) == set()


def test_one_of_the_carried_who_is_not_reached_is_replaced_from_the_reserve(nine):
    nine.void()
    second = nine.start(nine.seed_that_carries())
    place = next(each.position for each in second.people if each.is_carried)
    nine.miss_twice(place)

    view = nine.substitute()

    assert view.person(place).standing is Standing.REPLACED
    assert view.people[-1].takes_place_of == place


def test_the_new_check_says_which_void_it_carries_on_and_who_agreed(nine):
    nine.record(1)
    nine.void("查错了时段")

    (before,) = nine.start(nine.seed_that_carries()).predecessors

    assert (before.number, before.ending.void_reason) == ("BT-9-市1", "查错了时段")
    assert before.ending.in_words == f"市里（{COLLEAGUE} 确认）"


def test_both_draws_are_computed_again_from_the_file_alone(nine, tmp_path):
    nine.record(1)
    nine.void()
    nine.start(nine.seed_that_carries())

    written, path = exported(nine, "BT-9-市2", tmp_path)
    findings = verify_draw(read_stated_draw(path))

    assert [each.what for each in findings if not each.agrees] == []
    assert {"BT-9-市1 抽取顺序", "BT-9-市1 名册指纹", "带入人数"} <= {each.what for each in findings}
    assert written["predecessors"][0]["voiding"]["people"] == 2


def test_a_file_that_leaves_out_one_who_was_owed_a_call_is_found_out(nine, tmp_path):
    nine.void()
    nine.start(nine.seed_that_carries())
    written, path = exported(nine, "BT-9-市2", tmp_path)
    owed = next(each for each in written["draw"]["order"] if each["carried"])
    owed["carried"] = False
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")

    findings = {each.what: each.agrees for each in verify_draw(read_stated_draw(path))}

    assert not findings["带入人数"]


def test_a_file_that_changes_the_voided_draw_is_found_out(nine, tmp_path):
    nine.void()
    nine.start(nine.seed_that_carries())
    written, path = exported(nine, "BT-9-市2", tmp_path)
    written["predecessors"][0]["draw"]["seed"] = "00" * 32
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")

    findings = {each.what: each.agrees for each in verify_draw(read_stated_draw(path))}

    assert not findings["BT-9-市1 抽取顺序"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seeds=st.lists(st.binary(min_size=4, max_size=8), min_size=2, max_size=4, unique=True),
    agreed=st.lists(st.integers(min_value=1, max_value=3), max_size=3, unique=True),
)
def test_however_often_it_is_voided_everybody_chosen_and_not_found_to_agree_is_still_called(
    checking, seeds, agreed
):
    own = checking.by(COLLEAGUE)
    with own.database.writing() as session:
        own.class_id = enrol(session, f"V-{len(_classes(session))}", 9)
    owed: set[str] = set()
    for seed in seeds[:-1]:
        view = own.start(seed)
        found = {each.name for each in view.people if each.position in agreed}
        for place in agreed:
            own.record(place)
        owed = (owed | set(names(view))) - found
        own.void()

    assert owed <= set(names(own.start(seeds[-1])))


def _classes(session):
    return session.scalars(select(TrainingClass.id).order_by(TrainingClass.id)).all()
