"""A machine's export of 1,000,000 punches: import ÷ bare bulk insert; then everybody's hours."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.city import BATCH, DAYS, City, found_city, punch_rows
from benchmarks.measuring import Measured, measure
from benchmarks.names import SIZE_OF_CLASS
from benchmarks.results import Result
from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punches import read_punches
from training.attendance.views.progress_of import progress_of_class
from training.records.attendance.punches import Punch
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import RuleSet
from training.sheets.chunks import chunks
from training.sheets.hand_in import HandedFile

CLASSES = 105


def run(folder: Path, today: date) -> list[Result]:
    ours = _imported(City(folder / "ours", CLASSES, CLASSES, today))
    fifth = _imported(City(folder / "fifth", CLASSES // 5, CLASSES // 5, today))
    core_city, raw_city = (City(folder / name, CLASSES, CLASSES, today) for name in ("core", "raw"))
    for city in (core_city, raw_city):
        measure(found_city, city)
    core, raw = measure(_insert_by_core, core_city), measure(_insert_raw, raw_city)
    hours = measure(_compute_hours, City(folder / "ours", CLASSES, CLASSES, today))
    count = f"{CLASSES * SIZE_OF_CLASS * DAYS * 4:,}"
    return [
        Result(
            f"{count} punches: import of the machine's file ÷ bare insert by SQLAlchemy Core",
            f"{ours.seconds:.1f} s",
            f"{core.answer:.1f} s",
            f"{ours.seconds / core.answer:.2f}",
            "≤ 3",
        ),
        Result(
            "… ÷ bare sqlite3.executemany",
            f"{ours.seconds:.1f} s",
            f"{raw.answer:.1f} s",
            f"{ours.seconds / raw.answer:.2f}",
        ),
        Result(
            "… memory, with all the lines and with a fifth of them",
            f"{ours.peak_mib:.0f} MiB",
            f"{fifth.peak_mib:.0f} MiB",
            f"{ours.peak_mib / fifth.peak_mib:.2f}",
        ),
        Result(
            f"credited hours of {CLASSES * SIZE_OF_CLASS:,} trainees from {count} punches",
            f"{hours.seconds:.1f} s",
            "—",
            "—",
            "a few seconds",
        ),
    ]


def _imported(city: City) -> Measured:
    measure(_prepare, city)
    return measure(_import, city)


def _attlog(city: City) -> Path:
    return city.folder / "6012_attlog.dat"


def _prepare(city: City) -> None:
    found_city(city)
    _let_all_days_count(city)
    with _attlog(city).open("w", encoding="ascii", newline="") as file:
        for row in punch_rows(city):
            at = f"{row['punched_at']:%Y-%m-%d %H:%M:%S}"
            file.write(f"{row['number']:>9}\t{at}\t6012\t0\t15\t0\r\n")


def _let_all_days_count(city: City) -> None:
    """The file comes at once, and else all but its last days would wait to be accepted."""
    database = city.open()
    with database.writing() as session:
        for rules in session.scalars(select(RuleSet)):
            rules.numbers = rules.numbers | {"late_punch_days": 2 * DAYS}
    database.close()


def _import(city: City) -> None:
    database = city.open()
    with database.writing() as session:
        institution = session.get_one(Institution, 1)
        file = HandedFile("6012_attlog.dat", "1" * 64, "benchmark", datetime.now(UTC))
        report = import_punches(session, read_punches(_attlog(city)), file, institution)
    database.close()
    assert report.stored == city.active * SIZE_OF_CLASS * DAYS * 4, report


def _insert_by_core(city: City) -> float:
    """Seconds for the insert alone: the rows are ready, as they would be after reading."""
    rows = list(chunks(punch_rows(city), BATCH))
    database = city.open()
    begun = datetime.now(UTC)
    with database.writing() as session:
        for chunk in rows:
            session.connection().execute(insert(Punch), chunk)
    return (datetime.now(UTC) - begun).total_seconds()


def _insert_raw(city: City) -> float:
    rows = [
        (
            *(row["institution_id"], row["number"], row["punched_at"].astimezone(UTC).isoformat(" ")),
            *("6012", 0, 15, 0, 1, 1),
        )
        for row in punch_rows(city)
    ]
    path = city.settings().database_url.removeprefix("sqlite:///")
    columns = "institution_id, number, punched_at, device, status, verify, clock_is_wrong, batch_id, line"
    begun = datetime.now(UTC)
    with sqlite3.connect(path) as connection:
        connection.executemany(f"INSERT INTO punch ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return (datetime.now(UTC) - begun).total_seconds()


def _compute_hours(city: City) -> None:
    database = city.open()
    now = datetime.now(UTC)
    with database.reading() as session:
        for class_id in range(1, city.active + 1):
            found = progress_of_class(session, session.get_one(TrainingClass, class_id), now)
            assert [each.progress.credited_halves for each in found] == [16 * DAYS] * SIZE_OF_CLASS
    database.close()
