"""材料清单: the city says what documents there must be, from when on, and which expire (R27, R62, R68)."""

from datetime import date
from functools import partial

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.documents.acts.say_document_kind import say_document_kind
from training.documents.rules.checklist import Kind
from training.documents.terms import OwnerKind
from training.documents.views.checklists import every_kind_of_document, latest_ordinal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.documents.pages.documents import KINDS, WORDS
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("checklists", __name__, url_prefix="/desk/documents/kinds")
ANEW = "+"
"""In an address: a kind that is not on the list yet."""


@blueprint.get("")
@staff_required(Permission.SEE_DOCUMENTS)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        lists = every_kind_of_document(rows)
    return render_template("document_kinds.html", lists=lists, words=WORDS, today=shanghai_day(now()))


@blueprint.get("/<any(class,institution,trainee,teacher):owner>/<name>")
@staff_required(Permission.KEEP_CHECKLISTS)
def form(staff: Staff, owner: str, name: str) -> str:
    return _page(owner, name)


@blueprint.post("/<any(class,institution,trainee,teacher):owner>/<name>")
@staff_required(Permission.KEEP_CHECKLISTS)
def say(staff: Staff, owner: str, name: str) -> Response:
    def act(rows: Session, digest: str) -> None:
        say_document_kind(rows, staff, _typed(KINDS[owner], name), seen_on_page(), now=now())

    return answer_form(staff, act, url_for(".index"), partial(_page, owner, name))


def _page(owner: str, name: str, error: str = "") -> str:
    kind, is_new = KINDS[owner], name == ANEW
    with house().database.reading() as rows:
        known = {each.name: each for each in every_kind_of_document(rows)[kind]}
        seen = 0 if is_new else latest_ordinal(rows, kind, name)
    if not is_new and name not in known:
        abort(404)
    own = Kind(kind, "", applies_from=shanghai_day(now())) if is_new else known[name]
    shown = own if request.method == "GET" else _typed(kind, name)
    return render_template(
        "document_kind.html",
        own=shown,
        owner=kind,
        is_new=is_new,
        is_off=not own.is_listed,
        seen=seen,
        here=request.path,
        error=error,
    )


def _typed(owner: OwnerKind, name: str) -> Kind:
    typed = request.form
    try:
        applies_from = date.fromisoformat(typed.get("applies_from", ""))
    except ValueError:
        abort(400)
    return Kind(
        owner,
        typed.get("name", "") if name == ANEW else name,
        is_required="is_required" in typed,
        expires="expires" in typed,
        is_personal="is_personal" in typed,
        applies_from=applies_from,
        is_listed="off_list" not in typed,
    )
