"""R10, R19: one training is paid for once, by a voucher with a face value or by a subsidy."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.builders import at_once
from tests.training.checks.checking import COLLEAGUE
from tests.training.eligibility.judging import CITY, DISTRICT, Judging, a_qualified_class, judging
from tests.training.vouchers.booked import FACE, USED, a_used_voucher
from training.eligibility.rules.judging import ReasonIsHard, Wish
from training.eligibility.terms import LineAct, LineState
from training.records.classes.trainees import Trainee
from training.records.vouchers.vouchers import Voucher, VoucherMoney
from training.staff.views.find_staff import find_staff
from training.vouchers.acts.ask_reopen import ReopenDraft, ask_reopen
from training.vouchers.acts.decide_reopen import decide_reopen
from training.vouchers.acts.note_move import Verdict
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.rules.closing import HadBefore, PaidOtherwise
from training.vouchers.rules.face_money import MoneyMissing, Stated
from training.vouchers.terms import FaceMoney, VoucherState

ELIGIBLE, EXCLUDED = LineState.ELIGIBLE, LineState.EXCLUDED
UNTIL_APPLIED = (LineAct.GRANT, LineAct.PUBLICISE, LineAct.APPLY)


def use_voucher(one: Judging, face_fen: int | None = FACE, name: str = "学员1") -> UUID:
    """Of one person, booked for the class; its key."""
    with one.database.writing() as session:
        return a_used_voucher(session, name, find_staff(session, DISTRICT), face_fen)


def write_off(one: Judging, key: UUID) -> None:
    one.change(lambda session: write_off_vouchers(session, find_staff(session, CITY), [key], now=one.now))


def state(one: Judging, key: UUID) -> VoucherState:
    with one.database.reading() as session:
        return session.scalars(select(Voucher.state).where(Voucher.public_id == key)).one()


def test_whoever_paid_by_a_voucher_is_not_paid_for_again_and_nobody_overrides_it(database):
    one = judging(database)
    write_off(one, use_voucher(one))

    assert one.reasons() == {"学员1": ["已用培训券结算"], "学员2": []}
    with pytest.raises(ReasonIsHard, match="已用培训券结算"):
        one.judge(学员1=Wish(is_eligible=True, reason="家里困难"))
    one.judge()
    assert one.lines() == {"学员1": EXCLUDED, "学员2": ELIGIBLE}


@pytest.mark.parametrize("face_fen", [None, 1])
def test_only_a_voucher_with_a_face_value_pays(database, face_fen):
    one = judging(database)
    write_off(one, use_voucher(one, face_fen))

    assert one.reasons()["学员1"] == ([] if face_fen is None else ["已用培训券结算"])


def test_one_that_is_used_and_not_written_off_has_paid_nothing_yet(database):
    one = judging(database)
    use_voucher(one)

    assert one.reasons()["学员1"] == []


def test_who_was_judged_before_goes_no_further_once_the_voucher_is_written_off(database):
    one = judging(database)
    key = use_voucher(one)
    one.judge()
    one.move(LineAct.GRANT, LineAct.PUBLICISE)

    write_off(one, key)

    assert one.holding() == {"学员2"}


@pytest.mark.parametrize("acts", [UNTIL_APPLIED, (*UNTIL_APPLIED, LineAct.PAY)])
def test_once_money_was_applied_for_the_voucher_is_not_written_off(database, acts):
    one = judging(database)
    key = use_voucher(one)
    one.judge()
    one.move(*acts)

    with pytest.raises(PaidOtherwise, match=USED):
        write_off(one, key)
    assert one.holding() == {"学员1", "学员2"}


def test_after_the_money_came_back_it_is(database):
    one = judging(database)
    key = use_voucher(one)
    one.judge()
    one.move(*UNTIL_APPLIED, LineAct.PAY, LineAct.RECOVER)

    write_off(one, key)

    assert one.reasons()["学员1"] == ["已用培训券结算"]


def test_a_voucher_without_a_face_value_is_written_off_beside_a_subsidy(database):
    one = judging(database)
    key = use_voucher(one, None)
    one.judge()
    one.move(*UNTIL_APPLIED, LineAct.PAY)

    write_off(one, key)

    assert state(one, key) is VoucherState.WRITTEN_OFF


def test_taken_back_by_two_it_stands_in_nobodys_way(database):
    one = judging(database)
    key = use_voucher(one)
    write_off(one, key)
    agreed = Verdict(is_approved=True, note="")
    back = ReopenDraft("核销错了", Stated(FaceMoney.RETURNED, FACE, one.now.date(), "TK-1"))
    one.change(lambda rows: ask_reopen(rows, find_staff(rows, CITY), key, back, now=one.now))
    one.change(lambda rows: decide_reopen(rows, find_staff(rows, COLLEAGUE), key, agreed, now=one.now))

    one.judge()

    assert one.lines()["学员1"] == ELIGIBLE


DAY = date(2026, 3, 9)
"""Of the 核销 and of today; the day before is too early, the one after is not there yet."""
NOT_WHOLE = (
    Stated(),
    Stated(FaceMoney.NOT_PAID),
    Stated(FaceMoney.RETURNED, FACE, DAY),
    Stated(FaceMoney.RETURNED, FACE - 1, DAY, "TK-1"),
    Stated(FaceMoney.RETURNED, FACE + 1, DAY, "TK-1"),
    Stated(FaceMoney.RETURNED, None, DAY, "TK-1"),
    Stated(FaceMoney.RETURNED, FACE, None, "TK-1"),
    Stated(FaceMoney.RETURNED, FACE, DAY - timedelta(days=1), "TK-1"),
    Stated(FaceMoney.RETURNED, FACE, DAY + timedelta(days=1), "TK-1"),
)


def test_while_its_money_is_not_said_to_be_back_whole_it_stays_written_off_and_frees_nothing(database):
    one = judging(database)
    key = use_voucher(one)
    write_off(one, key)
    assert one.now.date() == DAY

    for said in NOT_WHOLE:
        with pytest.raises(MoneyMissing):
            one.change(
                lambda rows, said=said: ask_reopen(
                    rows, find_staff(rows, CITY), key, ReopenDraft("核销错了", said), now=one.now
                )
            )

    assert one.reasons()["学员1"] == ["已用培训券结算"]


def test_of_money_that_never_went_out_one_says_by_which_paper(database):
    one = judging(database)
    key = use_voucher(one)
    write_off(one, key)
    said = ReopenDraft("核销错了", Stated(FaceMoney.NOT_PAID, FACE, DAY, " 3 月结算单没有它 "))

    one.change(lambda rows: ask_reopen(rows, find_staff(rows, CITY), key, said, now=one.now))

    with one.database.reading() as session:
        kept = session.scalars(select(VoucherMoney)).one()
        assert (kept.stand, kept.returned_fen, kept.reference) == (
            FaceMoney.NOT_PAID,
            None,
            "3 月结算单没有它",
        )


def test_what_a_voucher_paid_for_in_another_class_counts_as_had(database):
    one = judging(database)
    write_off(one, use_voucher(one))

    def filed_again(session):
        people = list(session.scalars(select(Trainee).order_by(Trainee.id)))
        a_qualified_class(session, "BT-M", people, starts_on=MONDAY + timedelta(days=42))

    one.change(filed_again)
    one.now = at(date(2026, 4, 20), "09:00")

    found = one.proposal("BT-M").people[0].reasons[0]
    assert (found.exclusion.value, "在班级 BT-L 的培训券享受补贴" in found.office) == ("同工种未满期", True)
    assert one.reasons("BT-M")["学员2"] == []


def filed_again(one: Judging, **about: object) -> None:
    """BT-M of the same people, six weeks after BT-L."""

    def again(session):
        people = list(session.scalars(select(Trainee).order_by(Trainee.id)))
        a_qualified_class(session, "BT-M", people, starts_on=MONDAY + timedelta(days=42), **about)

    one.change(again)
    one.now = at(date(2026, 4, 20), "09:00")


def test_who_was_judged_first_for_the_trade_has_it_and_a_voucher_of_another_class_does_not_pay_too(database):
    one = judging(database)
    key = use_voucher(one)
    filed_again(one)
    one.judge("BT-M")

    with pytest.raises(HadBefore, match=f"券 {USED}：同一工种已在班级 BT-M 享受补贴"):
        write_off(one, key)


def test_a_voucher_of_another_trade_is_written_off_beside_a_subsidy(database):
    one = judging(database)
    key = use_voucher(one)
    filed_again(one, trade="钢筋工")
    one.judge("BT-M")

    write_off(one, key)

    assert state(one, key) is VoucherState.WRITTEN_OFF


def test_one_without_a_face_value_pays_nothing_and_is_written_off(database):
    one = judging(database)
    key = use_voucher(one, None)
    filed_again(one)
    one.judge("BT-M")

    write_off(one, key)

    assert state(one, key) is VoucherState.WRITTEN_OFF


def test_judged_in_one_class_and_written_off_in_another_at_the_same_moment_one_of_them_counts(database):
    one = judging(database)
    key = use_voucher(one)
    filed_again(one)

    met = at_once(lambda: write_off(one, key), lambda: one.judge("BT-M"))

    paid = one.lines("BT-M")["学员1"]
    assert (met, paid) in (([None, None], EXCLUDED), ([HadBefore, None], ELIGIBLE))
