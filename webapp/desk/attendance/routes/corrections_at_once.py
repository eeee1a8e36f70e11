"""Several requests for corrections of one class are decided on one page, each by itself (补卡, R45)."""

from collections.abc import Sequence
from functools import partial
from secrets import token_bytes
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.views.lists.correction_list import chosen_corrections
from training.errors import NotRight, Refusal
from training.notice.permissions import Permission
from training.records.attendance.corrections import PunchCorrection
from training.records.staff.staff import Staff
from webapp.desk.attendance.pages.staff_corrections import picked_lines
from webapp.desk.attendance.routes.staff_corrections import SEED_BYTES, VERDICTS
from webapp.desk.lists.picking import read_keys
from webapp.web.errors import status_of
from webapp.web.forms import refused
from webapp.web.house import house, now
from webapp.web.several import NothingPicked, Outcome, picked, take_each
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("corrections_at_once", __name__, url_prefix="/desk/corrections/several")
COLUMNS = ("学员", "补哪一次", "理由", "照片", "之前")


class OneClassAtOnce(NotRight):
    """What is decided together was taught together."""

    def __init__(self) -> None:
        super().__init__("选中的不是同一个班的。补卡要对着这个班的监控和点名核实，请一次只选一个班的。")


class RefusalUnexplained(NotRight):
    """All are refused, and nobody would be told why."""

    def __init__(self) -> None:
        super().__init__("请写明不批准的原因，每名学员都会看到。")


@blueprint.get("")
@staff_required(Permission.DECIDE_CORRECTIONS)
def show(staff: Staff) -> Response:
    try:
        return make_response(_page(staff, _picked(staff)))
    except Refusal as refusal:
        return make_response(_page(staff, (), str(refusal)), status_of(refusal))


@blueprint.post("")
@staff_required(Permission.DECIDE_CORRECTIONS)
def decide(staff: Staff) -> Response:
    """The page again, with what became of each."""
    is_approved, note = VERDICTS.get(request.form.get("verdict", "")), request.form.get("note", "")
    if is_approved is None:
        abort(400)
    keys: Sequence[str] = ()
    try:
        keys = _picked(staff)
        if not is_approved and not note.strip():
            raise RefusalUnexplained
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, keys))

    def act(rows: Session, key: str) -> None:
        seed = token_bytes(SEED_BYTES)
        decide_correction(rows, staff, UUID(key), Verdict(is_approved, note), seed=seed, now=now())

    return make_response(_page(staff, keys, outcomes=take_each(staff, keys, act)))


def _picked(staff: Staff) -> Sequence[str]:
    """Of one class, those that this person may see; raises OneClassAtOnce, NothingPicked or TooManyPicked."""
    with house().database.reading() as rows:
        found = chosen_corrections(rows, staff, read_keys(picked()))
        if not found:
            raise NothingPicked
        if len({each.enrolment.class_id for each in found}) > 1:
            raise OneClassAtOnce
        return [str(each.public_id) for each in found]


def _page(staff: Staff, keys: Sequence[str], error: str = "", outcomes: Sequence[Outcome] = ()) -> str:
    with house().database.reading() as rows:
        found = chosen_corrections(rows, staff, read_keys(keys))
        lines = picked_lines(staff, found, list(map(_address, found)))
        own = found[0].enrolment.training_class if found else None
        second = f"{own.class_number} {own.name}" if own else ""
    crumbs = (("补卡申请", url_for("staff_corrections.waiting")), ("一起审核", ""))
    return render_template(
        "corrections_several.html",
        title="一起审核补卡",
        second=second,
        crumbs=crumbs,
        columns=COLUMNS,
        lines=lines,
        outcomes=outcomes,
        error=error,
        typed=request.form,
    )


def _address(own: PunchCorrection) -> str:
    return url_for("staff_corrections.one", public_id=own.public_id)
