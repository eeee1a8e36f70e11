"""Several messages that did not arrive are sent again, each by itself (重发)."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.delivery.acts.retry_message import retry_message
from training.delivery.views.lists.message_list import chosen_messages, see_message
from training.errors import Refusal
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.lists.picking import read_keys
from webapp.desk.messages.pages.messages import message_line, picked_messages
from webapp.desk.messages.routes.messages import USEFUL, around_messages, useful_for
from webapp.web.errors import status_of
from webapp.web.forms import refused
from webapp.web.house import house, now
from webapp.web.several import NothingPicked, Outcome, picked, take_each
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("messages_at_once", __name__, url_prefix="/desk/messages/several")
COLUMNS = ("编号", "模板", "手机", "旗县区", "没有送到的原因")


@blueprint.get("")
@staff_required(Permission.RETRY_MESSAGES)
def show(staff: Staff) -> Response:
    try:
        return make_response(_page(staff, _picked(staff)))
    except Refusal as refusal:
        return make_response(_page(staff, (), str(refusal)), status_of(refusal))


@blueprint.post("")
@staff_required(Permission.RETRY_MESSAGES)
def retry(staff: Staff) -> Response:
    """The page again, with what became of each."""
    keys: Sequence[str] = ()
    try:
        keys = _picked(staff)
        valid_for = useful_for()
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, keys))

    def act(rows: Session, key: str) -> None:
        own = see_message(rows, staff, UUID(key))
        retry_message(rows, own, valid_for, asked_by=staff.name, now=now())

    return make_response(_page(staff, keys, outcomes=take_each(staff, keys, act)))


def _picked(staff: Staff) -> Sequence[str]:
    """Those that this person may see; raises NothingPicked or TooManyPicked."""
    with house().database.reading() as rows:
        found = chosen_messages(rows, staff, read_keys(picked()))
    if not found:
        raise NothingPicked
    return [str(each.public_id) for each in found]


def _page(staff: Staff, keys: Sequence[str], error: str = "", outcomes: Sequence[Outcome] = ()) -> str:
    with house().database.reading() as rows:
        found = chosen_messages(rows, staff, read_keys(keys))
        around = around_messages(rows, found)
        addresses = [url_for("messages.show", message_id=each.public_id) for each in found]
        lines = picked_messages([message_line(each, around) for each in found], addresses)
    return render_template(
        "messages_several.html",
        title="一起重发短信",
        second="每一条重新写一条新短信发出，原来的留着。",
        crumbs=(("短信", url_for("messages.index")), ("一起重发", "")),
        columns=COLUMNS,
        lines=lines,
        outcomes=outcomes,
        spans=USEFUL,
        error=error,
        typed=request.form,
    )
