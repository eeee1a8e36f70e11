"""The SMS of a claim leads its trainee to it; the link shows nothing to others and ends in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.database import Database
from training.notice.clock import CLOCKS_APART
from training.outbox.acts.forget_links import forget_links
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.outbox.views.follow_link import LinkOver, follow_link
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.records.staff.staff import Staff

LATER = NOW + SOON
LINKS = ShortLinks("https://cb.example", lambda: "tOkEn")
A_SECOND = timedelta(seconds=1)
KEPT = timedelta(days=180)


@pytest.fixture
def waiting(database: Database) -> Database:
    """A claim of 王芳 with a reviewer who passed every paper."""
    with database.writing() as session:
        an_approval(session)
        claim = a_submitted_claim(session, a_c1_enrolment(session))
        pass_all(session, claim, a_reviewer(session))
    return database


def decide(waiting: Database, what, *, links: ShortLinks = LINKS, now=LATER, **more) -> None:
    with waiting.writing() as session:
        staff, claim = session.scalars(select(Staff)).one(), session.scalars(select(C1Claim)).one()
        what(session, staff, claim.public_id, links=links, now=now, **more)


def the_message(session) -> OutgoingMessage:
    return session.scalars(select(OutgoingMessage)).one()


@pytest.mark.parametrize(
    ("what", "more"),
    [
        (return_claim, {"reason": "请补副页。"}),
        (approve_claim, {"seed": bytes(32)}),
        (reject_claim, {"reason": "不符合。"}),
    ],
)
def test_every_decision_is_told_with_a_link_to_the_claim(what, more, waiting):
    decide(waiting, what, **more)

    with waiting.reading() as session:
        own = session.scalars(select(Enrolment)).one()
        target = follow_link(session, "tOkEn", now=LATER)
        assert (target.trainee_id, target.enrolment, target.held_on) == (own.trainee_id, own.public_id, None)
        assert '"link": "https://cb.example/t/tOkEn"' in the_message(session).parameters


def test_the_link_lasts_as_long_as_an_unfinished_claim_is_kept(waiting):
    decide(waiting, return_claim, reason="请补副页。")

    with waiting.reading() as session:
        assert follow_link(session, "tOkEn", now=LATER + KEPT - A_SECOND)
        for token, now in (("tOkEn", LATER + KEPT), ("token", LATER)):
            with pytest.raises(LinkOver, match="已失效"):
                follow_link(session, token, now=now)


def test_a_link_of_a_clock_that_ran_ahead_lasts_no_longer(waiting):
    ahead = LATER + timedelta(days=400)
    decide(waiting, return_claim, reason="请补副页。", now=ahead)

    with waiting.reading() as session:
        for now in (LATER, ahead - CLOCKS_APART - A_SECOND, ahead + KEPT):
            with pytest.raises(LinkOver):
                follow_link(session, "tOkEn", now=now)
        assert follow_link(session, "tOkEn", now=ahead - CLOCKS_APART)


def test_a_link_that_is_over_is_forgotten_and_no_other(waiting):
    decide(waiting, return_claim, reason="请补副页。")

    for now, left in ((LATER + KEPT - A_SECOND, 1), (LATER + KEPT, 0)):
        with waiting.writing() as session:
            forget_links(session, now=now)
            assert len(session.scalars(select(ShortLink)).all()) == left


def test_where_nobody_makes_links_the_message_goes_without_one(waiting):
    decide(waiting, return_claim, links=NO_LINKS, reason="请补副页。")

    with waiting.reading() as session:
        assert '"link": ""' in the_message(session).parameters
        assert session.scalars(select(ShortLink)).all() == []


@pytest.mark.parametrize(
    ("clock", "due"), [("20:59", "20:59"), ("21:00", "07:00"), ("06:59", "07:00"), ("07:00", "07:00")]
)
def test_what_is_decided_at_night_is_told_in_the_morning(clock, due, waiting):
    day = date(2026, 6, 2)
    decide(waiting, return_claim, now=at(day, clock), reason="请补副页。")

    with waiting.reading() as session:
        told_on = day + timedelta(days=1) if due < clock else day
        assert the_message(session).due_at == at(told_on, due)
