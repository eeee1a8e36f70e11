"""Receipts of messages: signed or refused, stored at once, never backwards, harmless whatever comes."""

import json
from datetime import timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator

from tests.factories import a_trainee
from tests.webapp.conftest import PHONE, World
from training.delivery.acts.record_failure import record_failure
from training.delivery.acts.record_taken import record_taken
from training.delivery.acts.sweep import sweep
from training.delivery.acts.take_slot import Pace
from training.delivery.acts.take_waiting_message import take_waiting_message
from training.delivery.rules.attempt import Attempt
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import SmsTrouble
from training.people.views.reachable import opted_out
from training.ports.sms import SmsFailed, SmsTaken
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import MessageReceipt, OutgoingMessage, SmsChannel
from training.records.people.reach import SmsOptOut

PUBLIC = "https://chaban.example"
SECRET = "a-long-random-word"


@pytest.fixture
def house(apps, kept, tmp_path):
    """An installation behind a TLS proxy, whose provider knows it by its public address; both databases."""
    more = {
        "CHABAN_PUBLIC_URL": PUBLIC,
        "SMS_SENDER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "ALIYUN_RECEIPT_SECRET": SECRET,
    }
    world = apps.world(kept, tmp_path, **more)
    world.app.config["WTF_CSRF_ENABLED"] = True
    return world


def sending(world: World, template: str = "missing_in") -> tuple[UUID, Attempt]:
    """A message in the hands of a worker."""
    draft = MessageDraft(
        template, {"code": "123456"}, "13800000001", uuid4().hex, world.now + timedelta(hours=1)
    )
    with world.database.writing() as session:
        write_message(session, draft, now=world.now)
    with world.database.writing() as session:
        message = take_waiting_message(session, Pace("twilio", 100), now=world.now)
        return message.public_id, Attempt(message.id, message.attempts)


def taken(world: World, attempt: Attempt, reference: str = "SM1") -> None:
    with world.database.writing() as session:
        record_taken(session, attempt, SmsTaken(reference, 1), jitter=0, now=world.now)


def sent(world: World, template: str = "missing_in") -> UUID:
    public_id, attempt = sending(world, template)
    taken(world, attempt)
    return public_id


def tell(
    world: World, public_id: object, status: str, code: str = "", *, sid: str = "SM1", token: str = "token"
):
    address = f"/sms/twilio/{public_id}"
    fields = {"MessageSid": sid, "MessageStatus": status, "To": "+8613800000001", "Surprise": "new field"}
    fields |= {"ErrorCode": code} if code else {}
    signature = RequestValidator(token).compute_signature(PUBLIC + address, fields)
    return world.client().post(address, data=fields, headers={"X-Twilio-Signature": signature})


def state(world: World, public_id: UUID) -> str:
    with world.database.reading() as session:
        own = select(OutgoingMessage).where(OutgoingMessage.public_id == public_id)
        return session.scalars(own).one().state.value


def receipts(world: World) -> list[MessageReceipt]:
    with world.database.reading() as session:
        return list(session.scalars(select(MessageReceipt).order_by(MessageReceipt.id)))


def test_a_signed_receipt_is_kept_without_the_number_and_applied(house):
    public_id = sent(house)

    assert tell(house, public_id, "delivered").status_code == 204

    (kept,) = receipts(house)
    assert state(house, public_id) == "delivered"
    assert (kept.fate, kept.reference, kept.applied_at) == ("delivered", "SM1", house.now)
    said = json.loads(kept.said or "")
    assert said["Surprise"] == ["new field"]
    assert "13800000001" not in str(said)


def test_a_wrong_signature_is_refused_and_nothing_is_kept(house):
    public_id = sent(house)

    assert tell(house, public_id, "delivered", token="another").status_code == 403
    assert house.client().post(f"/sms/twilio/{public_id}", data={"MessageStatus": "x"}).status_code == 403

    assert (state(house, public_id), receipts(house)) == ("sent", [])


def test_where_no_provider_signs_every_receipt_is_refused(bare):
    assert tell(bare, uuid4(), "delivered").status_code == 403
    assert bare.client().post("/sms/aliyun/", json=[]).status_code == 404
    assert bare.client().post("/sms/aliyun/x", json=[]).status_code == 404


def test_a_receipt_of_a_message_that_nobody_knows_is_harmless(house):
    assert tell(house, uuid4(), "delivered").status_code == 204
    assert house.client().post("/sms/twilio/nonsense").status_code == 404
    assert receipts(house) == []


@pytest.mark.parametrize(
    ("statuses", "ends"),
    [
        (["sent", "delivered"], "delivered"),
        (["delivered", "sent", "queued"], "delivered"),
        (["delivered", "delivered"], "delivered"),
        (["failed", "delivered"], "failed"),
        (["queued", "sending"], "sent"),
    ],
)
def test_receipts_out_of_order_or_repeated_never_lead_backwards(house, statuses, ends):
    public_id = sent(house)

    for status in statuses:
        assert tell(house, public_id, status).status_code == 204

    assert state(house, public_id) == ends
    assert len(receipts(house)) == len(statuses)


def test_a_phone_that_was_switched_off_is_tried_again_later_but_a_code_is_not(house):
    reminder, code = sent(house), sent(house, "login_code")

    tell(house, reminder, "undelivered", "30003")
    tell(house, code, "undelivered", "30003")

    assert (state(house, reminder), state(house, code)) == ("created", "failed")


def test_a_late_receipt_of_the_first_attempt_does_not_disturb_the_second(house):
    public_id = sent(house)
    tell(house, public_id, "undelivered", "30003")
    house.pass_by(minutes=1)
    with house.database.writing() as session:
        message = take_waiting_message(session, Pace("twilio", 100), now=house.now)
        second = Attempt(message.id, message.attempts)
    taken(house, second, "SM2")

    tell(house, public_id, "undelivered", "30003")
    assert state(house, public_id) == "sent"
    tell(house, public_id, "delivered", sid="SM2")
    assert state(house, public_id) == "delivered"


def test_a_receipt_that_overtakes_the_answer_waits_for_it(house):
    public_id, attempt = sending(house)

    tell(house, public_id, "delivered")
    assert state(house, public_id) == "sending"
    taken(house, attempt)

    assert state(house, public_id) == "delivered"


def test_a_receipt_clears_the_doubt_of_a_time_out(house):
    public_id, attempt = sending(house)
    tell(house, public_id, "sent", sid="SM9")
    with house.database.writing() as session:
        record_failure(session, attempt, SmsFailed(SmsTrouble.UNCLEAR, "x"), jitter=0, now=house.now)

    assert state(house, public_id) == "sent"


def test_a_message_of_which_only_a_receipt_tells_is_counted_all_the_same(house):
    public_id, attempt = sending(house)
    tell(house, public_id, "delivered", sid="SM9")
    with house.database.writing() as session:
        record_failure(session, attempt, SmsFailed(SmsTrouble.UNCLEAR, "x"), jitter=0, now=house.now)

    with house.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
    assert (message.state, message.sent_at, message.segments) == ("delivered", house.now, 1)


def test_a_receipt_that_tells_of_opting_out_marks_everybody_of_the_number(house):
    with house.database.writing() as session:
        people = [a_trainee(session, name, PHONE).id for name in ("赵敏", "赵小明")]
        people.append(a_trainee(session, "王芳", "13900000009").id)
    public_id = sent(house)

    for _ in range(2):
        tell(house, public_id, "undelivered", "21610")

    with house.database.reading() as session:
        assert [opted_out(session, each) for each in people] == [True, True, False]
        assert session.scalar(select(func.count()).select_from(SmsOptOut)) == 2


def test_a_receipt_of_a_message_whose_worker_died_is_applied_by_the_sweep(house):
    public_id, _ = sending(house)
    tell(house, public_id, "delivered")
    house.pass_by(minutes=1)

    with house.database.writing() as session:
        sweep(session, jitter=0, now=house.now)

    assert state(house, public_id) == "delivered"


def test_a_receipt_that_concerns_the_account_pauses_the_channel_and_an_unknown_code_is_told(house):
    tell(house, sent(house), "failed", "63038")
    with house.database.reading() as session:
        assert session.get_one(SmsChannel, "twilio").paused_until is not None

    with house.database.writing() as session:
        session.get_one(SmsChannel, "twilio").paused_until = None
    tell(house, sent(house), "failed", "39999")
    with house.database.reading() as session:
        assert {alert.kind for alert in session.scalars(select(Alert))} == {"sms_channel", "sms_code"}


def test_receipts_at_once_end_in_the_same_state(house):
    public_id, statuses = sent(house), ["sent", "delivered", "queued", "delivered", "sent"]
    answers: list[int] = []

    threads = [
        Thread(target=lambda status=status: answers.append(tell(house, public_id, status).status_code))
        for status in statuses
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (answers, state(house, public_id)) == ([204] * 5, "delivered")
    assert all(receipt.applied_at for receipt in receipts(house))


def as_of_aliyun(world: World, public_id: UUID) -> None:
    with world.database.writing() as session:
        message = session.scalars(select(OutgoingMessage).where(OutgoingMessage.public_id == public_id)).one()
        message.provider, message.reference = "aliyun", "BIZ1"


@pytest.mark.parametrize("named", ["biz_id", "out_id"])
def test_what_aliyun_tells_unsigned_is_only_a_reason_to_ask_it(house, named):
    public_id = sent(house)
    as_of_aliyun(house, public_id)
    told = {"biz_id": "BIZ1"} if named == "biz_id" else {"out_id": str(public_id)}

    answer = house.client().post(f"/sms/aliyun/{SECRET}", json=[told | {"success": False, "err_code": "X"}])

    assert (answer.status_code, answer.json["code"]) == (200, 0)
    assert (state(house, public_id), receipts(house)) == ("sent", [])
    with house.database.reading() as session:
        assert session.scalars(select(OutgoingMessage)).one().look_up_at == house.now


@pytest.mark.parametrize("body", [b"", b"{}", b"nonsense", b"\xff\xfe", b'[1, null, {"out_id": [1]}, {}]'])
def test_nothing_that_is_sent_to_aliyuns_address_is_a_fault(house, body):
    answer = house.client().post(f"/sms/aliyun/{SECRET}", data=body, content_type="application/json")

    assert answer.status_code in (200, 400)


def test_who_does_not_know_the_word_finds_nothing(house):
    assert house.client().post("/sms/aliyun/guess", json=[]).status_code == 404
