"""Whatever the office presses in whatever order: no C1 money without meeting, publicity and application."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.databases.kept import Kept
from tests.training.payments.claimed import a_claimed_world
from tests.training.payments.paid import WHOLE
from training.claims.terms import ClaimAct, ClaimState
from training.eligibility.rules.line_acts import CLAIM_AT
from training.eligibility.terms import LineState
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.payments.payments import PaymentLine
from training.records.subsidies.lines import SubsidyLine

Act = ClaimAct
NAMES = ("王芳", "李丽")
ONE = some.sampled_from(NAMES)
SUMS = some.sampled_from([WHOLE - 1, WHOLE, WHOLE + 1])
WAY = [Act.OPEN, Act.SUBMIT, Act.APPROVE, Act.PUBLICISE, Act.APPLY, Act.PAY]
ASIDE = frozenset({Act.OBJECT, Act.SETTLE})
UNDONE = frozenset({Act.SEND_BACK, Act.UPHOLD, Act.TAKE_BACK})
AT = CLAIM_AT | {LineState.PAID: ClaimState.PAID}


class MoneyOfTwoPeople(RuleBasedStateMachine):
    """Two approved claims, an office that presses anything, a city that sends back, time that passes."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        self.office = a_claimed_world(self.kept.database, *NAMES)
        self.number = 0

    def attempt(self, act) -> None:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.number += 1
        self.office.now += timedelta(minutes=1)
        with suppress(Refusal, KeyError):
            act()

    @rule(days=some.integers(1, 9))
    def time_passes(self, days):
        self.office.now += timedelta(days=days)

    @rule(people=some.sets(ONE, min_size=1), has_minutes=some.booleans())
    def grant(self, people, has_minutes):
        said = {} if has_minutes else {"minutes": None}
        today = shanghai_day(self.office.now)
        number = f"会议 {self.number} 号"
        self.attempt(lambda: self.office.grant(*people, number=number, held_on=today, **said))

    @rule()
    def publicise(self):
        self.attempt(self.office.publicise)

    @rule(one=ONE)
    def strike(self, one):
        self.attempt(lambda: self.office.strike(one))

    @rule(one=ONE)
    def object_to(self, one):
        self.attempt(lambda: self.office.object_to(one))

    @rule(one=ONE, upheld=some.booleans())
    def settle(self, one, upheld):
        self.attempt(lambda: self.office.settle(one, upheld=upheld))

    @rule(one=ONE)
    def send_back(self, one):
        self.attempt(lambda: self.office.send_back(one))

    @rule(one=ONE, looked=some.booleans())
    def approve_anew(self, one, looked):
        self.attempt(lambda: self.office.approve(one))
        if looked:
            self.office.looked_at(one)

    @rule()
    def apply(self):
        self.attempt(lambda: self.office.apply(f"申请 {self.number} 号"))

    @rule()
    def take_back(self):
        self.attempt(self.office.take_back)

    @rule(one=ONE, amount=SUMS)
    def pay(self, one, amount):
        today = shanghai_day(self.office.now)
        said = {"paid_on": today, "reason": "核减"}
        self.attempt(lambda: self.office.pay({one: amount}, f"PZ-{self.number}", **said))

    @invariant()
    def claims_stand_where_their_lines_do_and_came_the_whole_way(self):
        with self.office.database.reading() as session:
            live = select(SubsidyLine).where(SubsidyLine.live_enrolment_id.is_not(None))
            lines = {each.claim_id: each for each in session.scalars(live)}
            paid = select(SubsidyLine.claim_id, PaymentLine.amount_fen).join(
                PaymentLine, PaymentLine.line_id == SubsidyLine.id
            )
            sums = {claim: fen for claim, fen in session.execute(paid)}
            for claim in session.scalars(select(C1Claim)):
                self._check(claim, lines.get(claim.id), sums.get(claim.id))

    @staticmethod
    def _check(claim: C1Claim, line: SubsidyLine | None, paid: int | None) -> None:
        acts = [each.act for each in claim.events if each.act not in ASIDE]
        if not UNDONE & set(acts):
            assert acts == WAY[: len(acts)]
        if line is not None:
            assert claim.state is AT[line.state]
        if claim.state in (ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID):
            assert line is not None
        assert (paid is not None) == (claim.state is ClaimState.PAID)
        assert paid is None or (paid <= WHOLE and line is not None and line.meeting.minutes is not None)
        for event in claim.events:
            before = [each.act for each in claim.events if each.ordinal < event.ordinal]
            if event.act is Act.APPLY:
                assert [each for each in before if each in ASIDE][-1:] != [Act.OBJECT]
                assert line is None or line.publicity.ends_on < shanghai_day(event.acted_at)
            if event.act is Act.PAY:
                assert [each for each in before if each not in ASIDE][-1] is Act.APPLY


@pytest.fixture
def machine(sqlite):
    MoneyOfTwoPeople.kept = sqlite
    return MoneyOfTwoPeople


def test_no_sequence_of_the_office_pays_anybody_who_did_not_come_the_whole_way(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=20, stateful_step_count=15, deadline=None)
    )


def test_the_way_can_be_gone_to_its_end(machine):
    """Or the test above would prove nothing."""
    steps = machine()
    try:
        steps.grant(set(NAMES), True)
        steps.publicise()
        steps.time_passes(9)
        steps.apply()
        for name in NAMES:
            steps.pay(name, WHOLE)
        steps.claims_stand_where_their_lines_do_and_came_the_whole_way()
        assert set(steps.office.claims().values()) == {ClaimState.PAID}
    finally:
        steps.teardown()
