"""/metrics: counted in the database, for whoever brings the token, or this machine without a proxy."""

from datetime import timedelta
from shutil import copy
from uuid import uuid4

import pytest

from tests.webapp.conftest import PHONE, a_world
from training.delivery.acts.record_failure import record_failure
from training.delivery.acts.record_taken import record_taken
from training.delivery.acts.take_slot import Pace
from training.delivery.acts.take_waiting_message import take_waiting_message
from training.delivery.rules.attempt import Attempt
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import SmsTrouble
from training.ports.sms import SmsFailed, SmsTaken


def write(world) -> None:
    expires_at = world.now + timedelta(hours=1)
    draft = MessageDraft("missing_in", {}, str(13800000000 + uuid4().int % 10**8), uuid4().hex, expires_at)
    with world.database.writing() as session:
        write_message(session, draft, now=world.now)


def attempt(world, outcome: SmsTaken | SmsFailed) -> None:
    write(world)
    with world.database.writing() as session:
        message = take_waiting_message(session, Pace("twilio", 100), now=world.now)
        record = record_taken if isinstance(outcome, SmsTaken) else record_failure
        record(session, Attempt(message.id, message.attempts), outcome, jitter=0, now=world.now)


def test_messages_segments_attempts_and_pauses_are_counted(world):
    attempt(world, SmsTaken("SM1", 2))
    attempt(world, SmsTaken("SM2", 1))
    attempt(world, SmsFailed(SmsTrouble.PAUSE, "63038"))
    write(world)
    world.pass_by(seconds=90)

    answer = world.client().get("/metrics")

    said = answer.get_data(as_text=True).splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    for line in (
        'chaban_sms_segments_total{provider="twilio"} 3.0',
        'chaban_sms_attempts_total{outcome="sent"} 2.0',
        'chaban_sms_attempts_total{outcome="pause"} 1.0',
        'chaban_sms_messages{state="sent",template="missing_in"} 2.0',
        'chaban_sms_messages{state="created",template="missing_in"} 2.0',
        'chaban_sms_channel_paused{provider="twilio"} 1.0',
        'chaban_alerts_total{kind="sms_channel"} 1.0',
        "chaban_sms_oldest_waiting_seconds 90.0",
    ):
        assert line in said


def test_an_empty_house_has_its_gauge_and_no_person_in_it(world):
    said = world.client().get("/metrics").get_data(as_text=True)

    assert "chaban_sms_oldest_waiting_seconds 0.0" in said
    assert PHONE not in said


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.9", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 404),  # through a proxy on this machine
    ],
)
def test_without_a_token_only_this_machine_itself_reads_them(world, address, headers, status):
    answer = world.client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("given", "status"), [("Bearer geheim", 200), ("Bearer falsch", 404), ("geheim…", 404), ("", 404)]
)
def test_with_a_token_whoever_brings_it_reads_them(migrated_sqlite, tmp_path, given, status):
    copy(migrated_sqlite, tmp_path / "chaban.db")
    url = f"sqlite:///{tmp_path / 'chaban.db'}"
    with_token = a_world(url, tmp_path, CHABAN_METRICS_TOKEN="geheim")
    headers = {"Authorization": given.encode().decode("latin-1")} if given else {}

    assert with_token.client().get("/metrics", headers=headers).status_code == status
    with_token.database.close()
