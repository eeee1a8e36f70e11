"""`chaban punches … --device … --day …`: all that one machine handed in on one day and that waits."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from training.attendance.acts.late.decide_day import DayShown, decide_day
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.views.late.batches_seen import MachineDay
from training.attendance.views.late.effect_of import Effect, effect_of
from training.attendance.views.late.waiting_of_day import DayWaiting, waiting_of_day
from training.errors import NotRight
from training.records.staff.staff import Staff
from training.staff.views.find_staff import find_staff
from webapp.commands.context import Day, database, now, say


class WhichBatches(NotRight):
    """Neither one batch nor a machine's day was named, or both."""

    def __init__(self) -> None:
        super().__init__("请写一个批次编号，或者一起写 --device 考勤机 和 --day 2026-03-02（交来的那一天）。")


def takes_machine_and_day(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of a command; given together they stand for the number of a batch."""
    day = click.option("--day", type=Day(), metavar="2026-03-02", help="和 --device 一起：交来的那一天")
    machine = click.option(
        "--device", "machine", metavar="考勤机", help="这台考勤机（序列号或机器号）一天的全部"
    )
    return machine(day(command))


def which(number: int | None, machine: str | None, day: datetime | None) -> int | MachineDay:
    """What was named: one batch, or a machine's day; raises WhichBatches."""
    if number is None and machine and day:
        return MachineDay(machine, day.date())
    if number is None or machine or day:
        raise WhichBatches
    return number


def say_day(session: Session, staff: Staff, of: MachineDay) -> DayWaiting:
    """What all of it holds and would move; raises NotFound."""
    found = waiting_of_day(session, staff, of)
    found.refuse_empty()
    first, last = found.days
    say(f"{found.of.words}交来，{'、'.join(found.institutions)}：{len(found.own)} 个批次待确认。")
    if found.own:
        reasons = "、".join(f"{why} {count} 个" for why, count in found.reasons.items())
        say(f"{first} 至 {last} 的打卡，{found.people} 人，{found.punches} 次；{reasons}。")
        say_effect(effect_of(session, found.own, now()))
    if found.of_others:
        say(f"另有 {len(found.of_others)} 个批次还涉及其他旗县区的班，要由市级工作人员决定，不在内。")
    return found


def say_effect(effect: Effect) -> None:
    moved = f"{effect.people} 人的 {effect.half_days} 个半天"
    say(f"接受后变动：{moved}，{len(effect.qualified)} 人因此合格。")


def decide_shown(of: MachineDay, by: str, verdict: BatchVerdict, *, unasked: bool) -> None:
    """Show all of it, ask, and decide on what was shown and on nothing that came meanwhile."""
    with database() as opened:
        with opened.reading() as session:
            found = say_day(session, find_staff(session, by), of)
        if not unasked:
            word = "接受" if verdict.is_accepted else "不接受"
            click.confirm(f"{word}这 {len(found.own)} 个批次？决定后不能更改", abort=True)
        with opened.writing() as session:
            shown = DayShown(found.of, found.until, found.punches)
            done = decide_day(session, find_staff(session, by), shown, verdict, now=now())
    became = "已接受" if verdict.is_accepted else "未接受"
    say(f"{became} {len(done.batches)} 个批次，{done.punches} 次打卡。")
    if done.later:
        say(f"另有 {done.later} 个批次是看过以后才交来的，没有一起决定。")
