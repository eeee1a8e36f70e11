"""/desk/classes/…/lines: who of a class is paid for (补贴核定, R19, R54, R58)."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.certificates.views.list_certificates import good_numbers
from training.eligibility.acts.judge_class import JudgementDraft, judge_class
from training.eligibility.acts.second_judgement import second_judgement
from training.eligibility.rules.judging import NotJudgedYet, Wish
from training.eligibility.rules.standards import NoStandard
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.judgements import Judged, find_class_of_lines, judged_of
from training.eligibility.views.proposals import ClassProposal, propose_class
from training.eligibility.views.to_recover import to_recover
from training.notice.class_hours import hours
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.results.acts.second_verdict import SecondOpinion
from webapp.desk.classes.routes.above import above_class
from webapp.desk.eligibility.pages.class_lines import (
    judged_lines,
    proposed_lines,
    recover_words,
    steps,
    sums,
    to_meet,
)
from webapp.desk.eligibility.pages.roll import HEADINGS, roll_cells
from webapp.desk.lists.files import list_file
from webapp.web.forms import Act, answer_form, is_approved, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_lines", __name__, url_prefix="/desk/classes/<uuid:class_id>/lines")
DECISION, REASON = "decision-", "reason-"
SAID = {"yes": True, "no": False}


@blueprint.get("")
@staff_required(Permission.SEE_LINES)
def lines(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("")
@staff_required(Permission.JUDGE_LINES)
def judge(staff: Staff, class_id: UUID) -> Response:
    draft = JudgementDraft(_wishes(), seen_on_page())
    return _answer(staff, class_id, lambda rows, _: judge_class(rows, staff, class_id, draft, now=now()))


@blueprint.post("/second")
@staff_required(Permission.JUDGE_LINES)
def second(staff: Staff, class_id: UUID) -> Response:
    opinion = SecondOpinion(is_approved(), request.form.get("note", ""), seen_on_page())

    def act(rows: Session, _: str) -> None:
        second_judgement(rows, staff, class_id, opinion, now=now())

    return _answer(staff, class_id, act)


@blueprint.get("/list.<ending>")
@staff_required(Permission.SEE_LINES)
def list_away(staff: Staff, class_id: UUID, ending: str) -> Response:
    """补贴花名册: of the judgement that counts."""
    with house().database.reading() as rows:
        own = find_class_of_lines(rows, staff, class_id)
        shown = _shown(staff, judged_of(rows, own))
        if not shown:
            raise NotJudgedYet
        listed = propose_class(rows, own, now=now()).ground.listed
        people = listed.people if listed else ()
        cells = list(roll_cells(staff, own, shown, people, good_numbers(rows, own.id)))
    return list_file(ending, f"{own.class_number} 补贴花名册", HEADINGS, cells)


def _answer(staff: Staff, class_id: UUID, act: Act) -> Response:
    address = url_for("class_lines.lines", class_id=class_id)
    return answer_form(staff, act, address, partial(_page, staff, class_id))


@dataclass(frozen=True)
class _State:
    """What the page says first."""

    is_open: bool
    """It may be judged now."""
    why_not: str
    has_changed: bool
    """Judged, and by something that is another today."""


def _page(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_class_of_lines(rows, staff, class_id)
        proposal, judged = propose_class(rows, own, now=at), judged_of(rows, own)
        listed, numbers = proposal.ground.listed, good_numbers(rows, own.id)
        state, sees = _state(rows, proposal, judged), may(staff.role, Permission.SEE_EXCLUSIONS)
        shown = _shown(staff, judged)
        return render_template(
            "class_lines.html",
            own=own,
            above=above_class(rows, staff, own, "lines"),
            proposal=proposal,
            price="" if isinstance(proposal.price, NoStandard) else yuan(proposal.price.amount_fen),
            no_price=str(proposal.price) if isinstance(proposal.price, NoStandard) else "",
            listed=listed,
            state=state,
            sees=sees,
            judged=judged,
            lines=judged_lines(staff, shown, listed.people if listed else (), numbers),
            sums=sums(shown),
            to_meet=to_meet(shown),
            people=proposed_lines(staff, proposal, judged, numbers) if sees else [],
            recover=recover_words(staff, to_recover(proposal, judged)) if sees else [],
            halves=[hours(each) for each in _halves(proposal)],
            promised=sum(each.meeting_id is not None for each in judged.replaced),
            may_judge=may(staff.role, Permission.JUDGE_LINES),
            steps=steps(judged.judgements, staff, at) if sees else [],
            error=error,
            typed=request.form,
        )


def _halves(proposal: ClassProposal) -> tuple[int, int, int]:
    """Planned, delivered, lacking."""
    course = proposal.course
    return course.planned_halves, course.delivered_halves, course.lacking_halves


def _shown(staff: Staff, judged: Judged) -> list[SubsidyLine]:
    """The offices read what waits for a second person in the place of what it replaces; a school what
    counts.
    """
    waiting, offices = judged.waiting, may(staff.role, Permission.SEE_EXCLUSIONS)
    if waiting is None:
        return list(judged.lines)
    if not offices:
        return [each for each in judged.lines if each.judgement_id != waiting.id]
    gone = {each.id for each in judged.replaced}
    own = (each for each in (*judged.lines, *judged.proposed) if each.id not in gone)
    return sorted(own, key=lambda each: each.enrolment_id)


def _state(rows: Session, proposal: ClassProposal, judged: Judged) -> _State:
    own, ground = proposal.training_class, proposal.ground
    why_not = _why_not(rows, own, proposal)
    last = judged.in_force
    has_changed = last is not None and last.fingerprint != proposal.fingerprint
    return _State(not why_not and judged.waiting is None, why_not, has_changed and ground.listed is not None)


def _why_not(rows: Session, own: TrainingClass, proposal: ClassProposal) -> str:
    ground = proposal.ground
    if own.kind is ClassKind.C1:
        return "C1 班的补贴由学员自己申领、旗县区审核，不在这里核定。"
    if ground.listed is None or not ground.is_qualified:
        return "班级要先评估为合格、确认合格人员名单，才能核定补贴。"
    if not list_still_fits(rows, ground.listed, own, now=now()):
        return "合格名单和现在的累计课时或成绩不一致，请先在“结业”页重新确认名单。"
    return ""


def _wishes() -> dict[UUID, Wish]:
    """Only what was chosen; nothing chosen is the proposal."""
    chosen = {}
    for name, said in request.form.items():
        key = name.removeprefix(DECISION)
        if key != name and said:
            if said not in SAID:
                abort(400)
            chosen[_uuid(key)] = Wish(SAID[said], request.form.get(REASON + key, ""))
    return chosen


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        abort(400)
