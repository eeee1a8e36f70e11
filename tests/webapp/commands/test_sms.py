"""`chaban sms …` and `chaban worker --once`: what was sent, what it cost, and how to send it again."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from notifications.messages import CATALOGUE
from tests.webapp.commands.conftest import lines, rows
from training.delivery.acts.record_failure import record_failure
from training.delivery.acts.take_slot import Pace
from training.delivery.acts.take_waiting_message import take_waiting_message
from training.delivery.rules.attempt import Attempt
from training.delivery.views.find_messages import number_of
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import SmsTrouble
from training.ports.sms import SmsFailed
from training.records.classes.districts import District
from training.records.outbox.messages import OutgoingMessage, SmsChannel

PHONE = "13800000001"
SAID = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", "link": ""}


def write(chaban, template: str = "missing_in", *, district: str | None = None) -> None:
    now = datetime.now(UTC)
    with chaban.database.writing() as session:
        found = session.scalars(select(District).where(District.name == district)).one_or_none()
        parameters = {"code": "123456"} if template == "login_code" else SAID
        draft = MessageDraft(
            template,
            parameters,
            PHONE,
            uuid4().hex,
            now + timedelta(minutes=30),
            district_id=found.id if found else None,
        )
        write_message(session, draft, now=now)


def number(chaban) -> str:
    """Of the newest message."""
    with chaban.database.reading() as session:
        newest = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id.desc())).first()
        return number_of(newest)


def fail(chaban, trouble: SmsTrouble = SmsTrouble.REJECTED) -> None:
    """The waiting message meets this trouble."""
    now = datetime.now(UTC)
    with chaban.database.writing() as session:
        message = take_waiting_message(session, Pace("console", 100), now=now)
        fault = SmsFailed(trouble, "code 21610")
        record_failure(session, Attempt(message.id, message.attempts), fault, jitter=0, now=now)


def test_a_worker_that_is_to_run_once_sends_what_waits_and_ends(chaban):
    write(chaban)

    said = chaban("worker", "--once")

    assert said.exit_code == 0
    assert "短信 → 13800000001：【查班】电工3班上午未签到" in said.stdout
    assert rows(chaban("sms", "list").stdout)[0][4] == "已发出"


def test_a_worker_that_is_to_run_once_sends_more_than_the_rate_of_a_second(chaban, monkeypatch):
    monkeypatch.setenv("SMS_PER_SECOND", "2")
    for template in ("missing_in", "missing_out", "day_lost"):
        write(chaban, template)

    assert len(lines(chaban("worker", "--once").stdout)) == 3


def test_the_list_masks_the_phone_and_chooses_by_state_and_phone(chaban):
    write(chaban)
    fail(chaban)
    write(chaban, "missing_out")

    everything = chaban("sms", "list")
    assert PHONE not in everything.stdout
    assert [row[2] for row in rows(everything.stdout)] == ["未签退", "漏签到"]
    assert [row[4] for row in rows(chaban("sms", "list", "--state", "rejected").stdout)] == ["被拒绝"]
    assert "共 0 条。" in chaban("sms", "list", "--phone", "13900000009").stdout
    assert chaban("sms", "list", "--phone", "123").exit_code == 1


def test_show_tells_the_story_of_one_message(chaban):
    write(chaban)
    fail(chaban)

    said = chaban("sms", "show", number(chaban))

    assert said.exit_code == 0
    assert rows(said.stdout)[0][1:] == ["rejected", "—", "code 21610"]


@pytest.mark.parametrize("wrong", ["", "ffffffff", "%", "_"])
def test_a_number_of_no_message_is_one_line(chaban, wrong):
    write(chaban)

    said = chaban("sms", "show", wrong)

    assert (said.exit_code, len(lines(said.stderr))) == (1, 1)
    assert "chaban sms list" in said.stderr


def test_a_message_that_failed_is_sent_again_as_a_new_one_but_only_once(chaban):
    write(chaban)
    fail(chaban)
    first = number(chaban)

    assert chaban("sms", "retry", first).exit_code == 0
    again = chaban("sms", "retry", first)

    assert again.exit_code == 1
    assert "已经重发过" in again.stderr
    assert [row[4] for row in rows(chaban("sms", "list").stdout)] == ["待发", "被拒绝"]


def test_what_is_under_way_and_a_code_are_not_sent_again(chaban):
    write(chaban)
    assert "不能重发" in chaban("sms", "retry", number(chaban)).stderr

    fail(chaban)
    write(chaban, "login_code")
    fail(chaban)
    assert "重新获取" in chaban("sms", "retry", number(chaban)).stderr


def test_what_was_purged_cannot_be_sent_again(chaban):
    write(chaban)
    fail(chaban)
    with chaban.database.writing() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        message.phone = message.parameters = None

    assert "已过保存期" in chaban("sms", "retry", number(chaban)).stderr
    assert rows(chaban("sms", "list").stdout)[0][3] == "已清除"


def test_a_paused_channel_is_shown_told_and_resumed(chaban):
    write(chaban)
    fail(chaban, SmsTrouble.PAUSE)

    assert "通道 console 暂停到" in chaban("sms", "list").stdout
    assert "短信通道 console 已暂停" in chaban("alerts", "list").stdout
    assert chaban("sms", "resume").stdout == "短信通道 console 已恢复。\n"
    assert "暂停" not in chaban("sms", "list").stdout
    with chaban.database.reading() as session:
        assert session.get_one(SmsChannel, "console").paused_until is None


def test_a_channel_that_never_sent_cannot_be_resumed(chaban):
    said = chaban("sms", "resume", "pigeon")

    assert (said.exit_code, said.stderr) == (1, "没有找到短信通道 pigeon。\n")


def test_costs_are_segments_by_day_and_district(chaban):
    for district in ("青山区", "青山区", "昆都仑区", None):
        write(chaban, "day_lost" if district else "login_code", district=district)
    chaban("worker", "--once")

    said = chaban("sms", "costs")

    assert [row[1:] for row in rows(said.stdout)] == [
        ["不分旗县区", "1", "1"],
        ["昆都仑区", "1", "1"],
        ["青山区", "2", "2"],
    ]
    assert "短信 4 条，计费 4 条。" in said.stdout
    assert "短信 0 条" in chaban("sms", "costs", "--from", "2024-01-01", "--to", "2024-01-31").stdout


def test_the_templates_are_printed_as_the_provider_wants_to_approve_them(chaban):
    said = chaban("sms", "templates")

    assert len(lines(said.stdout)) == len(CATALOGUE)
    assert (
        "missing_in（漏签到）：${class_short_name}${half_day}未签到，请在${until}前到考勤机刷脸。"
        in said.stdout
    )
    assert "link" not in said.stdout


def test_a_worker_for_aliyun_without_all_its_templates_does_not_start(chaban, monkeypatch):
    for name, value in {
        "SMS_SENDER": "aliyun",
        "ALIYUN_ACCESS_KEY_ID": "id",
        "ALIYUN_ACCESS_KEY_SECRET": "geheim",
        "ALIYUN_TEMPLATE_CODES": "login_code=SMS_1",
    }.items():
        monkeypatch.setenv(name, value)

    said = chaban("worker", "--once")

    assert (said.exit_code, len(lines(said.output))) == (2, 1)
    assert "missing_in" in said.stderr
    assert "geheim" not in said.output
