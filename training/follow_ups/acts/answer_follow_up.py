"""What became of somebody is written down: by phone, by the school, or by the person (R14, R56)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.documents.receiving import NewFile
from training.errors import NotNow
from training.follow_ups.acts.put_to_city import put_to_city
from training.follow_ups.rules.answers import Answer, Asked, is_asked_again, read_answer
from training.follow_ups.rules.proofs import check_proof
from training.follow_ups.terms import AnswerSource
from training.follow_ups.views.find_follow_up import hold_follow_up
from training.notice.clock import shanghai_day
from training.people.views.own_phone import own_phone
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer, FollowUpProof
from training.records.staff.staff import Staff

SELF = "本人"


class FollowUpDropped(NotNow):
    """Whoever is not on the list any more is not followed up."""

    def __init__(self) -> None:
        super().__init__("这名学员已不在合格人员名单上，不用再回访。")


@dataclass(frozen=True)
class AnsweredBy:
    """Who says it, by which way; `seed` is of 32 bytes by chance, made at the edge for this one answer.

    `client_key` makes of a double tap one answer; `proof` lies in the store already.
    """

    source: AnswerSource
    seed: bytes
    staff: Staff | None = None
    client_key: str | None = None
    proof: NewFile | None = None
    batch_id: int | None = None


def answer_follow_up(
    session: Session, follow_up: FollowUp, said: Answer, by: AnsweredBy, *, now: datetime
) -> FollowUpAnswer:
    """Another answer behind those that are there; the last one holds, and none is written over.

    One that is drawn to be asked again stays drawn, whatever is answered after it; what is asked again
    without a draw says `put_to_city`.
    An answer that came before under the same key is given back.
    Raises FollowUpDropped, BadProof or as `read_answer`.
    """
    held = hold_follow_up(session, follow_up.id)
    known = _known(session, held, by.client_key)
    if known is not None:
        return known
    if held.dropped_at is not None:
        raise FollowUpDropped
    kept = read_answer(said, by.source, Asked(held.due_on, shanghai_day(now)))
    if by.proof is not None:
        check_proof(by.proof.media)
    made = _made(session, held, kept, by, now)
    made.back_check_is_due |= _is_drawn_as_of_others(session, held, made)
    session.add(made)
    session.flush()
    if by.proof is not None:
        session.add(_proof(made, by.proof, now))
    _close(held, made)
    put_to_city(session, made)
    session.flush()
    session.expire(held, ["answers"])
    return made


def _known(session: Session, held: FollowUp, key: str | None) -> FollowUpAnswer | None:
    if key is None:
        return None
    own = select(FollowUpAnswer).where(FollowUpAnswer.follow_up_id == held.id)
    return session.scalars(own.where(FollowUpAnswer.client_key == key)).one_or_none()


def _made(session: Session, held: FollowUp, kept: Answer, by: AnsweredBy, now: datetime) -> FollowUpAnswer:
    last = select(func.max(FollowUpAnswer.ordinal)).where(FollowUpAnswer.follow_up_id == held.id)
    public_id, percent = uuid4(), held.enrolment.training_class.policy.back_check_percent
    return FollowUpAnswer(
        public_id=public_id,
        follow_up_id=held.id,
        ordinal=(session.scalar(last) or 0) + 1,
        status=kept.status,
        employer=kept.employer,
        credit_code=kept.credit_code,
        job=kept.job,
        since=kept.since,
        source=by.source,
        asked_on=kept.asked_on,
        note=kept.note,
        has_proof=by.proof is not None,
        staff_id=by.staff.id if by.staff else None,
        answered_by=by.staff.name if by.staff else SELF,
        answered_at=now,
        batch_id=by.batch_id,
        client_key=by.client_key,
        seed=by.seed,
        back_check_is_due=is_asked_again(public_id, by.seed, by.source, percent),
    )


def _proof(made: FollowUpAnswer, file: NewFile, now: datetime) -> FollowUpProof:
    return FollowUpProof(
        public_id=file.public_id,
        answer_id=made.id,
        sha256=file.sha256,
        media_type=file.media,
        size=file.size,
        store_key=file.store_key,
        received_at=now,
    )


def _close(held: FollowUp, made: FollowUpAnswer) -> None:
    """It waits for nobody any more; whoever was not reached, or was spoken for, may still say it himself."""
    held.is_open = False
    if made.source is AnswerSource.SELF:
        held.token_digest = None


def _is_drawn_as_of_others(session: Session, held: FollowUp, made: FollowUpAnswer) -> bool:
    """Said as the person, over a phone that is not known to be the person's own: drawn as a school's word."""
    if made.source is not AnswerSource.SELF or made.seed is None:
        return False
    enrolled = held.enrolment
    percent = enrolled.training_class.policy.back_check_percent
    is_drawn = is_asked_again(made.public_id, made.seed, AnswerSource.INSTITUTION, percent)
    return is_drawn and not own_phone(session, enrolled.trainee_id)
