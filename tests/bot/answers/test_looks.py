"""What the chat shows of people is on record; whom it was asked about is not written out (PIPL art. 51)."""

from pathlib import Path

import pytest

from tests.bot.answers.chatting import Conversation
from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from tests.webapp.web.test_security_events import told
from training.database import Database
from training.notice.terms import Role
from training.privacy.terms import Door
from training.privacy.views.list_looks import Wanted, list_looks
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

__all__ = ["told"]
LIMIN, STRANGER = "limin", "stranger"


@pytest.fixture
def talk(database: Database, tmp_path: Path) -> Conversation:
    with database.writing() as session:
        staff = add_staff(session, "李敏", Role.CITY, None, None, now=at(MONDAY, "08:00"))
        know_in_chat(session, staff, LIMIN)
        an_enrolment(session, a_class(session, "BT-1"), a_trainee(session, "王芳", "13800000001"), "1")
    return Conversation(database, tmp_path, at(MONDAY, "09:00"))


def looks(talk: Conversation) -> list[tuple[str, Door, str, str]]:
    with talk.database.reading() as session:
        found = list_looks(session, Wanted())
        return [(each.who, each.door, each.what, each.subject) for each in found]


def test_a_question_that_shows_people_is_a_look(talk):
    assert "BT-1" in talk.say(LIMIN, "班级 BT-1")

    assert looks(talk) == [("李敏", Door.CHAT, "班级", "班级 BT-1")]


def test_the_name_that_was_asked_for_is_masked(talk):
    assert "王" in talk.say(LIMIN, "学时 王芳")

    assert looks(talk) == [("李敏", Door.CHAT, "名册和学时", "学时 王*")]


@pytest.mark.parametrize("words", ["帮助", "我的", "今天天气"])
def test_what_shows_nobody_is_none(talk, words):
    assert talk.say(LIMIN, words)

    assert looks(talk) == []


def test_a_stranger_is_shown_nothing(talk):
    assert talk.say(STRANGER, "学时 王芳")

    assert looks(talk) == []


def test_the_same_message_twice_is_one_look(talk):
    heard = talk.message(LIMIN, "班级 BT-1")
    talk.deliver(heard)
    talk.deliver(heard)

    assert len(looks(talk)) == 1


def test_whoever_may_not_do_what_was_said_is_in_the_security_log_without_the_words(talk, told):
    with talk.database.writing() as session:
        school = add_staff(
            session, "李老师", Role.INSTITUTION, None, an_institution(session), now=at(MONDAY, "08:00")
        )
        know_in_chat(session, school, "school")

    assert "只有市本级或旗县区" in talk.say("school", "电话查班 BT-1")
    assert talk.say(LIMIN, "班级 没有这个班")

    assert told() == [("refused", {"who": "李老师", "door": "聊天", "asked": "NotAnInspector"})]
