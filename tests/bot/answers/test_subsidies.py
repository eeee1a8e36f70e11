"""待核定: what waits for a signature before the money is looked at in the chat, not signed there (R19)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bot.answers.chatting import Conversation, buttons_of
from tests.training.checks.checking import AUDITOR, OTHER_DISTRICT, SCHOOL
from tests.training.eligibility.judging import DISTRICT, FELLOW, NUMBER, Judging, judging
from tests.training.eligibility.pricing import a_list
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import ComparedKind
from training.records.classes.trainees import Trainee
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


def employ(session: Session) -> None:
    """学员2 is, as a list of the city says."""
    person = session.scalars(select(Trainee).where(Trainee.name == "学员2")).one()
    a_list(session, ComparedKind.EMPLOYED, {person.id_number: (None, None)})


@pytest.fixture
def one(database) -> Judging:
    return judging(database)


@pytest.fixture
def chat(one, tmp_path) -> Conversation:
    with one.database.writing() as session:
        for each in (DISTRICT, AUDITOR, SCHOOL, OTHER_DISTRICT):
            know_in_chat(session, find_staff(session, each), each)
    return Conversation(one.database, tmp_path, one.now)


def test_a_list_waits_with_how_many_would_be_paid_for_until_it_is_judged(one, chat):
    waits, of_auditor = chat.say(DISTRICT, "待核定"), chat.say(AUDITOR, "核定")
    one.judge()

    assert "待核定 1 个班" in waits
    assert "合格 2 人，建议可补贴 2 人，每人 1,000.00 元" in waits
    assert "在网页里核定" in waits
    assert f"班级 {NUMBER}" in buttons_of(waits)
    assert "在网页里查看" in of_auditor
    assert "没有等补贴核定的班" in chat.say(DISTRICT, "待核定")
    assert "没有等补贴核定的班" in chat.say(OTHER_DISTRICT, "待核定")


def test_what_waits_for_a_second_signature_is_said_to_and_nobody_is_named(one, chat):
    one.change(employ)
    one.judge(学员2=Wish(is_eligible=True, reason="见证明"))

    waits = chat.say(DISTRICT, "待核定")
    one.second(who=FELLOW)

    assert "待第二人签字" in waits
    assert "学员2" not in waits
    assert "没有等补贴核定的班" in chat.say(DISTRICT, "待核定")


def test_a_school_is_told_that_the_offices_do_it(chat):
    assert "由市本级和旗县区办理" in chat.say(SCHOOL, "待核定")
