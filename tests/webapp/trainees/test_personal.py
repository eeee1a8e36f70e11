"""What a trainee reads on 我的信息 of meetings and live lessons (个人信息保护法第四十五条)."""

from datetime import date, timedelta

from tests.factories import MONDAY, at
from tests.webapp.trainees.test_trainee import text
from training.meetings.acts.inviting.keep_account import keep_account
from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account
from training.privacy.views.see_personal_data import MeetingStay, Watching
from training.records.classes.trainees import Trainee
from webapp.trainees.pages.personal import stay_words, watching_words

CLASS = "电工（五级）BT-1班"
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
