"""Take a file of any kind in, for somebody of the office, as far as that person reaches (R09, R26)."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from training.attendance.acts.import_punches import import_punches
from training.attendance.acts.import_watching import import_watching
from training.certificates.acts.import_former import import_former
from training.certificates.acts.import_series import import_series
from training.classes.acts.import_timetable import Reach, import_timetable
from training.eligibility.acts.import_compared import import_compared
from training.eligibility.acts.import_standards import import_standards
from training.errors import NotFound
from training.follow_ups.acts.import_follow_ups import import_follow_ups
from training.intake.rules.confirming import Choices
from training.intake.rules.handing import may_hand_in
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import FileKind
from training.intake.views.filing_days import refuse_filing_days
from training.intake.views.new_lessons import refuse_new_lessons
from training.intake.views.outside import refuse_others_punches, refuse_outside
from training.intake.views.place_of_file import PlaceOfFile, place_of_file
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.people.views.known_phones import keep_known_phones
from training.plans.acts.import_plans import import_plans
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff
from training.region.acts.import_region_classes import import_region_classes
from training.region.acts.import_region_people import import_region_people
from training.results.acts.import_marks import import_marks
from training.rosters.acts.ask_for_phones import BroughtPhone, ask_for_phones
from training.rosters.acts.take_changes import take_changes
from training.rosters.acts.take_filing import take_filing
from training.rosters.acts.take_roster import take_roster
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport
from training.subsidies.acts.import_region_totals import import_region_totals
from training.teachers.acts.import_teachers import import_teachers
from training.vouchers.acts.import_vouchers import import_vouchers

Take = Callable[[Session, HandedRows, HandedFile, PlaceOfFile], ImportReport]


def take_file(
    session: Session, staff: Staff, handed: HandedRows, file: HandedFile, choices: Choices
) -> ImportReport:
    """The good rows; wrong ones are told in the report, which is what is confirmed.

    Raises ImportRefused where the rules refuse the whole, NotFound, ClassNotNamed or SchoolNotNamed.
    """
    # The worker writes what somebody confirmed some time ago.
    if staff.left_at is not None or not may(staff.role, Permission.HAND_IN_FILES):
        raise NotFound("可以由您导入的文件")
    if not may_hand_in(staff.role, handed.kind):
        raise NotFound(f"可以由您导入的{handed.kind}")
    place = place_of_file(session, staff, handed.kind, choices)
    refuse_outside(session, staff, handed)
    if handed.kind is FileKind.PUNCHES:
        refuse_others_punches(session, staff, handed.rows, _the(place.institution))
    if handed.kind in (FileKind.FILING, FileKind.TIMETABLE):
        lessons = handed.timetable if handed.kind is FileKind.FILING else handed.rows
        refuse_new_lessons(session, lessons, _number(handed, place), shanghai_day(file.handed_at))
    if handed.kind is FileKind.FILING:
        refuse_filing_days(session, staff, handed.rows, shanghai_day(file.handed_at))
    brought = _keep_known_phones(session, staff, handed, _number(handed, place))
    try:
        report = TAKES[handed.kind](session, handed, file, place)
    except ImportRefused as refusal:
        refusal.report.tell_how_it_was_read(handed.reading)
        raise
    ask_for_phones(session, brought, file, report)
    report.tell_how_it_was_read(handed.reading)
    return report


def _keep_known_phones(session: Session, staff: Staff, handed: HandedRows, number: str) -> list[BroughtPhone]:
    """Of the people whom the file brings; `number` is that of rows that name no class."""
    if handed.kind in (FileKind.ROSTER, FileKind.FILING):
        rows = handed.rows if handed.kind is FileKind.ROSTER else handed.roster
        kept = keep_known_phones(session, staff, rows)
        return [BroughtPhone(each, each.row.class_number or number) for each in kept]
    if handed.kind is FileKind.CHANGES:
        brings = {id(each.newcomer): each for each in handed.rows if each.newcomer is not None}
        kept = keep_known_phones(session, staff, [each.newcomer for each in brings.values()])
        for each in kept:
            brings[id(each.row)].findings.append(each.row.findings[-1])
        return [BroughtPhone(each, brings[id(each.row)].class_number) for each in kept]
    return []


def _number(handed: HandedRows, place: PlaceOfFile) -> str:
    """Of the class that lessons without a number are of."""
    if handed.kind is FileKind.FILING:
        return str(handed.rows[0].class_number) if len(handed.rows) == 1 else ""
    return place.only_class.class_number if place.only_class else ""


def _filing(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return take_filing(session, handed.as_filing(), file, accept_good_rows=True)


def _roster(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return take_roster(session, handed.rows, file, place.only_class, accept_good_rows=True)


def _changes(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return take_changes(session, handed.rows, file, accept_good_rows=True)


def _timetable(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    # Without a reason: what is filed changes by request and approval only.
    return import_timetable(session, handed.rows, file, place.only_class, Reach(accept_good_rows=True))


def _punches(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_punches(session, handed.rows, file, _the(place.institution), accept_good_rows=True)


def _watching(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_watching(session, handed.rows, file, _of(place.only_class), accept_good_rows=True)


def _region(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_region_totals(session, handed.rows, file, accept_good_rows=True)


def _plans(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_plans(session, handed.rows, file, accept_good_rows=True)


def _marks(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_marks(session, handed.rows, file, accept_good_rows=True)


def _teachers(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_teachers(session, handed.rows, file, accept_good_rows=True)


def _region_classes(
    session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile
) -> ImportReport:
    return import_region_classes(session, handed.rows, file, accept_good_rows=True)


def _region_people(
    session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile
) -> ImportReport:
    return import_region_people(session, handed.rows, file, accept_good_rows=True)


def _former(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_former(session, handed.rows, file, accept_good_rows=True)


def _series(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_series(session, handed.rows, file, accept_good_rows=True)


def _standards(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_standards(session, handed.rows, file, accept_good_rows=True)


def _compared(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_compared(session, handed.rows, file, accept_good_rows=True)


def _vouchers(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_vouchers(session, handed.rows, file, accept_good_rows=True)


def _follow_ups(session: Session, handed: HandedRows, file: HandedFile, place: PlaceOfFile) -> ImportReport:
    return import_follow_ups(session, handed.rows, file, accept_good_rows=True)


def _the(institution: Institution | None) -> Institution:
    if institution is None:
        raise NotFound("这台考勤机的培训机构")
    return institution


def _of(own: TrainingClass | None) -> TrainingClass:
    if own is None:
        raise NotFound("这个班级")
    return own


TAKES: dict[FileKind, Take] = {
    FileKind.FILING: _filing,
    FileKind.ROSTER: _roster,
    FileKind.CHANGES: _changes,
    FileKind.TIMETABLE: _timetable,
    FileKind.PUNCHES: _punches,
    FileKind.WATCHING: _watching,
    FileKind.REGION: _region,
    FileKind.PLANS: _plans,
    FileKind.MARKS: _marks,
    FileKind.TEACHERS: _teachers,
    FileKind.REGION_CLASSES: _region_classes,
    FileKind.REGION_PEOPLE: _region_people,
    FileKind.FORMER: _former,
    FileKind.SERIES: _series,
    FileKind.STANDARDS: _standards,
    FileKind.COMPARED: _compared,
    FileKind.VOUCHERS: _vouchers,
    FileKind.FOLLOW_UPS: _follow_ups,
}
