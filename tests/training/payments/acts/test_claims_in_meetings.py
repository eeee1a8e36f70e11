"""R19 to R22, R24, R61, R65: C1 is one scheme of the common chain, and its claims go along."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.eligibility.pricing import a_list
from tests.training.payments.acts.test_money_at_once import at_once
from tests.training.payments.claimed import ClaimOffice, a_claimed_world, claim_of
from tests.training.payments.paid import (
    APPLIED,
    DISTRICT,
    ELSEWHERE,
    PAID,
    WHOLE,
    to_applied,
)
from training.claims.rules.c1_acts import ClaimStandsElsewhere
from training.claims.terms import ClaimState, Payee
from training.claims.views.find_claim import latest_claim
from training.claims.views.see_claim import view_of
from training.database import Database
from training.eligibility.rules.claims import ClaimExcluded
from training.eligibility.rules.standards import NoStandard
from training.eligibility.terms import ComparedKind, LineState, Scheme
from training.notice.terms import Fund
from training.payments.rules.refusals import (
    GrantedTooMuch,
    HoldsNoMore,
    JudgedAfterMeeting,
    ListHasChanged,
    NobodyLeft,
    ObjectionsOpen,
    PaidTooMuch,
    PublicityRuns,
)
from training.payments.views.see_candidates import Candidates, see_candidates
from training.payments.views.see_line import see_line
from training.records.outbox.alerts import Alert
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.find_staff import find_staff

SHOWN, TOLD = ClaimState.PUBLICISED, ClaimState.APPLIED


def candidates(office: ClaimOffice, who: str = DISTRICT) -> Candidates:
    with office.database.reading() as session:
        return see_candidates(session, find_staff(session, who), now=office.now)


def names(found: Candidates) -> list[str]:
    return [each.name for own in found.classes for each in own.lines]


def bring_list(office: ClaimOffice, name: str) -> None:
    """王芳 was employed in these days."""
    with office.database.writing() as session:
        trainee = claim_of(session, name).enrolment.trainee
        a_list(session, ComparedKind.EMPLOYED, {trainee.id_number_index: (date(2026, 1, 1), None)})


def test_approved_claims_wait_for_the_meeting_at_the_standard(database: Database) -> None:
    office = a_claimed_world(database, fund=Fund.UNEMPLOYMENT, payee=Payee.TRAINEE)

    found = candidates(office)

    assert (names(found), found.people, found.waiting) == (["王芳", "李丽"], 2, 2)
    first = found.classes[0]
    assert (first.scheme, first.standard_fen, first.since_words) == (Scheme.C1, WHOLE, "2026-06-01 审核通过")
    assert (first.first.fund, first.first.payee) == (Fund.UNEMPLOYMENT, Payee.TRAINEE)
    assert names(candidates(office, ELSEWHERE)) == []


def test_what_a_meeting_grants_becomes_a_line_of_the_standard_and_the_claim_stays_approved(
    database: Database,
) -> None:
    office = a_claimed_world(database, fund=Fund.UNEMPLOYMENT)

    office.grant("王芳")

    with database.reading() as session:
        line = session.scalars(select(SubsidyLine)).one()
        assert (line.scheme, line.state, line.granted_fen) == (Scheme.C1, LineState.GRANTED, WHOLE)
        assert (line.fund, line.payee, line.amount_fen) == (Fund.UNEMPLOYMENT, Payee.INSTITUTION, WHOLE)
        assert line.claim_approved_at == line.claim.approved_at
    assert office.acts("王芳") == ["核定", "上会审定"]
    assert office.claims() == dict.fromkeys(("王芳", "李丽"), ClaimState.APPROVED)
    assert names(candidates(office)) == ["李丽"]


@pytest.mark.parametrize(("amount", "is_granted"), [(1, True), (WHOLE, True), (WHOLE + 1, False), (0, False)])
def test_a_meeting_grants_the_standard_or_less(database: Database, amount: int, is_granted: bool) -> None:
    office = a_claimed_world(database, "王芳")
    said = {office.class_id("C1-1"): amount}
    if is_granted:
        office.grant(amounts_fen=said)
    else:
        with pytest.raises(GrantedTooMuch, match=r"1,200\.00 元"):
            office.grant(amounts_fen=said)

    assert office.states() == ({"王芳": LineState.GRANTED} if is_granted else {})


def test_without_a_standard_in_force_nobody_is_granted_anything(database: Database) -> None:
    office = a_claimed_world(database, "王芳", has_standard=False)

    with pytest.raises(NoStandard, match="补贴标准"):
        office.grant()

    (held,) = candidates(office).held
    assert (held.name, "补贴标准" in held.reasons[0]) == ("王芳", True)
    assert names(candidates(office)) == []


def test_a_standard_for_fewer_hours_is_none_for_the_class(database: Database) -> None:
    office = a_claimed_world(database, "王芳", halves_from=900)

    with pytest.raises(NoStandard):
        office.grant()


def test_whoever_stands_on_a_compared_list_is_not_granted_until_the_list_is_withdrawn(
    database: Database,
) -> None:
    office = a_claimed_world(database)
    bring_list(office, "王芳")

    with pytest.raises(ClaimExcluded, match=r"王芳：在职参保.*“比对名单”里撤回"):
        office.grant()

    found = candidates(office)
    assert (names(found), [each.name for each in found.held]) == (["李丽"], ["王芳"])
    office.grant("李丽")
    assert office.states() == {"李丽": LineState.GRANTED}


def test_a_list_that_comes_after_the_meeting_stops_publicity_application_and_payment(
    database: Database,
) -> None:
    office = a_claimed_world(database)
    office.grant()
    bring_list(office, "王芳")

    office.publicise()

    assert office.claims() == {"王芳": ClaimState.APPROVED, "李丽": SHOWN}


def test_a_list_that_comes_after_the_application_stops_the_payment_of_that_person(
    database: Database,
) -> None:
    office = to_applied(a_claimed_world(database))
    bring_list(office, "王芳")

    with pytest.raises(HoldsNoMore, match="王芳"):
        office.pay({"王芳": WHOLE, "李丽": WHOLE})

    office.pay({"李丽": WHOLE})
    assert office.claims() == {"王芳": TOLD, "李丽": ClaimState.PAID}


def test_what_the_page_says_of_a_claim_that_a_list_names_can_be_done(database: Database) -> None:
    office = to_applied(a_claimed_world(database))
    bring_list(office, "王芳")
    with database.reading() as session:
        view = see_line(session, find_staff(session, DISTRICT), office.lines()["王芳"], now=office.now)
        claim = claim_of(session, "王芳").public_id
    assert (view.line.holds, view.claim) == (False, claim)
    assert [each[:6] for each in view.against] == ["比对名单命中"]
    assert "先从申请里撤下这个人，再请市本级把申领发回" in view.line.way_on

    with pytest.raises(ClaimStandsElsewhere):
        office.send_back("王芳")
    office.withdraw("王芳")
    office.send_back("王芳")

    assert (office.claims()["王芳"], office.states()["王芳"]) == (ClaimState.WAITING, LineState.LAPSED)


def test_a_claim_that_the_city_looks_at_again_says_so(database: Database) -> None:
    office = a_claimed_world(database, "王芳")
    office.grant()
    with database.writing() as session:
        claim_of(session, "王芳").look_is_due = True

    with database.reading() as session:
        view = see_line(session, find_staff(session, DISTRICT), office.lines()["王芳"], now=office.now)

    assert view.against == ("申领被抽中复查，等市本级确认或发回。",)


def test_of_a_claim_on_a_later_list_the_alert_names_acts_of_claims(database: Database) -> None:
    office = to_applied(a_claimed_world(database))

    office.found("王芳")

    with database.reading() as session:
        (told,) = session.scalars(select(Alert.text).where(Alert.kind == "subsidy_recover"))
    assert "请市本级把申领发回重新审核（已申请的先从申请里撤下）" in told
    assert "核定" not in told


def test_from_the_meeting_to_the_payment_the_claim_goes_along_and_the_ledger_says_of_which_fund(
    database: Database,
) -> None:
    office = to_applied(a_claimed_world(database))

    office.pay({"王芳": WHOLE, "李丽": WHOLE - 1}, reason="扣回多领")

    assert office.claims() == dict.fromkeys(("王芳", "李丽"), ClaimState.PAID)
    assert office.claim_acts("王芳") == ["开始公示", "申请拨付", "拨付"]
    assert [fen for _, fen, _ in office.ledger()] == [1 - 2 * WHOLE]


def test_the_trainee_reads_what_was_granted_shown_and_paid(database: Database) -> None:
    office = to_applied(a_claimed_world(database))
    with database.reading() as session:
        own = claim_of(session, "王芳")
        money = view_of(session, own, now=PAID).money
        assert (money.granted_fen, money.ends_on, money.paid_fen) == (WHOLE, date(2026, 9, 21), None)
        assert money.line_id == office.lines()["王芳"]
    office.pay({"王芳": 100_050, "李丽": WHOLE}, reason="核减")

    with database.reading() as session:
        claim = latest_claim(session, claim_of(session, "王芳").enrolment_id)
        paid = view_of(session, claim, now=PAID).money
        assert (paid.paid_fen, paid.paid_on, paid.payee) == (100_050, PAID.date(), Payee.INSTITUTION)


@pytest.mark.parametrize(("clock", "is_over"), [("2026-09-21 23:59", False), ("2026-09-22 00:00", True)])
def test_money_is_applied_for_from_the_day_after_the_publicity(
    database: Database, clock: str, is_over: bool
) -> None:
    """Tuesday 15 September, then five working days, of which Sunday the 20th is one."""
    office = a_claimed_world(database)
    office.grant()
    office.publicise()
    office.now = at(date.fromisoformat(clock[:10]), clock[11:])
    if is_over:
        office.apply()
    else:
        with pytest.raises(PublicityRuns, match="2026-09-21"):
            office.apply()

    assert set(office.claims().values()) == {TOLD if is_over else SHOWN}


def test_an_objection_holds_its_row_and_is_told_in_the_claim(database: Database) -> None:
    office = a_claimed_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")
    with database.reading() as session:
        assert claim_of(session, "王芳").has_objection
    office.now = APPLIED

    office.apply()
    assert office.claims() == {"王芳": SHOWN, "李丽": TOLD}
    with pytest.raises(ObjectionsOpen):
        office.apply("申请 2 号")
    office.settle("王芳")
    with database.reading() as session:
        assert not claim_of(session, "王芳").has_objection
    office.apply("申请 3 号")

    assert office.claims() == {"王芳": TOLD, "李丽": TOLD}
    assert office.claim_acts("王芳") == ["开始公示", "收到异议", "异议处理完毕", "申请拨付"]


def test_an_objection_that_is_right_brings_the_claim_back_to_review_and_the_city_looks_at_what_comes(
    database: Database,
) -> None:
    office = a_claimed_world(database)
    office.grant()
    office.publicise()
    office.object_to("王芳")

    office.settle("王芳", upheld=True)

    assert (office.states()["王芳"], office.claims()["王芳"]) == (LineState.LAPSED, ClaimState.WAITING)
    assert office.claim_acts("王芳")[-1] == "异议成立"
    office.now = APPLIED
    assert office.approve("王芳"), "one signature does not undo what was found"
    assert candidates(office).looks == 1
    with pytest.raises(ListHasChanged):
        office.grant("王芳", number="会议 8 号", held_on=APPLIED.date())
    office.looked_at("王芳")
    office.grant("王芳", number="会议 8 号", held_on=APPLIED.date())
    assert office.states()["王芳"] is LineState.GRANTED


def test_who_is_struck_waits_for_another_meeting(database: Database) -> None:
    office = a_claimed_world(database)
    office.grant()

    office.strike("王芳")

    assert office.acts("王芳") == ["核定", "上会审定", "会上去掉", "失效"]
    assert office.claims()["王芳"] is ClaimState.APPROVED
    assert names(candidates(office)) == ["王芳"]
    office.grant("王芳", number="会议 8 号")
    assert office.states()["王芳"] is LineState.GRANTED


def test_what_finance_gives_back_is_in_publicity_again_and_is_applied_for_anew(database: Database) -> None:
    office = to_applied(a_claimed_world(database))

    office.take_back()

    assert set(office.claims().values()) == {SHOWN}
    office.apply("申请 2 号")
    assert office.claim_acts("王芳") == ["开始公示", "申请拨付", "撤回申请", "申请拨付"]


def test_one_person_leaves_an_application_while_the_other_is_paid(database: Database) -> None:
    office = to_applied(a_claimed_world(database))

    office.withdraw("王芳")
    office.pay({"李丽": WHOLE})

    assert office.claims() == {"王芳": SHOWN, "李丽": ClaimState.PAID}


def test_what_was_recovered_whole_is_recovered_in_the_claim_too(database: Database) -> None:
    office = to_applied(a_claimed_world(database))
    office.pay({"王芳": WHOLE, "李丽": WHOLE})
    part = office.demand("王芳", WHOLE - 1)
    rest = office.demand("王芳", 1)

    office.receive("王芳", part)
    assert office.claims()["王芳"] is ClaimState.PAID
    office.receive("王芳", rest)

    assert (office.claims()["王芳"], office.states()["王芳"]) == (ClaimState.RECOVERED, LineState.RECOVERED)
    assert office.claims()["李丽"] is ClaimState.PAID


@pytest.mark.parametrize("is_public", [False, True])
def test_what_the_city_sends_back_leaves_the_list_at_once(database: Database, is_public: bool) -> None:
    office = a_claimed_world(database)
    office.grant()
    if is_public:
        office.publicise()
        office.object_to("王芳")

    office.send_back("王芳")

    assert (office.states()["王芳"], office.claims()["王芳"]) == (LineState.LAPSED, ClaimState.WAITING)
    if not is_public:
        office.publicise()
    office.now = APPLIED
    office.apply()
    assert office.claims() == {"王芳": ClaimState.WAITING, "李丽": TOLD}


def test_sent_back_and_approved_anew_a_claim_is_not_what_the_list_showed(database: Database) -> None:
    office = a_claimed_world(database)
    lay_open = office.chosen()
    office.send_back("王芳")
    office.now = at(date(2026, 9, 15), "10:00")
    office.approve("王芳")
    office.looked_at("王芳")

    with pytest.raises(ListHasChanged, match="有 1 人"):
        office.grant(chosen=lay_open, held_on=office.now.date())

    assert office.states() == {}
    office.grant(held_on=office.now.date())
    assert len(office.states()) == 2


def test_granted_twice_after_it_was_sent_back_a_claim_has_one_living_line(database: Database) -> None:
    office = a_claimed_world(database, "王芳")
    office.grant()
    office.publicise()
    office.send_back("王芳")
    office.now = at(date(2026, 9, 16), "10:00")
    office.approve("王芳")
    office.looked_at("王芳")
    office.grant(number="会议 8 号", held_on=office.now.date())
    office.publicise()

    with database.reading() as session:
        lines = session.scalars(select(SubsidyLine).order_by(SubsidyLine.id)).all()
        assert [each.state for each in lines] == [LineState.LAPSED, LineState.PUBLIC]
        assert [each.live_enrolment_id is None for each in lines] == [True, False]
    assert office.claims() == {"王芳": SHOWN}


@pytest.mark.parametrize(
    ("approved_at", "is_late"),
    [("2026-09-14 00:00", False), ("2026-09-14 23:59", False), ("2026-09-15 00:00", True)],
)
def test_a_meeting_decides_only_about_what_was_approved_by_its_day(
    database: Database, approved_at: str, is_late: bool
) -> None:
    office = a_claimed_world(database)
    with database.writing() as session:
        moment = at(date.fromisoformat(approved_at[:10]), approved_at[11:])
        claim_of(session, "李丽").approved_at = moment
    if not is_late:
        office.grant()
        assert len(office.states()) == 2
        return
    with pytest.raises(JudgedAfterMeeting, match=r"李丽（2026-09-15 通过）。请核对会议日期") as refused:
        office.grant()
    assert "王芳" not in str(refused.value)
    assert office.states() == {}


def test_what_waits_for_a_second_look_is_no_candidate(database: Database) -> None:
    office = a_claimed_world(database)
    chosen = office.chosen()
    with database.writing() as session:
        claim_of(session, "王芳").look_is_due = True

    found = candidates(office)
    assert (names(found), found.looks) == (["李丽"], 1)
    with pytest.raises(ListHasChanged, match="有 1 人"):
        office.grant(chosen=chosen)


def test_a_look_that_became_due_after_the_meeting_keeps_the_claim_from_the_public(database: Database) -> None:
    office = a_claimed_world(database, "王芳")
    office.grant()
    with database.writing() as session:
        claim_of(session, "王芳").look_is_due = True

    with pytest.raises(NobodyLeft):
        office.publicise()


def test_no_more_is_paid_than_the_meeting_granted(database: Database) -> None:
    office = to_applied(a_claimed_world(database))

    with pytest.raises(PaidTooMuch, match=r"1,200\.00 元"):
        office.pay({"王芳": WHOLE + 1})

    assert set(office.claims().values()) == {TOLD}
    assert office.ledger() == []


def test_two_meetings_do_not_grant_one_claim(database: Database) -> None:
    office = a_claimed_world(database, "王芳")
    chosen = office.chosen()

    assert at_once(lambda place: office.grant(chosen=chosen, number=f"会议 {place} 号")) == [False, True]


def test_who_publicises_and_who_sends_back_at_once_leave_one_answer(database: Database) -> None:
    office = a_claimed_world(database, "王芳")
    office.grant()
    seen = office.seen()

    def press(place: int) -> None:
        if place:
            office.send_back("王芳")
        else:
            office.publicise(seen=seen)

    at_once(press)

    assert (office.claims()["王芳"], office.states()["王芳"]) == (ClaimState.WAITING, LineState.LAPSED)
