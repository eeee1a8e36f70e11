"""Machines that push without a pause while somebody backs up: what they were told OK for is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from flask import Flask
from sqlalchemy import select

from tests.factories import a_class, a_device, a_trainee, an_enrolment, at
from tests.patience import PATIENCE
from tests.webapp.conftest import TUESDAY, World, a_world
from training.database import Database
from training.records.attendance.punches import Punch

BEGINS = at(TUESDAY, "06:00")
SECRET = "the-way-of-machine-"
Taken = tuple[str, datetime]


@dataclass
class Machines:
    """Each has a thread and a serial of its own, and pushes one punch after the other."""

    app: Flask
    count: int
    acknowledged: set[Taken] = field(default_factory=set)
    refused: list[int] = field(default_factory=list)
    """The status of whatever was not told OK."""
    stop: Event = field(default_factory=Event)

    @contextmanager
    def pushing(self) -> Iterator[None]:
        threads = [Thread(target=self._push, args=(number,)) for number in range(self.count)]
        for each in threads:
            each.start()
        try:
            yield
        finally:
            self.stop.set()
            for each in threads:
                each.join()

    def wait_for(self, count: int) -> set[Taken]:
        """Until so many were acknowledged; gives those that were by then."""
        for _ in range(PATIENCE * 100):
            if len(self.acknowledged) >= count:
                return set(self.acknowledged)
            self.stop.wait(0.01)
        raise AssertionError(f"{len(self.acknowledged)} instead of {count} were acknowledged: {self.refused}")

    def _push(self, number: int) -> None:
        client, moment = self.app.test_client(), BEGINS
        while not self.stop.is_set():
            moment += timedelta(seconds=1)
            self.acknowledged |= self.push_one(client, number, moment)

    def push_one(self, client: object, number: int, moment: datetime) -> set[Taken]:
        line = f"1\t{moment:%Y-%m-%d %H:%M:%S}\t0\t15\t0\t0\t0\n"
        address = f"/iclock/{SECRET}{number}/cdata?SN={serial(number)}&table=ATTLOG"
        answer = self.app.test_client().post(address, data=line)
        if answer.data == b"OK:1":
            return {(serial(number), moment)}
        self.refused.append(answer.status_code)
        return set()


def serial(number: int) -> str:
    return f"CJDE{number}"


def machines_at(database_url: str, folder: Path, count: int) -> tuple[World, Machines]:
    """An app of its own over the database, and machines that it knows."""
    world = a_world(database_url, folder)
    with world.database.writing() as session:
        own = a_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "王芳", "13800000001"), "1")
        for number in range(count):
            a_device(session, serial(number), str(6000 + number), secret=f"{SECRET}{number}")
    return world, Machines(world.app, count)


def punches_in(database: Database) -> set[Taken]:
    with database.reading() as session:
        return {
            (device, moment) for device, moment in session.execute(select(Punch.device, Punch.punched_at))
        }
