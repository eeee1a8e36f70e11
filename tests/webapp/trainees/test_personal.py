"""What a trainee reads on 我的信息 of meetings and live lessons (个人信息保护法第四十五条)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.webapp.conftest import PHONE
from tests.webapp.trainees.test_trainee import text
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account
from training.privacy.views.see_personal_data import MeetingStay, Watching
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment, Trainee
from training.rosters.acts.ask_for_phone import WishedPhone, ask_for_phone
from webapp.trainees.pages.personal import stay_words, watching_words

CLASS = "电工（五级）BT-1班"
OTHER = "13999999999"
HALF_AN_HOUR = timedelta(minutes=30)


def test_a_stay_is_told_with_its_times_in_shanghai():
    stay = MeetingStay(CLASS, at(MONDAY, "09:02"), at(MONDAY, "09:41"), timedelta(minutes=38, seconds=59))

    assert stay_words(stay) == f"2026-03-02 09:02—09:41，共 38 分钟（{CLASS}）"


def test_who_is_still_in_has_no_end():
    stay = MeetingStay(CLASS, at(MONDAY, "09:02"), None, HALF_AN_HOUR)

    assert stay_words(stay) == f"2026-03-02 09:02 起，共 30 分钟（{CLASS}）"


def test_a_live_lesson_is_told_by_its_day():
    assert (
        watching_words(Watching(CLASS, date(2026, 3, 2), HALF_AN_HOUR))
        == f"2026-03-02 观看 30 分钟（{CLASS}）"
    )


def test_the_page_says_what_there_is_and_what_there_is_not(world):
    client = world.signed_in()
    before = text(client.get("/me"))
    with world.database.writing() as session:
        for trainee in session.query(Trainee).all():
            unknown = Unknown(trainee.id, trainee.phone)
            keep_account(session, unknown, Account("userid-1", "union-1"), now=at(MONDAY, "09:00"))

    after = text(client.get("/me"))

    assert "钉钉账号 没有 视频查班入会 没有 直播观看统计 没有" in before
    assert "钉钉账号 有，2026-03-02 按手机号在钉钉查到" in after
    assert "userid-1" not in client.get("/me").get_data(as_text=True)


def ask_for_another_phone(world) -> None:
    """As a file of the school does."""
    with world.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.phone_index == PHONE)).one()
        enrolment = session.scalars(select(Enrolment).where(Enrolment.trainee_id == own.id)).one()
        wish = WishedPhone(own.id, OTHER, enrolment.training_class, enrolment.batch_id, 2, "教务处", None)
        ask_for_phone(session, wish, now=world.now)


def press(world, client, agrees: str) -> str:
    """Gives the phone that stands afterwards."""
    with world.database.reading() as session:
        waiting = session.scalars(select(RosterChange)).one()
        whose = Trainee.id_number_index == waiting.id_number
    client.post(f"/me/phone/asked/{waiting.public_id}", data={"agrees": agrees})
    with world.database.reading() as session:
        return session.scalars(select(Trainee.phone).where(whose)).one()


@pytest.mark.parametrize(
    ("agrees", "phone", "told"), [("yes", OTHER, "手机号已更换"), ("no", PHONE, "已拒绝更换")]
)
def test_a_phone_that_a_school_asks_for_is_shown_in_part_and_the_person_decides(world, agrees, phone, told):
    client = world.signed_in()
    ask_for_another_phone(world)

    before = text(client.get("/me"))
    held = press(world, client, agrees)

    assert "写的手机号是 139****9999，和您登记的不同" in before
    assert held == phone
    assert told in text(client.get(f"/me?done={'phone' if agrees == 'yes' else 'kept'}"))
    assert "培训机构要更换您的手机号" not in text(client.get("/me"))


def test_what_was_decided_meanwhile_is_not_there_any_more(world):
    client = world.signed_in()
    ask_for_another_phone(world)
    press(world, client, "no")

    with world.database.reading() as session:
        asked = session.scalars(select(RosterChange.public_id)).one()

    assert client.post(f"/me/phone/asked/{asked}", data={"agrees": "yes"}).status_code == 404
