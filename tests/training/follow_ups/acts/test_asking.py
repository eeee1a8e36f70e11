"""R14: an SMS a step, from several workers too; and who uses its link up."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.builders import at_once
from tests.training.follow_ups.following import SELF, Following, following
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.errors import NotFound
from training.follow_ups.acts.answer_by_person import Person, answer_by_person
from training.follow_ups.acts.ask_by_message import FollowUpLinks, ask_by_message
from training.follow_ups.rules.answers import Answer
from training.follow_ups.rules.links import dedupe_key, step_of, token_digest
from training.follow_ups.terms import WorkStatus
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import PhoneVerification

FIRST = date(2026, 10, 20)
LINKS = FollowUpLinks("https://x.cn", lambda: "one-token")


@pytest.fixture
def follow(database) -> Following:
    """王芳 has a verified phone; nobody else."""
    made = following(database)
    with database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        verified = {"how": VerifiedBy.CODE, "verified_by": "", "verified_at": at(date(2026, 9, 1), "09:00")}
        session.add(PhoneVerification(trainee_id=own.id, phone_index=own.phone, **verified))
    return made


def ask(follow: Following) -> int:
    with follow.database.writing() as session:
        return ask_by_message(session, LINKS, now=follow.now)


def test_two_workers_write_one_message(follow):
    assert sorted(at_once(lambda: ask(follow), lambda: ask(follow))) == [0, 1]

    with follow.database.reading() as session:
        assert len(session.scalars(select(OutgoingMessage)).all()) == 1
    assert follow.see().token_digest == token_digest("one-token")


def test_whose_data_is_restricted_gets_none(follow):
    with follow.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        restrict_processing(session, own.id, Cause("本人要求", "市里"), now=follow.now)

    assert ask(follow) == 0


def test_what_waits_is_not_sent_once_the_data_is_restricted(follow):
    ask(follow)
    with follow.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "王芳")).one()
        restrict_processing(session, own.id, Cause("本人要求", "市里"), now=follow.now)

    with follow.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert reason_to_cancel(session, message, now=follow.now) == "限制处理"


def test_of_two_who_hold_the_link_only_one_uses_it_up(follow):
    ask(follow)

    def say() -> object:
        with follow.database.writing() as session:
            said = Answer(WorkStatus.OUT_OF_WORK, FIRST)
            return answer_by_person(session, Person("one-token"), said, SELF, now=follow.now).ordinal

    assert set(map(str, at_once(say, say))) == {"1", str(NotFound)}


def test_a_message_says_of_which_step_it_is():
    step = UUID(int=7)
    assert step_of(dedupe_key(step)) == step
    assert step_of(f"missing_in:{step}") is None
    assert step_of("follow_up_asked:x") is None
