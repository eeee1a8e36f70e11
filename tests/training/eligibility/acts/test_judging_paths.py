"""Whatever two of a district press in whatever order: nobody is paid for against a reason by one (R19)."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.databases.kept import Kept, begin
from tests.factories import MONDAY, a_trainee, an_id_number, at
from tests.training.checks.checking import register_staff
from tests.training.eligibility.judging import CITY, DISTRICT, FELLOW, Judging, a_qualified_class
from tests.training.eligibility.pricing import a_line, a_list, a_set
from training.classes.views.find_class import find_class, find_district
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.judging import Wish
from training.eligibility.rules.line_acts import TRANSITIONS
from training.eligibility.terms import ComparedKind, LineAct, LineState
from training.eligibility.views.hold_line import hold_lines
from training.eligibility.views.judgements import judged_of
from training.eligibility.views.line_holds import lines_that_hold
from training.errors import Refusal
from training.notice.terms import Role
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.results.acts.second_verdict import SecondOpinion
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

Act, State = LineAct, LineState
CLASSES = ("BT-L", "BT-M")
NAMES = ("学员1", "学员2")
IDS = {name: an_id_number(place) for place, name in enumerate(NAMES, 1)}
SIX_WEEKS = timedelta(days=42)
NOW = at(date(2026, 4, 20), "09:00")
"""The second class ended on the 17th, its list was approved on the 18th."""
NUMBER, WHO, NAME = (
    some.sampled_from(CLASSES),
    some.sampled_from([DISTRICT, FELLOW]),
    some.sampled_from(NAMES),
)
TOWARDS_MONEY = [Act.GRANT, Act.PUBLICISE, Act.APPLY, Act.PAY]
OTHERS = [Act.STRIKE, Act.TAKE_BACK, Act.UPHOLD, Act.RECOVER]
PAID_FOR = (State.ELIGIBLE, State.GRANTED, State.PUBLIC, State.APPLIED, State.PAID)
WITH_MONEY = (State.APPLIED, State.PAID, State.RECOVERED)
Way = list[tuple[str, str, str]]


def two_classes(session: Session) -> UUID:
    """Of one trade and level, six weeks apart, with the same two people: one who files twice."""
    register_staff(session)
    add_staff(
        session, FELLOW, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=at(MONDAY, "09:00")
    )
    a_set(session, find_staff(session, CITY), [a_line()])
    people = [a_trainee(session, name, f"1370000000{place}", place) for place, name in enumerate(NAMES, 1)]
    for number, later in zip(CLASSES, (timedelta(), SIX_WEEKS), strict=True):
        own = a_qualified_class(session, number, people, starts_on=MONDAY + later)
    return own.public_id


class TwoClassesJudged(RuleBasedStateMachine):
    """Two of a district who press anything, lists that come, and a way to the money that asks who holds."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        begin(self.kept.database, "judged_paths", two_classes)
        self.one = Judging(self.kept.database, NOW)
        self.lists = 0
        self.ways: dict[int, Way] = {}

    def attempt(self, act) -> None:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.one.now += timedelta(minutes=1)
        with suppress(Refusal):
            act()

    @rule(number=NUMBER, who=WHO, pays=some.dictionaries(NAME, some.booleans()))
    def judge(self, number, who, pays):
        wishes = {name: Wish(is_paid, "材料已看过") for name, is_paid in pays.items()}
        self.attempt(lambda: self.one.judge(number, who, **wishes))

    @rule(number=NUMBER, who=WHO, is_agreed=some.booleans())
    def second(self, number, who, is_agreed):
        opinion = SecondOpinion(is_agreed, note="" if is_agreed else "依据不足")
        self.attempt(lambda: self.one.second(opinion, who, number))

    @rule(names=some.sets(NAME))
    def a_list_comes(self, names):
        """Always with newer data, in the place of the one before; also one that names nobody any more."""
        self.lists += 1
        day, people = (
            date(2026, 3, 1) + timedelta(days=self.lists),
            {IDS[each]: (None, None) for each in names},
        )
        self.one.change(lambda session: a_list(session, ComparedKind.EMPLOYED, people, as_of=day))

    @rule(number=NUMBER, steps=some.integers(1, 4))
    def towards_the_money(self, number, steps):
        """As the acts of payments do it: only with lines that hold."""
        for act in TOWARDS_MONEY[:steps]:
            self.attempt(lambda act=act: self.one.change(lambda session: self.move(session, number, act)))

    @rule(number=NUMBER, name=NAME, who=WHO)
    def against_a_list(self, number, name, who):
        """Or few sequences would come as far as money against a reason."""
        self.a_list_comes({name})
        self.judge(number, DISTRICT, {name: True})
        self.second(number, who, True)
        self.towards_the_money(number, 4)

    @rule(number=NUMBER, act=some.sampled_from(OTHERS))
    def aside(self, number, act):
        self.attempt(lambda: self.one.change(lambda session: self.move(session, number, act)))

    def move(self, session: Session, number: str, act: LineAct) -> None:
        lines = judged_of(session, find_class(session, number)).lines
        able = [each.id for each in lines if (each.state, act) in TRANSITIONS]
        if act in TOWARDS_MONEY:
            able = list(lines_that_hold(session, able, now=self.one.now))
        deed = Deed(act, find_staff(session, DISTRICT), self.one.now, "会议纪要")
        act_on_lines(session, hold_lines(session, able), deed)

    @invariant()
    def who_is_paid_for_against_a_reason_has_two_hands(self):
        with self.kept.database.reading() as session:
            for line in session.scalars(select(SubsidyLine)):
                acts = {each.act for each in line.events}
                if not acts & {*TOWARDS_MONEY}:
                    continue
                assert line.judgement.in_force_at is not None
                if line.reasons:
                    second = line.judgement.second
                    assert second is not None
                    assert second.is_agreed
                    assert second.signed_by_id != line.judgement.signed_by_id

    @invariant()
    def nobody_is_paid_for_the_same_twice(self):
        with self.kept.database.reading() as session:
            living = select(SubsidyLine).where(SubsidyLine.live_enrolment_id.is_not(None))
            paid = [each for each in session.scalars(living) if each.state in PAID_FOR]
            assert len({each.enrolment.trainee_id for each in paid}) == len(paid)

    @invariant()
    def no_line_is_lost_and_none_changes_what_happened(self):
        """Who has money lives; whoever does not says by whom and why it lapsed."""
        with self.kept.database.reading() as session:
            events = session.scalars(select(LineEvent).order_by(LineEvent.line_id, LineEvent.ordinal))
            ways: dict[int, Way] = {}
            for each in events:
                ways.setdefault(each.line_id, []).append((each.act.value, each.acted_by, each.reason))
            for key, way in self.ways.items():
                assert ways[key][: len(way)] == way
            self.ways = ways
            for line in session.scalars(select(SubsidyLine)):
                assert line.events[-1].state is line.state
                judged = line.judgement
                waits = judged.in_force_at is None and judged.second is None
                assert line.live_enrolment_id is None or line.state is not State.LAPSED
                assert line.live_enrolment_id is not None or waits or line.state is State.LAPSED
                if line.state is State.LAPSED:
                    assert line.events[-1].act in (Act.LAPSE, Act.UPHOLD)
                    assert line.events[-1].reason
                    assert not any(each.state in WITH_MONEY for each in line.events[-2:])


@pytest.fixture
def machine(sqlite):
    TwoClassesJudged.kept = sqlite
    return TwoClassesJudged


def test_no_sequence_pays_for_anybody_against_a_reason_by_one_or_twice(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )


def test_the_way_can_be_gone_to_its_end(machine):
    """Or the test above would prove nothing."""
    own = machine()
    try:
        own.a_list_comes({"学员2"})
        own.judge("BT-L", DISTRICT, {"学员2": True})
        own.towards_the_money("BT-L", 4)
        assert own.one.lines("BT-L") == dict.fromkeys(NAMES, State.ELIGIBLE)
        own.second("BT-L", DISTRICT, True)
        assert own.one.holding("BT-L") == set()
        own.second("BT-L", FELLOW, True)
        own.towards_the_money("BT-L", 4)
        own.judge("BT-M", FELLOW, {"学员1": True})
        own.judge("BT-M", FELLOW, {})

        assert own.one.lines("BT-L") == dict.fromkeys(NAMES, State.PAID)
        assert own.one.lines("BT-M") == dict.fromkeys(NAMES, State.EXCLUDED)
        own.who_is_paid_for_against_a_reason_has_two_hands()
        own.nobody_is_paid_for_the_same_twice()
        own.no_line_is_lost_and_none_changes_what_happened()
    finally:
        own.teardown()
