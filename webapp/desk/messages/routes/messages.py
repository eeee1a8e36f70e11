"""短信 on the desk: the list, the same as a file, one message and its sending again."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.delivery.acts.retry_message import retry_message
from training.delivery.rules.message_list import UNDELIVERED
from training.delivery.views.find_messages import history_of
from training.delivery.views.lists.around_messages import districts_of_messages, reasons_of_messages
from training.delivery.views.lists.channels import resting_channels
from training.delivery.views.lists.message_list import (
    count_messages,
    listed_messages,
    offered_messages,
    order_of_messages,
    see_message,
)
from training.errors import NotRight
from training.listing.views.page_of import page_of, portions_of
from training.notice.permissions import Permission, may
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.desk.messages.pages.messages import (
    HEADINGS,
    Around,
    events_of,
    may_be_sent_again,
    message_line,
    text_of_message,
)
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("messages", __name__, url_prefix="/desk/messages")
PORTION = 500
USEFUL = {"30": "30 分钟", "60": "1 小时", "240": "4 小时", "1440": "1 天"}
"""For how long the message is worth being sent again, by the minutes."""


class NoSuchSpan(NotRight):
    """The form offers other spans."""

    def __init__(self) -> None:
        super().__init__("请选择多长时间内发到还有用。")


@blueprint.get("")
@staff_required(Permission.SEE_MESSAGES)
def index(staff: Staff) -> Any:
    with house().database.reading() as rows:
        listing = asked(offered_messages(rows, staff, _titles()))
        if elsewhere := to_own_address(listing):
            return elsewhere
        wanted, order = listed_messages(staff, listing), order_of_messages(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        around = around_messages(rows, found.rows)
        lines = [message_line(each, around) for each in found.rows]
        counts = count_messages(rows, staff, listing)
        resting = resting_channels(rows, now=now()) if may(staff.role, Permission.RESUME_CHANNELS) else []
    shown = Shown(
        *("messages.index", listing, "条", found.total, found.newer, found.older, found.is_first_again),
        counts=counts,
    )
    is_calm = listing.of("view") == UNDELIVERED and not any(counts.values())
    return render_template("desk_messages.html", shown=shown, lines=lines, resting=resting, is_calm=is_calm)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_MESSAGES)
def take_away(staff: Staff, ending: str) -> Response:
    with house().database.reading() as rows:
        listing = asked(offered_messages(rows, staff, _titles()))
        wanted, order = listed_messages(staff, listing), order_of_messages(listing)
        cells = (
            message_line(each, around).cells
            for found in portions_of(rows, wanted, order, size=PORTION)
            for around in [around_messages(rows, found)]
            for each in found
        )
        return list_file(ending, "短信", HEADINGS, cells)


@blueprint.get("/<uuid:message_id>")
@staff_required(Permission.SEE_MESSAGES)
def show(staff: Staff, message_id: UUID) -> str:
    return _page(staff, message_id)


@blueprint.post("/<uuid:message_id>")
@staff_required(Permission.RETRY_MESSAGES)
def retry(staff: Staff, message_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        own = see_message(rows, staff, message_id)
        retry_message(rows, own, useful_for(), asked_by=staff.name, now=now())

    address = url_for("messages.index", view="waiting")
    return answer_form(staff, act, address, partial(_page, staff, message_id))


def useful_for() -> timedelta:
    """As the form says; raises NoSuchSpan."""
    said = request.form.get("minutes", "")
    if said not in USEFUL:
        raise NoSuchSpan
    return timedelta(minutes=int(said))


def _page(staff: Staff, message_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_message(rows, staff, message_id)
        history, around = history_of(rows, own), around_messages(rows, [own])
        return render_template(
            "desk_message.html",
            own=own,
            line=message_line(own, around),
            text=text_of_message(own, house().wordings.get(own.template)),
            events=events_of(history.attempts, history.receipts, at),
            when=lambda moment: short_moment(moment, at),
            spans=USEFUL if may_be_sent_again(own) else {},
            typed=request.form,
            error=error,
        )


def around_messages(rows: Session, found: Sequence[OutgoingMessage]) -> Around:
    """What lines of messages show of other tables; two statements."""
    reasons = reasons_of_messages(rows, found)
    return Around(districts_of_messages(rows, found), reasons, house().wordings, now())


def _titles() -> dict[str, str]:
    return {key: each.title for key, each in house().wordings.items()}
