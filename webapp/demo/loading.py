"""The samples come into the database: files through the importers, and what belongs to the classes."""

from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.sheets.punches import read_punches
from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.claims.views.lists.list_approvals import list_approvals
from training.classes.views.find_class import find_class, find_institution
from training.database import Database
from training.notice.clock import SHANGHAI
from training.outbox.rules.short_links import TOKEN_BYTES, ShortLinks
from training.records.attendance.devices import Device
from training.records.classes.classes import TrainingClass
from training.settings import Settings
from training.sheets.hand_in import ImportReport
from training.vault import Vault
from webapp.commands.import_files import Choices, hand_over, take_filing, take_watching
from webapp.demo.city.city import City
from webapp.demo.city.found import city_in_words, found_city, is_founded
from webapp.demo.machine import Machine, memory_of
from webapp.demo.registering import register_machine
from webapp.demo.sample_class import DRIVING_SCHOOL, SAMPLES, SampleClass
from webapp.demo.sample_files import class_number_of, write_sample_files
from webapp.demo.sample_staff import register_sample_staff
from webapp.demo.weekly import Counts, import_weekly
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore

CITY_SEED = "鹿城"


def has_classes(opened: Database) -> bool:
    with opened.reading() as session:
        return session.scalar(select(TrainingClass.id).limit(1)) is not None


def load_samples(opened: Database, chosen: Settings, now: datetime, *, with_city: bool = False) -> list[str]:
    """All or nothing: whoever stops it half way finds it as empty as before. Says what became of each file.

    Raises ImportRefused.
    """
    with opened.writing() as session:
        said = _load_files(session, chosen.instance / "samples", now)
        if with_city and not is_founded(session):
            _load_city(session, chosen, opened.vault, now)
            said.append(city_in_words(session))
    return said


def _load_files(session: Session, folder: Path, now: datetime) -> list[str]:
    paths = write_sample_files(folder, now.astimezone(SHANGHAI))
    return [_import(session, path, now) for path in paths]


def _load_city(session: Session, chosen: Settings, vault: Vault, now: datetime) -> None:
    """After the files, whose classes it goes on from."""
    _approve_driving_school(session, chosen.operator, now)
    files = store_of(chosen)
    city = City(
        session=session,
        now=now.astimezone(SHANGHAI),
        seed=CITY_SEED,
        instance=chosen.instance,
        files=PictureStore(files, vault),
        papers=SealedStore(files, vault),
        links=ShortLinks(chosen.public_url, lambda: token_urlsafe(TOKEN_BYTES)),
    )
    found_city(city)


def load_surroundings(opened: Database, chosen: Settings, now: datetime) -> None:
    """Staff, the approval of the driving school, machines; each only where it is missing."""
    with opened.writing() as session:
        register_sample_staff(session, now)
        _approve_driving_school(session, chosen.operator, now)
        for sample in _register_machines(session, chosen, now):
            _fill_memory(chosen.instance, sample)


def _approve_driving_school(session: Session, operator: str, now: datetime) -> None:
    """Once: its trainees may claim the C1 subsidy (R57)."""
    school = find_institution(session, DRIVING_SCHOOL)
    if not list_approvals(session, school):
        today = now.astimezone(SHANGHAI).date()
        filed_on = today - timedelta(days=300)
        draft = ApprovalDraft("蒙B-2026-018", filed_on, today + timedelta(days=700), filed_on)
        approve_school(session, school, draft, recorded_by=operator, now=now)


def _register_machines(session: Session, chosen: Settings, now: datetime) -> list[SampleClass]:
    """Each once: a machine that somebody took away stays away. Says which are new."""
    new = [sample for sample in SAMPLES if not _was_registered(session, sample)]
    for sample in new:
        institution = find_class(session, sample.number).institution
        register_machine(session, institution, sample, chosen.instance, by=chosen.operator, now=now)
    return new


def _was_registered(session: Session, sample: SampleClass) -> bool:
    return session.scalar(select(Device.id).where(Device.serial == sample.serial).limit(1)) is not None


def _fill_memory(instance: Path, sample: SampleClass) -> None:
    """The stand-in of the machine remembers what it has exported."""
    exported = instance / "samples" / f"{sample.device}_attlog.dat"
    if exported.exists():
        machine = Machine(sample.serial, "", memory_of(instance, sample.serial))
        machine.remember((row.number, row.punched_at) for row in read_punches(exported))


def _import(session: Session, path: Path, now: datetime) -> str:
    choices = Choices(path, class_number=class_number_of(path))
    file = hand_over(path, now)
    report: ImportReport | Counts
    if path.suffix == ".dat":
        own = find_class(session, class_number_of(path))
        report = import_weekly(session, path, own.institution, file.handed_by, file.handed_at)
    else:
        report = {".xlsx": take_filing, ".csv": take_watching}[path.suffix](session, choices, file)
    return f"示例文件 {path.name}：新增 {report.stored} 行，已有 {report.known} 行"
