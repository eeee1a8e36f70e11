"""历史证书 as far as somebody may see them, and those of one person (R08, R17)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from training.certificates.rules.former_list import PAID, PAYMENT, former_offer
from training.certificates.rules.numbers import compact_number
from training.classes.views.lists.places import districts_to_choose
from training.classes.views.within import within
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.page_of import Order
from training.notice.permissions import Permission
from training.records.certificates import Certificate, CertificateSeries
from training.records.classes.trainees import Trainee
from training.records.exchange.former import FormerCertificate, SeriesTakeover
from training.records.staff.staff import Staff
from training.sheets.chunks import chunks

AT_ONCE = 500


def offered_former(session: Session, staff: Staff) -> Offer:
    return former_offer(districts_to_choose(session, staff, Permission.SEE_FORMER_CERTIFICATES))


def listed_former(staff: Staff, listing: Listing, now: datetime) -> Select[FormerCertificate]:
    """Found by a number, whole or its beginning, by the name, or by the trade."""
    seen = within(staff, Permission.SEE_FORMER_CERTIFICATES, district=FormerCertificate.district_id)
    rows = select(FormerCertificate).where(seen).options(joinedload(FormerCertificate.district))
    if district := listing.of(DISTRICT):
        rows = rows.where(FormerCertificate.district_id == int(district))
    if payment := listing.of(PAYMENT):
        is_paid = FormerCertificate.paid_fen.is_not(None)
        rows = rows.where(is_paid if payment == PAID else ~is_paid)
    return rows.where(*(_found_by(word) for word in listing.search.split()))


def order_of_former(listing: Listing) -> Order:
    return Order((FormerCertificate.issued_on, FormerCertificate.id), listing.is_descending)


def former_of(session: Session, trainee_id: int) -> Sequence[FormerCertificate]:
    """Of this person, known by the ID number; the newest first."""
    own = select(FormerCertificate).join(
        Trainee, Trainee.id_number_index == FormerCertificate.id_number_index
    )
    rows = own.where(Trainee.id == trainee_id)
    return session.scalars(rows.order_by(FormerCertificate.issued_on.desc(), FormerCertificate.id)).all()


def former_numbered(session: Session, keys: Iterable[str]) -> Mapping[str, FormerCertificate]:
    """Those with these numbers, by `number_key`."""
    found: dict[str, FormerCertificate] = {}
    for some in chunks(sorted(set(keys)), AT_ONCE):
        rows = select(FormerCertificate).where(FormerCertificate.number_key.in_(some))
        found.update((each.number_key, each) for each in session.scalars(rows))
    return found


def issued_among(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these numbers this system gave itself."""
    found: set[str] = set()
    for some in chunks(sorted(set(keys)), AT_ONCE):
        found.update(session.scalars(select(Certificate.number).where(Certificate.number.in_(some))))
    return found


def taken_over(session: Session) -> Sequence[SeriesTakeover]:
    """Series that were brought, the newest year first."""
    rows = select(SeriesTakeover).join(CertificateSeries).options(joinedload(SeriesTakeover.series))
    order = (CertificateSeries.year.desc(), CertificateSeries.scope, SeriesTakeover.id)
    return session.scalars(rows.order_by(*order)).all()


def _found_by(word: str) -> ColumnElement[bool]:
    number = FormerCertificate.number_key.startswith(compact_number(word) or word, autoescape=True)
    named = (FormerCertificate.name, FormerCertificate.trade)
    return or_(number, *(each.contains(word, autoescape=True) for each in named))
