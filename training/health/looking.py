"""How this installation is: everything that a monitor, the page and the command tell, in one place."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from training.backups.shelf import last_made_at
from training.database import Database
from training.delivery.views.measure_delivery import oldest_waiting_seconds
from training.delivery.views.newest_moment import moment_ahead
from training.health.probes import of_database, of_fault
from training.health.rules.findings import (
    Finding,
    Room,
    of_backups,
    of_clock,
    of_disk,
    of_messages,
    of_part,
    worst,
)
from training.health.terms import Part, State
from training.health.views.last_beats import last_beats
from training.records.opening import file_of
from training.settings import Settings


@dataclass(frozen=True)
class Place:
    """What is looked at."""

    database: Database
    folders: Mapping[str, Path]
    """Those of this machine that fill, by what they are for."""
    backups: Path | None


def place_of(settings: Settings, database: Database) -> Place:
    path, folders = file_of(database.engine.url), {}
    if path is not None:
        folders["数据库"] = path.parent
    if settings.evidence_store == "folder":
        folders["材料库"] = settings.evidence_folder
    if settings.backup_folder is not None:
        folders["备份"] = settings.backup_folder
    return Place(database, folders, settings.backup_folder)


def look(place: Place, *, now: datetime) -> list[Finding]:
    """Everything, in one order; raises nothing. Of a database that fails nothing else is asked."""
    found = [of_database(place.database, now.timestamp())]
    checks = ALWAYS if worst(found) is State.FAILING else (*ALWAYS, *BY_THE_DATABASE)
    for check in checks:
        try:
            found.extend(check(place, now))
        except (SQLAlchemyError, sqlite3.DatabaseError) as fault:
            found.append(of_fault(fault))
    return found


def _disks(place: Place, now: datetime) -> Iterator[Finding]:
    for about, folder in place.folders.items():
        try:
            usage = shutil.disk_usage(_there(folder))
        except OSError:
            yield Finding(f"{about}磁盘", State.FAILING, f"{about}的文件夹打不开：请看磁盘和权限。")
        else:
            yield of_disk(about, Room(usage.free, usage.total))


def _there(folder: Path) -> Path:
    """It, or what it will be made in."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder)


def _backups(place: Place, now: datetime) -> Iterator[Finding]:
    if place.backups is None:
        yield of_backups(None, now, is_wanted=False)
        return
    try:
        last = last_made_at(place.backups, now)
    except OSError:
        yield Finding("备份", State.DEGRADED, "备份的文件夹打不开：请看磁盘和权限。")
    else:
        yield of_backups(last, now, is_wanted=True)


def _messages(place: Place, now: datetime) -> Iterator[Finding]:
    with place.database.reading() as session:
        yield of_messages(timedelta(seconds=oldest_waiting_seconds(session, now=now)))


def _clock(place: Place, now: datetime) -> Iterator[Finding]:
    with place.database.reading() as session:
        yield of_clock(moment_ahead(session, now=now))


def _parts(place: Place, now: datetime) -> Iterator[Finding]:
    with place.database.reading() as session:
        beats = last_beats(session)
    for part in Part:
        yield of_part(part, beats.get(part), now)


Check = Callable[[Place, datetime], Iterator[Finding]]
# A new thing to look at is one more function here.
ALWAYS: tuple[Check, ...] = (_disks, _backups)
BY_THE_DATABASE: tuple[Check, ...] = (_messages, _parts, _clock)
