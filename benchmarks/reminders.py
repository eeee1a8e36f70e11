"""The reminders of one half day for 100,000 trainees; how deciding grows with trainees and with history."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from benchmarks.city import CLOCKS, City, fill, found_city
from benchmarks.measuring import measure
from benchmarks.names import SIZE_OF_CLASS, attendance_number, institution_of, phone
from benchmarks.results import Result
from notifications.reminders import links_of
from training.attendance.acts.write_reminders import write_reminders
from training.attendance.views.plan_reminders import plan_reminders
from training.notice.clock import SHANGHAI
from training.notice.working_days import PUBLISHED
from training.people.terms import VerifiedBy
from training.records.attendance.punches import Punch
from training.records.attendance.reminders import Reminder
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import PhoneVerification

CLASSES = 2_500
TENTH = 10
DAYS_OF_HISTORY = 5
IN_THE_WINDOW = time(8, 36)


def run(folder: Path, today: date) -> list[Result]:
    tenth = City(folder / "tenth", CLASSES // TENTH, 0, today)
    whole = City(folder / "whole", CLASSES, 0, today)
    for city in (tenth, whole):
        measure(_prepare, city)
    of_tenth, bare, decided = (measure(work, city).answer for work, city in _young(tenth, whole))
    measure(_add_history, whole)
    with_history = measure(_decide, whole).answer
    memory = measure(_decide, whole).peak_mib
    written = measure(_write, whole).answer
    trainees, history = CLASSES * SIZE_OF_CLASS, CLASSES * SIZE_OF_CLASS * DAYS_OF_HISTORY * len(CLOCKS)
    return [
        Result(
            f"reminders of a half day decided for {trainees:,} trainees ÷ reading their punches alone",
            f"{decided:.1f} s",
            f"{bare:.1f} s",
            f"{decided / bare:.2f}",
            "a few seconds",
        ),
        Result(
            f"… ÷ the same for {trainees // TENTH:,}",
            f"{decided:.1f} s",
            f"{of_tenth:.2f} s",
            f"{decided / of_tenth:.1f}",
            f"≤ {TENTH}",
        ),
        Result(
            f"… with {history:,} punches of earlier days ÷ with none",
            f"{with_history:.1f} s",
            f"{decided:.1f} s",
            f"{with_history / decided:.2f}",
            "about 1",
        ),
        Result("… its memory", f"{memory:.0f} MiB", "—", "—"),
        Result(f"… writing the {CLASSES:,} that are due", f"{written:.1f} s", "—", "—"),
    ]


def _young(tenth: City, whole: City) -> tuple[Any, ...]:
    return (_decide, tenth), (_read_punches, whole), (_decide, whole)


def _prepare(city: City) -> None:
    """Everybody's phone is verified, and of every class all but one were seen this morning."""
    found_city(city)
    database = city.open()
    fill(database, PhoneVerification, _verifications(city))
    fill(database, Punch, _punches(city, [_class_day(city)], CLOCKS[:1], SIZE_OF_CLASS - 1))
    database.close()


def _add_history(city: City) -> None:
    days = [_class_day(city) - timedelta(days=before) for before in range(1, DAYS_OF_HISTORY + 1)]
    database = city.open()
    fill(database, Punch, _punches(city, days, CLOCKS, SIZE_OF_CLASS))
    database.close()


def _decide(city: City) -> float:
    database = city.open()
    begun = perf_counter()
    with database.reading() as session:
        plan = plan_reminders(session, _moment(city))
    seconds = perf_counter() - begun
    assert (len(plan.due), len(plan.not_due)) == (city.classes, city.classes * (SIZE_OF_CLASS - 1))
    database.close()
    return seconds


def _read_punches(city: City) -> float:
    """What no decision can do without: this morning's punches, in one query."""
    opens = datetime.combine(_class_day(city), time(), SHANGHAI)
    database = city.open()
    begun = perf_counter()
    with database.reading() as session:
        today = select(Punch.institution_id, Punch.number, Punch.punched_at).where(Punch.punched_at >= opens)
        count = len(session.execute(today).all())
    seconds = perf_counter() - begun
    assert count == city.classes * (SIZE_OF_CLASS - 1)
    database.close()
    return seconds


def _write(city: City) -> float:
    """Seconds for the write alone, in which others wait for the database."""
    database, now = city.open(), _moment(city)
    with database.reading() as session:
        plan = plan_reminders(session, now)
    begun = perf_counter()
    with database.writing() as session:
        assert write_reminders(session, plan, links_of("https://chaban.example"), now=now) == city.classes
    seconds = perf_counter() - begun
    with database.reading() as session:
        for record in (Reminder, OutgoingMessage):
            assert session.scalar(select(func.count()).select_from(record)) == city.classes
    database.close()
    return seconds


def _moment(city: City) -> datetime:
    return datetime.combine(_class_day(city), IN_THE_WINDOW, SHANGHAI)


def _class_day(city: City) -> date:
    """The last day on which people are reminded at all."""
    days = (city.today - timedelta(days=before) for before in range(30))
    return next(day for day in days if not PUBLISHED.is_holiday(day))


def _verifications(city: City) -> Iterator[dict[str, Any]]:
    for trainee in range(1, city.classes * SIZE_OF_CLASS + 1):
        yield {
            "trainee_id": trainee,
            "phone_index": phone(trainee),
            "how": VerifiedBy.INSTITUTION,
            "verified_by": "benchmark",
            "verified_at": datetime(2026, 1, 1, tzinfo=UTC),
        }


def _punches(city: City, days: list[date], clocks: Iterable[time], seats: int) -> Iterator[dict[str, Any]]:
    moments = [datetime.combine(day, clock, SHANGHAI) for day in days for clock in clocks]
    for class_id in range(1, city.classes + 1):
        for punched_at in moments:
            for seat in range(1, seats + 1):
                yield {
                    "institution_id": institution_of(class_id),
                    "number": attendance_number(class_id, seat),
                    "punched_at": punched_at,
                    "device": "6012",
                    "status": 0,
                    "verify": 15,
                    "clock_is_wrong": False,
                    "batch_id": 1,
                    "line": 1,
                }
