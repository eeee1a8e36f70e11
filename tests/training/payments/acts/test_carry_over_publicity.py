"""A C1 publicity of before goes on in the common chain; its fund is said once and never guessed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.training.payments.acts.test_money_at_once import at_once
from tests.training.payments.claimed import ClaimOffice, a_claimed_world, claim_of
from tests.training.payments.paid import AUDITOR, CITY, DISTRICT, ELSEWHERE, PAID, PHONE, SECOND, WHOLE
from tests.training.subsidies.before import (
    BEGAN,
    CLERK,
    ENDS_ON,
    FEN,
    NUMBER,
    a_publicity_of_before,
    in_order,
    objected_before,
    settled_before,
)
from training.claims.terms import ClaimAct, ClaimState, Payee
from training.claims.views.see_claim import view_of
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.terms import LineAct, LineState
from training.errors import NotFound
from training.notice.terms import Fund
from training.payments.acts.carry_over_publicity import CarryOver, carry_over_publicity
from training.payments.rules.refusals import (
    BadPayment,
    MeetingMissing,
    NobodyLeft,
    NumberMissing,
    NumberTaken,
    ObjectionsOpen,
    OnlyTheDistrictPays,
)
from training.payments.views.public_now import public_list, public_notices
from training.payments.views.see_line import see_line
from training.payments.views.see_meeting import see_meeting
from training.records.claims.claims import C1Claim, ClaimEvent, ClaimPayment
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.staff.views.find_staff import find_staff
from training.subsidies.views.find_publicity import publicities_left

SHOWN, TOLD, GONE = ClaimState.PUBLICISED, ClaimState.APPLIED, ClaimState.PAID
SAID = CarryOver(NUMBER, PHONE, Fund.UNEMPLOYMENT, "申请 9 号")


def of_before(database: Database, *states: ClaimState, **fields: object) -> tuple[ClaimOffice, UUID]:
    """One claim of each state in one publicity; without a standard, which nobody asks for."""
    people = ("王芳", "李丽", "赵敏")[: len(states)]
    office = a_claimed_world(database, *people, has_standard=False)
    office.now = PAID
    with database.writing() as session:
        claims = dict(zip(in_order(session), states, strict=True))
        return office, a_publicity_of_before(session, claims, **fields).public_id


def carry(office: ClaimOffice, publicity: UUID, draft: CarryOver = SAID, who: str = DISTRICT) -> None:
    with office.database.writing() as session:
        staff = find_staff(session, who)
        made = carry_over_publicity(session, staff, publicity, draft, now=office.now)
        office.meeting = made.public_id
        own = session.scalars(select(FinanceApplication.public_id)).one_or_none()
        office.application = own or office.application


def applied_by(database: Database, name: str, who: str) -> None:
    """Before the common chain, at the desk; commands kept nobody."""
    with database.writing() as session:
        own = select(ClaimEvent).where(ClaimEvent.claim_id == claim_of(session, name).id)
        event = session.scalars(own.where(ClaimEvent.act == ClaimAct.APPLY)).one()
        event.staff_id, event.acted_by = find_staff(session, who).id, who


def left(office: ClaimOffice) -> int:
    with office.database.reading() as session:
        return len(session.scalars(publicities_left(find_staff(session, DISTRICT))).all())


def test_whatever_is_not_paid_goes_on_where_it_stood(database: Database) -> None:
    office, publicity = of_before(database, SHOWN, TOLD, GONE)

    carry(office, publicity)

    assert office.states() == {"王芳": LineState.PUBLIC, "李丽": LineState.APPLIED}
    assert office.claims() == {"王芳": SHOWN, "李丽": TOLD, "赵敏": GONE}
    with database.reading() as session:
        meeting = session.scalars(select(SubsidyMeeting)).one()
        shown = session.scalars(select(SubsidyPublicity)).one()
        applied = session.scalars(select(FinanceApplication)).one()
        assert (meeting.number, meeting.held_on) == (NUMBER, date(2026, 8, 31))
        assert meeting.minutes.store_key == "minutes/old.pdf"
        assert (shown.public_id, shown.ends_on, shown.phone) == (publicity, ENDS_ON, PHONE)
        assert (applied.fund, applied.people, applied.amount_fen) == (Fund.UNEMPLOYMENT, 1, FEN)
        assert (applied.number, applied.applied_on) == ("申请 9 号", date(2026, 9, 9))
        lines = session.scalars(select(SubsidyLine)).all()
        assert {(each.granted_fen, each.fund, each.payee) for each in lines} == {
            (FEN, Fund.UNEMPLOYMENT, Payee.INSTITUTION)
        }
        acts = session.scalars(select(LineEvent.act)).all()
        assert acts == [LineAct.CARRY_OVER, LineAct.CARRY_OVER]
        assert session.scalar(select(func.count(ClaimPayment.id))) == 1


def test_carried_over_it_is_applied_for_and_paid_and_written_to_the_ledger(database: Database) -> None:
    office, publicity = of_before(database, SHOWN, TOLD)
    carry(office, publicity)

    office.pay({"李丽": WHOLE})
    office.apply("申请 10 号", Fund.UNEMPLOYMENT)
    office.pay({"王芳": WHOLE}, "PZ-2")

    assert set(office.claims().values()) == {GONE}
    assert [fen for _, fen, _ in office.ledger()] == [-WHOLE, -WHOLE]


def test_who_applied_before_does_not_pay_what_a_colleague_carried_over(database: Database) -> None:
    office, publicity = of_before(database, TOLD, GONE)
    applied_by(database, "王芳", SECOND)
    carry(office, publicity)

    for who in (DISTRICT, SECOND):
        with pytest.raises(SameHand):
            office.pay({"王芳": WHOLE}, who=who)

    with database.reading() as session:
        (shown,) = see_meeting(session, find_staff(session, SECOND), office.meeting, now=PAID).applications
        assert shown.hands == {find_staff(session, each).id for each in (DISTRICT, SECOND)}
    assert office.ledger() == []


def test_taken_back_and_applied_for_anew_it_is_the_later_ones(database: Database) -> None:
    office, publicity = of_before(database, TOLD)
    applied_by(database, "王芳", SECOND)
    carry(office, publicity)

    office.take_back()
    office.apply("申请 10 号", Fund.UNEMPLOYMENT)
    office.pay({"王芳": WHOLE}, who=SECOND)

    assert office.claims() == {"王芳": GONE}


def test_applied_for_anew_only_for_another_hand_it_may_have_been_paid_since_the_first_time(
    database: Database,
) -> None:
    """An office of two: the voucher of finance is older than the application that the other one made."""
    office, publicity = of_before(database, TOLD, SHOWN)
    applied_by(database, "王芳", SECOND)
    carry(office, publicity)
    office.take_back(reason="换人登记")
    office.apply("申请 9 号（换人）", Fund.UNEMPLOYMENT)

    for names, day in ((("王芳",), 8), (("王芳", "李丽"), 9), (("李丽",), 22)):
        with pytest.raises(BadPayment, match="拨付不会更早"):
            office.pay(dict.fromkeys(names, WHOLE), paid_on=date(2026, 9, day))
    office.pay({"王芳": WHOLE}, paid_on=date(2026, 9, 9))
    office.pay({"李丽": WHOLE}, "PZ-2", paid_on=date(2026, 9, 23))

    assert set(office.claims().values()) == {GONE}


def test_an_open_objection_goes_along_as_it_was_noted(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    with database.writing() as session:
        objected_before(session, in_order(session)[0], "李四反映没有学车", BEGAN)

    carry(office, publicity)

    with database.reading() as session:
        (shown,) = see_line(
            session, find_staff(session, DISTRICT), office.lines()["王芳"], now=PAID
        ).objections
        assert (shown.said, shown.noted_by, shown.noted_at) == ("李四反映没有学车", CLERK, BEGAN)
        assert shown.is_open
    assert office.acts("王芳") == ["收到异议", "转入"]
    with pytest.raises(ObjectionsOpen):
        office.apply(fund=Fund.UNEMPLOYMENT)
    office.settle("王芳")
    office.apply(fund=Fund.UNEMPLOYMENT)
    with database.reading() as session:
        assert not session.scalars(select(C1Claim)).one().has_objection


def test_each_of_them_is_settled_by_itself_and_a_new_one_frees_none(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    with database.writing() as session:
        own = in_order(session)[0]
        objected_before(session, own, "已经处理的")
        settled_before(session, own)
        objected_before(session, own, "李四反映没有学车", BEGAN + timedelta(days=3))
        objected_before(session, own, "张三反映没有上班", BEGAN + timedelta(days=4))
    carry(office, publicity)
    first, second = office.objections("王芳")

    office.settle("王芳", which=second)

    with pytest.raises(ObjectionsOpen):
        office.apply(fund=Fund.UNEMPLOYMENT)
    office.settle("王芳", which=first)
    office.apply(fund=Fund.UNEMPLOYMENT)
    assert office.states() == {"王芳": LineState.APPLIED}


def test_a_claim_that_is_held_and_nobody_knows_by_whom_can_be_settled_too(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    with database.writing() as session:
        session.scalars(select(C1Claim)).one().has_objection = True
    carry(office, publicity)

    office.settle("王芳")

    office.apply(fund=Fund.UNEMPLOYMENT)
    assert office.states() == {"王芳": LineState.APPLIED}


def test_an_objection_that_is_right_leaves_nothing_of_the_old_publicity_in_the_claim(
    database: Database,
) -> None:
    office, publicity = of_before(database, SHOWN)
    with database.writing() as session:
        objected_before(session, in_order(session)[0], "李四反映没有学车")
    carry(office, publicity)

    office.settle("王芳", upheld=True)

    with database.reading() as session:
        money = view_of(session, session.scalars(select(C1Claim)).one(), now=PAID).money
        assert (money.granted_fen, money.ends_on, money.payee, money.publicity_id) == (None,) * 4
    assert office.claims() == {"王芳": ClaimState.WAITING}


@pytest.mark.parametrize("today", [ENDS_ON])
def test_the_public_reads_it_once_under_the_same_address(database: Database, today: date) -> None:
    office, publicity = of_before(database, SHOWN)
    now = PAID.replace(month=9, day=8, hour=2)
    with database.reading() as session:
        (before,) = public_notices(session, now=now)
    office.now = now
    carry(office, publicity)

    with database.reading() as session:
        (after,) = public_notices(session, now=now)
        people = public_list(session, publicity, now=now).people

    assert (before.public_id, after.public_id) == (publicity, publicity)
    assert (before.phone, after.phone, after.schemes) == ("12333", PHONE, "C1补贴")
    assert [(each.name, each.amount_fen) for each in people] == [("王芳", FEN)]


@pytest.mark.parametrize("states", [(SHOWN,), (TOLD,), (SHOWN, GONE)])
def test_it_is_carried_over_once_and_waits_until_then(
    database: Database, states: tuple[ClaimState, ...]
) -> None:
    office, publicity = of_before(database, *states)
    assert left(office) == 1
    carry(office, publicity)
    assert left(office) == 0

    with pytest.raises(NobodyLeft):
        carry(office, publicity, CarryOver("会议 2 号", PHONE, Fund.EMPLOYMENT, "申请 11 号"))


def test_what_was_paid_before_stays_where_it_was_recorded(database: Database) -> None:
    office, publicity = of_before(database, GONE)

    assert left(office) == 0
    with pytest.raises(NobodyLeft):
        carry(office, publicity)

    with database.reading() as session:
        money = view_of(session, session.scalars(select(C1Claim)).one(), now=PAID).money
        assert (money.paid_fen, money.publicity_id, money.line_id) == (FEN, publicity, None)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (CarryOver(" ", PHONE, Fund.EMPLOYMENT, "申请 9 号"), NumberMissing),
        (CarryOver(NUMBER, "无", Fund.EMPLOYMENT, "申请 9 号"), NumberMissing),
        (CarryOver(NUMBER, PHONE, Fund.EMPLOYMENT), NumberMissing),
    ],
)
def test_what_was_never_kept_is_said_before_anything_goes_on(
    database: Database, draft: CarryOver, refusal: type[Exception]
) -> None:
    office, publicity = of_before(database, TOLD)

    with pytest.raises(refusal):
        carry(office, publicity, draft)

    assert office.states() == {}


def test_a_publicity_without_amount_or_payee_asks_for_them(database: Database) -> None:
    office, publicity = of_before(database, SHOWN, amount_fen=None, payee=None, minutes=None)
    with pytest.raises(MeetingMissing, match="每人补贴金额"):
        carry(office, publicity)
    with pytest.raises(MeetingMissing, match="拨付对象"):
        carry(office, publicity, CarryOver(NUMBER, PHONE, Fund.EMPLOYMENT, amount_fen=100_000))

    carry(
        office,
        publicity,
        CarryOver(NUMBER, PHONE, Fund.EMPLOYMENT, amount_fen=100_000, payee=Payee.TRAINEE),
    )

    with database.reading() as session:
        line = session.scalars(select(SubsidyLine)).one()
        assert (line.granted_fen, line.payee) == (100_000, Payee.TRAINEE)
        assert session.scalars(select(SubsidyMeeting)).one().minutes is None


def test_a_number_that_the_district_has_already_is_refused(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)
    with database.writing() as session:
        staff = find_staff(session, DISTRICT)
        by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": PAID}
        row = {"district_id": staff.district_id, "number": NUMBER, "held_on": ENDS_ON}
        session.add(SubsidyMeeting(**row, **by))

    with pytest.raises(NumberTaken):
        carry(office, publicity)


def test_only_the_own_district_carries_it_over(database: Database) -> None:
    office, publicity = of_before(database, SHOWN)

    for who, refusal in ((CITY, OnlyTheDistrictPays), (AUDITOR, OnlyTheDistrictPays), (ELSEWHERE, NotFound)):
        with pytest.raises(refusal):
            carry(office, publicity, who=who)

    assert office.states() == {}


def test_two_who_carry_it_over_at_once_do_it_once(database: Database) -> None:
    office, publicity = of_before(database, SHOWN, TOLD)

    assert at_once(lambda _: carry(office, publicity)) == [False, True]

    assert len(office.states()) == 2
