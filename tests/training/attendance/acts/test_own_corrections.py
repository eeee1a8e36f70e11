"""R45: what an institution approves for its own without a photo is marked, sampled and may be withdrawn."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, at, punches
from tests.training.attendance.reminding import a_reachable, staff_of, written
from tests.training.builders import at_once
from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.acts.request_correction import request_correction
from training.attendance.acts.review_correction import NothingToReview, Review, review_correction
from training.attendance.rules.corrections import CorrectionState, DistrictDecides, NotCorrectable
from training.attendance.rules.explanations import explain
from training.attendance.terms import PunchKind
from training.attendance.views.corrections.check_correction import CorrectionDraft
from training.attendance.views.corrections.see_corrections import (
    is_unproved_approval,
    sampled_corrections,
    see_correction,
    state_in_full,
    visible_corrections,
)
from training.attendance.views.progress_of import ClassProgress, progress_of, progress_of_class
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Database
from training.errors import NotFound
from training.notice.notes import ReasonMissing, TextTooLong
from training.notice.shares import is_drawn
from training.notice.terms import HalfDay, Role
from training.outbox.views.alerts_for import alerts_for
from training.records.attendance.corrections import CorrectionDecision, CorrectionReview, PunchCorrection
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "13:00")
SEED = bytes(32)
OUR_SCHOOL, DISTRICT, OTHER_DISTRICT = f"培训机构{SCHOOL}", "旗县区昆都仑区", "旗县区青山区"
APPROVED, REFUSED = Verdict(is_approved=True), Verdict(is_approved=False, note="监控里没有您")
WITHDRAWN = Review(is_confirmed=False, reason="监控里没有本人")
CONFIRMED = Review(is_confirmed=True)
PHOTO = b"jpeg"


@pytest.fixture
def lost(database: Database) -> Database:
    """王芳 came on Monday morning and was not seen leaving; every approval that nothing proves is drawn."""
    with database.writing() as session:
        own = a_class(session, name="电工（五级）3班")
        a_reachable(session, own, "王芳", "1")
        punches(session, own, MONDAY, ["08:20"])
        for role, place in (
            (Role.INSTITUTION, SCHOOL),
            (Role.DISTRICT, "昆都仑区"),
            (Role.DISTRICT, "青山区"),
            (Role.CITY, ""),
            (Role.AUDITOR, ""),
        ):
            staff_of(session, role, place)
        rules = own.rule_set
        rules.numbers = rules.numbers | {"own_correction_sample_percent": 100}
    return database


def change_rules(database: Database, **numbers: int) -> None:
    with database.writing() as session:
        rules = find_class(session, "BT-1").rule_set
        rules.numbers = rules.numbers | numbers


def ask(database: Database, photo: bytes | None = None) -> UUID:
    draft = CorrectionDraft((MONDAY, HalfDay.MORNING), PunchKind.OUT, "机器没认出我", photo)
    with database.writing() as session:
        enrolment = find_enrolment(session, find_class(session, "BT-1"), "王芳")
        return request_correction(session, enrolment, draft, now=NOW).public_id


def decide(database: Database, asked: UUID, who: str, verdict: Verdict = APPROVED) -> None:
    with database.writing() as session:
        decide_correction(session, find_staff(session, who), asked, verdict, seed=SEED, now=NOW)


def review(database: Database, asked: UUID, told: Review, who: str = DISTRICT) -> None:
    with database.writing() as session:
        review_correction(session, find_staff(session, who), asked, told, now=NOW)


def approved(database: Database, who: str = OUR_SCHOOL, photo: bytes | None = None) -> UUID:
    asked = ask(database, photo)
    decide(database, asked, who)
    return asked


def sampled(database: Database, who: str = DISTRICT) -> list[UUID]:
    with database.reading() as session:
        found = session.scalars(sampled_corrections(find_staff(session, who)))
        return [each.public_id for each in found]


def standing(database: Database) -> ClassProgress:
    with database.reading() as session:
        own = find_class(session, "BT-1")
        alone = progress_of(session, find_enrolment(session, own, "王芳"), NOW)
        (of_class,) = progress_of_class(session, own, NOW)
        assert (alone.progress, alone.corrections) == (of_class.progress, of_class.corrections)
        return alone


def explained(database: Database, *, to_staff: bool) -> str:
    return explain(standing(database).progress.half_days[0], NOW, to_staff=to_staff)


def is_marked(database: Database, asked: UUID) -> bool:
    with database.reading() as session:
        found = see_correction(session, find_staff(session, DISTRICT), asked)
        assert standing(database).corrections[0].is_unproved is is_unproved_approval(found)
        return is_unproved_approval(found)


def alerts(database: Database, who: str, kind: str) -> list[str]:
    with database.reading() as session:
        return list(
            session.scalars(
                alerts_for(find_staff(session, who)).where(Alert.kind == kind).with_only_columns(Alert.text)
            )
        )


@pytest.mark.parametrize(
    ("who", "photo", "marked"),
    [(OUR_SCHOOL, None, True), (OUR_SCHOOL, PHOTO, False), (DISTRICT, None, False), (DISTRICT, PHOTO, False)],
)
def test_what_the_institution_approves_without_a_photo_is_marked_and_nothing_else(who, photo, marked, lost):
    asked = approved(lost, who, photo)

    assert is_marked(lost, asked) is marked
    assert sampled(lost) == ([asked] if marked else [])
    with lost.reading() as session:
        seed = session.scalars(select(CorrectionDecision.seed)).one()
    assert seed == (SEED if marked else None)


def test_a_refusal_is_not_marked(lost):
    asked = ask(lost)
    decide(lost, asked, OUR_SCHOOL, REFUSED)

    assert not is_marked(lost, asked)
    assert sampled(lost) == []


def test_staff_are_told_in_the_hours_and_the_trainee_is_not(lost):
    approved(lost)

    assert "签退为补卡" in explained(lost, to_staff=False)
    assert "机构自批、无照片" not in explained(lost, to_staff=False)
    assert "批准，机构自批、无照片）" in explained(lost, to_staff=True)


@pytest.mark.parametrize(("percent", "is_sampled"), [(0, False), (100, True)])
def test_the_policys_share_is_drawn_by_the_stored_seed(percent, is_sampled, lost):
    change_rules(lost, own_correction_sample_percent=percent)

    asked = approved(lost)

    assert is_drawn(asked, SEED, percent) is is_sampled
    assert bool(sampled(lost)) is is_sampled
    assert bool(alerts(lost, DISTRICT, "correction_sampled")) is is_sampled
    assert is_marked(lost, asked)


def test_a_fifth_is_drawn_by_default_and_always_the_same():
    drawn = [is_drawn(UUID(int=place), SEED, 20) for place in range(1000)]

    assert 150 < sum(drawn) < 250
    assert drawn == [is_drawn(UUID(int=place), SEED, 20) for place in range(1000)]


@pytest.mark.parametrize(("who", "count"), [("市级", 1), ("审计", 1), (OTHER_DISTRICT, 0)])
def test_the_list_is_of_ones_own_place(who, count, lost):
    approved(lost)

    assert len(sampled(lost, who)) == count


def test_a_confirmed_approval_counts_on_and_leaves_the_list(lost):
    asked = approved(lost)

    review(lost, asked, CONFIRMED)

    assert standing(lost).progress.credited_halves == 8
    assert sampled(lost) == []
    with lost.reading() as session:
        (found,) = session.scalars(visible_corrections(find_staff(session, DISTRICT))).all()
        assert state_in_full(found) is CorrectionState.APPROVED
    assert alerts(lost, OUR_SCHOOL, "correction_withdrawn") == []


def test_a_withdrawn_approval_credits_nothing_and_trainee_and_institution_are_told_why(lost):
    asked = approved(lost)
    assert standing(lost).progress.credited_halves == 8

    review(lost, asked, WITHDRAWN)

    found = standing(lost)
    assert found.progress.credited_halves == 0
    assert [(each.state, each.note) for each in found.corrections] == [
        (CorrectionState.WITHDRAWN, "监控里没有本人")
    ]
    assert [values["decision"] for _, _, values in written(lost)] == ["已批准", "批准已撤销"]
    (told,) = alerts(lost, OUR_SCHOOL, "correction_withdrawn")
    assert "撤销了批准" in told
    assert "王芳" not in told
    with lost.reading() as session:
        assert session.scalars(select(CorrectionDecision.is_approved)).one()


def test_after_a_withdrawal_the_same_punch_is_not_asked_for_again(lost):
    review(lost, approved(lost), WITHDRAWN)

    with pytest.raises(NotCorrectable, match="旗县区复核后撤销了这次补卡的批准"):
        ask(lost)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (Review(is_confirmed=False), ReasonMissing),
        (Review(is_confirmed=False, reason=" 　"), ReasonMissing),
        (Review(is_confirmed=False, reason="字" * 256), TextTooLong),
        (Review(is_confirmed=True, reason="字" * 256), TextTooLong),
    ],
)
def test_whoever_withdraws_says_why(told, refusal, lost):
    asked = approved(lost)

    with pytest.raises(refusal):
        review(lost, asked, told)
    assert sampled(lost) == [asked]


@pytest.mark.parametrize("who", ["市级", "审计", OUR_SCHOOL, OTHER_DISTRICT])
def test_only_the_classes_own_district_reviews(who, lost):
    asked = approved(lost)

    with pytest.raises(NotFound):
        review(lost, asked, WITHDRAWN, who)
    assert standing(lost).progress.credited_halves == 8


def test_what_was_not_drawn_may_be_withdrawn_all_the_same(lost):
    change_rules(lost, own_correction_sample_percent=0)
    asked = approved(lost)

    review(lost, asked, WITHDRAWN)

    assert standing(lost).progress.credited_halves == 0


@pytest.mark.parametrize(("who", "photo"), [(OUR_SCHOOL, PHOTO), (DISTRICT, None)])
def test_what_is_not_marked_is_not_reviewed(who, photo, lost):
    asked = approved(lost, who, photo)

    with pytest.raises(NothingToReview):
        review(lost, asked, WITHDRAWN)


def test_what_waits_is_not_reviewed(lost):
    asked = ask(lost)

    with pytest.raises(NothingToReview):
        review(lost, asked, WITHDRAWN)


def test_of_two_reviews_at_once_one_stands(lost):
    asked = approved(lost)

    found = at_once(lambda: review(lost, asked, WITHDRAWN), lambda: review(lost, asked, CONFIRMED))

    assert set(found) == {None, NothingToReview}
    with lost.reading() as session:
        assert len(session.scalars(select(CorrectionReview)).all()) == 1


@pytest.mark.parametrize("verdict", [APPROVED, REFUSED])
def test_where_a_district_decides_itself_its_institutions_are_refused_and_told_whom_to_ask(verdict, lost):
    change_rules(lost, school_may_approve_corrections=0)
    asked = ask(lost)

    with pytest.raises(DistrictDecides, match="请联系旗县区工作人员办理"):
        decide(lost, asked, OUR_SCHOOL, verdict)
    assert alerts(lost, OUR_SCHOOL, "correction_asked") == []
    assert len(alerts(lost, DISTRICT, "correction_asked")) == 1
    decide(lost, asked, DISTRICT, verdict)
    with lost.reading() as session:
        assert session.scalars(select(PunchCorrection)).one().decision.is_approved is verdict.is_approved
