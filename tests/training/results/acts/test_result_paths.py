"""Whatever is signed and voided in whatever order: what was approved stays, and two sign what wants two."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.databases.kept import Kept
from tests.training.results.signing import DISTRICT, FELLOW, GOOD, NO, YES, a_check, checked
from training.checks.terms import CheckLevel, Verdict, VoidingKind
from training.classes.views.find_class import find_class
from training.errors import Refusal
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.results import ClassVerdict, QualifiedList
from training.results.rules.list_hash import list_hash
from training.results.rules.people import Decision
from training.results.terms import Result
from training.results.views.see_result import see_result

HANDS = some.sampled_from([DISTRICT, FELLOW])
RESULTS = some.sampled_from(Result)
OPINIONS = some.sampled_from([YES, NO])
Seen = tuple[str, tuple[tuple[int, Result, int], ...]]


class ResultsOfOneClass(RuleBasedStateMachine):
    """A class with a failed check of the city and two people, one of whom lacks hours."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        self.one = checked(self.kept.database, city=Verdict.FAILED)
        self.approved: dict[int, Seen] = {}
        self.failed_when_signed: dict[int, bool] = {}
        self.ordinal = 1
        self.has_come = False

    def attempt(self, act) -> bool:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.one.now += timedelta(minutes=1)
        with suppress(Refusal):
            act()
            return True
        return False

    def fails_city(self) -> bool:
        with self.one.database.reading() as session:
            own = find_class(session, self.one.own().class_number)
            return see_result(session, own, now=self.one.now).proposal.fails_city

    @rule(result=RESULTS, who=HANDS, reason=some.sampled_from(["", "已整改"]))
    def sign(self, result, who, reason):
        fails = self.fails_city()
        if self.attempt(lambda: self.one.sign(result, reason, who)):
            self.failed_when_signed[len(self.failed_when_signed) + 1] = fails

    @rule(opinion=OPINIONS, who=HANDS)
    def second(self, opinion, who):
        self.attempt(lambda: self.one.second(opinion, who))

    @rule(who=HANDS, lifted=some.booleans())
    def approve(self, who, lifted):
        stands = self.stands_as_qualified()
        decisions = {"学员2": Decision(GOOD, "停电")} if lifted else {}
        if self.attempt(lambda: self.one.approve(who, **decisions)):
            assert stands

    @rule(opinion=OPINIONS, who=HANDS)
    def second_list(self, opinion, who):
        stands = self.stands_as_qualified()
        if self.attempt(lambda: self.one.second_list(opinion, who)) and opinion.is_agreed:
            assert stands

    @rule(verdict=some.sampled_from([Verdict.PASSED, Verdict.FAILED]))
    def check(self, verdict):
        self.ordinal += 1
        with self.one.database.writing() as session:
            own = find_class(session, self.one.own().class_number)
            a_check(session, own, CheckLevel.CITY, verdict, self.ordinal)

    @rule()
    def void_the_oldest(self):
        with self.one.database.writing() as session:
            rows = select(SpotCheck).outerjoin(CheckVoiding).where(CheckVoiding.id.is_(None))
            of_city = rows.where(SpotCheck.level == CheckLevel.CITY).order_by(SpotCheck.id).limit(1)
            for check in session.scalars(of_city):
                check.voiding = CheckVoiding(
                    kind=VoidingKind.VOIDED, reason="错了", voided_by="市里", voided_at=self.one.now
                )

    @precondition(lambda self: not self.has_come)
    @rule()
    def come_once_more(self):
        """The second trainee's fourth day is found after all."""
        self.one.punch("2", 1, first=3)
        self.has_come = True

    def stands_as_qualified(self) -> bool:
        with self.one.database.reading() as session:
            own = find_class(session, self.one.own().class_number)
            return see_result(session, own, now=self.one.now).is_qualified

    @invariant()
    def what_was_approved_never_changes(self):
        with self.one.database.reading() as session:
            rows = session.scalars(select(QualifiedList).where(QualifiedList.approved_at.is_not(None)))
            seen = {each.version: _seen(each) for each in rows}
        assert self.approved.items() <= seen.items()
        self.approved = seen

    @invariant()
    def two_hands_stand_where_two_are_wanted(self):
        with self.one.database.reading() as session:
            for each in session.scalars(select(ClassVerdict).where(ClassVerdict.in_force_at.is_not(None))):
                if each.verdict is Result.QUALIFIED and self.failed_when_signed[each.ordinal]:
                    assert each.second
                    assert each.second.signed_by_id != each.signed_by_id
            for each in session.scalars(select(QualifiedList).where(QualifiedList.approved_at.is_not(None))):
                assert each.verdict.verdict is Result.QUALIFIED
                lacking = [row for row in each.people if row.credited_halves < row.needed_halves]
                if any(row.decision is Result.QUALIFIED for row in lacking):
                    assert each.second
                    assert each.second.signed_by_id != each.signed_by_id


def _seen(own: QualifiedList) -> Seen:
    assert list_hash(own.people) == own.sha256
    return own.sha256, tuple((each.enrolment_id, each.decision, each.credited_halves) for each in own.people)


def test_no_sequence_of_acts_changes_what_was_approved_or_spares_a_second_hand(sqlite):
    machine = type("Machine", (ResultsOfOneClass,), {"kept": sqlite})

    few = settings(max_examples=7, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(machine, settings=few)


def test_the_way_to_a_list_against_the_city_is_open_to_two(sqlite):
    sqlite.restore()
    one = checked(sqlite.database, city=Verdict.FAILED)

    one.sign(GOOD, "已整改")
    one.second()
    one.approve()

    assert one.listed()["学员1"] is GOOD
