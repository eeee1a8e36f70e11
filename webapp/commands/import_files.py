"""`chaban import …`: take a file, say what became of every row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from hashlib import file_digest
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from sqlalchemy.orm import Session

from training.attendance.acts.import_punches import import_punches
from training.attendance.acts.import_watching import import_watching
from training.attendance.sheets.punches import read_punches
from training.attendance.sheets.watching import read_watching
from training.classes.acts.import_timetable import Reach, import_timetable
from training.classes.sheets.filing import open_filing
from training.classes.sheets.roster import read_roster
from training.classes.sheets.roster_changes import read_changes
from training.classes.sheets.timetable import read_timetable
from training.classes.views.choose_institution import choose_institution
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.find_class import find_class
from training.errors import UnreadableFile, reason_of
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.policy import Policy
from training.rosters.acts.note_tries import note_tries
from training.rosters.acts.take_changes import take_changes
from training.rosters.acts.take_filing import take_filing as file_and_tell
from training.rosters.acts.take_roster import take_roster
from training.rosters.acts.tell_claimed_twice import tell_claimed_twice
from training.sheets.cells import place_of
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport
from training.sheets.reading import Reading
from webapp.commands.context import (
    Words,
    complaints,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.commands.report import print_report, refuse_file
from webapp.commands.take_region import take_region

Row = TypeVar("Row")


@dataclass(frozen=True)
class Choices:
    """What the clerk said beside the file's name."""

    path: Path
    accept_good_rows: bool = False
    dry_run: bool = False
    class_number: str | None = None
    institution: str | None = None
    reason: str = ""
    reading: Reading = field(default_factory=Reading)


@click.group("import", help="导入文件：班级备案、名册、课程表、打卡、直播观看记录、自治区系统统计。")
def import_files() -> None:
    pass


def _takes_a_file(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every import has."""
    command = refusals_end_the_command(command)
    command = click.option("--dry-run", is_flag=True, help="只检查、不写入。")(command)
    command = _takes_choices(command)
    accept = click.option("--accept-good-rows", is_flag=True, help="有错误的行跳过，其余照常导入。")
    path = click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
    return accept(path(command))


def _takes_choices(command: Callable[..., None]) -> Callable[..., None]:
    """What a clerk can say where the file itself leaves it open."""

    @click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="列名=列标",
        callback=_columns,
        help="两列都像同一项时，说明用哪一列，如 --column 手机号=F；可写几次。",
    )
    @click.option("--sheet", default="", metavar="工作表", help="几张工作表都像时，说明读哪一张。")
    @wraps(command)
    def with_choices(columns: dict[str, str], sheet: str, **options: Any) -> None:
        command(reading=Reading(columns, sheet), **options)

    return with_choices


def _columns(_context: click.Context, _option: click.Parameter, told: tuple[str, ...]) -> dict[str, str]:
    parted = [each.partition("=") for each in told]
    for title, sign, letters in parted:
        if not (title and sign and place_of(letters.strip()) is not None):
            raise click.BadParameter("请写成 列名=列标，如 手机号=F。")
    return {title.strip(): letters.strip().upper() for title, _, letters in parted}


_in_class = click.option("--class", "class_number", metavar="班号", help="文件里没有班号一列时，指定班级。")


@import_files.command(help="班级备案整本导入：班级信息、学员名册、课程表三张表。")
@_takes_a_file
def filing(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), take_filing)


@import_files.command(help="学员名册。")
@_in_class
@_takes_a_file
def roster(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), _take_roster)


@import_files.command("roster-changes", help="人员增减：开班后谁来、谁走，由旗县区审核。")
@_takes_a_file
def roster_changes(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), _take_changes)


@import_files.command(help="课程表；写明 --reason 时，文件里没有的课登记为停课。")
@_in_class
@click.option("--reason", default="", type=Words(255, may_be_empty=True), help="调整课程表的原因。")
@_takes_a_file
def timetable(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), _take_timetable)


@import_files.command(help="打卡记录：考勤机的 *_attlog.dat 或导出的表格。")
@_in_class
@click.option("--institution", metavar="培训机构", help="考勤机属于哪个培训机构（可写一部分名称）。")
@_takes_a_file
def punches(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), take_punches)


@import_files.command(help="直播观看记录（线上课）。")
@_in_class
@_takes_a_file
def watch(file: Path, **options: Any) -> None:
    if not options["class_number"]:
        raise click.UsageError("请用 --class 班号 说明是哪个班的直播。")
    _import(Choices(file, **options), take_watching)


@import_files.command(help="自治区系统导出的文件：C1 统计、班级、学员，按列名分辨。")
@_takes_a_file
def region(file: Path, **options: Any) -> None:
    _import(Choices(file, **options), _take_region)


Take = Callable[[Session, Choices, HandedFile], ImportReport]


def _import(choices: Choices, take: Take) -> None:
    file = hand_over(choices.path, now())
    with database() as opened:
        try:
            with opened.writing() as session:
                report = take(session, choices, file)
                report.tell_how_it_was_read(choices.reading)
                if choices.dry_run:
                    session.rollback()
        except ImportRefused as refusal:
            refusal.report.tell_how_it_was_read(choices.reading)
            if not choices.dry_run:
                # What was refused is rolled back; that somebody tried stays.
                with opened.writing() as session:
                    note_tries(session, refusal.report.tried_late, now=file.handed_at)
                    tell_claimed_twice(session, refusal.report.claimed_twice, now=file.handed_at)
            refuse_file(refusal, choices.path)
    print_report(report, dry_run=choices.dry_run)


def hand_over(path: Path, at: datetime) -> HandedFile:
    try:
        with path.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {path}：{reason_of(error)}") from error
    return HandedFile(path.name, digest, settings().operator, at)


def _policy(session: Session, file: HandedFile) -> Policy:
    return choose_rule_set(session, None, file.handed_at.astimezone(SHANGHAI).date()).policy


def take_filing(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    today = file.handed_at.astimezone(SHANGHAI).date()
    sheets = open_filing(choices.path, today, _policy(session, file), choices.reading)
    return file_and_tell(session, sheets, file, accept_good_rows=choices.accept_good_rows)


def _take_roster(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    only_class = find_class(session, choices.class_number) if choices.class_number else None
    today = file.handed_at.astimezone(SHANGHAI).date()
    rows = _watched(read_roster(choices.path, today, _policy(session, file), choices.reading))
    return take_roster(session, rows, file, only_class, accept_good_rows=choices.accept_good_rows)


def _take_changes(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    rows = read_changes(choices.path, shanghai_day(file.handed_at), _policy(session, file), choices.reading)
    return take_changes(session, rows, file, accept_good_rows=choices.accept_good_rows)


def _take_timetable(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    only_class = find_class(session, choices.class_number) if choices.class_number else None
    rows = read_timetable(choices.path, choices.reading)
    return import_timetable(session, rows, file, only_class, Reach(choices.reason, choices.accept_good_rows))


def take_punches(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    institution = choose_institution(session, choices.institution, choices.class_number)
    say(f"考勤机属于：{institution.name}")
    rows = _watched(read_punches(choices.path, choices.reading))
    return import_punches(session, rows, file, institution, accept_good_rows=choices.accept_good_rows)


def take_watching(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    training_class = find_class(session, str(choices.class_number))
    rows = read_watching(choices.path, choices.reading)
    return import_watching(session, rows, file, training_class, accept_good_rows=choices.accept_good_rows)


def _take_region(session: Session, choices: Choices, file: HandedFile) -> ImportReport:
    accepts = choices.accept_good_rows
    return take_region(session, choices.path, choices.reading, file, accept_good_rows=accepts)


def _watched(rows: Iterable[Row]) -> Iterator[Row]:
    """Show how many rows have been read, on work long enough to wonder about."""
    columns = (SpinnerColumn(), TextColumn("已读取 {task.completed:,.0f} 行"), TimeElapsedColumn())
    # Where nobody watches it would leave an empty line in the log.
    is_watched = complaints.is_terminal
    with Progress(*columns, console=complaints, transient=True, disable=not is_watched) as progress:
        task = progress.add_task("读取", total=None)
        for count, row in enumerate(rows, 1):
            if count % 1_000 == 0:
                progress.update(task, completed=count)
            yield row
