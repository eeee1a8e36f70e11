"""A trainee reads plainly whether a subsidy is paid, and why not, once that counts (R19)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.training.eligibility.judging import FELLOW, NO, NUMBER, Judging, judging
from tests.training.eligibility.pricing import a_list
from tests.webapp.conftest import World
from tests.webapp.trainees.test_trainee import text
from training.claims.terms import Payee
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind, LineAct, LineState
from training.records.classes.trainees import Enrolment, Trainee
from training.records.subsidies.lines import SubsidyLine
from webapp.trainees.pages.subsidy import SAID, subsidy_card


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


@pytest.mark.parametrize("payee", [None, *Payee])
@pytest.mark.parametrize("state", LineState)
def test_every_state_but_a_lapsed_one_has_its_sentence(state, payee):
    line = SubsidyLine(state=state, granted_fen=90_000, payee=payee, reasons=[], override_reason="")

    card = subsidy_card(line)

    assert (card is None) is (state is LineState.LAPSED)
    assert card is None or "{" not in card.sentence
    assert set(SAID) == set(LineState) - {LineState.LAPSED}
