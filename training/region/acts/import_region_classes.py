"""Import the region's classes: pair them with ours, compare them, tell who is missing where (R05, R30)."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import wait_for_turn
from training.notice.identity import compact
from training.records.classes.classes import TrainingClass
from training.region.acts.compare_classes import THE_CLASS, compare_classes
from training.region.acts.keep_lines import keep_lines
from training.region.acts.note_number import NumberSaid, note_number
from training.region.acts.record_differences import TURN, Compared, Scope, record_differences
from training.region.rules.comparing import compare_class
from training.region.sheets.region_lines import RegionLine
from training.region.terms import Field, RowKind
from training.region.views.numbers_of import classes_numbered
from training.region.views.pairs_of import districts_of_schools, expected_beside, pairs_of
from training.region.views.reach import district_of_hand
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "region_class"
OUTSIDE = "这个班不在您所在的旗县区，请交给负责的旗县区或市级导入。"
TWICE = "这个编号在第 {row} 行已经有了，请只留一行。"
UNPAIRED = "本系统没有对上的班：请核对班级名称、培训机构和开班日期，或到这个班的“自治区”页登记编号。"
NOT_WHOLE = "有的行读不出来，所以这次没有核对自治区缺哪些班；请改好后重新导入整个文件。"
Schools = Mapping[str, int]


def import_region_classes(
    session: Session, lines: Iterable[RegionLine], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Keep every line and compare; a class that no number names is found by name, school and first day.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    wait_for_turn(session, TURN)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    district, read = district_of_hand(session, file), list(lines)
    paired = classes_numbered(session, {each.number for each in read})
    schools = districts_of_schools(session, district)
    is_whole = _refuse_wrong(read, paired, district)
    unpaired = [each for each in read if each.is_good and each.number not in paired]
    found = pairs_of(session, unpaired, district)
    unknown = _unknown(unpaired, found, schools, district)
    good = _tell(report, read, is_whole=is_whole)
    report.stored = keep_lines(session, batch.id, RowKind.CLASS, good)
    close_batch(batch, report, accept_good_rows)
    for line, own in found.items():
        said = NumberSaid(line, file.handed_by, file.staff_id, batch.id)
        note_number(session, own, said, now=file.handed_at)
    both = paired | found
    brought = [both[each.number] for each in good if each.number in both]
    # A row that could not be read may be of any class: then none is missing from the file.
    beside = expected_beside(session, good, brought) if is_whole else ()
    ours = list(dict.fromkeys((*brought, *beside)))
    compare_classes(session, ours, absent_from=batch.id, now=file.handed_at)
    alone = [_only_theirs(each, batch.id, _school_of(each, schools, district)) for each in unknown]
    record_differences(session, alone, now=file.handed_at)
    return report


def _refuse_wrong(read: Sequence[RegionLine], paired: dict[str, TrainingClass], district: int | None) -> bool:
    """Whether all that is about this place could be read."""
    seen: dict[str, int] = {}
    is_whole = True
    for each in read:
        own = paired.get(each.number)
        if own is not None and district not in (None, own.district_id):
            each.refuse("自治区班级编号", each.number, OUTSIDE)
            continue
        if each.is_good and each.number in seen:
            each.refuse("自治区班级编号", each.number, TWICE.format(row=seen[each.number]))
        is_whole = is_whole and each.is_good
        seen.setdefault(each.number, each.row)
    return is_whole


def _tell(report: ImportReport, read: Sequence[RegionLine], *, is_whole: bool) -> list[RegionLine]:
    """The rows that are good; the report has what was found in all."""
    good = [each for each in read if each.is_good]
    report.refused = len(read) - len(good)
    report.findings.extend(finding for each in read for finding in each.findings)
    report.notices.extend(() if is_whole else (NOT_WHOLE,))
    return good


def _unknown(
    unpaired: Sequence[RegionLine],
    found: Mapping[str, TrainingClass],
    schools: Schools,
    district: int | None,
) -> list[RegionLine]:
    """Classes that are none of ours; of another district's school that district is told by its own file."""
    alone = [each for each in unpaired if each.number not in found]
    for each in alone:
        if district not in (None, _school_of(each, schools, district)):
            each.refuse("培训机构", each.values.get(Field.INSTITUTION, ""), OUTSIDE)
        else:
            each.warn("自治区班级编号", each.number, UNPAIRED)
    return [each for each in alone if each.is_good]


def _school_of(line: RegionLine, schools: Schools, district: int | None) -> int | None:
    """The district of the school, of whoever hands the file in where nobody knows the school."""
    return schools.get(compact(line.values.get(Field.INSTITUTION, "")), district)


def _only_theirs(line: RegionLine, batch_id: int, district: int | None) -> Compared:
    scope = Scope(f"r{line.number}", False, district, None, line.number)
    return Compared(scope, batch_id, frozenset({Field.CLASS}), {THE_CLASS: compare_class(None, line.values)})
