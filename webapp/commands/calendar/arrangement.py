"""`chaban calendar …`: the State Council's arrangement of a year, and the deadlines that follow it."""

from pathlib import Path

import click

from training.calendar.sheets.arrangement import read_arrangement
from training.calendar.views.see_calendar import YearView, see_calendar
from training.deadlines.acts.import_calendar import CalendarImport, import_calendar
from training.deadlines.views.moved import list_moved
from training.notice.clock import SHANGHAI
from training.notice.working_days import GUESSED
from training.sheets.hand_in import ImportRefused
from webapp.commands.context import (
    Words,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
)
from webapp.commands.import_files import hand_over
from webapp.commands.report import print_report, refuse_file

FIRST, LAST = 2024, 2099
YEAR = click.IntRange(FIRST, LAST)
WEEKDAYS = "一二三四五六日"


@click.group("calendar", help="放假安排：导入国务院办公厅当年的通知，查看工作日，查看因此变动的期限。")
def calendar() -> None:
    pass


@calendar.command("import", help="导入一年的放假安排：填好的模板（template calendar），或通知全文（.txt）。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--year", type=YEAR, metavar="2027", help="哪一年；不写时以文件里的为准。")
@click.option("--source", default="", type=Words(255, may_be_empty=True), metavar="文号", help="通知的文号。")
@click.option("--dry-run", is_flag=True, help="只检查、不写入。")
@refusals_end_the_command
def import_one(file: Path, year: int | None, source: str, dry_run: bool) -> None:
    at = now()
    handed = hand_over(file, at)
    arrangement = read_arrangement(file, year)
    with database() as opened:
        try:
            with opened.writing() as session:
                done = import_calendar(session, arrangement, source, handed, now=at)
                if dry_run:
                    session.rollback()
        except ImportRefused as refusal:
            refuse_file(refusal, file)
    print_report(done.report, dry_run=dry_run)
    _tell(done)


def _tell(done: CalendarImport) -> None:
    if not done.report.stored:
        say(f"这个文件已是 {done.year} 年放假安排第 {done.version} 版，没有变化。")
        return
    say(f"{done.year} 年放假安排第 {done.version} 版，期限有变化的 {len(done.moved)} 项。")
    for each in done.moved:
        say(f"  {each.in_words}")


@calendar.command("show", help="一年的节假日和调休，来自哪里，哪些是推算的。")
@click.argument("year", metavar="年份", type=YEAR)
@refusals_end_the_command
def show(year: int) -> None:
    with database() as opened, opened.reading() as session:
        found = see_calendar(session, year)
    table = a_table("日期", "星期", "安排", "节日")
    for each in found.days:
        kind = "上班" if each.is_working else "放假"
        sure = kind if found.is_known else f"{kind}（推算）"
        table.add_row(str(each.day), f"周{WEEKDAYS[each.day.weekday()]}", sure, each.name)
    console.print(table)
    say(_where_from(found))
    for version in found.versions:
        when = f"{version.imported_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        say(f"第 {version.version} 版：{version.title} {version.source}，{when} {version.imported_by} 导入")


def _where_from(found: YearView) -> str:
    if found.versions:
        return f"{found.year} 年按导入的第 {found.versions[0].version} 版计算。"
    if found.is_known:
        return f"{found.year} 年按软件自带的国务院办公厅通知计算。"
    return f"{found.year} 年{GUESSED}；公布后请用 chaban calendar import 导入。"


@calendar.command("moved", help="因放假安排变动的期限，和已办理、不再改的。")
@refusals_end_the_command
def moved() -> None:
    with database() as opened, opened.reading() as session:
        found = list_moved(session)
    for each, at in found:
        say(f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {each.in_words}（{each.because}）")
    say(f"共 {len(found)} 项。")
