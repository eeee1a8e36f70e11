"""Acts of the office about its own people, rules and schools, and about what is purged (经办记录)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, case, func, or_
from sqlalchemy.orm import aliased

from training.classes.views.within import within
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Rows, of_no_class, row
from training.notice.permissions import Permission
from training.records.claims.schools import SchoolApproval, SchoolRevocation
from training.records.classes.classes import Institution
from training.records.classes.districts import District, RuleSet
from training.records.people.purges import PurgeHold
from training.records.staff.deputies import DeputyAct, Deputyship
from training.records.staff.staff import Staff, StaffAct
from training.staff.views.managed import is_of_office

WHOLE_CITY = "全市"


def _looked_after(staff: Staff) -> Rows:
    own = StaffAct
    rows = row(
        Happened.STAFF_LOOKED_AFTER, own.done_at, own.id, own.done_by, Staff.name, own.note, own.act
    ).join(Staff, own.staff_id == Staff.id)
    return of_no_class(rows).where(is_of_office(staff, Permission.SEE_STAFF))


def _deputy_named(staff: Staff) -> Rows:
    own, deputy = Deputyship, aliased(Staff)
    rows = row(
        *(Happened.DEPUTY_NAMED, own.named_at, own.id, own.named_by),
        *(Staff.name, own.reason, deputy.name),
    ).join(Staff, own.absent_id == Staff.id)
    named = rows.join(deputy, own.deputy_id == deputy.id)
    return of_no_class(named).where(is_of_office(staff, Permission.SEE_STAFF))


def _deputy_acted(staff: Staff) -> Rows:
    own = DeputyAct
    rows = row(Happened.DEPUTY_ACTED, own.acted_at, own.id, own.acted_by, Staff.name, NOTHING, own.act).join(
        Deputyship, own.deputyship_id == Deputyship.id
    )
    acted = rows.join(Staff, Deputyship.absent_id == Staff.id)
    return of_no_class(acted).where(is_of_office(staff, Permission.SEE_STAFF))


def _rules(staff: Staff) -> Rows:
    """Those of the city hold for everybody, so everybody reads who made them."""
    own = RuleSet
    of = func.coalesce(District.name, WHOLE_CITY)
    rows = row(Happened.RULES_MADE, own.made_at, own.id, own.made_by, of, own.note, own.version)
    made = rows.outerjoin(District, own.district_id == District.id)
    mine = within(staff, Permission.SEE_RULES, district=own.district_id)
    return of_no_class(made).where(or_(own.district_id.is_(None), mine))


def _approved(staff: Staff) -> Rows:
    own = SchoolApproval
    rows = row(
        *(Happened.SCHOOL_APPROVED, own.recorded_at, own.id, own.recorded_by, Institution.name),
        *(NOTHING, own.valid_until),
    ).join(Institution, own.institution_id == Institution.id)
    return of_no_class(rows).where(_is_school_of(staff))


def _revoked(staff: Staff) -> Rows:
    own = SchoolRevocation
    rows = row(
        *(Happened.SCHOOL_REVOKED, own.recorded_at, own.id, own.recorded_by, Institution.name),
        *(own.reason, own.revoked_on),
    ).join(SchoolApproval, own.approval_id == SchoolApproval.id)
    schools = rows.join(Institution, SchoolApproval.institution_id == Institution.id)
    return of_no_class(schools).where(_is_school_of(staff))


def _held(staff: Staff) -> Rows:
    own, what = PurgeHold, case((PurgeHold.is_held, "暂停"), else_="恢复")
    return of_no_class(row(Happened.PURGES_HELD, own.said_at, own.id, own.said_by, NOTHING, own.reason, what))


def _is_school_of(staff: Staff) -> ColumnElement[bool]:
    return within(staff, Permission.SEE_ACTS, district=Institution.district_id)


ADMINISTRATION: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.STAFF_LOOKED_AFTER: (Permission.SEE_STAFF, _looked_after),
    Happened.DEPUTY_NAMED: (Permission.SEE_STAFF, _deputy_named),
    Happened.DEPUTY_ACTED: (Permission.SEE_STAFF, _deputy_acted),
    Happened.RULES_MADE: (Permission.SEE_RULES, _rules),
    Happened.SCHOOL_APPROVED: (Permission.SEE_ACTS, _approved),
    Happened.SCHOOL_REVOKED: (Permission.SEE_ACTS, _revoked),
    Happened.PURGES_HELD: (Permission.HOLD_PURGES, _held),
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
