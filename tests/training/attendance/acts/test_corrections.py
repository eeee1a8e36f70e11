"""R45, 补卡: asked by the trainee, decided once by the class's institution or district, told in hours."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, at, punches
from tests.training.attendance.reminding import a_reachable, staff_of, written
from tests.training.builders import at_once
from training.attendance.acts.decide_correction import AlreadyDecided, Verdict, decide_correction
from training.attendance.acts.request_correction import request_correction
from training.attendance.rules.corrections import CorrectionState, NoReason, NotCorrectable
from training.attendance.terms import PunchKind
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.attendance.views.corrections.see_corrections import (
    see_correction,
    visible_corrections,
    waiting_corrections,
)
from training.attendance.views.progress_of import ClassProgress, progress_of, progress_of_class
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Database
from training.errors import NotFound
from training.notice.terms import HalfDay, Role
from training.people.acts.opt_out import opt_out
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.records.attendance.corrections import (
    CorrectionDecision,
    CorrectionPhoto,
    PunchCorrection,
)
from training.records.attendance.punches import Punch
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff

MORNING_OUT = CorrectionDraft((MONDAY, HalfDay.MORNING), PunchKind.OUT, "在教室，机器没认出我")
NOW = at(MONDAY, "13:00")
SEED = bytes(32)
APPROVED, REFUSED = Verdict(is_approved=True), Verdict(is_approved=False, note="监控里没有您")


@pytest.fixture
def lost(database: Database) -> Database:
    """王芳 came on Monday morning and was not seen leaving; staff of both districts and schools."""
    with database.writing() as session:
        own = a_class(session, name="电工（五级）3班")
        a_reachable(session, own, "王芳", "1")
        a_class(session, "BT-2", institution="第二学校", district="青山区")
        punches(session, own, MONDAY, ["08:20"])
        for role, place in (
            (Role.INSTITUTION, SCHOOL),
            (Role.INSTITUTION, "第二学校"),
            (Role.DISTRICT, "昆都仑区"),
            (Role.DISTRICT, "青山区"),
            (Role.CITY, ""),
            (Role.AUDITOR, ""),
        ):
            staff_of(session, role, place)
    return database


def wang_fang(session) -> Enrolment:
    return find_enrolment(session, find_class(session, "BT-1"), "王芳")


def ask(database: Database, draft: CorrectionDraft = MORNING_OUT, now=NOW) -> UUID:
    with database.writing() as session:
        return request_correction(session, wang_fang(session), draft, now=now).public_id


def decide(database: Database, who: str, verdict: Verdict, now=NOW) -> None:
    with database.writing() as session:
        (asked,) = session.scalars(select(PunchCorrection).order_by(PunchCorrection.id.desc()).limit(1))
        decide_correction(session, find_staff(session, who), asked.public_id, verdict, seed=SEED, now=now)


def standing(database: Database, now=NOW) -> ClassProgress:
    with database.reading() as session:
        alone = progress_of(session, wang_fang(session), now)
        (of_class,) = progress_of_class(session, find_class(session, "BT-1"), now)
        assert (alone.progress, alone.corrections) == (of_class.progress, of_class.corrections)
        return alone


def test_a_request_waits_and_counts_for_nothing_yet(lost):
    ask(lost)

    found = standing(lost)
    assert [each.state for each in found.corrections] == [CorrectionState.WAITING]
    assert found.progress.credited_halves == 0


@pytest.mark.parametrize("who", [f"培训机构{SCHOOL}", "旗县区昆都仑区"])
def test_the_institution_of_the_class_and_its_district_may_approve(lost, who):
    ask(lost)

    decide(lost, who, APPROVED)

    found = standing(lost)
    assert found.progress.credited_halves == 8
    assert found.corrections[0].state is CorrectionState.APPROVED
    assert found.corrections[0].decided_by == f"{who} {who[:4] if who[0] == '培' else who[:3]}"


def test_the_raw_punches_are_never_changed(lost):
    ask(lost)
    decide(lost, f"培训机构{SCHOOL}", APPROVED)

    with lost.reading() as session:
        assert [each.punched_at for each in session.scalars(select(Punch))] == [at(MONDAY, "08:20")]


@pytest.mark.parametrize("who", ["培训机构第二学校", "旗县区青山区"])
def test_what_others_asked_is_not_found_as_if_it_were_not_there(lost, who):
    asked = ask(lost)
    with lost.reading() as session:
        staff = find_staff(session, who)
        assert session.scalars(visible_corrections(staff)).all() == []
        messages = []
        for public_id in (asked, uuid4()):
            with pytest.raises(NotFound) as refusal:
                see_correction(session, staff, public_id)
            messages.append(str(refusal.value))
        assert messages[0] == messages[1]
    with pytest.raises(NotFound):
        decide(lost, who, APPROVED)


@pytest.mark.parametrize("who", ["市级", "审计"])
def test_the_city_and_the_auditors_see_but_do_not_decide(lost, who):
    asked = ask(lost)

    with lost.reading() as session:
        staff = find_staff(session, who)
        assert see_correction(session, staff, asked).reason == MORNING_OUT.reason
    with pytest.raises(NotFound):
        decide(lost, who, APPROVED)
    assert standing(lost).corrections[0].state is CorrectionState.WAITING


def test_a_refusal_says_why_and_may_be_answered_by_a_better_reason(lost):
    ask(lost)
    decide(lost, "旗县区昆都仑区", REFUSED)
    refused = standing(lost).corrections[0]
    assert (refused.state, refused.note) == (CorrectionState.REFUSED, "监控里没有您")
    assert standing(lost).progress.credited_halves == 0

    ask(lost)
    decide(lost, f"培训机构{SCHOOL}", APPROVED)

    assert [each.state for each in standing(lost).corrections] == [
        CorrectionState.REFUSED,
        CorrectionState.APPROVED,
    ]
    assert standing(lost).progress.credited_halves == 8


def test_after_three_refusals_nobody_is_asked_again(lost):
    for _ in range(3):
        ask(lost)
        decide(lost, "旗县区昆都仑区", REFUSED)

    with pytest.raises(NotCorrectable, match="3 次"):
        ask(lost)


@pytest.mark.parametrize("note", ["", "  ", "长" * 201])
def test_a_refusal_without_a_reason_is_no_decision(lost, note):
    ask(lost)

    with pytest.raises(NoReason):
        decide(lost, "旗县区昆都仑区", Verdict(is_approved=False, note=note))
    assert standing(lost).corrections[0].state is CorrectionState.WAITING


def test_what_is_decided_stands(lost):
    ask(lost)
    decide(lost, "旗县区昆都仑区", REFUSED)

    with pytest.raises(AlreadyDecided, match="已经审核过"):
        decide(lost, f"培训机构{SCHOOL}", APPROVED)
    assert standing(lost).progress.credited_halves == 0


def test_of_two_who_decide_at_once_one_is_told_that_the_other_was_faster(lost):
    ask(lost)

    outcomes = at_once(
        lambda: decide(lost, "旗县区昆都仑区", REFUSED),
        lambda: decide(lost, f"培训机构{SCHOOL}", APPROVED),
    )

    assert set(outcomes) == {None, AlreadyDecided}
    with lost.reading() as session:
        assert len(session.scalars(select(CorrectionDecision)).all()) == 1
    assert len(written(lost)) == 1


def test_of_two_who_press_at_once_one_request_is_kept(lost):
    outcomes = at_once(*[lambda: ask(lost)] * 4)

    assert sum(each is NotCorrectable for each in outcomes) == 3
    assert len(standing(lost).corrections) == 1


@pytest.mark.parametrize(
    ("draft", "now", "why"),
    [
        # 王芳 was seen coming, so only leaving is missing, and that only after 12:30.
        (CorrectionDraft((MONDAY, HalfDay.MORNING), PunchKind.IN, "在"), NOW, "不用补卡"),
        (MORNING_OUT, at(MONDAY, "12:30"), "现在可打"),
        (CorrectionDraft((MONDAY, HalfDay.AFTERNOON), PunchKind.IN, "在"), NOW, "未到时间"),
        (MORNING_OUT, at(MONDAY + timedelta(days=7), "11:31"), "超过 7 天"),
        (
            CorrectionDraft((MONDAY - timedelta(days=1), HalfDay.MORNING), PunchKind.IN, "在"),
            NOW,
            "这半天没有课",
        ),
    ],
)
def test_what_cannot_be_made_good_is_refused_with_its_reason(lost, draft, now, why):
    with pytest.raises(NotCorrectable, match=why):
        ask(lost, draft, now)
    assert standing(lost).corrections == []


def test_a_photo_is_sealed_and_stays_with_its_request(lost):
    asked = ask(lost, CorrectionDraft((MONDAY, HalfDay.MORNING), PunchKind.OUT, "在教室", b"\xff\xd8photo"))

    with lost.reading() as session:
        kept = session.scalars(select(CorrectionPhoto)).one()
        assert kept.jpeg == b"\xff\xd8photo"
        assert session.get_one(PunchCorrection, kept.correction_id).public_id == asked
        raw = session.connection().exec_driver_sql("SELECT jpeg FROM correction_photo").scalar_one()
        assert b"photo" not in bytes(raw)


@pytest.mark.parametrize(("verdict", "decision"), [(APPROVED, "已批准"), (REFUSED, "未批准")])
def test_the_trainee_is_told_what_was_decided(lost, verdict, decision):
    ask(lost)
    decide(lost, "旗县区昆都仑区", verdict)

    values = {"class_short_name": "电工3班", "half_day": "3月2日上午签退", "decision": decision}
    assert written(lost) == [("correction_decided", "13800000001", values)]


def test_a_decision_at_night_is_told_in_the_morning(lost):
    ask(lost)
    decide(lost, "旗县区昆都仑区", APPROVED, at(MONDAY, "22:30"))

    with lost.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert message.due_at == at(MONDAY + timedelta(days=1), "07:00")


def test_who_has_opted_out_is_not_told_by_sms(lost):
    ask(lost)
    with lost.writing() as session:
        opt_out(session, wang_fang(session).trainee, asked_by="本人", now=NOW)

    decide(lost, "旗县区昆都仑区", APPROVED)

    assert written(lost) == []


def test_whose_data_is_restricted_is_told_what_became_of_the_own_request(lost):
    ask(lost)
    with lost.writing() as session:
        cause = Cause("保存期内不能删除", "周工")
        restrict_processing(session, wang_fang(session).trainee_id, cause, now=NOW)

    decide(lost, "旗县区昆都仑区", APPROVED)

    assert [template for template, *_ in written(lost)] == ["correction_decided"]


def test_those_that_wait_are_listed_the_lesson_longest_ago_first(lost):
    afternoon = CorrectionDraft((MONDAY, HalfDay.AFTERNOON), PunchKind.IN, "在教室")
    ask(lost, afternoon, at(MONDAY, "18:30"))
    ask(lost, MORNING_OUT, at(MONDAY, "18:31"))
    tuesday = MONDAY + timedelta(days=1)
    ask(lost, CorrectionDraft((tuesday, HalfDay.MORNING), PunchKind.IN, "在"), at(tuesday, "18:00"))
    with lost.writing() as session:
        (first, *_) = session.scalars(select(PunchCorrection).order_by(PunchCorrection.id))
        staff = find_staff(session, "旗县区昆都仑区")
        decide_correction(session, staff, first.public_id, APPROVED, seed=SEED, now=at(tuesday, "19:00"))

    with lost.reading() as session:
        staff: Staff = find_staff(session, "旗县区昆都仑区")
        waiting = session.scalars(waiting_corrections(staff)).all()
        assert [(each.lesson.held_on, each.punch) for each in waiting] == [
            (MONDAY, PunchKind.OUT),
            (tuesday, PunchKind.IN),
        ]
