"""`chaban online …`: which classes teach more theory online than the share, and why."""

import click

from training.classes.acts.give_online_reason import give_online_reason
from training.classes.views.find_class import find_class
from training.classes.views.online_theory_of import too_much_online
from training.notice.class_hours import hours
from training.notice.clock import shanghai_day
from webapp.commands.context import (
    Words,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)

HEADINGS = ("班号", "班级名称", "理由", "计划线上理论", "到今天", "总课时")


@click.group("online", help="线上理论超过总课时 40% 的班：列出、补写理由。")
def online() -> None:
    pass


@online.command("list", help="列出超过比例的班；还没有写理由的排在前面。")
@refusals_end_the_command
def list_classes() -> None:
    table = a_table(*HEADINGS, numbers_from=HEADINGS.index("计划线上理论"))
    with database() as opened, opened.reading() as session:
        rows = too_much_online(session, shanghai_day(now()))
        for own, found in rows:
            numbers = (found.planned_halves, found.held_halves, found.prescribed_halves)
            why = found.reason or "！还没有写明"
            table.add_row(own.class_number, own.name, why, *(hours(each) for each in numbers))
    if rows:
        console.print(table)
    lacking = sum(found.lacks_reason for _, found in rows)
    say(f"超过比例 {len(rows)} 个班，其中 {lacking} 个还没有写明理由。")


@online.command("reason", help="补写理由，如：online reason 班号 道路封闭，学员到不了课堂")
@click.argument("class_number", metavar="班号")
@click.argument("reason", metavar="理由", type=Words(255))
@refusals_end_the_command
def give_reason(class_number: str, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        own = find_class(session, class_number)
        give_online_reason(session, own, reason, given_by=settings().operator, now=now())
    say(f"已登记 {class_number} 线上理论超过比例的理由。")
