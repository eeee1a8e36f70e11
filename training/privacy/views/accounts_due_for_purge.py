from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from training.claims.rules.c1_training import months_after
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.people.views.needless_accounts import needless_accounts
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.meetings.members import ChatAccount


def accounts_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """Their keys: what a later answer or another phone took the place of, and what no class needs now.

    Of people whose data is restricted also what no check needs: it stays behind where one ran at the time.
    """
    gone = _of_trainees_long_gone(session, shanghai_day(now))
    return sorted({*_replaced(session, now), *gone, *needless_accounts(session)})


def _replaced(session: Session, now: datetime) -> set[int]:
    policy = choose_rule_set(session, None, shanghai_day(now)).policy
    later = aliased(ChatAccount)
    is_later = or_(
        later.looked_up_at > ChatAccount.looked_up_at,
        and_(later.looked_up_at == ChatAccount.looked_up_at, later.id > ChatAccount.id),
    )
    same = and_(later.trainee_id == ChatAccount.trainee_id, later.phone_index == ChatAccount.phone_index)
    is_replaced = or_(ChatAccount.phone_index != Trainee.phone_index, exists().where(same, is_later))
    own = select(ChatAccount.id).join(Trainee, Trainee.id == ChatAccount.trainee_id)
    before = now - timedelta(days=policy.message_retention_days)
    return set(session.scalars(own.where(ChatAccount.looked_up_at <= before, is_replaced)))


def _of_trainees_long_gone(session: Session, today: date) -> set[int]:
    """Meetings of a class know their members by the accounts, so both are kept equally long."""
    own = select(ChatAccount.trainee_id, TrainingClass).distinct()
    own = own.join(Enrolment, Enrolment.trainee_id == ChatAccount.trainee_id)
    own = own.join(TrainingClass, TrainingClass.id == Enrolment.class_id).order_by(ChatAccount.trainee_id)
    gone = [
        trainee_id
        for trainee_id, rows in groupby(session.execute(own), key=lambda row: row[0])
        if all(_is_over(training_class, today) for _, training_class in rows)
    ]
    return set(session.scalars(select(ChatAccount.id).where(ChatAccount.trainee_id.in_(gone))))


def _is_over(own: TrainingClass, today: date) -> bool:
    return today >= months_after(own.ends_on, 12 * own.rule_set.policy.retention_years)
