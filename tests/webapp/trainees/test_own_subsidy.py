"""A trainee reads plainly whether a subsidy is paid, and why not, once that counts (R19)."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.training.eligibility.judging import FELLOW, NO, NUMBER, Judging, judging
from tests.training.eligibility.pricing import a_list
from tests.webapp.conftest import World
from tests.webapp.trainees.test_trainee import text
from training.claims.terms import Payee
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind, LineAct, LineState
from training.payments.views.shown import Paid
from training.records.classes.trainees import Enrolment, Trainee
from training.records.payments.meetings import SubsidyPublicity
from training.records.subsidies.lines import SubsidyLine
from webapp.trainees.pages.subsidy import SAID, SubsidyCard, subsidy_card


@pytest.fixture
def one(bare: World) -> Judging:
    """学员2 is employed, as a list of the city says."""
    made = judging(bare.database)
    bare.now = made.now

    def employed(session):
        person = session.scalars(select(Trainee).where(Trainee.name == "学员2")).one()
        a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)})

    made.change(employed)
    return made


def reader(world: World, one: Judging, ordinal: int) -> Callable[[], str]:
    """What 学员N, signed in, reads about the result of the class."""
    with one.database.reading() as session:
        of_person = select(Enrolment).join(Trainee).where(Trainee.name == f"学员{ordinal}")
        key = session.scalars(of_person).one().public_id
    client = world.signed_in(f"137{ordinal:08}")
    return lambda: text(client.get(f"/classes/{key}/result"))


def test_whoever_is_not_paid_for_reads_plainly_why_and_whom_to_ask(bare, one):
    read = reader(bare, one, 2)
    assert "补贴" not in read()

    one.judge()

    shown = read()
    assert "补贴 不可补贴" in shown
    assert "您在培训期间有在职参保记录（数据截止 2026-01-01）" in shown
    assert "请联系班级所在旗县区的人社部门" in shown
    assert "市社保中心" not in shown


def test_the_amount_is_told_only_once_it_was_granted(bare, one):
    read = reader(bare, one, 1)
    one.judge()
    assert "可补贴 旗县区核定可以补贴，等开会审定金额" in read()
    assert "1,000.00" not in read()

    def granted(session):
        for each in session.scalars(select(SubsidyLine).where(SubsidyLine.amount_fen.is_not(None))):
            each.granted_fen = 90_000

    one.change(granted)
    one.move(LineAct.GRANT, LineAct.PUBLICISE, LineAct.APPLY, LineAct.PAY)

    assert "已拨付 已拨付 900.00 元给培训机构。" in read()


def test_nothing_is_told_while_a_second_person_has_not_signed(bare, one):
    read = reader(bare, one, 2)
    one.judge(学员2=Wish(is_eligible=True, reason="见证明"))
    assert "补贴" not in read()

    one.second(NO, who=FELLOW, number=NUMBER)

    assert "补贴" not in read()


def test_what_the_district_wrote_of_somebody_it_does_not_pay_for_the_person_reads(bare, one):
    read = reader(bare, one, 1)
    one.judge(学员1=Wish(is_eligible=False, reason="本人书面放弃"))

    assert "旗县区的说明：本人书面放弃" in read()


def a_card(state: LineState, payee: Payee, paid: Paid | None = None, **values: object) -> SubsidyCard:
    told = {"granted_fen": 90_000, "reasons": [], "override_reason": "", "has_objection": False, **values}
    card = subsidy_card(SubsidyLine(state=state, payee=payee, **told), paid)
    assert card is not None
    return card


def test_who_is_paid_reads_how_much_and_on_which_day():
    card = a_card(LineState.PAID, Payee.TRAINEE, Paid(80_000, "PZ-1", date(2026, 9, 23)))

    assert card.sentence == "已拨付 800.00 元给您本人。"
    assert card.facts == (("拨付日期", "2026-09-23"),)
    assert card.note == ""


def test_of_money_for_the_school_it_is_said_that_it_comes_to_no_account_of_the_person():
    card = a_card(LineState.PAID, Payee.INSTITUTION, Paid(90_000, "PZ-1", date(2026, 9, 23)))

    assert card.sentence == "已拨付 900.00 元给培训机构。"
    assert "不发到您的账户" in card.note


def test_what_is_demanded_back_is_told_with_what_came():
    card = a_card(LineState.PAID, Payee.TRAINEE, Paid(90_000, "PZ-1", date(2026, 9, 23), 50_000, 20_000))

    assert card.facts[1] == ("要求退回", "500.00 元，已退回 200.00 元")


@pytest.mark.parametrize(
    ("payee", "said", "asked"),
    [
        (Payee.TRAINEE, "这笔补贴已经退回。", "要求退回"),
        (Payee.INSTITUTION, "由机构退回，不用您办什么，您也不欠款", "要求培训机构退回"),
    ],
)
def test_what_came_back_is_told_as_his_who_had_received_it(payee, said, asked):
    card = a_card(LineState.RECOVERED, payee, Paid(90_000, "PZ-1", date(2026, 9, 23), 90_000, 90_000))

    assert said in card.sentence
    assert card.facts[1][0] == asked


@pytest.mark.parametrize(
    ("latest_on", "said"),
    [
        (None, "2026-09-15 至 2026-09-21"),
        (
            date(2026, 9, 28),
            "2026-09-15 至 2026-09-21（放假安排未公布，暂按法定节日和周末推算，最晚到 2026-09-28）",
        ),
    ],
)
def test_while_it_is_public_the_person_reads_until_when(latest_on, said):
    days = {"begins_on": date(2026, 9, 15), "ends_on": date(2026, 9, 21), "latest_on": latest_on}

    card = a_card(LineState.PUBLIC, Payee.TRAINEE, publicity=SubsidyPublicity(**days))

    assert card.facts == (("公示期", said),)


def test_an_objection_is_told_and_not_who_made_it():
    card = a_card(LineState.PUBLIC, Payee.TRAINEE, has_objection=True)

    assert (card.tone, "收到异议" in card.sentence) == ("bad", True)


@pytest.mark.parametrize("payee", [None, *Payee])
@pytest.mark.parametrize("state", LineState)
def test_every_state_but_a_lapsed_one_has_its_sentence(state, payee):
    line = SubsidyLine(state=state, granted_fen=90_000, payee=payee, reasons=[], override_reason="")

    card = subsidy_card(line)

    assert (card is None) is (state is LineState.LAPSED)
    assert card is None or "{" not in card.sentence
    assert set(SAID) == set(LineState) - {LineState.LAPSED}
