"""The outbox is emptied once, survives crashes, and forgets what it said."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import select

from notifications.delivery import deliver_waiting
from notifications.worker import run_worker
from tests.notifications.conftest import FakeSms
from training.database import Database
from training.ports import SmsRefused, SmsUnavailable, SmsUnclear
from training.records import DeliveryAttempt, OutgoingMessage


def write(database: Database, now, *, phone: str = "13800000001", text: str = "验证码 123456") -> None:
    with database.writing() as session:
        session.add(
            OutgoingMessage(
                occasion="login_code",
                phone=phone,
                phone_index=phone,
                text=text,
                written_at=now,
                expires_at=now + timedelta(minutes=5),
            )
        )


def outcomes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(DeliveryAttempt.outcome).order_by(DeliveryAttempt.id)))


def the_message(database: Database) -> OutgoingMessage:
    with database.reading() as session:
        return session.scalars(select(OutgoingMessage)).one()


def test_a_waiting_message_is_sent_once_and_its_text_forgotten(database, clock):
    sender = FakeSms()
    write(database, clock())

    assert deliver_waiting(database, sender, clock) == 1
    assert deliver_waiting(database, sender, clock) == 0

    assert sender.sent == [("13800000001", "验证码 123456")]
    assert (the_message(database).text, the_message(database).settled_at) == (None, clock())
    with database.reading() as session:
        attempt = session.scalars(select(DeliveryAttempt)).one()
        assert (attempt.outcome, attempt.reference) == ("sent", "ref-1")


def test_messages_leave_in_the_order_they_were_written(database, clock):
    sender = FakeSms()
    for place in range(3):
        write(database, clock(), text=str(place))

    deliver_waiting(database, sender, clock)

    assert [text for _, text in sender.sent] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("failure", "outcome"), [(SmsRefused("21610"), "refused"), (SmsUnclear("timeout"), "unclear")]
)
def test_what_was_refused_or_may_have_been_sent_is_not_tried_again(database, clock, failure, outcome):
    sender = FakeSms(failures=[failure])
    write(database, clock())

    deliver_waiting(database, sender, clock)
    clock.pass_by(minutes=4)
    deliver_waiting(database, sender, clock)

    assert (outcomes(database), sender.sent) == ([outcome], [])
    assert the_message(database).text is None


def test_what_was_certainly_not_sent_is_tried_again_after_growing_pauses(database, clock):
    sender = FakeSms(failures=[SmsUnavailable("503"), SmsUnavailable("503")])
    write(database, clock())

    assert deliver_waiting(database, sender, clock) == 1
    clock.pass_by(seconds=4.9)
    assert deliver_waiting(database, sender, clock) == 0
    clock.pass_by(seconds=0.1)
    assert deliver_waiting(database, sender, clock) == 1
    clock.pass_by(seconds=9.9)
    assert deliver_waiting(database, sender, clock) == 0
    clock.pass_by(seconds=0.1)
    assert deliver_waiting(database, sender, clock) == 1

    assert outcomes(database) == ["unavailable", "unavailable", "sent"]


@pytest.mark.parametrize(("seconds", "is_sent"), [(299, True), (300, False), (301, False)])
def test_a_message_that_came_too_late_is_not_sent(database, clock, seconds, is_sent):
    sender = FakeSms()
    write(database, clock())
    clock.pass_by(seconds=seconds)

    deliver_waiting(database, sender, clock)

    assert (len(sender.sent) == 1) is is_sent
    assert outcomes(database) == ["sent" if is_sent else "expired"]
    assert the_message(database).text is None


class _PowerCut(BaseException):
    """Nothing catches this: the worker is gone in the middle of a sending."""


class _Dying:
    def send(self, phone: str, text: str) -> str:
        raise _PowerCut


def test_a_message_whose_worker_died_is_sent_by_the_next_once_its_lease_has_run_out(database, clock):
    sender = FakeSms()
    write(database, clock())
    with pytest.raises(_PowerCut):
        deliver_waiting(database, _Dying(), clock)

    clock.pass_by(seconds=59)
    assert deliver_waiting(database, sender, clock) == 0
    clock.pass_by(seconds=1)
    assert deliver_waiting(database, sender, clock) == 1

    assert outcomes(database) == ["sent"]


class _Peeking:
    """Sends only if nobody holds the database while it is slow."""

    def __init__(self, database: Database):
        self._database = database
        self.could_write = False

    def send(self, phone: str, text: str) -> str:
        with self._database.writing() as session:
            session.connection().exec_driver_sql("UPDATE outgoing_message SET occasion = 'peeked'")
            self.could_write = True
        return "ref"


def test_the_transaction_is_closed_before_the_slow_call(database, clock):
    write(database, clock())
    sender = _Peeking(database)

    deliver_waiting(database, sender, clock)

    assert sender.could_write


def test_two_workers_send_every_message_once(database, clock):
    for place in range(20):
        write(database, clock(), text=str(place))
    sender, start, faults = FakeSms(), Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            deliver_waiting(database, sender, clock)
        except Exception as fault:
            faults.append(fault)

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert faults == []
    assert sorted(int(text) for _, text in sender.sent) == list(range(20))
    assert outcomes(database) == ["sent"] * 20


def test_the_worker_outlives_a_fault_without_telling_names_and_stops_when_told(database, clock, caplog):
    stop = Event()

    class Broken:
        def send(self, phone: str, text: str) -> str:
            stop.set()
            raise RuntimeError(f"cannot send to {phone}")

    write(database, clock())

    run_worker(database, Broken(), clock, stop)

    assert "RuntimeError" in caplog.text
    assert "13800000001" not in caplog.text


def test_a_refusal_is_logged_for_the_operator_without_the_phone(database, clock, caplog):
    write(database, clock())

    deliver_waiting(database, FakeSms(failures=[SmsRefused("twilio 400, code 21610")]), clock)

    assert "21610" in caplog.text
    assert "13800000001" not in caplog.text
