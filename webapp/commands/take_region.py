"""Whatever the autonomous region's system exports, told apart by its columns and taken in (R05, R23)."""

from pathlib import Path

from sqlalchemy.orm import Session

from training.intake.sheets.recognise import recognise
from training.intake.terms import FileKind
from training.notice.clock import shanghai_day
from training.region.acts.import_region_classes import import_region_classes
from training.region.acts.import_region_people import import_region_people
from training.region.sheets.region_classes import read_region_classes
from training.region.sheets.region_people import read_region_people
from training.sheets.books import open_sheets
from training.sheets.hand_in import HandedFile, ImportReport
from training.sheets.reading import Reading
from training.subsidies.acts.import_region_totals import import_region_totals
from training.subsidies.sheets.region_totals import read_region_totals


def take_region(
    session: Session, path: Path, reading: Reading, file: HandedFile, *, accept_good_rows: bool
) -> ImportReport:
    """What is neither their classes nor their people is read as their totals, and refused as such."""
    kinds = recognise(path, open_sheets(path))
    if FileKind.REGION_CLASSES in kinds:
        classes = read_region_classes(path, reading)
        return import_region_classes(session, classes, file, accept_good_rows=accept_good_rows)
    if FileKind.REGION_PEOPLE in kinds:
        people = read_region_people(path, reading)
        return import_region_people(session, people, file, accept_good_rows=accept_good_rows)
    totals = read_region_totals(path, shanghai_day(file.handed_at), reading)
    return import_region_totals(session, totals, file, accept_good_rows=accept_good_rows)
