"""「按规定及时拨付相关培训机构」 (R22), of one fund (R65): never more than granted, and once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import at
from tests.training.payments.paid import (
    APPLIED,
    CITY,
    DISTRICT,
    ELSEWHERE,
    PAID,
    WHOLE,
    Priced,
    a_judged_world,
    an_applied_world,
    to_applied,
)
from training.claims.terms import Payee
from training.classes.views.find_class import find_district
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.ledgers.acts.carry_over import carry_over
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.notes import ReasonMissing
from training.notice.terms import Fund
from training.payments.rules.refusals import (
    ApplicationEnded,
    BadPayment,
    BadReceipt,
    FundsMixed,
    HoldsNoMore,
    NotApplied,
    NumberMissing,
    NumberTaken,
    OnlyTheDistrictPays,
    PaidTooMuch,
    PayeeMissing,
    PayeesMixed,
    RecoveredTooMuch,
    SumDiffers,
)
from training.payments.rules.undoing import DemandEnded
from training.records.ledgers.entries import LedgerEntry
from training.records.outbox.alerts import Alert
from training.records.payments.payments import Payment
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.find_staff import find_staff

ONE = {"王芳": WHOLE}
BOTH = {"王芳": WHOLE, "李丽": WHOLE}
DAY = timedelta(days=1)


def test_a_payment_is_a_line_of_the_ledger(database: Database) -> None:
    office = an_applied_world(database)

    office.pay(BOTH)

    assert set(office.states().values()) == {LineState.PAID}
    with database.reading() as session:
        entry = session.scalars(select(LedgerEntry)).one()
        own = (entry.amount_fen, entry.fund, entry.voucher, entry.counterpart, entry.on_day)
        assert own == (-2 * WHOLE, Fund.EMPLOYMENT, "PZ-1", "包头市第一培训学校", PAID.date())
        assert entry.training_class is not None
        assert entry.training_class.class_number == "BT-1"


def test_of_several_classes_the_ledger_names_none_and_of_people_no_name(database: Database) -> None:
    to_people = Priced(payee=Payee.TRAINEE)
    office = to_applied(
        a_judged_world(database, ("BT-1", ("王芳",), to_people), ("BT-2", ("李丽",), to_people))
    )

    office.pay(BOTH)

    with database.reading() as session:
        entry = session.scalars(select(LedgerEntry)).one()
        assert (entry.counterpart, entry.class_id) == ("学员本人（2 人）", None)


@pytest.mark.parametrize("amount", [WHOLE + 1, 2 * WHOLE])
def test_not_a_fen_more_than_was_granted(database: Database, amount: int) -> None:
    office = an_applied_world(database)

    with pytest.raises(PaidTooMuch, match=r"王芳 1,200\.00 元"):
        office.pay({"王芳": amount})

    assert office.ledger() == []


def test_less_than_was_granted_takes_a_reason(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(BadPayment, match="写明原因"):
        office.pay({"王芳": WHOLE - 1})
    office.pay({"王芳": WHOLE - 1}, reason="财政核减")

    assert office.ledger() == [("拨付", -(WHOLE - 1), "PZ-1")]


@pytest.mark.parametrize("amount", [0, -1])
def test_nobody_is_paid_nothing(database: Database, amount: int) -> None:
    office = an_applied_world(database)

    with pytest.raises(BadPayment):
        office.pay({"王芳": amount}, reason="试")


def test_the_parts_come_to_what_the_voucher_says(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(SumDiffers, match=r"凭证金额 2,400\.01 元，各人合计 2,400\.00 元"):
        office.pay(BOTH, total=2 * WHOLE + 1)


def test_a_line_of_another_fund_is_refused_in_this_payment(database: Database) -> None:
    office = a_judged_world(
        database, ("BT-1", ("王芳",), Priced()), ("BT-2", ("李丽",), Priced(WHOLE, Fund.UNEMPLOYMENT))
    )
    office.grant()
    office.publicise()
    office.now = APPLIED
    office.apply("申请 1 号", Fund.UNEMPLOYMENT)
    office.apply("申请 2 号", Fund.EMPLOYMENT)
    office.now = PAID

    with pytest.raises(FundsMixed, match="李丽不在这份就业补助资金的申请里"):
        office.pay(BOTH)

    assert office.ledger() == []


def test_two_schools_or_a_school_and_a_person_are_two_payments(database: Database) -> None:
    office = to_applied(
        a_judged_world(
            database, ("BT-1", ("王芳",), Priced()), ("BT-2", ("李丽",), Priced(payee=Payee.TRAINEE))
        )
    )

    with pytest.raises(PayeesMixed):
        office.pay(BOTH)
    office.pay(ONE)
    office.pay({"李丽": WHOLE}, "PZ-2")


@pytest.mark.parametrize("voucher", ["PZ-1", " pz-1 ", "ＰＺ-1"])
def test_a_voucher_pays_once_however_it_is_written(database: Database, voucher: str) -> None:
    office = an_applied_world(database)
    office.pay(ONE)

    with pytest.raises(NumberTaken):
        office.pay({"李丽": WHOLE}, voucher)


def test_a_payment_has_a_voucher(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(NumberMissing, match="凭证号"):
        office.pay(ONE, " ")


def test_it_was_paid_between_the_application_and_today(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(BadPayment, match="不会更早"):
        office.pay(ONE, paid_on=APPLIED.date() - DAY)
    with pytest.raises(BadPayment, match="不能晚于今天"):
        office.pay(ONE, paid_on=PAID.date() + DAY)
    office.pay(ONE, paid_on=APPLIED.date())
    office.pay({"李丽": WHOLE}, "PZ-2", paid_on=PAID.date())


def test_whoever_applied_does_not_record_the_payment(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(SameHand):
        office.pay(BOTH, who=DISTRICT)


def test_only_the_own_district_pays(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(OnlyTheDistrictPays):
        office.pay(BOTH, who=CITY)
    with pytest.raises(NotFound):
        office.pay(BOTH, who=ELSEWHERE)


def test_nobody_is_paid_twice(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(ONE)

    with pytest.raises(LineStandsElsewhere, match="已拨付"):
        office.pay(BOTH, "PZ-2")

    assert office.ledger() == [("拨付", -WHOLE, "PZ-1")]


def test_who_ceased_to_hold_after_the_application_is_not_paid(database: Database) -> None:
    office = an_applied_world(database)
    office.list_anew()

    with pytest.raises(HoldsNoMore, match="王芳、李丽的核定已经不成立"):
        office.pay(BOTH)


def test_a_new_version_of_the_list_holds_back_only_of_whom_it_says_something_else(database: Database) -> None:
    office = an_applied_world(database)
    office.list_anew(off=("李丽",))

    with pytest.raises(HoldsNoMore, match=r"^李丽的核定已经不成立"):
        office.pay(BOTH)
    office.pay(ONE)

    assert office.states() == {"王芳": LineState.PAID, "李丽": LineState.APPLIED}


def test_a_new_version_that_says_the_same_holds_nobody_back_from_the_meeting_to_the_payment(
    database: Database,
) -> None:
    office = a_judged_world(database)
    office.list_anew(off=())
    office.grant()
    office.publicise()
    office.now = APPLIED
    office.apply()
    office.now = PAID

    office.pay(BOTH)

    assert set(office.states().values()) == {LineState.PAID}


def test_an_application_that_finance_gave_back_is_made_anew(database: Database) -> None:
    office = an_applied_world(database)

    office.take_back()

    assert set(office.states().values()) == {LineState.PUBLIC}
    with pytest.raises(ApplicationEnded, match="已经撤回"):
        office.pay(BOTH)
    with pytest.raises(ApplicationEnded):
        office.take_back()
    office.apply("申请 2 号")
    office.pay(BOTH)
    assert office.acts("王芳")[-4:] == ["申请拨付", "撤回申请", "申请拨付", "拨付"]


def test_once_somebody_was_paid_an_application_is_not_given_back(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(ONE)

    with pytest.raises(ApplicationEnded, match="已经有拨付"):
        office.take_back()


def test_giving_back_takes_a_reason(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(ReasonMissing):
        office.take_back(" ")


def test_money_that_came_back_is_a_line_of_the_ledger_and_the_school_is_told(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(BOTH)

    demanded = office.demand("王芳", WHOLE)
    assert office.states()["王芳"] is LineState.PAID
    office.receive("王芳", demanded)

    assert office.states() == {"王芳": LineState.RECOVERED, "李丽": LineState.PAID}
    assert office.ledger() == [("拨付", -2 * WHOLE, "PZ-1"), ("追回", WHOLE, "HD-1")]
    with database.reading() as session:
        alert = session.scalars(select(Alert).where(Alert.kind == "recovery_demanded")).one()
        assert "王芳的补贴 1,200.00 元要追回：重复享受" in alert.text


def test_a_person_who_was_paid_gets_no_alert_of_the_school(database: Database) -> None:
    office = to_applied(a_judged_world(database, ("BT-1", ("王芳",), Priced(payee=Payee.TRAINEE))))
    office.pay(ONE)

    office.demand("王芳", WHOLE)

    with database.reading() as session:
        assert session.scalars(select(Alert).where(Alert.kind == "recovery_demanded")).all() == []


def test_not_a_fen_more_comes_back_than_was_paid_and_not_demanded_yet(database: Database) -> None:
    office = an_applied_world(database)
    office.pay({"王芳": WHOLE - 100}, reason="财政核减")

    with pytest.raises(RecoveredTooMuch, match=r"1,199\.00 元"):
        office.demand("王芳", WHOLE - 99)
    first = office.demand("王芳", 1)
    with pytest.raises(RecoveredTooMuch):
        office.demand("王芳", WHOLE - 100)
    second = office.demand("王芳", WHOLE - 101)
    with pytest.raises(RecoveredTooMuch):
        office.demand("王芳", 1)

    office.receive("王芳", first)
    assert office.states()["王芳"] is LineState.PAID
    office.receive("王芳", second, "HD-2")
    assert office.states()["王芳"] is LineState.RECOVERED


def test_what_came_back_came_back_once_between_the_payment_and_today(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(BOTH)
    demanded = office.demand("王芳", 1)

    with pytest.raises(BadReceipt, match="不会更早"):
        office.receive("王芳", demanded, received_on=PAID.date() - DAY)
    with pytest.raises(BadReceipt, match="不能晚于今天"):
        office.receive("王芳", demanded, received_on=PAID.date() + DAY)
    office.receive("王芳", demanded)
    with pytest.raises(DemandEnded, match="已经全部到账"):
        office.receive("王芳", demanded)


def test_a_demand_is_of_its_own_person(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(BOTH)
    demanded = office.demand("王芳", 1)

    with pytest.raises(NotFound):
        office.receive("李丽", demanded)


def test_what_was_not_paid_is_not_demanded_back(database: Database) -> None:
    office = an_applied_world(database)

    with pytest.raises(NotFound):
        office.demand("王芳", 1)


def test_who_demanded_money_back_does_not_say_that_it_came(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(BOTH)
    demanded = office.demand("王芳", WHOLE)

    with pytest.raises(SameHand):
        office.receive("王芳", demanded, who=DISTRICT)

    assert office.states()["王芳"] is LineState.PAID


def test_a_payment_of_a_closed_year_stands_on_the_first_day_of_the_open_one(database: Database) -> None:
    """Finance paid on 30 December, the district carried 2026 over, and only then was it written down."""
    office = an_applied_world(database)
    office.now = at(date(2027, 1, 12), "09:00")
    with database.writing() as session:
        district_id, writer = find_district(session, "昆都仑区").id, find_staff(session, DISTRICT)
        own = (
            district_id,
            Fund.EMPLOYMENT,
            date(2026, 12, 1),
            EntryKind.ALLOTTED,
            5 * WHOLE,
            "拨1",
            "补贴资金",
        )
        write_entry(session, NewEntry(*own), writer, now=office.now)
        carry_over(session, writer, Fund.EMPLOYMENT, 2026, 5 * WHOLE, now=office.now)

    office.pay(ONE, paid_on=date(2026, 12, 30))

    with database.reading() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.voucher == "PZ-1")).one()
        assert (entry.on_day, entry.year, entry.ordinal) == (date(2027, 1, 1), 2027, 2)
        assert entry.summary == "拨付培训补贴 1 人，申请 申请 1 号，补记 2026-12-30 拨付（2026 年账已结转）"
        payment = session.scalars(select(Payment)).one()
        assert (payment.paid_on, payment.year) == (date(2026, 12, 30), 2026)


def test_who_receives_it_is_not_guessed(database: Database) -> None:
    office = an_applied_world(database)
    with database.writing() as session:
        session.execute(update(SubsidyLine).values(payee=None))

    with pytest.raises(PayeeMissing, match="王芳的补贴没有注明拨给谁"):
        office.pay(ONE)


def test_one_person_is_withdrawn_although_another_of_the_application_was_paid(database: Database) -> None:
    office = an_applied_world(database)
    office.pay(ONE)

    with pytest.raises(ReasonMissing):
        office.withdraw("李丽", " ")
    with pytest.raises(NotApplied):
        office.withdraw("王芳")
    office.withdraw("李丽")

    assert office.states() == {"王芳": LineState.PAID, "李丽": LineState.PUBLIC}
    with pytest.raises(FundsMixed):
        office.pay({"李丽": WHOLE}, "PZ-2")
    office.application = office.apply("申请 2 号")
    office.pay({"李丽": WHOLE}, "PZ-2")
    assert office.ledger() == [("拨付", -WHOLE, "PZ-1"), ("拨付", -WHOLE, "PZ-2")]
