"""What an inspector does only in a video check: the meeting, the faces, the fallback (R31 to R35)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from training.checks.acts.evidence.count_faces import FaceReport, count_faces
from training.checks.acts.new_check import Why
from training.checks.acts.rounds.note_outside_round import OutsideRound
from training.checks.acts.video.look_at_cameras import look_at_cameras
from training.checks.acts.video.reopen_meeting import reopen_meeting
from training.checks.acts.video.report_failure import FailureReport, report_failure
from training.checks.acts.video.request_reminder import request_reminder
from training.checks.acts.video.start_video_check import start_video_check
from training.checks.acts.video.use_statistics import use_statistics
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.video.refuse_statistics import refuse_statistics
from training.checks.views.video.see_statistics import see_statistics
from training.errors import Refusal
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.checks.acting import act_on, join_running, running_check
from webapp.checks.pages.check_forms import read_faces, read_failure
from webapp.checks.showing import render_check, render_start
from webapp.web.downloads import taken_away
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required
from webapp.web.uploads import store_statistics, the_statistics

blueprint = Blueprint("video_acts", __name__, url_prefix="/checks")
START_PAGE = "video_start.html"


@blueprint.get("/classes/<uuid:class_id>/video")
@staff_required(Permission.CHECK_CLASSES)
def ask_to_start(staff: Staff, class_id: UUID) -> str:
    return render_start(START_PAGE, staff, class_id)


@blueprint.post("/classes/<uuid:class_id>/video")
@staff_required(Permission.CHECK_CLASSES)
def start(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        start_video_check(rows, staff, class_id, why=Why(request.form.get("reason", "")), now=now())

    did = "video-started"
    try:
        take_in(staff, act)
    except CheckIsRunning as refusal:
        did = join_running(staff, refusal)
    except OutsideRound:
        return done(url_for("outside_rounds.ask", class_id=class_id))
    except Refusal as refusal:
        return refused(refusal, partial(_start_page, staff, class_id))
    return done(running_check(staff, class_id, did))


@blueprint.post("/<uuid:check_id>/meeting")
@staff_required(Permission.CHECK_CLASSES)
def reopen(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        reopen_meeting(rows, staff, check_id, now=now())

    return act_on(staff, check_id, act, "meeting")


@blueprint.post("/<uuid:check_id>/meeting/looks")
@staff_required(Permission.CHECK_CLASSES)
def look(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        look_at_cameras(rows, staff, check_id, now=now())

    return act_on(staff, check_id, act, "looking")


@blueprint.post("/<uuid:check_id>/meeting/reminders")
@staff_required(Permission.CHECK_CLASSES)
def remind(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        request_reminder(rows, staff, check_id, now=now())

    return act_on(staff, check_id, act, "reminded")


@blueprint.post("/<uuid:check_id>/pictures/<uuid:evidence_id>/faces")
@staff_required(Permission.CHECK_CLASSES)
def say_faces(staff: Staff, check_id: UUID, evidence_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        report = FaceReport(read_faces(request.form.get("faces", "")), evidence_id, client_key=digest)
        count_faces(rows, staff, check_id, report, now=now())

    return act_on(staff, check_id, act, "faces", template="check_picture.html", evidence_id=evidence_id)


@blueprint.post("/<uuid:check_id>/failure")
@staff_required(Permission.CHECK_CLASSES)
def tell_failure(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        reason, explanation = read_failure(request.form)
        report = FailureReport(reason, explanation, client_key=digest)
        report_failure(rows, staff, check_id, report, now=now())

    return act_on(staff, check_id, act, "failure")


@blueprint.post("/<uuid:check_id>/statistics")
@staff_required(Permission.CHECK_CLASSES)
def keep_statistics(staff: Staff, check_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        use_statistics(rows, staff, check_id, file, client_key=digest, now=now())

    try:
        file = the_statistics()
        with house().database.reading() as rows:
            refuse_statistics(rows, staff, check_id, file)
        store_statistics(file)
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, check_id))
    return act_on(staff, check_id, act, "statistics")


@blueprint.get("/<uuid:check_id>/statistics")
@staff_required(Permission.SEE_STATISTICS)
def take_statistics(staff: Staff, check_id: UUID) -> Response:
    """The file as it was handed over; nothing of it runs or is shown in a browser."""
    with house().database.reading() as rows:
        kept = see_statistics(rows, staff, check_id)
    return taken_away(house().papers.get(kept.key), kept.name)


def _start_page(staff: Staff, class_id: UUID, problem: str) -> str:
    return render_start(START_PAGE, staff, class_id, error=problem, typed=request.form)


def _page(staff: Staff, check_id: UUID, problem: str) -> str:
    return render_check(staff, check_id, error=problem, typed=request.form)
