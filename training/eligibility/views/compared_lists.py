"""比对名单 as the office sees them: of which kind and day, whose, and whether they count (R19, R58)."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from training.database import index_in_use
from training.eligibility.terms import ComparedKind
from training.eligibility.views.compared import newest_lists
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere, may
from training.records.keys.keys import KeyInUse
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList, ComparedWithdrawal

MOST = 200
"""Lists on a page, the newest first."""


class ListState(StrEnum):
    """名单状态: whether a list is compared with, and why not."""

    COUNTS = "在用"
    REPLACED = "已有更新的名单"
    OTHER_KEY = "索引密钥已更换，请重新导入"
    WITHDRAWN = "已撤回"
    PURGED = "已到期删除"


class Listed(NamedTuple):
    """One list and how it stands."""

    own: ComparedList
    state: ListState


def list_compared(session: Session, staff: Staff, most: int = MOST) -> list[Listed]:
    """Those of the city, and of the districts that this person sees."""
    rows = _seen(staff).order_by(ComparedList.id.desc()).limit(most)
    found = session.scalars(rows).all()
    counting = set(session.scalars(newest_lists(session)))
    places = {(each.kind, each.district_id) for each in found if each.id in counting}
    key = index_in_use(session)
    lost = {
        each.id for each in found if each.index_key != key and (each.kind, each.district_id) not in places
    }
    return [Listed(each, _state(each, counting, lost)) for each in found]


def find_compared(session: Session, staff: Staff, public_id: UUID) -> ComparedList:
    """Raises NotFound."""
    found = session.scalars(_seen(staff).where(ComparedList.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这份比对名单")
    return found


def counting_list(session: Session, kind: ComparedKind, district_id: int | None) -> ComparedList | None:
    """The one of that kind and place that is compared with."""
    place = ComparedList.district_id.is_not_distinct_from(district_id)
    own = select(ComparedList).where(ComparedList.id.in_(newest_lists(session)), place)
    return session.scalars(own.where(ComparedList.kind == kind)).one_or_none()


def lists_to_bring_again(staff: Staff) -> Select[ComparedList]:
    """Of the own office the last of each kind, where its people are gone with the former index key."""
    later = aliased(ComparedList)
    same = (
        later.kind == ComparedList.kind,
        later.district_id.is_not_distinct_from(ComparedList.district_id),
        later.withdrawn_at.is_(None),
    )
    live = select(KeyInUse.fingerprint).where(KeyInUse.kind == "index", KeyInUse.retired_at.is_(None))
    key = live.order_by(KeyInUse.id.desc()).limit(1).scalar_subquery()
    brought_again = select(later.id).where(*same, or_(later.id > ComparedList.id, later.index_key == key))
    own = ComparedList.district_id.is_not_distinct_from(staff.district_id)
    standing = ComparedList.withdrawn_at.is_(None), ComparedList.index_key != key
    return select(ComparedList).where(own, *standing, ~brought_again.exists())


def withdrawal_of(session: Session, own: ComparedList) -> ComparedWithdrawal | None:
    return session.scalars(
        select(ComparedWithdrawal).where(ComparedWithdrawal.list_id == own.id)
    ).one_or_none()


def is_keeper_of(staff: Staff, own: ComparedList) -> bool:
    """Each office withdraws its own; the city's are everybody's to see and the city's to withdraw."""
    return may(staff.role, Permission.KEEP_COMPARED) and staff.district_id == own.district_id


def _state(own: ComparedList, counting: set[int], lost: set[int]) -> ListState:
    if own.withdrawn_at is not None:
        return ListState.WITHDRAWN
    if own.id in counting:
        return ListState.COUNTS
    if own.id in lost:
        return ListState.OTHER_KEY
    return ListState.PURGED if own.purged_at is not None else ListState.REPLACED


def _seen(staff: Staff) -> Select[ComparedList]:
    whole = joinedload(ComparedList.district), joinedload(ComparedList.batch)
    return select(ComparedList).options(*whole).where(lists_within(staff))


def lists_within(staff: Staff) -> ColumnElement[bool]:
    if is_everywhere(staff.role, Permission.SEE_COMPARED):
        return true()
    return or_(ComparedList.district_id.is_(None), ComparedList.district_id == staff.district_id)
