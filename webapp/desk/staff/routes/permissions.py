"""权限表: who may do what, and whose things it reaches, as the one table says it."""

from flask import Blueprint, render_template

from training.notice.permissions import Permission
from training.notice.terms import Role
from training.records.staff.staff import Staff
from webapp.desk.staff.pages.permissions import permission_lines
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("permissions", __name__, url_prefix="/desk/permissions")


@blueprint.get("")
@staff_required(Permission.SEE_STAFF)
def show(staff: Staff) -> str:
    return render_template(
        "permissions.html",
        sections=permission_lines(),
        roles=[role.words for role in Role],
        own=staff.role.words,
    )
