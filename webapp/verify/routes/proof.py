"""What those who see a check take away to prove it: the export, and the draw computed again (R37, R69)."""

from uuid import UUID

from flask import Blueprint, Response, render_template, url_for

from training.checks.sheets.check_export import write_export
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check
from training.checks.views.verify_draw_of import verify_draw_of
from training.checks.views.verify_record import digest_of_check
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.verify.pages.codes import RecordCode
from webapp.web.downloads import taken_away
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("proof", __name__, url_prefix="/checks")


@blueprint.get("/<uuid:check_id>/export")
@staff_required(Permission.SEE_CHECKS)
def export(staff: Staff, check_id: UUID) -> Response:
    """The file that `chaban check export` writes."""
    with house().database.reading() as rows:
        check = find_check(rows, staff, check_id)
        text, name = write_export(export_check(rows, check, now=now())), f"{check.number}.json"
    return taken_away(text.encode(), name)


@blueprint.get("/<uuid:check_id>/draw")
@staff_required(Permission.SEE_CHECKS)
def draw(staff: Staff, check_id: UUID) -> str:
    with house().database.reading() as rows:
        verified = verify_draw_of(rows, staff, check_id, now=now())
    return render_template("verify_draw.html", verified=verified, staff=staff)


def code_of_record(staff: Staff, check_id: UUID) -> RecordCode:
    """For the foot of the printed record; raises NotFound."""
    with house().database.reading() as rows:
        digest = digest_of_check(rows, staff, check_id, now=now())
    path = url_for("verify.record", check_id=check_id, digest=digest)
    return RecordCode(f"{house().settings.public_url.rstrip('/')}{path}")
