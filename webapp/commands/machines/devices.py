"""`chaban device …`: the attendance machines that push."""

from datetime import datetime, timedelta
from typing import Any

import click

from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.ask_count import ask_count
from training.attendance.acts.devices.push_roster import push_roster
from training.attendance.acts.devices.read_again import read_again
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.terms import ProofKind
from training.attendance.views.admit_device import agreed_with
from training.attendance.views.alternatives.many_approved import many_approved
from training.attendance.views.find_device import find_device
from training.attendance.views.list_devices import (
    DeviceStanding,
    list_devices,
    list_unknown,
    signals_of_class,
)
from training.attendance.views.unread_pushes import unread_pushes
from training.classes.views.find_class import find_class
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device, DeviceProof, UnknownDevice
from webapp.commands.context import (
    Day,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)

MOST_ROWS = 200
DAY = Day()


@click.group("device", help="考勤机：登记、查看、下发名册、补传、核对、可疑迹象。")
def device() -> None:
    pass


@device.command("list", help="列出考勤机：最近联系、时钟、固件、积压；以及被拒绝的序列号。")
@refusals_end_the_command
def show() -> None:
    with database() as opened, opened.reading() as session:
        standing, strangers = list_devices(session), list_unknown(session)
    if standing:
        _print_devices(standing)
    if strangers:
        _print_strangers(strangers)
    say(f"共 {len(standing)} 台，被拒绝的序列号 {len(strangers)} 个。")


@device.command("remove", help="停用考勤机：以后拒绝它的上传，已有打卡照常计算。")
@click.argument("serial", metavar="序列号")
@refusals_end_the_command
def remove(serial: str) -> None:
    with database() as opened, opened.writing() as session:
        gone = remove_device(session, serial, removed_by=settings().operator, now=now())
        said = f"已停用：{gone.serial}（{gone.class_room}）"
    say(said)


@device.command("push-roster", help="把班级名册的考勤号和姓名下发到它的考勤机。")
@click.argument("class_number", metavar="班号")
@refusals_end_the_command
def roster(class_number: str) -> None:
    with database() as opened, opened.writing() as session:
        own = find_class(session, class_number)
        queued = push_roster(session, own, asked_by=settings().operator, now=now())
    say(f"已排队：{queued.numbers} 人，下发到 {'、'.join(queued.devices)}；考勤机下次联系时取走。")
    if queued.without_number:
        say(f"没有考勤号、没有下发：{'、'.join(queued.without_number)}")


def _takes_days(command: Any) -> Any:
    command = refusals_end_the_command(command)
    last = click.option("--to", "last", type=DAY, metavar="2026-03-03", help="最后一天；不写为同一天")
    first = click.option("--from", "first", required=True, type=DAY, metavar="2026-03-02", help="第一天")
    return click.argument("serial", metavar="序列号")(first(last(command)))


@device.command("query", help="让考勤机补传这几天的打卡（重复的不会多算）。")
@_takes_days
def query(serial: str, first: datetime, last: datetime | None) -> None:
    days = (first.date(), (last or first).date())
    with database() as opened, opened.writing() as session:
        asked = find_device(session, serial)
        ask_again(session, asked, days, asked_by=settings().operator, now=now())
    say("已排队：考勤机下次联系时补传。")


@device.command("verify", help="让考勤机报这几天的打卡条数；对不上时出提醒事项。")
@_takes_days
def verify(serial: str, first: datetime, last: datetime | None) -> None:
    days = (first.date(), (last or first).date())
    with database() as opened, opened.writing() as session:
        asked = find_device(session, serial)
        ask_count(session, asked, days, asked_by=settings().operator, now=now())
    say("已排队：考勤机下次联系时回答；条数不符会出现在 chaban alerts list。")


@device.command("signals", help="列出一个班的可疑迹象：调时钟、改名、非刷脸、同时打卡等。")
@click.argument("class_number", metavar="班号")
@refusals_end_the_command
def signals(class_number: str) -> None:
    table = a_table("时间", "迹象", "考勤机", "说明")
    with database() as opened, opened.reading() as session:
        own = find_class(session, class_number)
        found, many = signals_of_class(session, own), many_approved(session, own)
    for each in found:
        where = f"{each.device.serial}（{each.device.class_room}）" if each.device else "—"
        table.add_row(_shown(each.happened_at), each.kind, where, each.evidence)
    if found:
        console.print(table)
    if many:
        say(f"{many}。")
    say(f"共 {len(found)} 条。这些只是线索，请人工核实。")


@device.command("unread", help="列出看不懂、原样留存的上传内容。")
@refusals_end_the_command
def unread() -> None:
    table = a_table("收到时间", "数据表", "行", "原因", "内容")
    with database() as opened, opened.reading() as session:
        found = session.scalars(unread_pushes(None).limit(MOST_ROWS)).all()
    for each in found:
        content = _readable(each.raw[:80])
        at = _shown(each.upload.received_at)
        table.add_row(at, each.upload.table_name, str(each.line), each.reason, content)
    if found:
        console.print(table)
    say(f"最近 {len(found)} 行。" if found else "没有看不懂的内容。")


@device.command("read-again", help="升级以后，把看不懂、原样留存的内容再读一次。")
@refusals_end_the_command
def again() -> None:
    with database() as opened, opened.writing() as session:
        count = read_again(session, None, now=now())
    say(f"读懂了 {count} 行。" if count else "没有能读懂的新内容。")


def _readable(raw: bytes) -> str:
    return "".join(letter if letter.isprintable() else "·" for letter in raw.decode("gb18030", "replace"))


def _print_devices(standing: list[DeviceStanding]) -> None:
    table = a_table("机器号", "序列号", "地点", "最近联系", "时钟", "固件", "已收", "积压", "待下发", "凭据")
    for each in standing:
        own = each.device
        table.add_row(
            own.number or "—",
            own.serial,
            f"{own.institution.name} {own.class_room}",
            f"{own.last_seen_at.astimezone(SHANGHAI):%m-%d %H:%M}" if own.last_seen_at else "从未",
            _drift(own.clock_drift_seconds),
            own.firmware or "—",
            str(each.received),
            "—" if each.backlog is None else str(each.backlog),
            str(each.waiting_commands),
            _proofs(each),
        )
    console.print(table)


def _print_strangers(strangers: list[UnknownDevice]) -> None:
    table = a_table("被拒绝的序列号", "原因", "来自", "第一次", "最近", "次数")
    for each in strangers[:MOST_ROWS]:
        seen = (_shown(each.first_seen_at), _shown(each.last_seen_at))
        table.add_row(each.serial, each.reason, each.address, *seen, str(each.times))
    console.print(table)


def _proofs(standing: DeviceStanding) -> str:
    """What it proves itself by, since when and by whom; or until when it counts without."""
    own = standing.device
    given = "；".join(_proof(own, each) for each in standing.proofs)
    if agreed_with(own).is_something:
        return given or "密钥"
    until = f"没有：{own.proof_due_on} 以后不计入" if own.proof_due_on else "没有：打卡不计入"
    return f"{until}；{given}" if given else until


def _proof(own: Device, each: DeviceProof) -> str:
    is_waiting = each.kind is ProofKind.PATH and own.next_secret_digest and not each.first_used_at
    what = f"{each.kind} {each.detail}" if each.detail else each.kind
    when = f"{each.given_at.astimezone(SHANGHAI):%m-%d}"
    return f"{what} {when} {each.given_by}{'（待启用）' if is_waiting else ''}"


def _drift(seconds: int | None) -> str:
    if seconds is None:
        return "—"
    span = timedelta(seconds=abs(seconds))
    return f"{'快' if seconds > 0 else '慢'} {span}" if seconds else "准"


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
