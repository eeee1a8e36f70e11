"""File classes (班级备案): class sheet, roster and timetable of one workbook, as one act (R25, R26, R47)."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.classes.acts.add_online_reason import add_online_reason
from training.classes.acts.close_batch import close_batch
from training.classes.acts.enrol_rows import enrol_rows
from training.classes.acts.open_batch import open_batch
from training.classes.acts.project_of_filing import Named, project_of_filing
from training.classes.acts.set_timetable import set_timetable
from training.classes.rules.of_project import Proposed
from training.classes.rules.timetable import MONDAY_TO_FRIDAY, Plan, generate_timetable, parse_weekdays
from training.classes.sheets.class_sheet import ClassRow
from training.classes.sheets.filing import Filing
from training.classes.sheets.timetable import TimetableRow
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.differing import FILED_FIELDS, differing, say_different
from training.classes.views.find_class import find_district
from training.classes.views.imported_before import imported_before, say_imported_before
from training.errors import Refusal
from training.notice.clock import SHANGHAI
from training.notice.terms import Severity
from training.notice.working_days import GUESSED
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.sheets.findings import Finding
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


def file_classes(
    session: Session, filing: Filing, file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """File every class of the workbook with its roster and its timetable.

    Good rows alone are accepted only of rosters: a class that the rules refuse is refused whole.
    Raises ImportRefused, upon which nothing is stored.
    """
    if before := imported_before(session, "filing", "", file):
        return say_imported_before("filing", "", before)
    report = ImportReport("filing")
    batch = open_batch(session, "filing", "", file)
    into = OpenImport(file, batch.id, report)
    filed = [(_file_class(session, row, into), row) for row in filing.classes]
    known = {training_class.class_number: training_class for training_class, _ in filed if training_class}
    timetable = list(filing.timetable)
    only_class = next(iter(known.values())) if len(filed) == len(known) == 1 else None
    for training_class, row in filed:
        if training_class:
            _set_lessons(session, training_class, row, _lessons_of(row, timetable, only_class), into)
    if known:
        _refuse_strangers(timetable, {row.class_number for _, row in filed}, only_class, report)
    class_is_refused = report.has_errors
    if known:
        filed_now = {each.id for each in known.values() if each.class_number in report.filed_now}
        enrol_rows(session, filing.roster, into, only_class, filed_now)
    else:
        _read_only(filing, report)
    close_batch(batch, report, accept_good_rows and not class_is_refused)
    return report


def _read_only(filing: Filing, report: ImportReport) -> None:
    """Without a class nobody can be enrolled; what the rows themselves have wrong is still told."""
    for row in filing.roster:
        report.findings.extend(row.findings)
        report.refused += 1


def _file_class(session: Session, row: ClassRow, into: OpenImport) -> TrainingClass | None:
    into.report.findings.extend(row.findings)
    if not row.is_good:
        into.report.refused += 1
        return None
    try:
        return _find_or_file(session, row, into)
    except Refusal as refusal:
        into.report.refuse(_error(row, str(refusal)))
        return None


def _find_or_file(session: Session, row: ClassRow, into: OpenImport) -> TrainingClass | None:
    file, report = into.file, into.report
    named = select(TrainingClass).where(TrainingClass.class_number == row.class_number)
    standing = session.scalars(named).one_or_none()
    if standing is None:
        made = _new_class(session, row, into)
        report.filed_now.add(made.class_number)
        report.stored += 1
        return made
    if _brings_the_reason(standing, row):
        add_online_reason(session, standing, row.online_reason, given_by=file.handed_by, now=file.handed_at)
        report.notices.append(f"{row.class_number} 补写了线上超比例理由：{row.online_reason}")
        report.stored += 1
        return standing
    if different := differing(standing, row):
        report.refuse(_error(row, say_different(different)))
        return None
    report.known += 1
    return standing


def _brings_the_reason(standing: TrainingClass, row: ClassRow) -> bool:
    """The same filing again, with the one thing that it was asked for (R52)."""
    return bool(row.online_reason) and not standing.why_online and not differing(standing, row)


def _new_class(session: Session, row: ClassRow, into: OpenImport) -> TrainingClass:
    district = find_district(session, row.district)
    filed_on = row.filed_on or into.file.handed_at.astimezone(SHANGHAI).date()
    rule_set = choose_rule_set(session, district.id, filed_on)
    proposed = Proposed(row.institution, row.trade, row.starts_on, row.ends_on)
    named = Named(row.project_number, row.kind, proposed)
    handed_on = into.file.handed_at.astimezone(SHANGHAI).date()
    project = project_of_filing(session, district, named, rule_set.policy, handed_on)
    training_class = TrainingClass(
        class_number=row.class_number,
        institution=_find_or_add_institution(session, row.institution, district, into.report),
        district=district,
        filed_on=filed_on,
        filed_by=into.file.handed_by,
        rule_set=rule_set,
        project=project,
        online_reason=row.online_reason,
        **{name: getattr(row, name) for name in FILED_FIELDS},
    )
    session.add(training_class)
    session.flush()
    return training_class


def _find_or_add_institution(
    session: Session, name: str, district: District, report: ImportReport
) -> Institution:
    """A new one belongs where its first class is."""
    institution = session.scalars(select(Institution).where(Institution.name == name)).one_or_none()
    if institution is None:
        institution = Institution(name=name, district=district)
        session.add(institution)
        report.notices.append(f"新登记培训机构：{name}")
    return institution


def _lessons_of(
    row: ClassRow, timetable: Sequence[TimetableRow], only_class: TrainingClass | None
) -> list[TimetableRow]:
    """The rows of this class; in a filing of one class they need not name it."""
    own = [each for each in timetable if each.class_number == row.class_number]
    return own + [each for each in timetable if not each.class_number] if only_class else own


def _set_lessons(
    session: Session,
    training_class: TrainingClass,
    row: ClassRow,
    rows: list[TimetableRow],
    into: OpenImport,
) -> None:
    for each in rows:
        into.report.findings.extend(each.findings)
        into.report.refused += not each.is_good
    good = [each for each in rows if each.is_good]
    if not rows and not training_class.lessons:
        _generate_lessons(session, training_class, row, into)
    elif good:
        set_timetable(session, training_class, good, into)


def _generate_lessons(
    session: Session, training_class: TrainingClass, row: ClassRow, into: OpenImport
) -> None:
    report = into.report
    try:
        rows = _generated(session, training_class, row, report)
    except Refusal as refusal:
        report.findings.append(_error(row, str(refusal)))
        return
    # The counts are of the file's rows, and these stand in no file.
    apart = ImportReport(report.kind)
    set_timetable(session, training_class, rows, replace(into, report=apart))
    report.findings.extend(apart.findings)
    report.breaks_rules |= apart.breaks_rules


def _generated(
    session: Session, training_class: TrainingClass, row: ClassRow, report: ImportReport
) -> list[TimetableRow]:
    weekdays = parse_weekdays(row.weekdays) if row.weekdays else MONDAY_TO_FRIDAY
    plan, calendar = Plan(row.starts_on, row.ends_on, weekdays, row.prescribed_halves), calendar_of(session)
    planned = generate_timetable(plan, training_class.rule_set.policy, calendar)
    days = row.weekdays or "周一至周五"
    report.notices.append(
        f"{row.class_number} 没有课程表，已按{days}排了 {len(planned)} 个半天的线下理论课。"
    )
    for year in sorted({each.held_on.year for each in planned}):
        if not calendar.knows(year):
            report.notices.append(f"{year} 年{GUESSED}，排课只避开了法定节日当天，公布后请核对。")
    return [
        TimetableRow(
            row.row,
            "课程表",
            row.class_number,
            each.held_on,
            each.half_day,
            each.content,
            each.mode,
            each.halves,
            row.instructor,
        )
        for each in planned
    ]


def _refuse_strangers(
    timetable: Sequence[TimetableRow], filed: set[str], only_class: TrainingClass | None, report: ImportReport
) -> None:
    for row in timetable:
        if row.class_number in filed or (only_class and not row.class_number):
            continue
        message = "课程表的班号不在“班级信息”里。" if row.class_number else "有几个班时，课程表要有班号一列。"
        report.refuse(Finding(row.row, "班号", row.class_number, message, Severity.ERROR, row.sheet))


def _error(row: ClassRow, message: str) -> Finding:
    return Finding(row.row, "班号", row.class_number, message, Severity.ERROR, row.sheet)
