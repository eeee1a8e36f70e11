"""R37: money, or not having been there, becomes a lead by being recorded; it is alerted and followed."""

import pytest

from tests.training.builders import at_once
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    NINE,
    OTHER_DISTRICT,
    SCHOOL,
    Checking,
)
from training.checks.acts.calls.record_call import CallReport, record_call
from training.checks.acts.leads.follow_lead import LeadStep, follow_lead
from training.checks.rules.calls import Standing
from training.checks.rules.leads import NotForward
from training.checks.terms import CallOutcome, Comparison, FiledItem, LeadKind, LeadState, Verdict
from training.checks.views.leads.list_leads import count_leads, list_leads, see_lead
from training.errors import NotFound, Refusal
from training.notice.notes import ReasonMissing, TextTooLong
from training.outbox.terms import Audience
from training.outbox.views.alerts_for import alerts_for
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

DIFFERENT = CallOutcome.MISMATCHED
CHARGED = FiledItem.NOT_CHARGED


@pytest.fixture
def running(checking):
    checking.start()
    return checking


@pytest.fixture
def lead(running):
    """Number 1 said to have paid."""
    running.record(1, DIFFERENT, CHARGED, note="说交了三百元 13900000000")
    return running.see().leads[0].lead_id


def follow(checking: Checking, lead_id, who: str, state: LeadState | None, note: str = "查过了") -> None:
    with checking.database.writing() as session:
        staff = find_staff(session, who)
        follow_lead(session, staff, lead_id, LeadStep(state, note), now=checking.now)


def listed(checking: Checking, who: str, *, is_open: bool = True) -> list[LeadKind]:
    with checking.database.reading() as session:
        staff = find_staff(session, who)
        found = list_leads(session, staff, is_open=is_open)
        assert count_leads(session, staff, is_open=is_open) == len(found)
        return [each.lead.kind for each in found]


def alerts(checking: Checking, who: str) -> list[Alert]:
    with checking.database.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, who)).where(Alert.kind == "lead")).all()
        session.expunge_all()
        return list(found)


def test_who_says_to_have_paid_is_compared_and_a_lead_and_never_the_same_as_one_who_agreed(running):
    view = running.record(1, DIFFERENT, CHARGED)

    assert (view.person(1).standing, view.verified) == (Standing.LEAD, 1)
    assert view.count(Standing.MATCHED) == 0
    assert [(each.kind, each.state, each.position) for each in view.leads] == [
        (LeadKind.CHARGED, LeadState.OPEN, 1)
    ]


def test_who_says_not_to_have_been_there_is_a_mismatch_and_a_lead(running):
    view = running.record(1, CallOutcome.NOT_ATTENDING)

    assert view.person(1).standing is Standing.MISMATCHED
    assert [each.kind for each in view.leads] == [LeadKind.NOT_ATTENDING]


def test_nothing_else_that_differs_is_a_lead(running):
    view = running.record(1, DIFFERENT, FiledItem.TRADE, FiledItem.STARTED_ON)

    assert (view.person(1).standing, view.leads) == (Standing.MATCHED, ())
    assert alerts(running, CITY) == []


def test_a_lead_is_told_at_once_to_city_and_district_and_names_nobody(lead, running):
    (told,) = alerts(running, CITY)

    assert told.audience is Audience.INSPECTORS
    assert told.text.startswith("BT-1 查班时有学员称被收费（检查 BT-1-市1）")
    assert not [word for word in ("学员1", "137", "139", "三百") if word in told.text]
    assert [each.text for each in alerts(running, DISTRICT)] == [told.text]
    assert alerts(running, OTHER_DISTRICT) == alerts(running, SCHOOL) == []


def test_a_lead_does_not_fail_the_check_and_is_named_by_its_verdict(running):
    running.record(1, DIFFERENT, CHARGED)
    running.record(2)
    running.count(4)
    running.keep()

    concluded = running.conclude()

    assert concluded.verdict is Verdict.PASSED
    assert concluded.conditions[1].numbers == "未说明的不一致 0 名，允许 0 名；线索 1 条，另行核查"


def test_a_correction_leaves_the_lead_and_the_first_outcome_and_adds_a_note(lead, running):
    view = running.record(1, is_correction=True, note="点错了")

    assert (view.person(1).standing, view.count(Standing.MATCHED)) == (Standing.LEAD, 0)
    (kept,) = view.leads
    assert (kept.lead_id, kept.state) == (lead, LeadState.OPEN)
    assert [each.note for each in kept.acts] == ["通话更正为“接通一致”（原因见检查记录），线索照旧核查。"]
    (first,) = view.person(1).corrected
    assert (first.outcome, first.differing) == (DIFFERENT, (CHARGED,))
    assert view.conditions[1].numbers.endswith("线索 1 条，另行核查")


def test_a_correction_that_says_something_new_makes_a_lead_of_its_own(lead, running):
    view = running.record(1, CallOutcome.NOT_ATTENDING, is_correction=True, note="问清楚了")

    assert [each.kind for each in view.leads] == [LeadKind.CHARGED, LeadKind.NOT_ATTENDING]
    assert [len(each.acts) for each in view.leads] == [1, 0]


def test_who_says_the_same_in_another_call_is_one_lead_with_a_note(running):
    said = {CHARGED: Comparison.DIFFERENT, FiledItem.NAME: Comparison.UNANSWERED}
    for _ in range(2):
        running.act(record_call, 1, CallReport(DIFFERENT, said))

    (lead,) = running.see().leads
    assert [each.note for each in lead.acts] == ["学员在另一次通话中又这样说。"]
    assert len(alerts(running, CITY)) == 1


def test_a_tap_that_is_sent_twice_makes_one_lead(running):
    for _ in range(2):
        running.record(1, DIFFERENT, CHARGED, client_key="k")

    assert len(running.see().leads) == 1


def test_what_is_refused_makes_no_lead(running):
    with pytest.raises(Refusal):
        running.record(1, DIFFERENT, CHARGED, note="字" * 256)

    assert listed(running, CITY) == []


def test_a_lead_stays_though_its_check_is_voided(lead, running):
    running.void()

    assert running.see().leads[0].lead_id == lead
    assert listed(running, DISTRICT) == [LeadKind.CHARGED]


@pytest.mark.parametrize(
    ("who", "found"),
    [(CITY, 1), (DISTRICT, 1), (AUDITOR, 1), (OTHER_DISTRICT, 0), (SCHOOL, 0)],
)
def test_leads_are_seen_by_city_own_district_and_auditors(who, found, lead, running):
    assert len(listed(running, who)) == found


def test_a_lead_is_followed_to_its_end_with_a_note_a_name_and_a_time_each(lead, running):
    follow(running, lead, DISTRICT, LeadState.UNDER_WAY, "已联系机构")
    running.later(minutes=10)
    follow(running, lead, CITY, None, "收据待核")
    follow(running, lead, COLLEAGUE, LeadState.TRUE, "收据属实，已责令退还")

    with running.database.reading() as session:
        line = see_lead(session, find_staff(session, AUDITOR), lead)
    assert [(each.state, each.acted_by, each.note) for each in line.lead.acts] == [
        (LeadState.UNDER_WAY, DISTRICT, "已联系机构"),
        (None, CITY, "收据待核"),
        (LeadState.TRUE, COLLEAGUE, "收据属实，已责令退还"),
    ]
    assert line.lead.acts[0].acted_at == NINE
    assert (line.lead.state, line.lead.is_open, line.check_number) == (LeadState.TRUE, False, "BT-1-市1")
    assert (listed(running, CITY), listed(running, CITY, is_open=False)) == ([], [LeadKind.CHARGED])


def test_what_has_ended_goes_nowhere_and_still_takes_a_note(lead, running):
    follow(running, lead, CITY, LeadState.UNTRUE)

    for state in LeadState:
        with pytest.raises(NotForward, match="不属实”，已有结果"):
            follow(running, lead, CITY, state)
    follow(running, lead, CITY, None, "学员又来电")

    assert len(running.see().leads[0].acts) == 2


@pytest.mark.parametrize(
    ("note", "refusal"), [("", ReasonMissing), (" 　", ReasonMissing), ("字" * 256, TextTooLong)]
)
def test_a_step_says_what_was_found_out(note, refusal, lead, running):
    with pytest.raises(refusal):
        follow(running, lead, CITY, LeadState.TRUE, note)

    assert running.see().leads[0].acts == ()


@pytest.mark.parametrize("who", [AUDITOR, OTHER_DISTRICT, SCHOOL])
def test_who_may_not_follow_leads_finds_none_to_follow(who, lead, running):
    with pytest.raises(NotFound):
        follow(running, lead, who, LeadState.TRUE)

    assert running.see().leads[0].state is LeadState.OPEN


def test_of_two_who_end_a_lead_at_once_the_second_is_refused(lead, running):
    found = at_once(
        lambda: follow(running, lead, CITY, LeadState.TRUE),
        lambda: follow(running, lead, DISTRICT, LeadState.UNTRUE),
    )

    assert set(found) == {None, NotForward}
    assert len(running.see().leads[0].acts) == 1
