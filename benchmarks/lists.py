"""A page of the list of trainees, and who is found by what is typed, among 100,000 ÷ among 1,000.

`python -m benchmarks.lists URL …` prints how an empty database would look among 100,000 keys.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from benchmarks.city import City, found_city
from benchmarks.names import SIZE_OF_CLASS
from benchmarks.results import Result
from training.database import Database
from training.listing.rules.listing import Listing, read_listing
from training.listing.terms import Kind
from training.listing.views.found_by import found_by
from training.listing.views.page_of import page_of
from training.notice.terms import Role
from training.people.rules.people_list import people_offer
from training.people.views.people_list import listed_people, order_of_people
from training.records import schema
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.vault import Vault

FEW, MANY = 25, 2_500
TIMES = 15
CITY = Staff(name="市里", role=Role.CITY, added_at=datetime(2026, 1, 1, tzinfo=UTC))
OFFER = people_offer({}, {}, sees_names=True)
EVERYBODY = read_listing(OFFER, {"view": "all"})
ASKED = {
    "first page": EVERYBODY,
    "page from the middle": EVERYBODY,
    "by initials": replace(EVERYBODY, search="wfq"),
    "by the tail of the phone": replace(EVERYBODY, search="0042"),
}
MADE = """
INSERT INTO search_key (kind, owner_id, key)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
SELECT '学员', i, 'k' || i FROM n
"""


def run(folder: Path, today: date) -> list[Result]:
    few, many = (_seconds(City(folder / str(each), each, 0, today)) for each in (FEW, MANY))
    people = f"{MANY * SIZE_OF_CLASS:,} trainees ÷ with {FEW * SIZE_OF_CLASS:,}"
    return [
        Result(
            f"list of trainees, {name}, with {people}",
            f"{many[name] * 1000:.1f} ms",
            f"{few[name] * 1000:.1f} ms",
            f"{many[name] / few[name]:.2f}",
        )
        for name in ASKED
    ]


def _seconds(city: City) -> dict[str, float]:
    found_city(city)
    database = city.open()
    with database.reading() as session:
        found = {
            name: _took(partial(_page, session, _from(name, each, city), city))
            for name, each in ASKED.items()
        }
    database.close()
    return found


def _from(name: str, listing: Listing, city: City) -> Listing:
    return replace(listing, place=f">i:{city.classes * SIZE_OF_CLASS // 2}") if "middle" in name else listing


def _page(session: Session, listing: Listing, city: City) -> object:
    wanted = listed_people(CITY, listing, today=city.today)
    return page_of(session, wanted, order_of_people(listing), size=listing.size, place=listing.place)


def _took(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(TIMES):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return median(times)


def _asked() -> dict[str, Select[int]]:
    """What lists and pages ask that had no index."""
    ends, checks = (TrainingClass.ends_on, TrainingClass.starts_on), (SpotCheck.ended_at, SpotCheck.id)
    return {
        "who is found by initials": found_by(Kind.TRAINEE, "k4242"),
        "checks by their end": select(SpotCheck.id).order_by(*checks).limit(25),
        "classes by their end": select(TrainingClass.id).order_by(*ends).limit(25),
    }


def print_plans(url: str) -> None:
    database = Database(url, Vault(b"d" * 32, b"i" * 32))
    schema.upgrade(database)
    with database.writing() as session:
        session.execute(text(MADE))
        if database.engine.dialect.name == "postgresql":
            session.execute(text("ANALYZE search_key"))
    with database.reading() as session:
        for name, statement in _asked().items():
            explain = "EXPLAIN" if database.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
            made = statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
            lines = [
                str(row[-1]).strip() for row in session.execute(text(f"{explain} {made}".replace(":", "\\:")))
            ]
            print(f"{database.engine.dialect.name}: {name}: {' / '.join(lines)}")
    database.close()


if __name__ == "__main__":
    for each in sys.argv[1:]:
        print_plans(each)
