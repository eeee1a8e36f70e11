"""材料 of one class, institution, trainee or teacher: shown, and handed in, also in parts (R27, R62, R68)."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.documents.acts.keep_attachment import NewAttachment, keep_attachment
from training.documents.receiving import NewFile, receive_document
from training.documents.rules.checklist import OTHER
from training.documents.terms import OwnerKind
from training.documents.views.attachments import seen_attachments
from training.documents.views.checklists import checklist_of
from training.documents.views.owners import Owner, find_owner, may_hand_in
from training.errors import NotFound, NotRight, Refusal
from training.intake.rules.receiving import MB
from training.intake.views.partial_files import unfinished_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.documents import Attachment
from training.records.staff.staff import Staff
from webapp.desk.classes.routes.above import above_class
from webapp.desk.documents.pages.documents import KINDS, WORDS, shown_documents
from webapp.desk.imports.pages.imports import unfinished_line
from webapp.web.forms import done, refused, take_in
from webapp.web.house import house, now
from webapp.web.parts.sent import SentFile, let_go, sent_files, settle
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("documents", __name__, url_prefix="/desk/documents")
FIELD = "files"
MOST_FILES = 10
BACK = {
    OwnerKind.CLASS: ("one_class.roster", "class_id", "班级"),
    OwnerKind.INSTITUTION: ("institutions.show", "key", "培训机构"),
    OwnerKind.TRAINEE: ("one_person.show", "person_id", "学员"),
    OwnerKind.TEACHER: ("teachers.show", "key", "授课教师"),
    OwnerKind.PLAN: ("plans.one", "plan_id", "季度计划"),
    OwnerKind.PROJECT: ("projects.one", "project_id", "项目"),
}
"""The owner's own page; a kind that is not here has none yet."""


class NothingChosen(NotRight):
    """The form came without a file."""

    def __init__(self) -> None:
        super().__init__("请先选择文件，再点“上传”。")


class TooManyAtOnce(NotRight):
    """So many that nobody could say of each what it is; or several in the place of one."""

    def __init__(self, most: int):
        super().__init__(f"一次最多上传 {most} 个文件，请分几次上传。")


@blueprint.get("/class/<uuid:class_id>")
@staff_required(Permission.SEE_DOCUMENTS)
def of_class(staff: Staff, class_id: UUID) -> str:
    return _page(staff, "class", str(class_id))


@blueprint.get("/<any(institution,trainee,teacher,plan,project):kind>/<key>")
@staff_required(Permission.SEE_DOCUMENTS)
def show(staff: Staff, kind: str, key: str) -> str:
    return _page(staff, kind, key)


@blueprint.post("/<any(class,institution,trainee,teacher,plan,project):kind>/<key>")
@staff_required(Permission.HAND_IN_DOCUMENTS)
def hand_in(staff: Staff, kind: str, key: str) -> Response:
    try:
        _take_in(staff, _owner(staff, kind, key))
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return refused(refusal, partial(_page, staff, kind, key))
    return done(address_of(KINDS[kind], key))


def address_of(kind: OwnerKind, key: str) -> str:
    """Of the page of one owner."""
    if kind is OwnerKind.CLASS:
        return url_for("documents.of_class", class_id=key)
    return url_for("documents.show", kind=WORDS[kind], key=key)


def _owner(staff: Staff, kind: str, key: str) -> Owner:
    """Before anything is scanned; raises NotFound where this person hands in nothing."""
    with house().database.reading() as rows:
        found = find_owner(rows, staff, KINDS[kind], key)
        if not may_hand_in(rows, staff, found):
            raise NotFound("这些材料")
    return found


def _take_in(staff: Staff, owner: Owner) -> None:
    valid_until, replaces = _valid_until(), _replaces()
    with ExitStack() as open_files:
        for each in request.files.getlist(FIELD):
            open_files.enter_context(closing(each))
        files = sent_files(staff, FIELD, house().settings.attachment_most_mb * MB)
        most = 1 if replaces else MOST_FILES
        if not files:
            raise NothingChosen
        if len(files) > most:
            raise TooManyAtOnce(most)
        kind = request.form.get("kind", "")
        _keep(staff, owner, files, lambda file: NewAttachment(file, kind, valid_until, replaces))


def _keep(
    staff: Staff, owner: Owner, files: Sequence[SentFile], said: Callable[[NewFile], NewAttachment]
) -> None:
    """Into the store before the row, so that no row names what is not there."""
    store, scanner = house().papers, house().scanner
    new = [receive_document(store, scanner, each.name, each.content) for each in files]
    used: list[str] = []

    def act(rows: Session, digest: str) -> None:
        for each in new:
            keep_attachment(rows, staff, owner, said(each), now=now())
        used.extend(settle(rows, files))

    try:
        take_in(staff, act)
    except Refusal:
        let_go([each.store_key for each in new])
        raise
    let_go(used)


def _valid_until() -> date | None:
    typed = request.form.get("valid_until", "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        abort(400)


def _replaces() -> UUID | None:
    typed = request.form.get("replaces", "")
    try:
        return UUID(typed) if typed else None
    except ValueError:
        abort(400)


def _page(staff: Staff, kind: str, key: str, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        owner = find_owner(rows, staff, KINDS[kind], key)
        kinds = checklist_of(rows, owner.kind)
        found = seen_attachments(rows, staff, owner)
        shown = shown_documents(staff, owner, kinds, found, at)
        hands_in = may_hand_in(rows, staff, owner)
        unfinished = unfinished_of(rows, staff, now=at) if hands_in else ()
        return render_template(
            "documents_of_class.html" if owner.kind is OwnerKind.CLASS else "documents_of.html",
            owner=owner,
            here=address_of(owner.kind, owner.address),
            shown=shown,
            kinds=[*kinds, OTHER],
            hands_in=hands_in,
            replaced=_wanted(found) if hands_in else None,
            unfinished=[unfinished_line(each) for each in unfinished],
            most_mb=house().settings.attachment_most_mb,
            today=today,
            typed=request.form,
            error=error,
            back=_back(owner),
            **_above(rows, staff, owner),
        )


def _above(rows: Session, staff: Staff, owner: Owner) -> dict[str, Any]:
    """A class shows its documents as one of its tabs."""
    if owner.kind is not OwnerKind.CLASS:
        return {}
    own = see_class(rows, staff, UUID(owner.address))
    above = above_class(rows, staff, own, "of_class")
    return {"own": own, "head": above.head, "tabs": above.tabs}


def _wanted(found: Sequence[Attachment]) -> Attachment | None:
    """What is to be replaced, as the link or the form says."""
    asked = request.form.get("replaces") or request.args.get("replaces", "")
    return next((each for each in found if str(each.public_id) == asked), None)


def _back(owner: Owner) -> tuple[str, str]:
    """The word of the kind, and the address of the owner's own page."""
    if owner.kind not in BACK:
        return owner.kind, ""
    endpoint, name, words = BACK[owner.kind]
    named: dict[str, Any] = {name: owner.address}
    return words, url_for(endpoint, **named)
