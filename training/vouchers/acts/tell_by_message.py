"""Whoever got a voucher, or whose voucher is about to lapse, gets an SMS that leads to the own page (R10)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.notice.clock import shanghai_day
from training.outbox.acts.write_messages import MessageDraft, write_messages
from training.people.views.reachable import has_opted_out, is_verified
from training.people.views.restricted import has_restriction
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.vouchers.rules.messages import (
    EXPIRING,
    ISSUED,
    OF_USE_FOR,
    TOLD_WITHIN,
    WARNED_BEFORE,
    day_words,
    dedupe_key,
)
from training.vouchers.terms import VoucherState

OWN_PAGE = "/me/vouchers"
AT_ONCE = 500
"""Of one kind in one portion; one morning takes as many portions as there are, so that nobody drops out."""


def tell_by_message(session: Session, public_url: str, *, now: datetime) -> int:
    """For the schedule: each once, to whom a message may reach; says how many are new."""
    link = f"{public_url.rstrip('/')}{OWN_PAGE}"
    new = 0
    while issued := session.scalars(_issued(now)).all():
        for each in issued:
            each.told_at = now
        new += write_messages(session, _drafts(ISSUED, issued, link, now), now=now)
        session.flush()
    while expiring := session.scalars(_expiring(now)).all():
        for each in expiring:
            each.warned_at = now
        new += write_messages(session, _drafts(EXPIRING, expiring, link, now), now=now)
        session.flush()
    return new


def _issued(now: datetime) -> Select[Voucher]:
    batch = select(VoucherBatch.id).where(VoucherBatch.issued_at > now - TOLD_WITHIN)
    return _reachable(now).where(Voucher.told_at.is_(None), Voucher.batch_id.in_(batch))


def _expiring(now: datetime) -> Select[Voucher]:
    """Not on the morning on which one is told of it at all."""
    soon = Voucher.valid_until <= shanghai_day(now) + WARNED_BEFORE
    is_told_now = Voucher.told_at.is_not(None) & (Voucher.told_at == now)
    return _reachable(now).where(Voucher.warned_at.is_(None), soon, ~is_told_now)


def _reachable(now: datetime) -> Select[Voucher]:
    return (
        select(Voucher)
        .join(Trainee, Trainee.id == Voucher.trainee_id)
        .where(Voucher.state == VoucherState.ISSUED, Voucher.valid_until >= shanghai_day(now))
        .where(is_verified(), ~has_opted_out(), ~has_restriction())
        .order_by(Voucher.id)
        .limit(AT_ONCE)
        .with_for_update(of=Voucher)
        .options(joinedload(Voucher.trainee))
    )


def _drafts(template: str, found: Iterable[Voucher], link: str, now: datetime) -> list[MessageDraft]:
    return [
        MessageDraft(
            template=template,
            parameters={"until": day_words(each.valid_until), "link": link},
            phone=each.trainee.phone,
            dedupe_key=dedupe_key(template, each.public_id),
            expires_at=now + OF_USE_FOR,
            trainee_id=each.trainee_id,
            district_id=each.district_id,
        )
        for each in found
    ]
