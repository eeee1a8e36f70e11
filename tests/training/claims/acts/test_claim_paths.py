"""Whatever trainees and reviewers do in whatever order: nobody is approved without the three gates."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.databases.kept import Kept
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    an_approval,
    photograph,
    submit,
)
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.give_up_claim import give_up_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.reject_claim import reject_claim
from training.claims.acts.return_claim import return_claim
from training.claims.acts.return_paper import return_paper
from training.claims.acts.withdraw_claim import withdraw_claim
from training.claims.rules.c1_acts import GRANTED
from training.claims.rules.c1_papers import PaperFacts
from training.claims.terms import PaperKind
from training.claims.views.by import TRAINEE
from training.claims.views.see_claim import view_of
from training.errors import Refusal
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

KINDS = some.sampled_from(PaperKind)
READINGS = some.sampled_from(["right", "right", "right", "C2", "another person", "expired", "nothing"])


def reading(kind: PaperKind, how: str) -> PaperFacts:
    right = FACTS[kind]
    return {
        "right": right,
        "C2": replace(right, vehicle_class="C2"),
        "another person": replace(right, is_own=False),
        "expired": replace(right, valid_until=NOW.date().replace(year=2025)),
        "nothing": PaperFacts(),
    }[how]


class ClaimsOfOnePerson(RuleBasedStateMachine):
    """Knows only what was really handed in and read, and asks afterwards whether an approval was right."""

    kept: Kept

    def __init__(self) -> None:
        super().__init__()
        self.kept.restore()
        self.database = self.kept.database
        self.now = NOW
        with self.database.writing() as session:
            an_approval(session)
            self.enrolment = a_c1_enrolment(session).id
            self.staff = [a_reviewer(session, name).id for name in ("甲", "乙")]
            self.claim = a_draft(session, session.get_one(Enrolment, self.enrolment)).id

    def attempt(self, act) -> None:
        """A refusal is an answer too; whatever it had begun is rolled back."""
        self.now += SOON
        with suppress(Refusal), self.database.writing() as session:
            act(session, session.get_one(C1Claim, self.claim))

    @rule(kind=KINDS, place=some.integers(1, 2))
    def photograph(self, kind, place):
        self.attempt(lambda session, claim: photograph(session, claim, kind, place=place, now=self.now))

    @rule()
    def submit(self):
        self.attempt(lambda session, claim: submit(session, claim, self.now))

    @rule(act=some.sampled_from([withdraw_claim, give_up_claim]))
    def take_back(self, act):
        self.attempt(lambda session, claim: act(session, claim, TRAINEE, now=self.now))

    @rule()
    def begin_again(self):
        with self.database.writing() as session:
            enrolment = session.get_one(Enrolment, self.enrolment)
            with suppress(Refusal):
                self.claim = a_draft(session, enrolment, self.now).id

    @initialize(route=some.sets(KINDS, min_size=1, max_size=3))
    def hand_in(self, route):
        """The first part of the way in one step, so that most sequences come to a decision."""
        for kind in (PaperKind.LICENCE, *sorted(route)):
            self.photograph(kind, 1)
        self.submit()

    @rule(reviewer=some.integers(0, 1), how=READINGS, act=some.sampled_from(["approve", "return"]))
    def read_all_and_decide(self, reviewer, how, act):
        for pick in range(4):
            self.read(reviewer, pick, how)
        self.decide(reviewer, act)

    @rule(reviewer=some.integers(0, 1), pick=some.integers(0, 20), how=READINGS)
    def read(self, reviewer, pick, how):
        def act(session, claim):
            papers = view_of(session, claim, now=self.now).papers
            if papers:
                paper = papers[pick % len(papers)]
                facts = reading(paper.kind, how)
                pass_paper(session, self.member(session, reviewer), paper.public_id, facts, now=self.now)

        self.attempt(act)

    @rule(reviewer=some.integers(0, 1), pick=some.integers(0, 20))
    def give_back(self, reviewer, pick):
        def act(session, claim):
            papers = view_of(session, claim, now=self.now).papers
            if papers:
                paper = papers[pick % len(papers)].public_id
                return_paper(session, self.member(session, reviewer), paper, "重拍。", now=self.now)

        self.attempt(act)

    @rule(reviewer=some.integers(0, 1), act=some.sampled_from(["approve", "return", "reject"]))
    def decide(self, reviewer, act):
        def decide(session, claim):
            staff = self.member(session, reviewer)
            if act == "approve":
                approve_claim(session, staff, claim.public_id, seed=b"s" * 32, now=self.now)
            elif act == "return":
                return_claim(session, staff, claim.public_id, "请补。", now=self.now)
            else:
                reject_claim(session, staff, claim.public_id, "不符合。", now=self.now)

        self.attempt(decide)

    def member(self, session, reviewer) -> Staff:
        return session.get_one(Staff, self.staff[reviewer])

    @invariant()
    def the_approved_have_licence_and_one_whole_proof(self):
        with self.database.reading() as session:
            claim = session.get_one(C1Claim, self.claim)
            if claim.state not in GRANTED:
                return
            papers = view_of(session, claim, now=self.now).papers
            good = {
                kind
                for kind in PaperKind
                if (own := [each for each in papers if each.kind is kind])
                and all(self._proves(each) for each in own)
            }
            assert PaperKind.LICENCE in good
            routes = ({PaperKind.RIDE_HAIL}, {PaperKind.TAXI}, {PaperKind.OTHER})
            assert any(route <= good for route in (*routes, {PaperKind.CONTRACT, PaperKind.WAGE_SLIP}))

    @staticmethod
    def _proves(paper) -> bool:
        facts = paper.facts
        if facts is None or not facts.is_own:
            return False
        if paper.kind is PaperKind.LICENCE and paper.place == 1 and facts.vehicle_class != "C1":
            return False
        if paper.kind is PaperKind.OTHER and len(set(paper.passed_by)) < 2:
            return False
        leads = paper.place == 1 or paper.kind is PaperKind.WAGE_SLIP
        return not leads or facts.valid_until is None or facts.valid_until >= NOW.date()


@pytest.fixture
def machine(sqlite):
    ClaimsOfOnePerson.kept = sqlite
    return ClaimsOfOnePerson


def test_no_sequence_of_uploads_and_reviews_reaches_an_approval_without_the_gates(machine):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=30, stateful_step_count=12, deadline=None)
    )
