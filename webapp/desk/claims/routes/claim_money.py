"""What the office does with one claim after its approval: objections, and a payment of its own (R21, R22)."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from training.claims.views.check_seen import check_claim_seen
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.subsidies.acts.office.object_for_staff import object_for_staff
from training.subsidies.acts.office.pay_for_staff import pay_for_staff
from training.subsidies.acts.office.settle_for_staff import settle_for_staff
from webapp.desk.claims.showing import render_claim
from webapp.desk.subsidies.pages.publicity import read_payment
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import links, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("claim_money", __name__, url_prefix="/desk/claims")


@blueprint.post("/<uuid:claim>/objection")
@staff_required(Permission.HANDLE_OBJECTIONS)
def object_to(staff: Staff, claim: UUID) -> Response:
    return _act(staff, claim, lambda rows: object_for_staff(rows, staff, claim, _reason(), now=now()))


@blueprint.post("/<uuid:claim>/objection/settled")
@staff_required(Permission.HANDLE_OBJECTIONS)
def settle(staff: Staff, claim: UUID) -> Response:
    return _act(staff, claim, lambda rows: settle_for_staff(rows, staff, claim, _reason(), now=now()))


@blueprint.post("/<uuid:claim>/payment")
@staff_required(Permission.RECORD_PAYMENTS)
def pay(staff: Staff, claim: UUID) -> Response:
    def act(rows: Session) -> None:
        pay_for_staff(rows, staff, claim, read_payment(request.form), links=links(), now=now())

    return _act(staff, claim, act)


def _act(staff: Staff, claim: UUID, act: Callable[[Session], object]) -> Response:
    def done(rows: Session, digest: str) -> None:
        check_claim_seen(rows, staff, claim, seen_on_page())
        act(rows)

    address = url_for("review.show", claim=claim, _anchor="decision")
    return answer_form(staff, done, address, partial(render_claim, staff, claim))


def _reason() -> str:
    return request.form.get("reason", "")
