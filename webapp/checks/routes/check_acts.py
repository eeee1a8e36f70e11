"""What an inspector does in a spot check: every form is an act, taken in once (R36 to R39)."""

from contextlib import suppress
from functools import partial
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from training.checks.acts.calls.record_call import record_call
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.calls.substitute import substitute
from training.checks.acts.conclude_check import conclude_check
from training.checks.acts.confirmations.answer_confirmation import SecondOpinion, answer_confirmation
from training.checks.acts.evidence.count_faces import BadFaceCount, FaceReport, count_faces
from training.checks.acts.evidence.count_heads import count_heads
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, keep_evidence
from training.checks.acts.evidence.mark_panorama import mark_panorama
from training.checks.acts.evidence.withdraw_evidence import withdraw_evidence
from training.checks.acts.new_check import Why
from training.checks.acts.rounds.note_outside_round import OutsideRound
from training.checks.acts.start_check import OnlineLessonOn, start_check
from training.checks.acts.void_check import void_check
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.evidence.refuse_evidence import refuse_evidence
from training.errors import Refusal
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.acting import act_on, check_again, join_running, running_check
from webapp.checks.pages.calls import read_call
from webapp.checks.pages.check_forms import FacesNotANumber, read_evidence_id, read_faces, read_heads
from webapp.checks.showing import render_list, render_start
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required
from webapp.web.uploads import sent_picture, store_picture, the_picture

blueprint = Blueprint("check_acts", __name__, url_prefix="/checks")
SEED_BYTES = 32


@blueprint.post("/classes/<uuid:class_id>")
@staff_required(Permission.CHECK_CLASSES)
def start(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        why = Why(request.form.get("reason", ""))
        start_check(rows, staff, class_id, seed=token_bytes(SEED_BYTES), why=why, now=now())

    did = "started"
    try:
        take_in(staff, act)
    except CheckIsRunning as refusal:
        did = join_running(staff, refusal)
    except OnlineLessonOn as refusal:
        return refused(refusal, partial(_start_page, staff, class_id))
    except OutsideRound:
        return done(url_for("outside_rounds.ask", class_id=class_id))
    except Refusal as refusal:
        return refused(refusal, partial(render_list, staff))
    return done(running_check(staff, class_id, did))


@blueprint.post("/<uuid:check_id>/heads")
@staff_required(Permission.CHECK_CLASSES)
def say_heads(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        heads = read_heads(request.form.get("heads", ""))
        count_heads(rows, staff, check_id, heads, client_key=digest, now=now())

    return act_on(staff, check_id, act, "heads")


@blueprint.post("/<uuid:check_id>/pictures")
@staff_required(Permission.CHECK_CLASSES)
def keep_picture(staff: Staff, check_id: UUID) -> Response:
    """With `faces`, the number of trainees in this very screenshot of a meeting."""
    told = request.form.get("faces", "")

    def act(rows: Session, digest: str) -> None:
        received = ReceivedPicture(picture, "page", shows_everybody=bool(request.form.get("everybody")))
        view = keep_evidence(rows, staff, check_id, received, now=now())
        if told:
            kept = next(each for each in view.pictures if each.sha256 == picture.sha256)
            _count_or_keep(rows, staff, view, kept.evidence_id, digest)

    try:
        sent = sent_picture()
        with house().database.reading() as rows:
            refuse_evidence(rows, staff, check_id, sha256(sent).hexdigest())
        picture = the_picture(sent)
        store_picture(picture)
    except Refusal as refusal:
        return refused(refusal, partial(check_again, staff, check_id, {}))
    return act_on(staff, check_id, act, "screenshot" if told else "picture")


@blueprint.post("/<uuid:check_id>/pictures/<uuid:evidence_id>/mark")
@staff_required(Permission.CHECK_CLASSES)
def mark_picture(staff: Staff, check_id: UUID, evidence_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        shows = request.form.get("everybody") == "yes"
        mark_panorama(rows, staff, check_id, evidence_id, shows_everybody=shows, now=now())

    return act_on(staff, check_id, act, "marked")


@blueprint.post("/<uuid:check_id>/pictures/<uuid:evidence_id>/withdrawal")
@staff_required(Permission.CHECK_CLASSES)
def withdraw_picture(staff: Staff, check_id: UUID, evidence_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        withdraw_evidence(rows, staff, check_id, evidence_id, request.form.get("reason", ""), now=now())

    return act_on(staff, check_id, act, "withdrawn", template="check_picture.html", evidence_id=evidence_id)


@blueprint.post("/<uuid:check_id>/substitutions")
@staff_required(Permission.CHECK_CLASSES)
def draw_more(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        substitute(rows, staff, check_id, now=now())

    return act_on(staff, check_id, act, "substituted")


@blueprint.post("/<uuid:check_id>/people/<int:position>/resolution")
@staff_required(Permission.CHECK_CLASSES)
def resolve(staff: Staff, check_id: UUID, position: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        evidence_id = read_evidence_id(request.form.get("evidence", ""))
        told = Explanation(request.form.get("reason", ""), evidence_id)
        resolve_mismatch(rows, staff, check_id, position, told, now=now())

    return act_on(staff, check_id, act, "resolved", template="check_person.html", position=position)


@blueprint.post("/<uuid:check_id>/people/<int:position>/correction")
@staff_required(Permission.CHECK_CLASSES)
def correct(staff: Staff, check_id: UUID, position: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        record_call(rows, staff, check_id, position, read_call(request.form, digest, now()), now=now())

    values = {"template": "check_person.html", "position": position}
    return act_on(staff, check_id, act, f"call-{position}", **values)


@blueprint.post("/<uuid:check_id>/end")
@staff_required(Permission.CHECK_CLASSES)
def end(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        conclude_check(rows, staff, check_id, as_unable=bool(request.form.get("as_unable")), now=now())

    return act_on(staff, check_id, act, "ended", template="check_end.html")


@blueprint.post("/<uuid:check_id>/void")
@staff_required(Permission.CHECK_CLASSES)
def void(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        void_check(rows, staff, check_id, request.form.get("reason", ""), now=now())

    return act_on(staff, check_id, act, "void-asked", template="check_end.html")


@blueprint.post("/<uuid:check_id>/confirmations/<uuid:confirmation_id>")
@staff_required(Permission.CHECK_CLASSES)
def answer(staff: Staff, check_id: UUID, confirmation_id: UUID) -> Response:
    """The second person agrees, or does not and says why."""
    opinion = SecondOpinion(request.form.get("agree") == "yes", request.form.get("note", ""))

    def act(rows: Session, digest: str) -> None:
        answer_confirmation(rows, staff, confirmation_id, opinion, now=now())

    return act_on(staff, check_id, act, "confirmed" if opinion.is_confirmed else "declined")


def _start_page(staff: Staff, class_id: UUID, problem: str) -> str:
    return render_start("phone_start.html", staff, class_id, error=problem, typed=request.form)


def _count_or_keep(rows: Session, staff: Staff, view: CheckView, evidence_id: UUID, digest: str) -> None:
    """A wrong number costs nobody the screenshot: the page says which ones are not counted yet."""
    with suppress(FacesNotANumber, BadFaceCount):
        report = FaceReport(read_faces(request.form["faces"]), evidence_id, client_key=digest)
        count_faces(rows, staff, view.check_id, report, now=now())
