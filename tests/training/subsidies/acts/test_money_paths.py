"""Whatever the office presses in whatever order: no money without meeting, publicity and application."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.databases.kept import Kept
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_decision,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.terms import ClaimAct, ClaimState
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.office.apply_for_all import apply_for_all
from training.subsidies.acts.office.object_for_staff import object_for_staff
from training.subsidies.acts.office.pay_all import pay_all
from training.subsidies.acts.office.pay_for_staff import pay_for_staff
from training.subsidies.acts.office.publicise_for_staff import publicise_for_staff
from training.subsidies.acts.office.settle_for_staff import settle_for_staff
from training.subsidies.acts.record_payment import Payment

Act = ClaimAct
PICKS = some.integers(0, 5)
SUMS = some.sampled_from([119_999, 120_000, 120_001])
WAY = [Act.OPEN, Act.SUBMIT, Act.APPROVE, Act.PUBLICISE, Act.APPLY, Act.PAY]


class MoneyOfTwoPeople(RuleBasedStateMachine):
    """Two approved claims, an office that presses anything, a city that sends back, time that passes."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        self.database = self.kept.database
        self.now = NOW + SOON
        with self.database.writing() as session:
            an_approval(session)
            office = a_reviewer(session)
            self.office, self.city = office.id, somebody(session, "市局", Role.CITY).id
            for place, name in enumerate(("王芳", "李强"), 1):
                enrolment = a_c1_enrolment(session, f"C1-{place}", name=name, phone=f"1380000000{place}")
                claim = a_submitted_claim(session, enrolment)
                pass_all(session, claim, office)
                approve_claim(session, office, claim.public_id, seed=b"s" * 32, now=self.now)
                claim.look_is_due = False

    def attempt(self, act) -> None:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.now += SOON
        with suppress(Refusal), self.database.writing() as session:
            act(session, session.get_one(Staff, self.office))

    def claim(self, session, pick: int):
        found = session.scalars(select(C1Claim.public_id).order_by(C1Claim.id)).all()
        return found[pick % len(found)]

    def publicity(self, session, pick: int):
        found = session.scalars(select(Publicity.public_id).order_by(Publicity.id)).all()
        return found[pick % len(found)] if found else self.claim(session, pick)

    def payment(self, amount: int) -> Payment:
        return Payment(amount, shanghai_day(self.now), "凭证-7")

    @rule(days=some.integers(1, 9))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    @rule(pick=some.none() | PICKS, has_minutes=some.booleans())
    def publicise(self, pick, has_minutes):
        def act(session, staff):
            changed = {"held_on": shanghai_day(self.now)} | ({} if has_minutes else {"minutes": None})
            chosen = None if pick is None else frozenset({self.claim(session, pick)})
            publicise_for_staff(session, staff, a_decision(chosen=chosen, **changed), now=self.now)

        self.attempt(act)

    @rule(pick=PICKS)
    def object_to(self, pick):
        self.attempt(
            lambda session, staff: object_for_staff(
                session, staff, self.claim(session, pick), "有人反映", now=self.now
            )
        )

    @rule(pick=PICKS)
    def settle(self, pick):
        self.attempt(
            lambda session, staff: settle_for_staff(
                session, staff, self.claim(session, pick), "已核实", now=self.now
            )
        )

    @rule(pick=PICKS)
    def send_back(self, pick):
        def act(session, _):
            city = session.get_one(Staff, self.city)
            send_back_claim(session, city, self.claim(session, pick), "再核对", now=self.now)

        self.attempt(act)

    @rule(pick=PICKS)
    def apply(self, pick):
        self.attempt(
            lambda session, staff: apply_for_all(session, staff, self.publicity(session, pick), now=self.now)
        )

    @rule(pick=PICKS, amount=SUMS)
    def pay_together(self, pick, amount):
        self.attempt(
            lambda session, staff: pay_all(
                session, staff, self.publicity(session, pick), self.payment(amount), now=self.now
            )
        )

    @rule(pick=PICKS, amount=SUMS)
    def pay_one(self, pick, amount):
        self.attempt(
            lambda session, staff: pay_for_staff(
                session, staff, self.claim(session, pick), self.payment(amount), now=self.now
            )
        )

    @invariant()
    def everybody_came_the_whole_way(self):
        with self.database.reading() as session:
            for claim in session.scalars(select(C1Claim)):
                self._check(claim)

    @staticmethod
    def _check(claim: C1Claim) -> None:
        acts = [each.act for each in claim.events if each.act not in (Act.OBJECT, Act.SETTLE)]
        if Act.SEND_BACK not in acts:
            assert acts == WAY[: len(acts)]
        assert (claim.payment is not None) == (claim.state is ClaimState.PAID)
        if claim.payment:
            assert claim.payment.amount_fen <= 120_000
        applied = [each for each in claim.events if each.act is Act.APPLY]
        for event in applied:
            assert shanghai_day(event.acted_at) > claim.publicity.ends_on
            assert claim.publicity.minutes is not None
            before = [each.act for each in claim.events if each.ordinal < event.ordinal]
            since = before[len(before) - before[::-1].index(Act.PUBLICISE) :]
            assert [each for each in since if each in (Act.OBJECT, Act.SETTLE)][-1:] != [Act.OBJECT]


@pytest.fixture
def machine(sqlite):
    MoneyOfTwoPeople.kept = sqlite
    return MoneyOfTwoPeople


def test_no_sequence_of_the_office_pays_anybody_who_did_not_come_the_whole_way(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=30, stateful_step_count=15, deadline=None)
    )


def test_the_way_can_be_gone_to_its_end(machine):
    """Or the test above would prove nothing."""
    office = machine()
    try:
        office.publicise(None, True)
        office.time_passes(9)
        office.apply(0)
        office.pay_together(0, 120_000)
        office.everybody_came_the_whole_way()
        with office.database.reading() as session:
            assert set(session.scalars(select(C1Claim.state))) == {ClaimState.PAID}
    finally:
        office.teardown()
