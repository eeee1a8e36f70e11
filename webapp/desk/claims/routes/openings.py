"""For auditors and the city: who opened whose papers."""

from typing import Any

from flask import Blueprint, render_template, request

from training.claims.views.lists.list_openings import list_openings
from training.notice.identity import mask_name
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.trainees.pages.claims import stamp
from webapp.web.bad_input import small_number
from webapp.web.house import house
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("openings", __name__, url_prefix="/desk")
PAGE = 100


@blueprint.get("/openings")
@staff_required(Permission.SEE_PAPER_OPENINGS)
def show(staff: Staff) -> Any:
    before = request.args.get("before", type=small_number)
    with house().database.reading() as rows:
        found = list_openings(rows, before, PAGE + 1)
        lines = [
            (
                stamp(each.opened_at),
                each.staff.name,
                each.staff.district.name if each.staff.district else "全市",
                mask_name(each.paper.claim.enrolment.trainee.name),
                f"{each.paper.kind.value} 第 {each.paper.place} 张",
                each.paper.claim.public_id,
                each.reason,
            )
            for each in found[:PAGE]
        ]
    return render_template(
        "openings.html", lines=lines, before=found[PAGE - 1].id if len(found) > PAGE else None
    )
