"""接口令牌 on the desk: the list, making one that is shown once, revoking it (as `chaban token`)."""

from datetime import timedelta
from functools import partial
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotRight, Refusal
from training.listing.views.page_of import page_of, portions_of
from training.notice.notes import read_note
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.acts.issue_token import Issue, issue_token
from training.staff.acts.revoke_token import revoke_token
from training.staff.rules.token_list import OFFER
from training.staff.views.find_staff import find_staff_in_service
from training.staff.views.list_staff import list_staff
from training.staff.views.list_tokens import find_token, listed_tokens, order_of_tokens
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.desk.tokens.pages.tokens import HEADINGS, token_line
from webapp.web.forms import answer_form, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("tokens", __name__, url_prefix="/desk/tokens")
DAYS = {"7": "7 天", "30": "30 天", "90": "90 天", "365": "一年"}
TOKEN_BYTES = 32
PORTION = 500


class NoSuchSpan(NotRight):
    """The form offers other spans."""

    def __init__(self) -> None:
        super().__init__("请选择令牌的有效期。")


class PurposeMissing(NotRight):
    """Nobody would know later which token is to be revoked."""

    def __init__(self) -> None:
        super().__init__("请写明用途，如 市数据中台，以后吊销时认得出来。")


@blueprint.get("")
@staff_required(Permission.KEEP_TOKENS)
def index(staff: Staff) -> Any:
    at, listing = now(), asked(OFFER)
    if elsewhere := to_own_address(listing):
        return elsewhere
    with house().database.reading() as rows:
        wanted, order = listed_tokens(listing, now=at), order_of_tokens(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        lines = [token_line(each, at) for each in found.rows]
    shown = Shown("tokens.index", listing, "个", found.total, found.newer, found.older, found.is_first_again)
    return render_template("desk_tokens.html", shown=shown, lines=lines)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.KEEP_TOKENS)
def take_away(staff: Staff, ending: str) -> Response:
    at, listing = now(), asked(OFFER)
    with house().database.reading() as rows:
        portions = portions_of(rows, listed_tokens(listing, now=at), order_of_tokens(listing), size=PORTION)
        cells = (token_line(each, at).cells for found in portions for each in found)
        return list_file(ending, "接口令牌", HEADINGS, cells)


@blueprint.get("/new")
@staff_required(Permission.KEEP_TOKENS)
def form(staff: Staff) -> str:
    return _form()


@blueprint.post("/new")
@staff_required(Permission.KEEP_TOKENS)
def issue(staff: Staff) -> Response:
    """The token is shown by this answer and by nothing later."""
    made: list[str] = []

    def act(rows: Session, digest: str) -> None:
        holder, word = find_staff_in_service(rows, request.form.get("holder", "")), token_urlsafe(TOKEN_BYTES)
        issue_token(rows, holder, _lasts(), Issue(staff.name, _purpose()), token=word, now=now())
        made.append(word)

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, _form)
    holder = request.form.get("holder", "")
    page = render_template("token_made.html", made="".join(made), holder=holder, days=request.form["days"])
    return make_response(page)


@blueprint.get("/<int:key>")
@staff_required(Permission.KEEP_TOKENS)
def ask_revoke(staff: Staff, key: int) -> str:
    return _confirm(key)


@blueprint.post("/<int:key>")
@staff_required(Permission.KEEP_TOKENS)
def revoke(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        revoke_token(rows, find_token(rows, key), revoked_by=staff.name, now=now())

    return answer_form(staff, act, url_for("tokens.index"), partial(_confirm, key))


def _lasts() -> timedelta:
    said = request.form.get("days", "")
    if said not in DAYS:
        raise NoSuchSpan
    return timedelta(days=int(said))


def _purpose() -> str:
    said = read_note(request.form.get("purpose", ""))
    if not said:
        raise PurposeMissing
    return said


def _form(error: str = "") -> str:
    with house().database.reading() as rows:
        people = [each for each in list_staff(rows) if each.left_at is None]
        return render_template("token_new.html", people=people, spans=DAYS, typed=request.form, error=error)


def _confirm(key: int, error: str = "") -> str:
    with house().database.reading() as rows:
        line = token_line(find_token(rows, key), now())
    return render_template("token_revoke.html", line=line, error=error)
