"""/desk/classes/…/result: the verdict of a class and the list of its people (结业, R16, R42, R46)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.certificates.views.had_level_before import HadBefore, had_level_before
from training.certificates.views.list_certificates import good_numbers
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.note_marks import note_marks
from training.results.acts.note_uncheckable import note_uncheckable
from training.results.acts.second_list import second_list
from training.results.acts.second_verdict import SecondOpinion, second_verdict
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.marks import read_tenths
from training.results.rules.people import NO_MARKS, Decision, Marks
from training.results.rules.signing import NoListYet, Wish
from training.results.terms import ListState, Result
from training.results.views.people_of_class import ProposedPerson, people_of_class, seen_of
from training.results.views.see_result import find_class_of_result, has_ended, see_lists, see_result
from training.teachers.views.teaching_of import teacher_flags_of
from webapp.desk.classes.routes.above import above_class
from webapp.desk.lists.files import list_file
from webapp.desk.results.pages.class_result import (
    HEADINGS,
    TONES,
    list_cells,
    listed_lines,
    person_lines,
    steps,
    teaching_words,
    to_come,
)
from webapp.web.forms import Act, answer_form, is_approved, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_result", __name__, url_prefix="/desk/classes/<uuid:class_id>/result")
DECISION, REASON, THEORY, PRACTICE, WAS = "decision-", "reason-", "theory-", "practice-", "was-"


@blueprint.get("")
@staff_required(Permission.SEE_RESULTS)
def result(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("")
@staff_required(Permission.SIGN_RESULTS)
def sign(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        find_class_of_result(rows, staff, class_id)
        wish = Wish(_result(request.form.get("result", "")), request.form.get("reason", ""), seen_on_page())
        sign_verdict(rows, staff, class_id, wish, now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/second")
@staff_required(Permission.SIGN_RESULTS)
def second(staff: Staff, class_id: UUID) -> Response:
    opinion = _opinion()
    return _answer(staff, class_id, lambda rows, _: second_verdict(rows, staff, class_id, opinion, now=now()))


@blueprint.post("/uncheckable")
@staff_required(Permission.NOTE_UNCHECKABLE)
def uncheckable(staff: Staff, class_id: UUID) -> Response:
    reason = request.form.get("reason", "")

    def act(rows: Session, _: str) -> None:
        note_uncheckable(rows, staff, class_id, reason, now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/marks")
@staff_required(Permission.SIGN_RESULTS)
def marks(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        note_marks(rows, staff, class_id, _marks(), now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/list")
@staff_required(Permission.SIGN_RESULTS)
def approve(staff: Staff, class_id: UUID) -> Response:
    draft = ListDraft(_decisions(), seen_on_page())
    return _answer(staff, class_id, lambda rows, _: approve_list(rows, staff, class_id, draft, now=now()))


@blueprint.post("/list/second")
@staff_required(Permission.SIGN_RESULTS)
def second_of_list(staff: Staff, class_id: UUID) -> Response:
    opinion = _opinion()
    return _answer(staff, class_id, lambda rows, _: second_list(rows, staff, class_id, opinion, now=now()))


@blueprint.get("/list.<ending>")
@staff_required(Permission.SEE_RESULTS)
def list_away(staff: Staff, class_id: UUID, ending: str) -> Response:
    """合格人员名单: of the version that counts."""
    with house().database.reading() as rows:
        own = find_class_of_result(rows, staff, class_id)
        approved = see_lists(rows, own, now=now()).approved
        if approved is None:
            raise NoListYet
        cells = list(list_cells(staff, approved, good_numbers(rows, own.id)))
    return list_file(ending, f"{own.class_number} 合格人员名单 第{approved.version}版", HEADINGS, cells)


def _answer(staff: Staff, class_id: UUID, act: Act) -> Response:
    address = url_for("class_result.result", class_id=class_id)
    return answer_form(staff, act, address, partial(_page, staff, class_id))


def _teaching(rows: Session, staff: Staff, own: TrainingClass, at: datetime) -> str:
    """What whoever signs is shown of the teachers: a sign, and no condition (R63, R64)."""
    if not may(staff.role, Permission.SIGN_RESULTS):
        return ""
    return teaching_words(teacher_flags_of(rows, own.id, now=at))


def _page(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_class_of_result(rows, staff, class_id)
        stands, lists = see_result(rows, own, now=at), see_lists(rows, own, now=at)
        ended, people = has_ended(own, at), people_of_class(rows, own, now=at)
        before = _had_before(rows, staff, own, people)
        waiting, approved = lists.waiting, lists.approved
        sees_checks = may(staff.role, Permission.SEE_CHECKS)
        # A school reads what was decided, not what one of two has signed.
        shown = (waiting if sees_checks else None) or approved
        is_open = stands.is_qualified and waiting is None
        return render_template(
            "class_result.html",
            own=own,
            above=above_class(rows, staff, own, "result", len(people)),
            stands=stands,
            ended=ended,
            sees_checks=sees_checks,
            may_sign=ended and may(staff.role, Permission.SIGN_RESULTS),
            may_note=ended and stands.proposal.owes_checks and may(staff.role, Permission.NOTE_UNCHECKABLE),
            lists=lists,
            version=shown,
            listed=listed_lines(staff, shown) if shown else [],
            may_list=is_open,
            corrects=lists.state is ListState.APPROVED,
            people=person_lines(staff, people, before, approved),
            good=sum(each.proposal is Result.QUALIFIED for each in people),
            has_marks=any(each.person.marks != NO_MARKS for each in people),
            seen=stands.proposal.fingerprint,
            seen_of_list=seen_of(people),
            steps=[*steps(stands.verdicts, lists.versions, at), *to_come(stands.state, lists.state)],
            tones=TONES,
            gate=own.policy.exam_is_gate,
            results=list(Result),
            teaching=_teaching(rows, staff, own, at),
            error=error,
            typed=request.form,
        )


def _had_before(
    rows: Session, staff: Staff, own: TrainingClass, people: Sequence[ProposedPerson]
) -> Mapping[int, HadBefore]:
    """For those who may see what other schools issued."""
    if not may(staff.role, Permission.SEE_FORMER_CERTIFICATES):
        return {}
    keys = [each.enrolment.trainee_id for each in people]
    return had_level_before(rows, keys, own.trade, own.level, besides=own.id)


def _result(said: str) -> Result:
    if said not in tuple(Result):
        abort(400)
    return Result(said)


def _opinion() -> SecondOpinion:
    return SecondOpinion(is_approved(), request.form.get("note", ""), seen_on_page())


def _decisions() -> dict[UUID, Decision]:
    """Only what was chosen; nothing chosen is the proposal."""
    chosen = {}
    for name, said in request.form.items():
        key = name.removeprefix(DECISION)
        if key != name and said:
            chosen[_uuid(key)] = Decision(_result(said), request.form.get(REASON + key, ""))
    return chosen


def _marks() -> dict[UUID, Marks]:
    """Only what is other than the page showed: what a colleague wrote meanwhile stays."""
    typed, found = request.form, {}
    for key in (name.removeprefix(THEORY) for name in typed if name.startswith(THEORY)):
        theory, practice = typed[THEORY + key], typed.get(PRACTICE + key, "")
        if typed.get(WAS + key) != f"{theory}/{practice}":
            found[_uuid(key)] = Marks(read_tenths(theory), read_tenths(practice))
    return found


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        abort(400)
