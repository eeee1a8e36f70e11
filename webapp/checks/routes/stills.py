"""截取监控: the camera of the classroom gives a picture for a check that runs; it is evidence (R06, R39)."""

from functools import partial
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from training.cameras.views.access_to import access_to
from training.checks.acts.evidence.keep_evidence import ReceivedPicture, TakenStill, keep_evidence
from training.checks.terms import FROM_CAMERA
from training.checks.views.evidence.camera_for import camera_for
from training.checks.views.evidence.refuse_evidence import refuse_evidence
from training.errors import Refusal
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.cameras.taking import take_still
from webapp.checks.acting import act_on, check_again
from webapp.web.forms import refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required
from webapp.web.uploads import store_picture, the_picture

blueprint = Blueprint("stills", __name__, url_prefix="/checks")


@blueprint.post("/<uuid:check_id>/still")
@staff_required(Permission.CHECK_CLASSES)
def take(staff: Staff, check_id: UUID) -> Response:
    """The camera may be slow: no database connection waits for it."""
    try:
        with house().database.reading() as rows:
            camera = camera_for(rows, staff, check_id)
        content, taken_at = take_still(access_to(camera)), now()
        with house().database.reading() as rows:
            refuse_evidence(rows, staff, check_id, sha256(content).hexdigest())
        picture = the_picture(content)
        store_picture(picture)
    except Refusal as refusal:
        return refused(refusal, partial(check_again, staff, check_id, {}))
    everybody = bool(request.form.get("everybody"))
    received = ReceivedPicture(picture, FROM_CAMERA, everybody, TakenStill(camera, taken_at))

    def act(rows: Session, digest: str) -> None:
        keep_evidence(rows, staff, check_id, received, now=now())

    return act_on(staff, check_id, act, "still")
