"""The outbox emptied by the worker's own loop ÷ a bare loop of the same calls to the stand-in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from time import perf_counter
from uuid import uuid4

from sqlalchemy import insert, select
from werkzeug.serving import make_server

from benchmarks.city import BATCH, City, found_city
from benchmarks.measuring import measure
from benchmarks.results import Result
from notifications.delivery import deliver_waiting
from notifications.messages import text_of
from notifications.post import Post, Wording
from notifications.sandbox.phones import Order
from notifications.sandbox.server import STAND_IN, create_sandbox
from notifications.senders.twilio import TwilioSms
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import MessageState
from training.ports.sms import Sms
from training.records.outbox.messages import OutgoingMessage
from training.settings import Settings
from training.sheets.chunks import chunks

MESSAGES = 1000
HISTORY = 100_000
THREADS = (1, 4)
UNLIMITED = 1_000_000
SAID = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", "link": ""}


def run(folder: Path, today: date) -> list[Result]:
    city = City(folder, 1, 1, today)
    measure(_found, city)
    with _stand_in() as address:
        return [_result(city, address, threads) for threads in THREADS]


def _result(city: City, address: str, threads: int) -> Result:
    measure(_write, city)
    ours: float = measure(_deliver, city, address, threads).answer
    bare: float = measure(_call, city, address, threads).answer
    return Result(
        f"{MESSAGES:,} messages from an outbox with {HISTORY:,} old ones ÷ a bare loop of calls, "
        f"{threads} at a time",
        f"{MESSAGES / ours:.0f} /s",
        f"{MESSAGES / bare:.0f} /s",
        f"{bare / ours:.2f}",
    )


def _found(city: City) -> None:
    """A small city whose phones got many messages before."""
    found_city(city, enrolled=False)
    database, past = city.open(), datetime.now(UTC) - timedelta(days=30)
    rows = (_old(place, past) for place in range(HISTORY))
    with database.writing() as session:
        for chunk in chunks(rows, BATCH):
            session.connection().execute(insert(OutgoingMessage), chunk)
    database.close()


def _old(place: int, past: datetime) -> dict[str, object]:
    phone = str(13800000000 + place % MESSAGES)
    moments = dict.fromkeys(("written_at", "due_at", "expires_at", "sent_at", "settled_at"), past)
    return moments | {
        "public_id": uuid4(),
        "dedupe_key": f"old:{place}",
        "template": "missing_in",
        "phone": phone,
        "phone_index": phone,
        "state": MessageState.DELIVERED,
        "provider": "twilio",
        "reference": f"SM{place:032}",
    }


def _write(city: City) -> None:
    database, now = city.open(), datetime.now(UTC)
    with database.writing() as session:
        for place in range(MESSAGES):
            phone, key = str(13800000000 + place), uuid4().hex
            draft = MessageDraft("missing_in", SAID, phone, key, now + timedelta(hours=1))
            write_message(session, draft, now=now)
    database.close()


def _deliver(city: City, address: str, threads: int) -> float:
    database, wording = city.open(), Wording("查班", with_link=False)
    sender = TwilioSms(_settings(city, address))
    post = Post(database, sender, lambda: datetime.now(UTC), lambda: 0, wording, UNLIMITED)
    seconds = _timed(threads, lambda _: deliver_waiting(post))
    with database.reading() as session:
        waiting = select(OutgoingMessage.id).where(OutgoingMessage.state != MessageState.SENT)
        left = session.scalars(waiting.where(OutgoingMessage.state != MessageState.DELIVERED)).all()
    database.close()
    assert left == []
    return seconds


def _call(city: City, address: str, threads: int) -> float:
    sender, text = TwilioSms(_settings(city, address)), text_of("missing_in", SAID, "查班")

    def loop(first: int) -> None:
        for place in range(first, MESSAGES, threads):
            phone, now = str(13800000000 + place), datetime.now(UTC)
            sender.send(Sms(uuid4(), phone, "missing_in", SAID, text, now, timedelta(hours=1)))

    return _timed(threads, loop)


def _timed(threads: int, work: Callable[[int], object]) -> float:
    at_once = [Thread(target=work, args=(place,)) for place in range(threads)]
    begun = perf_counter()
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    return perf_counter() - begun


def _settings(city: City, address: str) -> Settings:
    own = {
        "CHABAN_INSTANCE": str(city.folder),
        "SMS_SENDER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_BASE": address,
    }
    return Settings.from_environ(own)


@contextmanager
def _stand_in() -> Iterator[str]:
    """In a process of its own, as a provider is."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection) -> None:
    sandbox = create_sandbox("AC1", "token")
    sandbox.extensions[STAND_IN].orders.add(Order("no-receipt", UNLIMITED))
    server = make_server("127.0.0.1", 0, sandbox, threaded=True)
    server.log = lambda *_: None  # type: ignore[method-assign]
    told.send(server.server_port)
    server.serve_forever()
