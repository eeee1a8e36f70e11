"""Whatever the office presses in whatever order: no money without meeting, publicity and application."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.databases.kept import Kept
from tests.factories import at
from tests.training.payments.paid import DISTRICT, SECOND, WHOLE, Priced, a_judged_world
from training.claims.terms import Payee
from training.eligibility.terms import LineAct, LineState
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.payments.views.recoveries.demands_of import demands_of
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import FinanceApplication, Payment, Recovery, RecoveryReceipt
from training.records.subsidies.lines import SubsidyLine

Act = LineAct
NAMES = ("王芳", "李丽", "张强", "赵云")
CLASSES = (
    ("BT-1", NAMES[:2], Priced()),
    ("BT-2", NAMES[2:3], Priced(90_000, Fund.UNEMPLOYMENT)),
    ("BT-3", NAMES[3:], Priced(70_000, Fund.UNEMPLOYMENT, Payee.TRAINEE)),
)
PEOPLE = some.sets(some.sampled_from(NAMES), min_size=1)
ONE = some.sampled_from(NAMES)
SUMS = some.sampled_from([1, 69_999, 70_000, 70_001, 89_999, 90_000, 90_001, WHOLE - 1, WHOLE, WHOLE + 1])
WAY = [Act.GRANT, Act.PUBLICISE, Act.APPLY, Act.PAY, Act.RECOVER]
BEFORE_PAYMENT = ([Act.PUBLICISE, Act.APPLY], [Act.TAKE_BACK, Act.APPLY], [Act.PAY, Act.UNDO])
ASIDE = frozenset({Act.OBJECT, Act.SETTLE, Act.RECOVER, Act.UNDO_RECEIPT})


class MoneyOfThreeClasses(RuleBasedStateMachine):
    """Four people of two funds and two kinds of payee, an office that presses anything, time that passes."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        self.office = a_judged_world(self.kept.database, *CLASSES)
        self.meetings: list = []
        self.applications: list = []
        self.demands: list = []
        self.payments: list = []
        self.entries: dict = {}
        self.number = 0

    def attempt(self, act) -> None:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.number += 1
        self.office.now += timedelta(minutes=1)
        with suppress(Refusal):
            act()

    def choose(self, pick: int) -> None:
        if self.meetings:
            self.office.meeting = self.meetings[pick % len(self.meetings)]
        if self.applications:
            place = self.applications[pick % len(self.applications)]
            self.office.meeting, self.office.application = place

    @rule(days=some.integers(1, 9))
    def time_passes(self, days):
        self.office.now += timedelta(days=days)

    @rule(people=PEOPLE, amount=some.none() | SUMS, back=some.integers(0, 3))
    def grant(self, people, amount, back):
        office, held_on = self.office, shanghai_day(self.office.now) - timedelta(days=back)
        said = {} if amount is None else {office.class_id("BT-1"): amount}

        def act():
            number = f"会议 {self.number} 号"
            self.meetings.append(office.grant(*people, number=number, held_on=held_on, amounts_fen=said))

        self.attempt(act)

    @rule()
    def the_usual_way(self):
        """Or few sequences would come as far as a payment."""
        self.attempt(lambda: self.meetings.append(self.office.grant(number=f"会议 {self.number} 号")))
        self.attempt(self.office.publicise)
        self.office.now += timedelta(days=9)
        for fund in (Fund.EMPLOYMENT, Fund.UNEMPLOYMENT):
            self.apply(fund)

    @rule(pick=some.integers(0, 3))
    def another_meeting(self, pick):
        if self.meetings:
            self.office.meeting = self.meetings[pick % len(self.meetings)]

    @rule(one=ONE)
    def strike(self, one):
        self.attempt(lambda: self.office.strike(one))

    @rule()
    def publicise(self):
        self.attempt(self.office.publicise)

    @rule(one=ONE)
    def object_to(self, one):
        self.attempt(lambda: self.office.object_to(one))

    @rule(one=ONE, upheld=some.booleans())
    def settle(self, one, upheld):
        self.attempt(lambda: self.office.settle(one, upheld=upheld))

    @rule(fund=some.sampled_from(Fund))
    def apply(self, fund):
        def act():
            made = self.office.apply(f"申请 {self.number} 号", fund)
            self.applications.append((self.office.meeting, made))

        self.attempt(act)

    @rule(pick=some.integers(0, 3))
    def take_back(self, pick):
        self.choose(pick)
        self.attempt(self.office.take_back)

    @rule(number=some.sampled_from(["BT-1", "BT-2"]), off=some.sets(ONE))
    def a_new_list(self, number, off):
        self.attempt(lambda: self.office.list_anew(number, off=tuple(off)))

    @rule(parts=some.dictionaries(ONE, SUMS, min_size=1), pick=some.integers(0, 3), who=some.booleans())
    def pay(self, parts, pick, who):
        self.choose(pick)
        voucher, staff = f"PZ-{self.number % 4}", SECOND if who else DISTRICT
        day = shanghai_day(self.office.now)

        def act():
            made = self.office.pay(parts, voucher, who=staff, paid_on=day, reason="财政核减")
            self.payments.append((self.office.meeting, made))

        self.attempt(act)

    @rule(pick=some.integers(0, 5), who=some.booleans())
    def ask_undoing(self, pick, who):
        if self.payments:
            self.office.meeting, payment = self.payments[pick % len(self.payments)]
            self.attempt(lambda: self.office.ask_undoing(payment, who=SECOND if who else DISTRICT))

    @rule(pick=some.integers(0, 5), who=some.booleans(), agrees=some.booleans())
    def decide_undoing(self, pick, who, agrees):
        if self.payments:
            self.office.meeting, payment = self.payments[pick % len(self.payments)]
            staff = SECOND if who else DISTRICT
            self.attempt(lambda: self.office.decide_undoing(payment, staff, agrees=agrees))

    @rule(one=ONE, amount=SUMS)
    def demand(self, one, amount):
        self.attempt(lambda: self.demands.append((one, self.office.demand(one, amount))))

    @rule(pick=some.integers(0, 5), amount=some.none() | SUMS)
    def receive(self, pick, amount):
        if self.demands:
            one, recovery = self.demands[pick % len(self.demands)]
            day = shanghai_day(self.office.now)
            self.attempt(lambda: self.office.receive(one, recovery, received_on=day, amount=amount))

    @rule(pick=some.integers(0, 5), ordinal=some.integers(1, 2))
    def undo_receipt(self, pick, ordinal):
        if self.demands:
            one, recovery = self.demands[pick % len(self.demands)]
            self.attempt(lambda: self.office.undo_receipt(one, recovery, ordinal))

    @rule(pick=some.integers(0, 5))
    def withdraw_demand(self, pick):
        if self.demands:
            one, recovery = self.demands[pick % len(self.demands)]
            self.attempt(lambda: self.office.withdraw_demand(one, recovery))

    @invariant()
    def everybody_came_the_whole_way(self):
        with self.office.database.reading() as session:
            for line in session.scalars(select(SubsidyLine)):
                self._check_way(line)

    @staticmethod
    def _check_way(line: SubsidyLine) -> None:
        acts = [each.act for each in line.events]
        for event in line.events:
            before = acts[: event.ordinal - 1]
            if event.act is Act.APPLY:
                assert before.count(Act.OBJECT) == before.count(Act.SETTLE)
                assert line.publicity is not None
                assert shanghai_day(event.acted_at) > line.publicity.surely_ends_on
            if event.act is Act.PAY:
                way = [each for each in before if each not in ASIDE]
                assert way[-2:] in BEFORE_PAYMENT
                assert line.meeting is not None
                assert line.meeting.minutes is not None
        live = acts.count(Act.PAY) - acts.count(Act.UNDO)
        assert live in (0, 1)
        assert (line.state in (LineState.PAID, LineState.RECOVERED)) == bool(live)
        assert line.granted_fen is None or 0 < line.granted_fen <= (line.amount_fen or 0)

    @invariant()
    def no_payment_is_more_than_was_granted_or_of_two_funds(self):
        with self.office.database.reading() as session:
            for payment in session.scalars(select(Payment)):
                lines = [session.get_one(SubsidyLine, each.line_id) for each in payment.lines]
                assert {each.fund for each in lines} == {payment.fund, payment.application.fund}
                assert {each.payee for each in lines} == {payment.payee}
                assert sum(each.amount_fen for each in payment.lines) == payment.amount_fen
                for own, line in zip(payment.lines, lines, strict=True):
                    assert own.amount_fen <= (line.granted_fen or 0)
                assert payment.recorded_by != payment.application.made_by
                live = {each.live_line_id is not None for each in payment.lines}
                assert live == {not payment.is_undone}

    @invariant()
    def the_ledger_is_what_went_and_what_came_back(self):
        with self.office.database.reading() as session:
            back = set(session.scalars(select(LedgerEntry.reverses_id)))
            for fund in Fund:
                own = select(LedgerEntry.amount_fen).where(LedgerEntry.fund == fund)
                live = Payment.live_voucher.is_not(None)
                paid = session.scalars(select(Payment.amount_fen).where(Payment.fund == fund, live))
                received = [
                    each.amount_fen
                    for each in session.scalars(select(RecoveryReceipt))
                    if each.recovery.payment_line.payment.fund is fund and each.entry_id not in back
                ]
                assert sum(session.scalars(own)) == sum(received) - sum(paid)

    @invariant()
    def a_row_of_the_ledger_stays_what_it_was(self):
        with self.office.database.reading() as session:
            rows = select(LedgerEntry.id, LedgerEntry.amount_fen, LedgerEntry.summary, LedgerEntry.voucher)
            found = {key: tuple(told) for key, *told in session.execute(rows)}
        assert {key: found.get(key) for key in self.entries} == self.entries
        self.entries = found

    @invariant()
    def nobody_gives_back_more_than_was_paid(self):
        with self.office.database.reading() as session:
            demanded: dict[int, int] = {}
            for each in session.scalars(select(Recovery)):
                part, own = each.payment_line, demands_of(session, Recovery.id == each.id)[each.id]
                assert 0 <= own.returned_fen <= own.standing_fen <= each.amount_fen
                demanded[part.id] = demanded.get(part.id, 0) + own.standing_fen
                assert demanded[part.id] <= (0 if part.live_line_id is None else part.amount_fen)

    @invariant()
    def applications_are_of_one_fund(self):
        with self.office.database.reading() as session:
            for own in session.scalars(select(FinanceApplication)):
                lines = session.scalars(select(SubsidyLine).where(SubsidyLine.application_id == own.id))
                assert {each.fund for each in lines} <= {own.fund}


@pytest.fixture
def machine(sqlite):
    MoneyOfThreeClasses.kept = sqlite
    return MoneyOfThreeClasses


def test_no_sequence_of_the_office_pays_anybody_who_did_not_come_the_whole_way(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=25, stateful_step_count=20, deadline=None)
    )


def test_the_way_can_be_gone_to_its_end(machine):
    """Or the test above would prove nothing."""
    own = machine()
    try:
        own.grant(NAMES, None, 0)
        own.publicise()
        own.time_passes(9)
        own.apply(Fund.UNEMPLOYMENT)
        own.apply(Fund.EMPLOYMENT)
        own.pay({"王芳": WHOLE, "李丽": WHOLE}, 1, True)
        own.ask_undoing(0, True)
        own.decide_undoing(0, False, True)
        own.pay({"王芳": WHOLE, "李丽": WHOLE}, 1, True)
        own.demand("王芳", WHOLE)
        own.receive(0, 1)
        own.undo_receipt(0, 1)
        own.receive(0, None)
        for check in (own.everybody_came_the_whole_way, own.the_ledger_is_what_went_and_what_came_back):
            check()
        assert own.office.states() == {
            "王芳": LineState.RECOVERED,
            "李丽": LineState.PAID,
            "张强": LineState.APPLIED,
            "赵云": LineState.APPLIED,
        }
        assert own.office.now > at(date(2026, 9, 22), "00:00")
    finally:
        own.teardown()
