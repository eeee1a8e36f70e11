"""`chaban leave …` and `chaban phone …`: who is excused, whose number is verified, who wants no SMS."""

from datetime import datetime

import click

from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.revoke_leave import RevokedLeave, revoke_leave
from training.attendance.terms import DayPart
from training.attendance.views.list_leaves import list_leaves
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.classes.views.see_classes import see_class
from training.people.acts.opt_in import opt_in
from training.people.acts.opt_out import opt_out
from training.people.acts.verify_by_staff import verify_by_staff
from training.people.acts.verify_class import verify_class
from training.staff.views.find_staff import find_staff
from webapp.commands.context import (
    Day,
    Words,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)

HALF_DAYS = [part.value for part in DayPart if part is not DayPart.WHOLE_DAY]


@click.group("leave", help="请假：登记批准的请假、销假、列出；请假不计课时，也不发漏打卡提醒。")
def leave() -> None:
    pass


@leave.command("add", help="登记请假，如：leave add 班号 姓名 2026-03-10 --half-day 上午 --reason 就医")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@click.argument("day", metavar="日期", type=Day())
@click.option("--half-day", type=click.Choice(HALF_DAYS), help="只请半天；不写为全天")
@click.option("--reason", required=True, type=Words(255), metavar="原因", help="为什么请假")
@refusals_end_the_command
def add(class_number: str, who: str, day: datetime, half_day: str | None, reason: str) -> None:
    asked = Leave(day.date(), DayPart(half_day) if half_day else DayPart.WHOLE_DAY, reason)
    with database() as opened, opened.writing() as session:
        enrolment = find_enrolment(session, find_class(session, class_number), who)
        approve_leave(session, enrolment, asked, approved_by=settings().operator, now=now())
        name = enrolment.trainee.name
    say(f"已登记：{name} {asked.held_on} {asked.part}请假。")


@leave.command("revoke", help="销假，如：leave revoke 班号 姓名 2026-03-10 --half-day 上午 --reason 已到课")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@click.argument("day", metavar="日期", type=Day())
@click.option("--half-day", type=click.Choice(HALF_DAYS), help="登记的是半天；不写为全天")
@click.option("--reason", required=True, type=Words(255), metavar="原因", help="为什么销假")
@refusals_end_the_command
def revoke(class_number: str, who: str, day: datetime, half_day: str | None, reason: str) -> None:
    part = DayPart(half_day) if half_day else DayPart.WHOLE_DAY
    with database() as opened, opened.writing() as session:
        enrolment = find_enrolment(session, find_class(session, class_number), who)
        revoked = RevokedLeave(day.date(), part, reason)
        revoke_leave(session, enrolment, revoked, revoked_by=settings().operator, now=now())
        name = enrolment.trainee.name
    say(f"已销假：{name} {day.date()} {part}。")


@leave.command("list", help="列出一个班的请假，包括已经销假的：leave list 班号")
@click.argument("class_number", metavar="班号")
@refusals_end_the_command
def list_of_class(class_number: str) -> None:
    table = a_table("日期", "半天", "学员", "原因", "批准", "销假")
    with database() as opened, opened.reading() as session:
        leaves = list_leaves(session, find_class(session, class_number).id)
        for each in leaves:
            taken_back = each.revocation
            how = f"{taken_back.revoked_by}：{taken_back.reason}" if taken_back else "—"
            who, when = each.enrolment.trainee.name, each.held_on.isoformat()
            table.add_row(when, each.part, who, each.reason, each.approved_by, how)
    if leaves:
        console.print(table)
    say(f"共 {len(leaves)} 条。")


@click.group("phone", help="手机号：核实、退订短信、恢复短信。")
def phone() -> None:
    pass


@phone.command("verify", help="核实手机号：phone verify 班号 [姓名] --by 李老师；不写姓名为全班。")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="[姓名]", required=False)
@click.option("--by", required=True, metavar="工作人员", help="谁核实的（已登记的工作人员姓名）")
@refusals_end_the_command
def verify(class_number: str, who: str | None, by: str) -> None:
    with database() as opened, opened.writing() as session:
        training_class, staff = find_class(session, class_number), find_staff(session, by)
        if who is None:
            count = verify_class(session, training_class, staff, now=now())
        else:
            see_class(session, staff, training_class.public_id)
            trainee = find_enrolment(session, training_class, who).trainee
            count = int(verify_by_staff(session, trainee, staff, now=now()))
    say(f"已核实 {count} 个手机号（原已核实的不重复登记）。")


@phone.command("opt-out", help="退订短信提醒：phone opt-out 班号 姓名；登录验证码照常发送。")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@refusals_end_the_command
def no_more(class_number: str, who: str) -> None:
    with database() as opened, opened.writing() as session:
        trainee = find_enrolment(session, find_class(session, class_number), who).trainee
        is_news = opt_out(session, trainee, asked_by=settings().operator, now=now())
        name = trainee.name
    say(f"{name} {'已退订' if is_news else '原已退订'}短信提醒。")


@phone.command("opt-in", help="恢复短信提醒：phone opt-in 班号 姓名")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@refusals_end_the_command
def again(class_number: str, who: str) -> None:
    with database() as opened, opened.writing() as session:
        trainee = find_enrolment(session, find_class(session, class_number), who).trainee
        is_news = opt_in(session, trainee, asked_by=settings().operator, now=now())
        name = trainee.name
    say(f"{name} {'已恢复' if is_news else '没有退订过'}短信提醒。")
