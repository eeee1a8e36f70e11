"""公示公开页: what is shown to everybody until the last day, and nothing afterwards (R21).

No phone, no whole ID number. C1 stands in the same list; what of it was shown before it did, until it moves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class
from training.eligibility.terms import LineState, Scheme
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.notice.working_days import GUESSED
from training.payments.views.find_meeting import lines_with_class
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.payments.meetings import SubsidyPublicity
from training.records.subsidies.lines import SubsidyLine
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import was_carried_over

MOST_SHOWN = 500
"""Publicities on the first page, and people on the page of one; it says where there are more."""
C1_PHONE = "12333"
"""Of C1 from before the common chain, whose publicity keeps no 监督电话."""


@dataclass(frozen=True)
class PublicNotice:
    """One publicity that is running."""

    public_id: UUID
    district: str
    schemes: str
    """培训补贴, C1补贴 or both."""
    meeting_number: str
    begins_on: date
    ends_on: date
    latest_on: date | None
    phone: str

    @property
    def guess(self) -> str:
        """What is said beside the last day, empty where it is certain."""
        return f"（{GUESSED}，最晚到 {self.latest_on}）" if self.latest_on else ""


@dataclass(frozen=True)
class PublicPerson:
    """One line of it."""

    name: str
    id_number: str
    school: str
    class_name: str
    amount_fen: int | None
    scheme: Scheme


@dataclass(frozen=True)
class PublicList:
    """One publicity with its people, up to MOST_SHOWN."""

    notice: PublicNotice
    people: tuple[PublicPerson, ...]
    is_cut: bool


def public_notices(session: Session, *, now: datetime) -> list[PublicNotice]:
    """By district, the one that ends first on top."""
    today = shanghai_day(now)
    own = session.scalars(_running(today).limit(MOST_SHOWN)).all()
    schemes = _schemes(session, [each.id for each in own])
    found = [_notice(each, schemes.get(each.id, "")) for each in own]
    found += [_notice_of_c1(each) for each in session.scalars(_c1_running(today).limit(MOST_SHOWN))]
    return sorted(found, key=lambda each: (each.district, each.ends_on, each.meeting_number))


def public_list(session: Session, publicity: UUID, *, now: datetime) -> PublicList:
    """Raises NotFound for one that is over, too."""
    today = shanghai_day(now)
    own = session.scalars(_running(today).where(SubsidyPublicity.public_id == publicity)).one_or_none()
    if own is not None:
        return _list(session, own)
    of_c1 = session.scalars(_c1_running(today).where(Publicity.public_id == publicity)).one_or_none()
    if of_c1 is None:
        raise NotFound("这次公示，它可能已经结束")
    return _list_of_c1(session, of_c1)


def _running(today: date) -> Select[SubsidyPublicity]:
    last = func.coalesce(SubsidyPublicity.latest_on, SubsidyPublicity.ends_on)
    rows = select(SubsidyPublicity).where(SubsidyPublicity.begins_on <= today, last >= today)
    whole = (joinedload(SubsidyPublicity.meeting), joinedload(SubsidyPublicity.district))
    return rows.options(*whole).order_by(SubsidyPublicity.ends_on, SubsidyPublicity.id)


def _c1_running(today: date) -> Select[Publicity]:
    last = func.coalesce(Publicity.latest_on, Publicity.ends_on)
    rows = select(Publicity).where(Publicity.begins_on <= today, last >= today)
    left = rows.where(~was_carried_over()).options(joinedload(Publicity.district))
    return left.order_by(Publicity.ends_on, Publicity.id)


def _schemes(session: Session, keys: Collection[int]) -> dict[int, str]:
    """By publicity in words of what kind its people are."""
    rows = select(SubsidyLine.publicity_id, SubsidyLine.scheme).distinct()
    found: dict[int, set[Scheme]] = {}
    for key, scheme in session.execute(rows.where(SubsidyLine.publicity_id.in_(keys))):
        found.setdefault(key or 0, set()).add(scheme)
    return {key: "、".join(each.value for each in Scheme if each in own) for key, own in found.items()}


def _notice(row: SubsidyPublicity, schemes: str) -> PublicNotice:
    days = (row.begins_on, row.ends_on, row.latest_on)
    words = schemes or Scheme.TRAINING.value
    return PublicNotice(row.public_id, row.district.name, words, row.meeting.number, *days, row.phone)


def _notice_of_c1(row: Publicity) -> PublicNotice:
    days = (row.begins_on, row.ends_on, row.latest_on)
    return PublicNotice(
        row.public_id, row.district.name, Scheme.C1.value, row.meeting_number, *days, C1_PHONE
    )


def _list(session: Session, row: SubsidyPublicity) -> PublicList:
    shown = lines_with_class().where(
        SubsidyLine.publicity_id == row.id, SubsidyLine.state == LineState.PUBLIC
    )
    in_order = shown.order_by(Enrolment.class_id, SubsidyLine.id).limit(MOST_SHOWN + 1)
    people = tuple(
        _person(each.enrolment, each.granted_fen, each.scheme) for each in session.scalars(in_order)
    )
    schemes = _schemes(session, [row.id]).get(row.id, "")
    return PublicList(_notice(row, schemes), people[:MOST_SHOWN], len(people) > MOST_SHOWN)


def _list_of_c1(session: Session, row: Publicity) -> PublicList:
    shown = claims_with_class().where(C1Claim.publicity_id == row.id, C1Claim.state == ClaimState.PUBLICISED)
    found = session.scalars(shown.order_by(C1Claim.id).limit(MOST_SHOWN + 1))
    people = tuple(_person(each.enrolment, row.amount_fen, Scheme.C1) for each in found)
    return PublicList(_notice_of_c1(row), people[:MOST_SHOWN], len(people) > MOST_SHOWN)


def _person(own: Enrolment, amount_fen: int | None, scheme: Scheme) -> PublicPerson:
    of_class = own.training_class
    id_number = mask_id_number(own.trainee.id_number)
    told = (own.trainee.name, id_number, of_class.institution.name, of_class.name)
    return PublicPerson(*told, amount_fen, scheme)
