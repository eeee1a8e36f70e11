from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.acts.note_deed import note_deed
from training.deputies.acts.tell_post import Telling, tell_post
from training.deputies.rules.deputyship import NotTheSamePost, check_posts, check_state
from training.deputies.terms import DeputyDeed, DeputyState
from training.deputies.views.deputyships import deputing_of, find_deputyship
from training.errors import NotFound
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff
from training.staff.views.managed import post_of


def answer_deputyship(
    session: Session, staff: Staff, public_id: UUID, *, accepts: bool, now: datetime
) -> Deputyship:
    """The deputy accepts, or does not; raises NotFound, NotWaiting, NotTheSamePost."""
    own = find_deputyship(session, staff, public_id)
    if own.deputy_id != staff.id:
        raise NotFound("要您接受的这次代理")
    check_state(deputing_of(own), [DeputyState.WAITING], now)
    if accepts:
        _check_still_fit(own)
    deed = DeputyDeed.ACCEPTED if accepts else DeputyDeed.DECLINED
    note_deed(session, own, deed, staff, now=now)
    days = f"{own.first_day:%m月%d日} 至 {own.last_day:%m月%d日}"
    text = f"{staff.name} {deed}代理 {own.absent.name}（{days}）。"
    key = f"deputy_answered:{own.public_id}"
    tell_post(session, own.absent, Telling("deputy_answered", key, text), now=now)
    return own


def _check_still_fit(own: Deputyship) -> None:
    """Somebody may have got another post since it was asked for."""
    if own.absent.left_at is not None:
        raise NotTheSamePost
    check_posts(post_of(own.absent), post_of(own.deputy))
