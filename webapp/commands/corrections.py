"""`chaban correction …`: requests for missed punches to be made good, listed and decided."""

from secrets import token_bytes

import click

from training.attendance.acts.decide_correction import Verdict, decide_correction
from training.attendance.rules.corrections import state_of
from training.attendance.rules.explanations import UNPROVED
from training.attendance.views.corrections.see_corrections import (
    find_correction,
    is_unproved_approval,
    state_in_full,
    visible_corrections,
)
from training.notice.clock import SHANGHAI
from training.records.attendance.corrections import PunchCorrection
from training.staff.views.find_staff import find_staff
from webapp.commands.context import a_table, console, database, now, refusals_end_the_command, say

MOST_ROWS = 200
SEED_BYTES = 32
NUMBER_DIGITS = 8
BY = click.option("--by", required=True, metavar="工作人员", help="谁审核（已登记的工作人员姓名）")


@click.group("correction", help="补卡：列出学员的补卡申请，批准或不批准。")
def correction() -> None:
    pass


@correction.command("list", help="列出补卡申请；工作人员只看到自己范围内的。")
@BY
@click.option("--all", "everything", is_flag=True, help="连已审核的一起列出")
@refusals_end_the_command
def show(by: str, everything: bool) -> None:
    table = a_table("编号", "班号", "学员", "补哪次打卡", "原因", "照片", "状态", "申请时间")
    with database() as opened, opened.reading() as session:
        visible = visible_corrections(find_staff(session, by)).order_by(PunchCorrection.id.desc())
        rows = [each for each in session.scalars(visible) if everything or each.decision is None]
        for each in rows[:MOST_ROWS]:
            table.add_row(*_row(each))
    if rows:
        console.print(table)
    more = f"，只列出最近 {MOST_ROWS} 条" if len(rows) > MOST_ROWS else ""
    say(f"共 {len(rows)} 条{more}。")


@correction.command("approve", help="批准补卡：correction approve 编号 --by 李老师")
@click.argument("number", metavar="编号")
@BY
@click.option("--note", default="", metavar="说明", help="给学员的说明，可不写")
@refusals_end_the_command
def approve(number: str, by: str, note: str) -> None:
    _decide(number, by, Verdict(is_approved=True, note=note))


@correction.command("refuse", help="不批准补卡：correction refuse 编号 --by 李老师 --note 监控里没有本人")
@click.argument("number", metavar="编号")
@BY
@click.option("--note", required=True, metavar="原因", help="为什么不批准，学员会看到")
@refusals_end_the_command
def refuse(number: str, by: str, note: str) -> None:
    _decide(number, by, Verdict(is_approved=False, note=note))


def _decide(number: str, by: str, verdict: Verdict) -> None:
    with database() as opened, opened.writing() as session:
        staff = find_staff(session, by)
        found = find_correction(session, staff, number)
        seed = token_bytes(SEED_BYTES)
        decide_correction(session, staff, found.public_id, verdict, seed=seed, now=now())
        whose = f"{found.enrolment.trainee.name} {_which(found)}"
    say(f"{state_of(verdict.is_approved)}：{whose}。")


def _row(each: PunchCorrection) -> tuple[str, ...]:
    decision = each.decision
    state, sign = state_in_full(each), f"，{UNPROVED}" if is_unproved_approval(each) else ""
    return (
        each.public_id.hex[:NUMBER_DIGITS],
        each.enrolment.training_class.class_number,
        each.enrolment.trainee.name,
        _which(each),
        each.reason,
        "有" if each.photo else "—",
        f"{state}（{decision.decided_by.name}{sign}）" if decision else state.value,
        f"{each.asked_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
    )


def _which(each: PunchCorrection) -> str:
    return f"{each.lesson.held_on} {each.lesson.half_day}{each.punch}"
