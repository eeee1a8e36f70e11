"""How this installation is, for those who run it (运行状况)."""

from flask import Blueprint, render_template

from training.health.looking import look, place_of
from training.health.rules.findings import worst
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.staff.pages.health import health_line
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("running", __name__, url_prefix="/desk/health")


@blueprint.get("")
@staff_required(Permission.SEE_HEALTH)
def show(staff: Staff) -> str:
    found = look(place_of(house().settings, house().database), now=now())
    return render_template("health.html", lines=[health_line(each) for each in found], state=worst(found))
