"""/desk/classes/…/changes: which field, its new value and why; what follows; then handed in (R07)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.rules.amendments import AFTER_THE_END, TOLD_TO_THE_CITY, BadAmendment
from training.changes.rules.values import in_words, text_of
from training.changes.sheets.typed import TIMES, VALUE, read_typed
from training.changes.terms import AmendedField
from training.changes.views.filed_of import filed_of
from training.changes.views.find_class_to_change import find_class_to_change
from training.changes.views.preview_of import preview_of
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.web.forms import look_first, make_by_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_changes", __name__, url_prefix="/desk/classes/<uuid:class_id>/changes")
TIME_WORDS = ("上午上课", "上午下课", "下午上课", "下午下课")


@blueprint.get("/new")
@staff_required(Permission.ASK_FOR_CHANGES)
def new(staff: Staff, class_id: UUID) -> str:
    return _form(staff, class_id)


@blueprint.post("/check")
@staff_required(Permission.ASK_FOR_CHANGES)
def check(staff: Staff, class_id: UUID) -> Response:
    """Nothing is kept yet: the page shows what would follow."""
    return look_first(partial(_form, staff, class_id), partial(_check, staff, class_id))


@blueprint.post("")
@staff_required(Permission.ASK_FOR_CHANGES)
def ask(staff: Staff, class_id: UUID) -> Response:
    def make(rows: Session) -> UUID:
        field = _field()
        draft = AmendmentDraft(field, read_typed(field, request.form), request.form.get("reason", ""))
        return request_amendment(rows, staff, class_id, draft, now=now()).public_id

    return make_by_form(staff, make, _address, partial(_form, staff, class_id))


def _address(made: UUID | None) -> str:
    return url_for("changes.one", amendment_id=made) if made else url_for("changes.index", state="all")


def _field() -> AmendedField:
    said = request.values.get("field", "")
    if said not in list(AmendedField):
        raise BadAmendment("请先选要改的项目。")
    return AmendedField(said)


def _form(staff: Staff, class_id: UUID, error: str = "") -> str:
    said = request.values.get("field", "")
    field = AmendedField(said) if said in list(AmendedField) else AmendedField.ENDS_ON
    with house().database.reading() as rows:
        own = find_class_to_change(rows, staff, class_id)
        filed, is_over = filed_of(own), shanghai_day(now()) > own.ends_on
        fields = [each for each in AmendedField if not is_over or each in AFTER_THE_END]
        if field not in fields:
            field = fields[0]
        return render_template(
            "change_new.html",
            own=own,
            field=field,
            fields=fields,
            is_over=is_over,
            is_told=field in TOLD_TO_THE_CITY,
            filed=filed,
            now_is=in_words(field, text_of(filed, field)),
            times=list(zip(TIMES, TIME_WORDS, filed.times, strict=True)),
            typed=request.form,
            error=error,
        )


def _check(staff: Staff, class_id: UUID) -> str:
    field = _field()
    with house().database.reading() as rows:
        own = find_class_to_change(rows, staff, class_id)
        text = read_typed(field, request.form)
        reason = read_reason(request.form.get("reason", ""), "申请变更")
        found = preview_of(rows, own, field, text, now=now())
        return render_template(
            "change_check.html",
            own=own,
            field=field,
            old=in_words(field, found.old),
            new=in_words(field, found.new),
            reason=reason,
            consequences=found.consequences,
            is_told=field in TOLD_TO_THE_CITY,
            typed={name: request.form.get(name, "") for name in (VALUE, *TIMES) if name in request.form},
        )
