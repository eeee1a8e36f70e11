"""The API tokens of everybody, as a list asks for them (接口令牌列表)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, not_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.errors import NotFound
from training.listing.rules.listing import Listing
from training.listing.views.page_of import Order
from training.records.moments import is_living
from training.records.staff.staff import ApiToken, Staff
from training.staff.rules.token_list import ALL, LIVING, OVER, VIEW


def listed_tokens(listing: Listing, *, now: datetime) -> Select[ApiToken]:
    """With their holders and their places loaded."""
    rows = select(ApiToken).join(ApiToken.staff).where(_views(now)[listing.of(VIEW) or LIVING])
    typed = (Staff.name.icontains(each, autoescape=True) for each in listing.search.split())
    holder = contains_eager(ApiToken.staff)
    places = (holder.joinedload(Staff.district), holder.joinedload(Staff.institution))
    return rows.where(*typed).options(*places)


def order_of_tokens(listing: Listing) -> Order:
    return Order((ApiToken.id,), listing.is_descending)


def find_token(session: Session, key: int) -> ApiToken:
    """With its holder; raises NotFound."""
    own = select(ApiToken).where(ApiToken.id == key).options(joinedload(ApiToken.staff))
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这个令牌")
    return found


def _views(now: datetime) -> Mapping[str, ColumnElement[bool]]:
    living = and_(
        ApiToken.revoked_at.is_(None),
        Staff.left_at.is_(None),
        is_living(ApiToken.issued_at, ApiToken.expires_at, now),
    )
    return {LIVING: living, OVER: not_(living), ALL: true()}
