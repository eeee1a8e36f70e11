"""Who is proposed as qualified, and what the list says of it (R46)."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import pytest

from training.notice.policy import Policy
from training.results.rules.list_hash import list_hash
from training.results.rules.people import (
    Decision,
    DecisionMissing,
    Marks,
    Person,
    ReasonOfPersonMissing,
    decide,
    needs_second,
    propose_person,
    why,
)
from training.results.terms import Result

GOOD, BAD = Result.QUALIFIED, Result.UNQUALIFIED
POLICY, GATED = Policy(), Policy(exam_is_gate=True)


def a_person(halves=192, percent=80, **marks):
    """Of a class of 120 hours."""
    return Person("王芳", halves, 240, percent, Marks(**marks))


@pytest.mark.parametrize(("halves", "result"), [(191, BAD), (192, GOOD), (193, GOOD)])
def test_96_of_120_hours_qualify_and_half_an_hour_less_does_not(halves, result):
    assert propose_person(a_person(halves), POLICY) is result


def test_of_a_startup_class_nobody_is_proposed_and_everybody_wants_a_decision_with_a_reason():
    person = a_person(percent=0)

    assert propose_person(person, POLICY) is None
    with pytest.raises(DecisionMissing):
        decide(person, POLICY, None)
    with pytest.raises(ReasonOfPersonMissing):
        decide(person, POLICY, Decision(GOOD))
    assert decide(person, POLICY, Decision(GOOD, "计划书通过")).result is GOOD


@pytest.mark.parametrize(("theory", "practice", "result"), [
    (600, 600, GOOD), (599, 600, BAD), (600, 599, BAD), (601, 601, GOOD), (None, 900, BAD), (None, None, BAD),
])  # fmt: skip
def test_where_the_examination_is_a_gate_both_marks_must_pass(theory, practice, result):
    person = a_person(theory_tenths=theory, practice_tenths=practice)

    assert propose_person(person, GATED) is result
    assert propose_person(person, POLICY) is GOOD


def test_who_is_decided_otherwise_is_decided_with_a_reason():
    with pytest.raises(ReasonOfPersonMissing):
        decide(a_person(191), POLICY, Decision(GOOD, " "))

    assert decide(a_person(191), POLICY, Decision(GOOD, "停电两天")) == Decision(GOOD, "停电两天")
    assert decide(a_person(191), POLICY, None) == Decision(BAD)


@pytest.mark.parametrize(
    ("halves", "result", "by_two"), [(191, GOOD, True), (191, BAD, False), (192, GOOD, False)]
)
def test_whoever_lacks_hours_and_is_decided_as_qualified_is_signed_for_by_two(halves, result, by_two):
    assert needs_second(a_person(halves), Decision(result, "停电")) is by_two


def test_the_reason_is_said_in_plain_words():
    assert why(a_person(191), POLICY) == "累计 95.5 课时，需要 96 课时，差 0.5 课时"
    assert why(a_person(192), POLICY) == "累计 96 课时，需要 96 课时，已达到"
    marks = "；理论 59.5 分、实操 — 分，都要 60 分"
    assert why(a_person(192, theory_tenths=595), GATED).endswith(marks)


@dataclass
class Row:
    enrolment_public_id: UUID
    decision: Result
    credited_halves: int


def test_whoever_has_the_rows_computes_the_fingerprint_of_the_list_again():
    one, two = Row(UUID(int=1), GOOD, 192), Row(UUID(int=2), BAD, 191)
    lines = f"{UUID(int=1)}\t合格\t192\n{UUID(int=2)}\t不合格\t191\n"

    assert list_hash([two, one]) == sha256(lines.encode()).hexdigest()
    assert list_hash([one, Row(UUID(int=2), BAD, 190)]) != list_hash([one, two])
    assert list_hash([one, Row(UUID(int=2), GOOD, 191)]) != list_hash([one, two])
