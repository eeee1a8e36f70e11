"""Import the region's people of classes that it numbers, and compare each class's roster (R05, R30)."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import wait_for_turn
from training.records.classes.classes import TrainingClass
from training.region.acts.compare_people import compare_people
from training.region.acts.import_region_classes import OUTSIDE
from training.region.acts.keep_lines import keep_lines
from training.region.acts.record_differences import TURN
from training.region.sheets.region_lines import RegionLine
from training.region.terms import RowKind
from training.region.views.numbers_of import classes_numbered
from training.region.views.reach import district_of_hand
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "region_people"
UNKNOWN = "还不知道这是哪个班：请先导入自治区班级，或到这个班的“自治区”页登记编号，再导入学员。"
AGAIN = "学员这次没有导入、也没有核对；请改好后重新导入整个班。"
PARTIAL = "自治区班级编号 {number} 有读不出来的行，这个班的" + AGAIN
NOBODY_S = "有的行没有自治区班级编号，不知道是哪个班的，所以文件里各班的" + AGAIN
TWICE = "这个人在这个班的第 {row} 行已经有了，请只留一行。"


def import_region_people(
    session: Session, lines: Iterable[RegionLine], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Keep every line and compare; of a class all its people come in one file.

    Of a class with a row that could not be read nobody is kept: it would look as if that person were missing.
    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    wait_for_turn(session, TURN)
    report, batch, read = ImportReport(KIND), open_batch(session, KIND, "", file), list(lines)
    unread = {each.number for each in read if not each.is_good}
    classes = classes_numbered(session, {each.number for each in read})
    _refuse_wrong(read, classes, district_of_hand(session, file))
    good = [each for each in read if each.is_good and not _is_partial(each.number, unread)]
    report.refused = len(read) - len(good)
    report.notices.extend(_told(unread))
    report.findings.extend(finding for each in read for finding in each.findings)
    report.stored = keep_lines(session, batch.id, RowKind.PERSON, good)
    close_batch(batch, report, accept_good_rows)
    for number in dict.fromkeys(each.number for each in good):
        compare_people(session, classes[number], now=file.handed_at)
    return report


def _told(unread: Collection[str]) -> list[str]:
    return [NOBODY_S] if "" in unread else [PARTIAL.format(number=each) for each in sorted(unread)]


def _is_partial(number: str, unread: Collection[str]) -> bool:
    """A row without a number may be of any class."""
    return number in unread or "" in unread


def _refuse_wrong(
    read: Sequence[RegionLine], classes: dict[str, TrainingClass], district: int | None
) -> None:
    seen: dict[tuple[str, str], int] = {}
    for each in (line for line in read if line.is_good):
        own, place = classes.get(each.number), (each.number, each.id_number)
        if own is None:
            each.refuse("自治区班级编号", each.number, UNKNOWN)
        elif district not in (None, own.district_id):
            each.refuse("自治区班级编号", each.number, OUTSIDE)
        elif place in seen:
            each.refuse("身份证号", each.id_number, TWICE.format(row=seen[place]))
        seen.setdefault(place, each.row)
