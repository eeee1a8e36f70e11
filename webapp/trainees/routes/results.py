"""A trainee's own result in a class: 合格 or 不合格, and why (R16, R46)."""

from uuid import UUID

from flask import Blueprint, abort, render_template

from training.attendance.views.progress_of import enrolments_of
from training.certificates.views.list_certificates import has_certificate
from training.notice.clock import shanghai_day
from training.payments.views.own_subsidy import own_subsidy
from training.results.views.own_result import own_result
from webapp.trainees.pages.result import result_page
from webapp.trainees.pages.subsidy import subsidy_card
from webapp.trainees.routes.trainee import choose_or_404
from webapp.web.auth import trainee_required
from webapp.web.house import house, now

blueprint = Blueprint("own_results", __name__, url_prefix="/classes/<uuid:enrolment>")


@blueprint.get("/result")
@trainee_required
def show(trainee_id: int, enrolment: UUID) -> str:
    """Not found before there is one."""
    with house().database.reading() as rows:
        own = choose_or_404(enrolments_of(rows, trainee_id, shanghai_day(now())), enrolment)
        found = own_result(rows, own) or abort(404)
        return render_template(
            "own_result.html",
            page=result_page(found),
            own=own.training_class,
            enrolment=enrolment,
            certificate=has_certificate(rows, own.id),
            subsidy=subsidy_card(*own_subsidy(rows, own.id)),
        )
