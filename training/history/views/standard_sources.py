"""Acts about standards of subsidies and lists to compare with (经办记录)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, String, case, cast, func

from training.eligibility.views.compared_lists import lists_within
from training.eligibility.views.standard_sets import sets_within
from training.history.terms import Happened
from training.history.views.columns import Rows, of_no_class, row
from training.notice.permissions import Permission
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList, ComparedWithdrawal
from training.records.subsidies.standards import StandardDecision, StandardSet


def _written(staff: Staff) -> Rows:
    own = StandardSet
    rows = row(Happened.STANDARDS_WRITTEN, own.written_at, own.id, own.written_by, _version(), own.note)
    placed = rows.outerjoin(District, own.district_id == District.id)
    return of_no_class(placed).where(sets_within(staff))


def _decided(staff: Staff) -> Rows:
    own, word = StandardDecision, case((StandardDecision.is_agreed, "同意"), else_="退回")
    rows = row(
        *(Happened.STANDARDS_DECIDED, own.decided_at, own.id, own.decided_by, _version(), own.note, word)
    )
    placed = rows.join(StandardSet, own.set_id == StandardSet.id)
    placed = placed.outerjoin(District, StandardSet.district_id == District.id)
    return of_no_class(placed).where(sets_within(staff))


def _withdrawn(staff: Staff) -> Rows:
    own, of = ComparedWithdrawal, ComparedList
    rows = row(
        *(Happened.COMPARED_WITHDRAWN, own.noted_at, own.id, own.noted_by),
        *(cast(of.kind, String), own.reason, cast(of.as_of, String)),
    )
    return of_no_class(rows.join(of, own.list_id == of.id)).where(lists_within(staff))


def _version() -> ColumnElement[str]:
    """昆都仑区补贴标准第 1 版."""
    place = func.coalesce(District.name, "全市")
    return place + "补贴标准第 " + cast(StandardSet.version, String) + " 版"


STANDARDS: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.STANDARDS_WRITTEN: (Permission.SEE_STANDARDS, _written),
    Happened.STANDARDS_DECIDED: (Permission.SEE_STANDARDS, _decided),
    Happened.COMPARED_WITHDRAWN: (Permission.SEE_COMPARED, _withdrawn),
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
