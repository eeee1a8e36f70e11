"""`chaban hours …`: a class's table of hours, or one trainee's explained."""

from datetime import datetime
from pathlib import Path

import click
import xlsxwriter

from training.attendance.rules.explanations import (
    NO_NUMBER,
    explain,
    may_miss_words,
    needed_words,
    say_needed,
    say_waiting,
)
from training.attendance.rules.sources import Origins, say_sources, sources_of
from training.attendance.views.progress_of import ClassProgress, progress_of, progress_of_class
from training.attendance.views.sources.origins_of import origins_of
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.classes.views.online_theory_of import online_theory_notice
from training.errors import reason_of
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from training.people.rules.restrictions import RESTRICTED
from training.people.views.restricted import is_restricted
from webapp.commands.context import (
    REFUSED,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
)

HEADINGS = ("考勤号", "姓名", "状态", "已修课时", "需修课时", "总课时", "还可修", "还能缺", "待确认打卡")


@click.command("hours", help="课时：hours 班号 列出全班；hours 班号 姓名 逐半天说明一名学员。")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="[姓名]", required=False)
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="全班课时另存为表格。")
@refusals_end_the_command
def show_hours(class_number: str, who: str | None, xlsx: Path | None) -> None:
    if who and xlsx:
        raise click.UsageError("--xlsx 只用于全班的课时，请不要写姓名。")
    at = now()
    with database() as opened, opened.reading() as session:
        training_class = find_class(session, class_number)
        if who:
            enrolment = find_enrolment(session, training_class, who)
            mark = f" {RESTRICTED}" if is_restricted(session, enrolment.trainee_id) else ""
            _print_one(progress_of(session, enrolment, at), origins_of(session, enrolment), at, mark=mark)
            return
        found = progress_of_class(session, training_class, at)
        rows = [_row(each) for each in found]
        title = f"{training_class.class_number} {training_class.name}"
        notice = online_theory_notice(session, training_class, shanghai_day(at))
        waiting = sum(each.progress.waiting for each in found)
    _print_table(title, rows)
    if waiting:
        say(f"本班 {say_waiting(waiting)}，见 chaban punches waiting。")
    if notice:
        say(notice)
    if xlsx:
        _write(xlsx, rows)


def _row(found: ClassProgress) -> tuple[str, ...]:
    progress = found.progress
    numbers = (
        hours(progress.credited_halves),
        needed_words(progress),
        hours(progress.prescribed_halves),
        hours(progress.to_come_halves),
        may_miss_words(progress),
    )
    who = (found.enrolment.attendance_number or "—", found.enrolment.trainee.name, progress.state.value)
    return (*who, *numbers, str(progress.waiting))


def _print_table(title: str, rows: list[tuple[str, ...]]) -> None:
    table = a_table(*HEADINGS, numbers_from=HEADINGS.index("已修课时"), title=title)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _print_one(found: ClassProgress, origins: Origins, at: datetime, *, mark: str) -> None:
    progress = found.progress
    whose = f"{found.enrolment.trainee.name}（{found.enrolment.training_class.name}）{mark}"
    table = a_table("日期", "半天", "课时", "说明", title=whose)
    for credit in progress.half_days:
        lesson = credit.windows.lesson
        earned = "待定" if credit.is_open else hours(credit.halves)
        source = say_sources(sources_of(credit, origins))
        why = f"{explain(credit, at, to_staff=True)}{'；来源：' if source else ''}{source}"
        table.add_row(lesson.held_on.isoformat(), lesson.half_day.value, earned, why)
    console.print(table)
    say(
        f"{progress.state.value}：已修 {hours(progress.credited_halves)}，{say_needed(progress)}，"
        f"还可修 {hours(progress.to_come_halves)}，还能缺 {may_miss_words(progress)}"
        f"{'，' if progress.waiting else ''}{say_waiting(progress.waiting)}。"
    )


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    try:
        with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("课时")
            sheet.write_row(0, 0, HEADINGS, book.add_format({"bold": True}))
            for place, row in enumerate(rows, 1):
                for column, text in enumerate(row[:3]):
                    # Whatever it begins with: what was typed as a name must never be a formula.
                    sheet.write_string(place, column, text)
                for column, number in enumerate(row[3:], 3):
                    if number == NO_NUMBER:
                        sheet.write_string(place, column, number)
                    else:
                        sheet.write_number(place, column, float(number))
    except OSError as error:
        end(f"写不了 {path}：{reason_of(error)}", REFUSED)
    say(f"已写到 {path}")
