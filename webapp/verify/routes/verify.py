"""The page behind the QR code of a printed record, for whoever holds the paper (R33, R39, R69)."""

from uuid import UUID

from flask import Blueprint, render_template, request

from training.checks.acts.note_verification import note_verification
from training.checks.views.verify_record import WHAT, has_record, verify_record
from training.errors import NotFound
from webapp.web.house import house, now

blueprint = Blueprint("verify", __name__, url_prefix="/verify")


@blueprint.get("/checks/<uuid:check_id>/<digest>")
def record(check_id: UUID, digest: str) -> str:
    """Guessing costs one look into an index; only what computes a whole check anew is counted."""
    with house().database.reading() as rows:
        if not has_record(rows, check_id, digest):
            raise NotFound(WHAT)
    with house().database.writing() as rows:
        note_verification(rows, request.remote_addr or "", now=now())
    with house().database.reading() as rows:
        view = verify_record(rows, check_id, digest, now=now())
    return render_template("verify_check.html", view=view, digest=digest)
