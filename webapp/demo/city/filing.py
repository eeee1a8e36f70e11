"""The institutions hand in what they have to: filings beforehand, punches and watch records afterwards."""

from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path

from training.attendance.acts.import_watching import import_watching
from training.attendance.sheets.watching import read_watching
from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.classes.acts.file_classes import file_classes
from training.classes.sheets.filing import open_filing
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.find_class import find_institution
from training.sheets.hand_in import HandedFile
from webapp.demo.city.city import City
from webapp.demo.city.classes import CLASSES, DRIVING_SCHOOLS
from webapp.demo.city.people import invent
from webapp.demo.registering import register_machine
from webapp.demo.sample_class import SampleClass, chance_of
from webapp.demo.sample_files import write_class_files
from webapp.demo.weekly import import_weekly

OFFICE = "教务处"
DAYS_BEFORE = 3
"""So long before a class begins it is filed."""


def file_everything(city: City) -> None:
    for sample in CLASSES:
        _file_class(city, sample)
    for place, school in enumerate(DRIVING_SCHOOLS, 21):
        _approve(city, school, f"蒙B-2026-{place:03d}")


def _file_class(city: City, sample: SampleClass) -> None:
    """What a class is, who is in it, its machine; then what was recorded until the day after it ended."""
    begins, over = sample.span
    chance = chance_of(f"{city.seed}:{sample.number}")
    people = invent(sample, city.today, chance)
    filed_at = city.at(min(begins - DAYS_BEFORE, -1), "15:00")
    filing, punches, *watching = write_class_files(city.folder, sample, people, city.now, chance)
    today = filed_at.date()
    policy = choose_rule_set(city.session, None, today).policy
    file_classes(city.session, open_filing(filing, today, policy), handed(filing, filed_at))
    _register_machine(city, sample, filed_at)
    if begins <= 0:
        _hand_in_records(city, sample, punches, watching, city.at(over, "09:00"))


def _register_machine(city: City, sample: SampleClass, at: datetime) -> None:
    school = city.find(sample.number).institution
    register_machine(city.session, school, sample, city.instance, by=OFFICE, now=at)


def _hand_in_records(
    city: City, sample: SampleClass, punches: Path, watching: list[Path], at: datetime
) -> None:
    own = city.find(sample.number)
    # In the small hours of its first day nobody has come yet, and an empty file is no file.
    if punches.read_text(encoding="ascii").strip():
        import_weekly(city.session, punches, own.institution, OFFICE, at)
    for path in watching:
        import_watching(city.session, read_watching(path), handed(path, at), own)


def _approve(city: City, school: str, licence: str) -> None:
    filed_on = city.day(-300)
    draft = ApprovalDraft(licence, filed_on, filed_on + timedelta(days=1000), filed_on)
    institution = find_institution(city.session, school)
    approve_school(city.session, institution, draft, recorded_by=OFFICE, now=city.at(-300))


def handed(path: Path, at: datetime) -> HandedFile:
    with path.open("rb") as opened:
        return HandedFile(path.name, file_digest(opened, "sha256").hexdigest(), OFFICE, at)
