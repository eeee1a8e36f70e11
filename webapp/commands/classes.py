"""`chaban punches …`, `chaban withdraw …`, `chaban rules …`: what happens in a class beside its files."""

from datetime import datetime, timedelta
from typing import Any

import click
from sqlalchemy.orm import Session

from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.views.late.batches_seen import MachineDay, WaitingBatch
from training.attendance.views.late.effect_of import effect_of
from training.attendance.views.late.waiting_batches import find_waiting_batch, waiting_batches
from training.attendance.views.list_quarantine import list_quarantine
from training.classes.terms import ChangeKind
from training.classes.views.choose_rule_set import list_rule_sets
from training.classes.views.find_class import find_class, find_district, find_institution
from training.classes.views.find_enrolment import find_enrolment
from training.classes.views.numbered_policy import BadRuleSet
from training.errors import Refusal
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.propose_rules import propose_rules
from training.policies.acts.put_in_force import put_in_force
from training.policies.views.rule_versions import latest_of
from training.records.staff.staff import Staff
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.staff.views.find_staff import find_staff, find_staff_in_service
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
from webapp.commands.machines.waiting_days import (
    decide_shown,
    say_day,
    say_effect,
    takes_machine_and_day,
    which,
)

MOST_ROWS = 200
BY = click.option("--by", required=True, metavar="工作人员", help="谁确认（已登记的工作人员姓名）")
REASON = click.option("--reason", required=True, type=Words(255), metavar="原因", help="为什么，会留在记录里")


UNASKED = click.option("--yes", "unasked", is_flag=True, help="（和 --device 一起）看过以后不再询问")


@click.group("punches", help="打卡记录：查看暂时对不上人的记录，确认待确认的批次。")
def punches() -> None:
    pass


@punches.command("quarantine", help="列出对不上名册、或考勤机时钟不对的打卡记录。")
@click.option("--institution", metavar="培训机构", help="只看一个培训机构（可写一部分名称）。")
@refusals_end_the_command
def quarantine(institution: str | None) -> None:
    table = a_table("培训机构", "考勤号", "机器号", "打卡时间", "原因")
    count = 0
    with database() as opened, opened.reading() as session:
        chosen = find_institution(session, institution) if institution else None
        for count, each in enumerate(list_quarantine(session, chosen), 1):
            at = f"{each.punched_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
            if count <= MOST_ROWS:
                table.add_row(each.institution, each.number, each.device or "—", at, each.reason)
    if count:
        console.print(table)
    more = f"，只列出前 {MOST_ROWS} 条" if count > MOST_ROWS else ""
    say(f"共 {count} 条{more}。")


@punches.command("waiting", help="列出待确认的打卡批次（暂不计入学时）；写编号看一批：punches waiting 12")
@click.argument("number", metavar="[批次]", type=int, required=False)
@takes_machine_and_day
@BY
@refusals_end_the_command
def waiting(number: int | None, machine: str | None, day: datetime | None, by: str) -> None:
    with database() as opened, opened.reading() as session:
        staff = find_staff(session, by)
        if number or machine or day:
            _say_what_waits(session, staff, which(number, machine, day))
            return
        rows = [_row(each) for each in waiting_batches(session, staff)]
    if rows:
        table = a_table("批次", "培训机构", "来源", "考勤机", "日期", "人数", "打卡", "原因")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    say(f"共 {len(rows)} 个待确认的批次。")


def _say_what_waits(session: Session, staff: Staff, of: int | MachineDay) -> None:
    if isinstance(of, MachineDay):
        say_day(session, staff, of)
        return
    found = find_waiting_batch(session, staff, of)
    say(f"批次 {of}（{found.state}）：{' '.join(_row(found)[1:])}")
    say_effect(effect_of(session, [found], now()))
    if found.decision:
        say(f"{found.decision.staff.name}：{found.decision.reason}")


@punches.command("accept", help="接受一个批次，计入学时：punches accept 12 --by 李敏 --reason 断网三天")
@click.argument("number", metavar="[批次]", type=int, required=False)
@takes_machine_and_day
@UNASKED
@BY
@REASON
@refusals_end_the_command
def accept(by: str, reason: str, unasked: bool, **of: Any) -> None:
    _decide(which(**of), by, BatchVerdict(True, reason), unasked=unasked)


@punches.command("refuse", help="不接受一个批次，不计入学时：punches refuse 12 --by 李敏 --reason 没有签到表")
@click.argument("number", metavar="[批次]", type=int, required=False)
@takes_machine_and_day
@UNASKED
@BY
@REASON
@refusals_end_the_command
def refuse(by: str, reason: str, unasked: bool, **of: Any) -> None:
    _decide(which(**of), by, BatchVerdict(False, reason), unasked=unasked)


def _decide(of: int | MachineDay, by: str, verdict: BatchVerdict, *, unasked: bool) -> None:
    if isinstance(of, MachineDay):
        decide_shown(of, by, verdict, unasked=unasked)
    else:
        _decide_one(of, by, verdict)


def _decide_one(number: int, by: str, verdict: BatchVerdict) -> None:
    with database() as opened, opened.writing() as session:
        found = decide_batch(session, find_staff(session, by), number, verdict, now=now())
        said = f"批次 {number} {found.state}：{found.institution.name}，{found.punches} 次打卡。"
    say(said)


def _row(each: WaitingBatch) -> tuple[str, ...]:
    return (
        str(each.number),
        each.institution.name,
        str(each.batch.source),
        "、".join(each.machines) or "—",
        f"{each.first_day} 至 {each.last_day}",
        str(each.people),
        str(each.punches),
        each.waits_for,
    )


@click.command("withdraw", help="退班：withdraw 班号 姓名 --last-day 2026-03-10 --reason 个人原因")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@click.option(
    "--last-day",
    required=True,
    type=Day(),
    metavar="2026-03-10",
    help="在班的最后一天",
)
@click.option("--reason", required=True, type=Words(255), metavar="原因", help="为什么退班")
@refusals_end_the_command
def withdraw(class_number: str, who: str, last_day: datetime, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        enrolment = find_enrolment(session, find_class(session, class_number), who)
        name, own = enrolment.trainee.name, enrolment.training_class
        out_from = last_day.date() + timedelta(days=1)
        draft = ChangeDraft(ChangeKind.WITHDRAW, out_from, reason, leaver=enrolment)
        is_done = ask_change(session, own, draft, Asker(settings().operator), now=now()).is_at_once
    until = f"{name} 在班到 {last_day:%Y-%m-%d}"
    say(f"已登记：{until}。" if is_done else f"已提交：{until}，由旗县区审核，同意前仍在册。")


@click.group("rules", help="规则版本：列出、看数字、新增旗县区自己的版本。")
def rules() -> None:
    pass


@rules.command("list", help="列出全部规则版本。")
@refusals_end_the_command
def list_rules() -> None:
    table = a_table("旗县区", "版本", "生效日期", "与通知不同之处")
    with database() as opened, opened.reading() as session:
        for each in list_rule_sets(session):
            district = each.district.name if each.district else "全市"
            version = f"{each.version}（历史）" if each.is_historical else str(each.version)
            table.add_row(district, version, each.effective_from.isoformat(), each.note or "—")
    console.print(table)


@rules.command("show", help="列出规则里可以改的数字和通知规定的取值。")
def show_rules() -> None:
    for name, value in Policy().to_numbers().items():
        say(f"{name} = {value}")


@rules.command(
    "add",
    short_help="新增版本；怎么写见 rules add --help。",
    help="新增版本，要两个人：rules add --proposed-by 李敏 --confirmed-by 王强 名称=数值…",
)
@click.argument("numbers", nargs=-1, required=True, metavar="名称=数值…")
@click.option("--district", metavar="旗县区", help="旗县区全称；不写为全市。")
@click.option("--historical", is_flag=True, help="历史规则：只用于 2023-02-24 以前备案的班。")
@click.option("--proposed-by", required=True, metavar="姓名", help="提出的工作人员。")
@click.option("--confirmed-by", required=True, metavar="姓名", help="确认的另一位工作人员。")
@refusals_end_the_command
def add_rules(
    numbers: tuple[str, ...], district: str | None, historical: bool, proposed_by: str, confirmed_by: str
) -> None:
    with database() as opened, opened.writing() as session:
        place = find_district(session, district) if district else None
        key, draft = place.id if place else None, NewRules(_read(numbers), historical)
        first, second = (find_staff_in_service(session, each) for each in (proposed_by, confirmed_by))
        seen = latest_of(session, key)
        proposed = propose_rules(session, first, key, draft, seen=seen, now=now())
        added = put_in_force(session, second, proposed.public_id, now=now())
        version, effective_from = added.version, added.effective_from
    say(f"已新增{district or '全市'}规则第 {version} 版，自 {effective_from} 起备案的班级适用。")


def _read(numbers: tuple[str, ...]) -> dict[str, object]:
    changed: dict[str, object] = {}
    for each in numbers:
        name, sign, value = each.partition("=")
        if not sign:
            raise _not_a_number(each)
        changed[name] = int(value) if value.isdecimal() else value
    return changed


def _not_a_number(text: str) -> Refusal:
    return BadRuleSet(f"“{text}”应写成 名称=数值，名称见 chaban rules show。")
