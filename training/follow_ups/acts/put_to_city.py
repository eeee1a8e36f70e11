from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.follow_ups.rules.doubts import Word, to_ask_again
from training.follow_ups.views.back_checks import was_disproved
from training.records.follow_ups.follow_ups import BackCheck, FollowUpAnswer


def put_to_city(session: Session, made: FollowUpAnswer) -> None:
    """What the city asks again without a draw, once this answer stands: whatever follows one of which it was
    told otherwise, and of words that contradict each other the doubtful one, which may be an earlier one
    (R56). The step is held.
    """
    if was_disproved(session, made.follow_up_id):
        made.back_check_is_due = True
    answers = _answers(session, made.follow_up_id)
    place = to_ask_again([_word(each) for each in answers])
    if place is not None and _was_not_asked_again(session, answers[place]):
        answers[place].back_check_is_due = True


def _answers(session: Session, follow_up_id: int) -> list[FollowUpAnswer]:
    own = select(FollowUpAnswer).where(FollowUpAnswer.follow_up_id == follow_up_id)
    rows = own.order_by(FollowUpAnswer.ordinal).options(joinedload(FollowUpAnswer.back_check))
    return list(session.scalars(rows))


def _word(own: FollowUpAnswer) -> Word:
    check = own.back_check
    return Word(own.status, own.source, check is not None, check is not None and check.agrees is True)


def _was_not_asked_again(session: Session, own: FollowUpAnswer) -> bool:
    """That it was not asked again, also where the city writes down this very moment what it was told."""
    held = select(FollowUpAnswer.id).where(FollowUpAnswer.id == own.id).with_for_update()
    session.scalar(held)
    return session.scalar(select(BackCheck.id).where(BackCheck.answer_id == own.id)) is None
