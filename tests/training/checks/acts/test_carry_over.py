"""R37, 带入: what came to nothing wins nothing; whom it had chosen and not found 一致 is called next time."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories import MONDAY, a_withdrawal
from tests.training.checks.checking import COLLEAGUE, DISTRICT, enrol
from training.checks.acts.new_check import Why
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.rules.calls import Standing
from training.checks.rules.sampling import draw, verify_draw
from training.checks.rules.verifications import digest_of
from training.checks.sheets.check_export import read_stated_draw
from training.checks.terms import CallOutcome, Verdict
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check_by_number
from training.records.checks.spot_checks import CarryOver, DrawnTrainee, SpotCheck
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


def end_as_unable(checking) -> list[str]:
    """The school answered for everybody who was drawn, and nobody keeps a panorama; gives those drawn."""
    for each in checking.see().people:
        checking.record(each.position, CallOutcome.PROVIDER_ANSWERED)
    return names(checking.conclude(as_unable=True))


def start_video(checking, why: str = "老师说改到线上"):
    view = checking.write(
        lambda session, staff: start_video_check(
            session, staff, checking.class_id, why=Why(why), now=checking.now
        )
    )
    checking.check_id = view.check_id
    return view


def drawn_before(checking) -> dict[str, bool]:
    with checking.database.reading() as session:
        own = select(DrawnTrainee).join(SpotCheck, SpotCheck.id == DrawnTrainee.check_id)
        places = session.scalars(own.where(SpotCheck.public_id == checking.check_id)).all()
        return {each.enrolment.trainee.name: each.was_drawn_before for each in places}


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
    assert "另带入前次检查抽中的" in missing.conditions[0].numbers
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


def test_what_ended_as_unable_is_carried_by_the_next_check_as_what_was_voided(nine):
    drawn = end_as_unable(nine)

    second = nine.start(nine.seed_that_carries())

    assert set(drawn) <= set(names(second))
    assert carried(second) == set(drawn) - set(names(second)[:3])
    (before,) = second.predecessors
    assert (before.number, before.how, before.why) == ("BT-9-市1", "以无法完成结束", "")


def test_whom_a_check_found_to_agree_before_it_ended_as_unable_is_not_owed(nine):
    first = nine.see()
    nine.record(1)
    nine.conclude(as_unable=True)

    second = nine.start(nine.seed_that_carries())

    assert names(first)[0] not in carried(second)
    assert set(names(first)[1:]) <= set(names(second))


def test_what_ended_as_unable_has_drawn_nobody_to_the_end_of_the_next_order(nine):
    end_as_unable(nine)

    nine.start(OTHER_SEED)

    assert set(drawn_before(nine).values()) == {False}


def test_who_was_carried_and_called_counts_as_drawn_in_the_check_after(nine):
    nine.void()
    called = names(nine.start(nine.seed_that_carries()))
    nine.pass_all()

    nine.start(OTHER_SEED)

    assert {name for name, was in drawn_before(nine).items() if was} == set(called)
    assert len(called) > 3


def test_the_draw_that_ended_as_unable_is_computed_again_from_the_next_file(nine, tmp_path):
    end_as_unable(nine)
    nine.start(nine.seed_that_carries())

    written, path = exported(nine, "BT-9-市2", tmp_path)
    findings = verify_draw(read_stated_draw(path))

    assert [each.what for each in findings if not each.agrees] == []
    assert "BT-9-市1 抽取顺序" in {each.what for each in findings}
    (before,) = written["predecessors"]
    assert (before["state"], before["method"], "voiding" in before) == ("无法完成", "电话查班", False)


def test_what_ended_as_unable_and_was_carried_is_not_carried_again_when_it_is_voided(nine):
    end_as_unable(nine)
    unable = nine.check_id
    nine.start(nine.seed_that_carries())
    nine.pass_all()
    nine.check_id = unable
    nine.void("机构补交了说明")

    assert nine.start(b"third").predecessors == ()


def test_who_is_never_reached_keeps_no_later_check_from_its_end(nine):
    reached = {each.name for each in nine.see().people[:2]}
    while nine.see().facts.reserve_left:
        for each in nine.see().people:
            if each.is_to_be_called and each.name not in reached:
                nine.miss_twice(each.position)
        nine.substitute()
    nine.conclude(as_unable=True)

    second = nine.start(OTHER_SEED)
    reached |= {each.name for each in second.people if each.name not in reached} - {second.people[-1].name}
    for each in second.people:
        nine.record(each.position) if each.name in reached else nine.miss_twice(each.position)
    nine.count(9)
    nine.keep()

    assert len(second.people) >= 7
    assert nine.conclude().verdict is Verdict.PASSED


def test_a_video_check_takes_no_calls_over_and_says_how_many_are_owed(nine, tmp_path):
    nine.record(1)
    nine.void("选错了时段")

    view = start_video(nine)

    told = "作废或无法完成的抽查还有 2 人未核实，须由电话查班核实"
    assert ([each.number for each in view.predecessors], view.calls_owed) == (["BT-9-市1"], 2)
    assert view.flags == (told,)
    assert nine.conclude(as_unable=True).flags == (told,)
    written, _ = exported(nine, "BT-9-市2", tmp_path)
    assert written["flags"] == [told]
    assert [each["number"] for each in written["predecessors"]] == ["BT-9-市1"]


def test_through_video_checks_the_calls_stay_owed_until_a_phone_check_takes_them(nine):
    drawn = end_as_unable(nine)
    seed = nine.seed_that_carries()
    owed = []
    for _ in range(2):
        owed.append(start_video(nine).calls_owed)
        nine.void()

    phone = nine.start(seed)
    nine.pass_all()
    after = start_video(nine)

    assert owed == [3, 3]
    assert set(drawn) <= set(names(phone))
    assert (after.calls_owed, after.predecessors, after.flags) == (0, (), ())


def test_who_has_left_the_class_or_was_found_to_agree_is_owed_no_call(nine):
    first = nine.see()
    nine.record(1)
    nine.void()
    with nine.database.writing() as session:
        own = select(DrawnTrainee).join(SpotCheck, SpotCheck.id == DrawnTrainee.check_id)
        second = own.where(SpotCheck.public_id == first.check_id, DrawnTrainee.position == 2)
        a_withdrawal(session, session.scalars(second).one().enrolment, MONDAY - timedelta(days=1))

    assert start_video(nine).calls_owed == 1


def test_where_all_were_found_to_agree_the_video_check_names_the_void_and_owes_nothing(nine):
    for place in (1, 2, 3):
        nine.record(place)
    nine.void()

    view = start_video(nine)

    assert (len(view.predecessors), view.calls_owed, view.flags) == (1, 0, ())


def test_a_video_check_that_came_to_nothing_is_named_once_by_the_next_whatever_its_method(nine, tmp_path):
    nine.pass_all()
    start_video(nine)
    nine.conclude(as_unable=True)
    start_video(nine)
    nine.void("又选错了")

    phone = nine.start(OTHER_SEED)
    nine.pass_all("blue")

    assert [(each.number, each.how) for each in phone.predecessors] == [("BT-9-市3", "收回")]
    assert carried(phone) == set()
    assert nine.start(b"fifth").predecessors == ()
    _, path = exported(nine, "BT-9-市4", tmp_path)
    assert all(each.agrees for each in verify_draw(read_stated_draw(path)))


def test_what_is_voided_while_a_video_check_runs_is_owed_beside_it_and_later_no_more(nine):
    first = nine.pass_all().check_id
    video = start_video(nine).check_id
    nine.check_id = first
    nine.void("照片不是本班")
    nine.check_id = video
    beside = nine.see().predecessors
    nine.later(minutes=1).conclude(as_unable=True)
    second = nine.later(minutes=1).start(OTHER_SEED)
    nine.later(minutes=1).conclude(as_unable=True)
    nine.check_id = video

    assert [each.number for each in beside] == ["BT-9-市1"]
    assert {each.number for each in second.predecessors} == {"BT-9-市1", "BT-9-市2"}
    assert nine.see().predecessors == beside


def test_what_is_voided_after_a_video_check_has_ended_changes_nothing_of_it(nine):
    first = nine.pass_all().check_id
    video = start_video(nine).check_id
    nine.conclude(as_unable=True)
    nine.later(minutes=1).check_id = first
    nine.void("照片不是本班")
    nine.check_id = video

    assert nine.see().predecessors == ()


def test_a_file_without_the_predecessor_and_with_the_order_computed_anew_has_another_digest(nine, tmp_path):
    nine.void()
    nine.start(nine.seed_that_carries())
    written, path = exported(nine, "BT-9-市2", tmp_path)
    forged = json.loads(json.dumps(written)) | {"predecessors": []}
    roster = [UUID(each) for each in forged["draw"]["roster"]]
    again = draw(roster, bytes.fromhex(forged["draw"]["seed"]), set(), 3)
    forged["draw"]["carried"] = 0
    forged["draw"]["order"] = [
        {"position": place, "enrolment": str(each), "drawn_before": False, "carried": False}
        for place, each in enumerate(again.order, 1)
    ]
    path.write_text(json.dumps(forged), encoding="utf-8")

    assert all(each.agrees for each in verify_draw(read_stated_draw(path)))
    assert digest_of(forged) != digest_of(written)


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
