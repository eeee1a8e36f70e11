"""`chaban change …`: requests to change classes and timetables, listed."""

import click

from training.changes.rules.values import in_words
from training.changes.terms import ChangeState
from training.changes.views.lesson_change_words import lesson_change_words
from training.changes.views.see_amendments import WantedAmendments, list_amendments
from training.changes.views.see_lesson_changes import WantedLessonChanges, list_lesson_changes
from training.notice.clock import SHANGHAI
from training.records.changes.amendments import ClassAmendment
from training.records.changes.lessons import LessonChange
from training.staff.views.find_staff import find_staff
from webapp.commands.context import a_table, console, database, refusals_end_the_command, say

MOST_ROWS = 200


@click.group("change", help="变更：列出班级和课表的变更申请；申请和审批在工作台办理。")
def change() -> None:
    pass


@change.command("list", help="列出等待审批的申请；工作人员只看到自己范围内的。")
@click.option("--by", required=True, metavar="工作人员", help="谁来看（已登记的工作人员姓名）")
@click.option("--all", "everything", is_flag=True, help="连已办结的一起列出")
@refusals_end_the_command
def show(by: str, everything: bool) -> None:
    state = None if everything else ChangeState.WAITING
    table = a_table("编号", "班号", "内容", "理由", "申请人", "申请时间", "状态")
    with database() as opened, opened.reading() as session:
        staff = find_staff(session, by)
        amended = list_amendments(session, staff, WantedAmendments(state), MOST_ROWS)
        lessons = list_lesson_changes(session, staff, WantedLessonChanges(state), MOST_ROWS)
        rows = [*map(_amendment, amended), *map(_lesson, lessons)]
    for row in rows:
        table.add_row(*row)
    if rows:
        console.print(table)
    most = MOST_ROWS in (len(amended), len(lessons))
    say(f"共 {len(rows)} 件{f'（每类最多列 {MOST_ROWS} 件）' if most else ''}。")


def _amendment(each: ClassAmendment) -> tuple[str, ...]:
    old, new = (in_words(each.field, text) for text in (each.old, each.new))
    return (f"变{each.ordinal}", *_of(each, f"{each.field}：{old} 改为 {new}"))


def _lesson(each: LessonChange) -> tuple[str, ...]:
    return (f"课{each.ordinal}", *_of(each, lesson_change_words(each)))


def _of(each: ClassAmendment | LessonChange, what: str) -> tuple[str, ...]:
    decided = f"（{each.decision.decided_by}）" if each.decision else ""
    return (
        each.training_class.class_number,
        what,
        each.reason,
        each.asked_by,
        f"{each.asked_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        f"{each.state}{decided}",
    )
