"""Import the region's classes: pair them with ours, compare them, tell who is missing where (R05, R30)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.notice.identity import compact
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import RegionNumber
from training.region.acts.compare_classes import THE_CLASS, compare_classes
from training.region.acts.keep_lines import keep_lines
from training.region.acts.note_number import NumberSaid, note_number
from training.region.acts.record_differences import Compared, Scope, record_differences
from training.region.rules.comparing import compare_class
from training.region.sheets.region_lines import RegionLine
from training.region.terms import Field, RowKind
from training.region.views.numbers_of import classes_numbered
from training.region.views.reach import district_of_hand
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "region_class"
OUTSIDE = "这个班不在您所在的旗县区，请交给负责的旗县区或市级导入。"
TWICE = "这个编号在第 {row} 行已经有了，请只留一行。"
UNPAIRED = "本系统没有对上的班：请核对班级名称、培训机构和开班日期，或到这个班的“自治区”页登记编号。"
Key = tuple[str, str, str]
"""Name, institution and first day: by these a class is the same where no number is noted yet."""


def import_region_classes(
    session: Session, lines: Iterable[RegionLine], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Keep every line and compare; a class that no number names is found by name, school and first day.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    district, read = district_of_hand(session, file), list(lines)
    paired = classes_numbered(session, {each.number for each in read})
    _refuse_wrong(read, paired, district)
    good = [each for each in read if each.is_good]
    unpaired = [each for each in good if each.number not in paired]
    found = _pair(session, unpaired, district)
    _warn(unpaired, found)
    report.refused = len(read) - len(good)
    report.findings.extend(finding for each in read for finding in each.findings)
    report.stored = keep_lines(session, batch.id, RowKind.CLASS, good)
    close_batch(batch, report, accept_good_rows)
    for line, own in found.items():
        said = NumberSaid(line, file.handed_by, file.staff_id, batch.id)
        note_number(session, own, said, now=file.handed_at)
    ours = {
        own.id: own
        for own in (*(paired[each.number] for each in good if each.number in paired), *found.values())
    }
    expected = _expected(session, good, list(ours.values()))
    ours |= {own.id: own for own in expected}
    compare_classes(session, list(ours.values()), absent_from=batch.id, now=file.handed_at)
    unknown = [each for each in unpaired if each.number not in found]
    record_differences(
        session, [_only_theirs(each, batch.id, district) for each in unknown], now=file.handed_at
    )
    return report


def _refuse_wrong(read: Sequence[RegionLine], paired: dict[str, TrainingClass], district: int | None) -> None:
    seen: dict[str, int] = {}
    for each in (line for line in read if line.is_good):
        own = paired.get(each.number)
        if each.number in seen:
            each.refuse("自治区班级编号", each.number, TWICE.format(row=seen[each.number]))
        elif own is not None and district not in (None, own.district_id):
            each.refuse("自治区班级编号", each.number, OUTSIDE)
        seen.setdefault(each.number, each.row)


def _pair(session: Session, lines: Sequence[RegionLine], district: int | None) -> dict[str, TrainingClass]:
    """By number, where exactly one of our unnumbered classes and one line are alike."""
    ours: dict[Key, list[TrainingClass]] = defaultdict(list)
    days = {day for each in lines if (day := _day(each)) is not None}
    live = select(RegionNumber.class_id).where(RegionNumber.live_number.is_not(None))
    rows = _within(district).where(TrainingClass.starts_on.in_(days), TrainingClass.id.not_in(live))
    for own in session.scalars(rows) if days else ():
        ours[compact(own.name), compact(own.institution.name), own.starts_on.isoformat()].append(own)
    theirs: dict[Key, list[RegionLine]] = defaultdict(list)
    for each in lines:
        theirs[_key(each)].append(each)
    pairs = ((theirs[key], ours[key]) for key in theirs if key in ours)
    return {own[0].number: classes[0] for own, classes in pairs if len(own) == len(classes) == 1}


def _warn(unpaired: Sequence[RegionLine], found: dict[str, TrainingClass]) -> None:
    for each in unpaired:
        if each.number not in found:
            each.warn("自治区班级编号", each.number, UNPAIRED)


def _expected(
    session: Session, good: Sequence[RegionLine], ours: Sequence[TrainingClass]
) -> Sequence[TrainingClass]:
    """Ours of the districts and the span of first days that the file is about: none may be missing."""
    days = [day for each in good if (day := _day(each)) is not None]
    places = {own.district_id for own in ours}
    if not days or not places:
        return ()
    rows = _within(None).where(TrainingClass.district_id.in_(places))
    return session.scalars(rows.where(TrainingClass.starts_on.between(min(days), max(days)))).all()


def _within(district: int | None) -> Select[TrainingClass]:
    rows = select(TrainingClass).join(TrainingClass.institution)
    rows = rows.options(joinedload(TrainingClass.institution)).order_by(TrainingClass.id)
    return rows if district is None else rows.where(TrainingClass.district_id == district)


def _only_theirs(line: RegionLine, batch_id: int, district: int | None) -> Compared:
    scope = Scope(f"r{line.number}", False, district, None, line.number)
    return Compared(scope, batch_id, frozenset({Field.CLASS}), {THE_CLASS: compare_class(None, line.values)})


def _key(line: RegionLine) -> Key:
    said = line.values
    names = (compact(said.get(each, "")) for each in (Field.CLASS_NAME, Field.INSTITUTION))
    name, institution = names
    return name, institution, said.get(Field.STARTS, "")


def _day(line: RegionLine) -> date | None:
    said = line.values.get(Field.STARTS, "")
    return date.fromisoformat(said) if said else None
