"""The worker: Huey's consumer and clock over the outbox; safe to start twice, stopped without loss."""

import gc
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from huey import PostgresHuey, RedisHuey, SqliteHuey
from sqlalchemy import select

from notifications.schedule import SCHEDULE, Job, open_huey, schedule_all
from notifications.worker import IDLE_SECONDS, POLL_SECONDS, run_worker
from tests.notifications.conftest import Clock, FakeSms, a_night, a_post, write
from tests.patience import PATIENCE
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.views.admit_device import Caller
from training.chat.acts.receive_message import Incoming, receive_message
from training.chat.acts.resume_messages import ANSWERED
from training.chat.acts.settle_message import settle_message
from training.ports.sms import Sms, SmsTaken
from training.records.attendance.devices import UnknownDevice
from training.records.chat import ReceivedMessage
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage


class Telling(FakeSms):
    """Sets `done` once it was given so many messages."""

    def __init__(self, after: int, done: Event):
        super().__init__()
        self._after, self._done = after, done

    def send(self, message: Sms) -> SmsTaken:
        taken = super().send(message)
        if len(self.sent) >= self._after:
            self._done.set()
        return taken


def in_background(work: Callable[[], None]) -> Thread:
    thread = Thread(target=work)
    thread.start()
    return thread


def test_a_message_written_while_the_worker_idles_goes_out_by_itself(database, clock, tmp_path):
    stop = Event()
    sender = Telling(1, stop)

    def write_later() -> None:
        stop.wait(0.7)
        write(database, clock)

    writer = in_background(write_later)
    watchdog = in_background(lambda: stop.wait(PATIENCE) or stop.set())
    run_worker(open_huey("", tmp_path), a_post(database, sender, clock), stop, threads=2)
    writer.join()
    watchdog.join()

    assert len(sender.sent) == 1


def test_an_idle_worker_looks_for_work_and_begins_it_within_a_second():
    """Of what it means to do; how long it takes is the machine's affair, and measured in benchmarks."""
    assert POLL_SECONDS + IDLE_SECONDS < 1


def test_two_workers_on_one_queue_send_every_message_once(database, clock, tmp_path):
    stop = Event()
    sender = Telling(40, stop)
    for place in range(40):
        write(database, clock, half_day=f"{place}", phone=str(13800000000 + place))

    def work() -> None:
        post = a_post(database, sender, clock, per_second=1000)
        run_worker(open_huey("", tmp_path), post, stop, threads=2)

    workers = [in_background(work) for _ in range(2)]
    stop.wait(PATIENCE)
    for worker in workers:
        worker.join()

    assert sorted(int(sms.parameters["half_day"]) for sms in sender.sent) == list(range(40))


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(database, clock, tmp_path):
    stop = Event()
    write(database, clock)

    class Slow(FakeSms):
        def send(self, message: Sms) -> SmsTaken:
            stop.set()
            Event().wait(0.5)
            return super().send(message)

    run_worker(open_huey("", tmp_path), a_post(database, Slow(), clock), stop, threads=1)

    with database.reading() as session:
        assert session.scalars(select(OutgoingMessage)).one().state == "sent"


def test_the_worker_outlives_a_fault_without_telling_names(database, clock, tmp_path, caplog):
    stop = Event()

    class Broken(FakeSms):
        def send(self, message: Sms) -> SmsTaken:
            stop.set()
            raise RuntimeError(f"cannot send to {message.phone}")

    write(database, clock)

    run_worker(open_huey("", tmp_path), a_post(database, Broken(), clock), stop, threads=1)

    assert "RuntimeError" in caplog.text
    assert "13800000001" not in caplog.text


def test_every_job_runs_at_its_time_with_the_post(database, clock, tmp_path):
    huey, ran = open_huey("", tmp_path), []
    huey.immediate = True
    job = Job("remind", lambda at: at.minute == 50, lambda post: ran.append(post.clock()))
    schedule_all(huey, a_post(database, FakeSms(), clock), Event(), (job,))

    due = [task.name for task in huey.read_periodic(clock().replace(minute=50))]
    for task in huey.read_periodic(clock().replace(minute=50)):
        huey.execute(task)

    assert (due, huey.read_periodic(clock().replace(minute=51))) == (["remind"], [])
    assert ran == [clock()]


def test_the_page_of_scheduled_work_names_every_job_once():
    names = [job.name for job in SCHEDULE]

    assert set(names) == {
        *("sweep", "remind", "uploads", "old uploads"),
        *("unknown year", "deadlines", "doubtful kinds", "owed checks", "overdue feedback"),
        "missing plans",
        "full budgets",
        *("overdue urgings", "due requests", "waiting claims", "classes to judge"),
        *("lists to judge", "ended publicities"),
        *("missing proofs", "claimed serials"),
        *("life", "store", "backup", "missed backup", "purge", "old logs", "seal pictures", "stray files"),
        *("purge plan", "planned purge", "figures"),
        *("follow-ups", "late follow-ups", "follow-up messages", "voucher messages"),
    }
    assert len(names) == len(set(names))


def test_every_scheduled_job_can_be_done_twice_on_an_empty_house(database, clock):
    post = a_post(database, FakeSms(), clock)

    for job in SCHEDULE + SCHEDULE:
        job.act(post)

    with database.reading() as session:
        written = [session.scalars(select(record)).all() for record in (OutgoingMessage, Alert)]
    assert written == [[], []]


def test_the_nightly_purge_forgets_old_messages_old_chat_and_old_strangers(database, clock):
    write(database, clock)
    with database.writing() as session:
        key = receive_message(session, Incoming("m1", "limin", "{}"), now=clock())
        settle_message(session, key, ANSWERED, now=clock())
        note_unknown(session, Caller("STRANGER1", "", "203.0.113.9"), now=clock())
    clock.pass_by(days=100)

    a_night(database, clock, "purge")

    with database.reading() as session:
        assert session.scalars(select(ReceivedMessage)).all() == []
        assert session.scalars(select(OutgoingMessage)).one().phone is None
        assert session.scalars(select(UnknownDevice)).all() == []


@pytest.mark.parametrize(("url", "kind"), [("", SqliteHuey), ("redis://127.0.0.1:1/0", RedisHuey)])
def test_the_queue_is_a_file_of_its_own_or_what_its_address_says(url, kind, tmp_path):
    huey = open_huey(url, tmp_path / "instance")

    assert isinstance(huey, kind)
    assert Path(tmp_path / "instance" / "huey.db").exists() is (kind is SqliteHuey)


# Huey leaves the connections of its ended threads to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_city_keeps_the_queue_in_postgresql(postgresql_url, database, tmp_path):
    huey, stop, clock = open_huey(postgresql_url, tmp_path), Event(), Clock()
    sender = Telling(1, stop)
    write(database, clock)

    run_worker(huey, a_post(database, sender, clock), stop, threads=1)

    assert isinstance(huey, PostgresHuey)
    assert len(sender.sent) == 1
    huey.storage.close()
    gc.collect()
