"""What is proposed of a class, by its conditions (R16, R42)."""

from dataclasses import replace
from hashlib import sha256
from json import dumps

import pytest

from training.checks.terms import CheckLevel
from training.errors import Refusal
from training.notice.notes import ReasonMissing
from training.results.rules.signing import (
    LastVerdict,
    NothingToSign,
    SeenOtherwise,
    Wish,
    check_signing,
    verdict_state,
)
from training.results.rules.verdict import LevelChecks, VerdictFacts, propose_verdict
from training.results.terms import Result, Standing, VerdictState

GOOD, BAD = Result.QUALIFIED, Result.UNQUALIFIED
CITY = LevelChecks(CheckLevel.CITY, 1, 1, ("BT-1-市1",))
DISTRICT = LevelChecks(CheckLevel.DISTRICT, 1, 1, ("BT-1-旗1",))
FACTS = VerdictFacts(CITY, DISTRICT, prescribed_halves=240, delivered_halves=240)
FAILED_CITY = replace(FACTS, city=replace(CITY, passed=(), failed=("BT-1-市1",)))


def test_a_class_is_proposed_as_qualified_when_the_counts_are_met_and_all_checks_passed():
    proposal = propose_verdict(FACTS)

    assert proposal.verdict is GOOD
    assert {each.standing for each in proposal.conditions} == {Standing.MET}
    assert all(each.clause for each in proposal.conditions)


@pytest.mark.parametrize(
    ("required", "done", "verdict"), [(1, 1, GOOD), (2, 1, None), (2, 2, GOOD), (0, 0, GOOD)]
)
def test_missing_checks_propose_nothing(required, done, verdict):
    facts = replace(FACTS, city=replace(CITY, required=required, done=done))

    proposal = propose_verdict(facts)

    assert (proposal.verdict, proposal.may_be_signed) == (verdict, verdict is GOOD)


@pytest.mark.parametrize(("delivered", "verdict"), [(239, BAD), (240, GOOD), (241, GOOD)])
def test_a_class_that_did_not_give_all_its_hours_is_proposed_as_unqualified(delivered, verdict):
    assert propose_verdict(replace(FACTS, delivered_halves=delivered)).verdict is verdict


@pytest.mark.parametrize("level", ["city", "district"])
def test_a_failed_check_of_either_level_proposes_unqualified(level):
    failed = replace(getattr(FACTS, level), failed=("BT-1-2",))

    assert propose_verdict(replace(FACTS, **{level: failed})).verdict is BAD


@pytest.mark.parametrize(
    "changed",
    [
        {"open_requests": (("补卡", 1),)},
        {"waiting_batches": 1},
        {"city": replace(CITY, running=("BT-1-市2",))},
    ],
)
def test_nothing_is_signed_over_what_is_open(changed):
    proposal = propose_verdict(replace(FACTS, **changed))

    assert proposal.verdict is None
    with pytest.raises(NothingToSign):
        check_signing(proposal, Wish(GOOD, "大家都学会了"))


def test_what_fails_may_be_signed_as_failed_although_something_else_is_open():
    proposal = propose_verdict(replace(FAILED_CITY, waiting_batches=1))

    assert not check_signing(proposal, Wish(BAD)).overrides_city
    with pytest.raises(NothingToSign):
        check_signing(proposal, Wish(GOOD, "情况特殊"))


def test_checks_that_the_city_says_cannot_be_done_leave_it_to_the_district_with_a_reason():
    facts = replace(FACTS, city=replace(CITY, done=0, passed=()), uncheckable="教室已拆")
    proposal = propose_verdict(facts)

    assert proposal.verdict is None
    assert check_signing(proposal, Wish(GOOD, "区里查过")).reason == "区里查过"
    with pytest.raises(ReasonMissing):
        check_signing(proposal, Wish(GOOD))


def test_of_a_startup_class_nothing_is_proposed_and_the_district_decides_with_a_reason():
    proposal = propose_verdict(replace(FACTS, is_judged=False))

    assert proposal.verdict is None
    assert not check_signing(proposal, Wish(GOOD, "都交了计划书")).overrides_city


@pytest.mark.parametrize(("facts", "result", "reason", "by_two"), [
    (FACTS, GOOD, "", False), (FACTS, BAD, "教师缺课", False),
    (FAILED_CITY, BAD, "", False), (FAILED_CITY, GOOD, "已整改", True),
])  # fmt: skip
def test_only_against_a_failed_check_of_the_city_two_have_to_sign(facts, result, reason, by_two):
    assert check_signing(propose_verdict(facts), Wish(result, reason)).overrides_city is by_two


@pytest.mark.parametrize(("facts", "result"), [(FACTS, BAD), (FAILED_CITY, GOOD)])
def test_other_than_proposed_wants_a_reason(facts, result):
    with pytest.raises(ReasonMissing):
        check_signing(propose_verdict(facts), Wish(result, "  "))


def test_what_the_page_did_not_show_is_not_signed():
    with pytest.raises(SeenOtherwise):
        check_signing(propose_verdict(FACTS), Wish(GOOD, seen=propose_verdict(FAILED_CITY).fingerprint))


@pytest.mark.parametrize("changed", [
    {"city": replace(CITY, done=0, passed=())}, {"city": replace(CITY, done=2, passed=("市1", "市2"))},
    {"accepted_batches": 1}, {"prescribed_halves": 236}, {"delivered_halves": 244},
])  # fmt: skip
def test_a_check_a_batch_or_an_hour_more_or_less_opens_the_verdict_again(changed):
    last = LastVerdict(propose_verdict(FACTS).fingerprint, is_in_force=True)

    today = propose_verdict(replace(FACTS, **changed)).fingerprint

    assert verdict_state(has_ended=True, last=last, today=today) is VerdictState.REOPENED


def test_what_decides_nothing_opens_nothing():
    told = replace(FACTS, told=(("市本级反馈", "3 月 9 日反馈", "R07"),))

    assert propose_verdict(told).fingerprint == propose_verdict(FACTS).fingerprint


ENDED = {"has_ended": True, "today": "a"}


@pytest.mark.parametrize(("last", "more", "state"), [
    (None, {"has_ended": False}, VerdictState.RUNNING), (None, {}, VerdictState.WAITS),
    (("a", False), {}, VerdictState.WAITS_FOR_SECOND), (("a", True), {}, VerdictState.SIGNED),
    (("b", True), {}, VerdictState.REOPENED), (("b", False), {}, VerdictState.REOPENED),
])  # fmt: skip
def test_a_verdict_goes_from_waiting_by_one_or_two_signatures_to_signed_and_back(last, more, state):
    found = last and LastVerdict(last[0], is_in_force=last[1])

    assert verdict_state(last=found, **(ENDED | more)) is state


def test_every_refusal_of_signing_says_what_to_do_next():
    assert issubclass(NothingToSign, Refusal)
    assert "请先办完" in str(NothingToSign(("补卡",)))


@pytest.mark.parametrize(("facts", "owes"), [
    (FACTS, False), (replace(FACTS, city=replace(CITY, done=0, passed=())), True),
    (replace(FACTS, city=replace(CITY, running=("市2",))), False),
    (replace(FACTS, city=replace(CITY, done=0, passed=(), running=("市2",)), uncheckable="教室已拆"), False),
])  # fmt: skip
def test_the_city_may_say_why_checks_are_lacking_once_and_only_where_they_are(facts, owes):
    assert propose_verdict(facts).owes_checks is owes


def test_the_fingerprint_is_of_the_facts_alone_so_that_another_wording_reopens_nothing():
    facts = VerdictFacts(
        CITY, DISTRICT, 240, 239, open_requests=(("补卡", 2), ("请假", 0)), waiting_batches=1
    )
    level = {"required": 1, "done": 1, "failed": [], "running": []}

    said = {
        "city": {"level": "市本级", "passed": ["BT-1-市1"]} | level,
        "district": {"level": "旗县区", "passed": ["BT-1-旗1"]} | level,
        "prescribed_halves": 240,
        "delivered_halves": 239,
        "is_judged": True,
        "open_requests": [["补卡", 2]],
        "waiting_batches": 1,
        "accepted_batches": 0,
        "uncheckable": "",
    }
    text = dumps(said, ensure_ascii=False, sort_keys=True)
    assert propose_verdict(facts).fingerprint == sha256(text.encode()).hexdigest()
