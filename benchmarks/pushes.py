"""Punches that machines push: stored a second ÷ the same rows by a bare insert route on the same server."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import func, select

from benchmarks.bare_pushes import bare_app
from benchmarks.city import City, found_city
from benchmarks.home import our_app, serving
from benchmarks.load import CONNECTIONS, Address, seconds_to_post
from benchmarks.measuring import measure
from benchmarks.names import CLASSES_OF_INSTITUTION, SIZE_OF_CLASS, attendance_number
from benchmarks.results import Result
from training.attendance.acts.devices.add_device import Registration, add_device
from training.records.attendance.punches import Punch
from training.records.classes.classes import Institution

# How many punches a request, and how many requests a machine in one round.
SHAPES = {1: 60, 100: 30}
ROUNDS = 3
SECRET = "benchmark"
Stream = list[tuple[str, bytes]]


def run(folder: Path, today: date) -> list[Result]:
    ours, bare = (City(folder / name, CLASSES_OF_INSTITUTION, 0, today) for name in ("ours", "bare"))
    for city in (ours, bare):
        measure(_prepare, city)
    with serving(our_app, ours) as our_address, serving(_bare_app, bare) as bare_address:
        results = [_result(today, shape, our_address, bare_address) for shape in SHAPES]
    expected = sum(CONNECTIONS * ROUNDS * size * requests for size, requests in SHAPES.items())
    assert measure(_stored, ours).answer == measure(_stored, bare).answer == expected
    return results


def _result(today: date, size: int, ours: Address, bare: Address) -> Result:
    rates = []
    for place in range(ROUNDS):
        streams = [_stream(today, size, place, machine) for machine in range(CONNECTIONS)]
        punches = size * SHAPES[size] * CONNECTIONS
        our_seconds = measure(seconds_to_post, ours, streams).answer
        rates.append((punches / our_seconds, punches / measure(seconds_to_post, bare, streams).answer))
    return Result(
        f"punches pushed by {CONNECTIONS} machines at once, {size} a request ÷ bare insert route",
        f"{median(rate for rate, _ in rates):,.0f} /s",
        f"{median(rate for _, rate in rates):,.0f} /s",
        f"{median(rate / other for rate, other in rates):.2f}",
    )


def _stream(today: date, size: int, round_: int, machine: int) -> Stream:
    """New punches, each of another second, of all numbers of the institution in turn."""
    day = today - timedelta(days=1 + round_ + ROUNDS * list(SHAPES).index(size))
    begins = datetime.combine(day, time())
    lines = [_line(place, begins + timedelta(seconds=7 * place)) for place in range(size * SHAPES[size])]
    path = f"/iclock/{SECRET}/cdata?SN={_serial(machine)}&table=ATTLOG&Stamp=9999"
    return [
        (path, "".join(lines[start : start + size]).encode("ascii")) for start in range(0, len(lines), size)
    ]


def _line(place: int, at: datetime) -> str:
    numbers = CLASSES_OF_INSTITUTION * SIZE_OF_CLASS
    seat = place % numbers
    number = attendance_number(1 + seat // SIZE_OF_CLASS, 1 + seat % SIZE_OF_CLASS)
    return f"{number}\t{at:%Y-%m-%d %H:%M:%S}\t0\t15\t0\t0\t0\n"


def _serial(machine: int) -> str:
    return f"BENCH{machine:03}"


def _prepare(city: City) -> None:
    found_city(city)
    database = city.open()
    with database.writing() as session:
        for machine in range(CONNECTIONS):
            new = Registration(_serial(machine), f"实训室{machine}", secret=SECRET)
            institution = session.get_one(Institution, 1)
            add_device(session, institution, new, added_by="benchmark", now=datetime.now(UTC))
    database.close()


def _bare_app(city: City) -> Flask:
    return bare_app(Path(city.settings().database_url.removeprefix("sqlite:///")))


def _stored(city: City) -> int:
    database = city.open()
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(Punch)) or 0
    database.close()
    return count
