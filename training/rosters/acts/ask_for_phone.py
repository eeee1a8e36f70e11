"""更正手机号: a school brings another phone for somebody who is known; it is asked for, and that is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from training.classes.terms import ChangeKind
from training.notice.clock import shanghai_day
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Trainee
from training.rosters.acts.tell_of_changes import tell_of_changes
from training.rosters.views.phone_changes import own_phone_changes

TEMPLATE = "phone_change_asked"
TOLD_WITHIN = timedelta(days=3)
REASON = "名册里的手机号与登记的不同"


@dataclass(frozen=True)
class WishedPhone:
    """Which phone whose is to become, in which class it was brought, and by which row of which batch."""

    trainee_id: int
    phone: str
    own: TrainingClass
    batch_id: int
    line: int
    asked_by: str
    asked_by_id: int | None


def ask_for_phone(session: Session, wish: WishedPhone, *, now: datetime) -> bool:
    """Until the person or the district agrees nothing changes; of each person one request waits at most.

    The phone that stands is told, verified or not: whoever holds it may be who loses it. Says whether it is
    new.
    """
    if own_phone_changes(session, wish.trainee_id):
        return False
    trainee = session.get_one(Trainee, wish.trainee_id)
    change = _change(trainee, wish, now)
    session.add(change)
    session.flush()
    told = MessageDraft(
        template=TEMPLATE,
        parameters={},
        phone=trainee.phone,
        dedupe_key=f"{TEMPLATE}:{change.public_id}",
        expires_at=now + TOLD_WITHIN,
        trainee_id=trainee.id,
        district_id=wish.own.district_id,
    )
    write_message(session, told, now=now)
    tell_of_changes(session, wish.own, now=now)
    return True


def _change(trainee: Trainee, wish: WishedPhone, now: datetime) -> RosterChange:
    return RosterChange(
        public_id=uuid4(),
        training_class=wish.own,
        kind=ChangeKind.PHONE,
        name=trainee.name,
        id_number=trainee.id_number,
        id_number_index=trainee.id_number,
        phone=wish.phone,
        phone_index=wish.phone,
        effective_on=shanghai_day(now),
        reason=REASON,
        is_at_once=False,
        batch_id=wish.batch_id,
        line=wish.line,
        asked_by=wish.asked_by,
        asked_by_id=wish.asked_by_id,
        asked_at=now,
    )
