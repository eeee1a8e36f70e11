"""`chaban demo device …`: a machine to try the real server with, from a process of its own."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import sleep
from typing import Any

import click
from sqlalchemy import select

from training.classes.views.find_class import find_class
from training.errors import NotRight
from training.notice.clock import SHANGHAI
from training.records.classes.trainees import Enrolment
from webapp.commands.context import database, now, refusals_end_the_command, say
from webapp.demo.demo import demo as demo
from webapp.demo.demo import embedded_settings
from webapp.demo.hikvision import HikvisionMachine
from webapp.demo.machine import FORMS, Machine, memory_of

# Nobody steps before a machine faster than this.
SECONDS_APART = 3
ISAPI = "isapi"


@dataclass(frozen=True)
class Wishes:
    """What the machine is to do, as the options say it."""

    class_number: str | None
    numbers: tuple[str, ...]
    absent: tuple[str, ...]
    moments: tuple[str, ...]
    apart: int
    verify: int
    offline: bool
    replay: bool
    garbage: bool
    set_clock: bool
    stay: bool


class BadTime(NotRight):
    """Neither a time of today nor a day with a time."""

    def __init__(self, text: str):
        super().__init__(f"看不懂时间“{text}”，应写成 08:20 或 2026-03-02 08:20:30。")


@demo.command("device", help="考勤机替身：像真机一样握手、上传打卡、取命令。")
@click.argument("serial", metavar="序列号")
@click.option("--server", metavar="网址", help="服务器；不写为本机的网页服务。")
@click.option("--secret", default="", metavar="密钥", help="登记时给的密钥；写过一次就记住。")
@click.option("--class", "class_number", metavar="班号", help="全班打卡。")
@click.option("--number", "numbers", multiple=True, metavar="考勤号", help="这个考勤号打卡，可写多次。")
@click.option("--except", "absent", multiple=True, metavar="考勤号", help="这个考勤号不打卡，可写多次。")
@click.option("--at", "moments", multiple=True, metavar="08:20", help="打卡时间，可写多次；不写为现在。")
@click.option("--apart", default=SECONDS_APART, show_default=True, help="前后两人相隔几秒。")
@click.option("--verify", default=15, show_default=True, help="验证方式：15 刷脸，1 指纹，4 卡。")
@click.option(
    "--form",
    default=FORMS[0],
    type=click.Choice((*FORMS, ISAPI)),
    help="上传格式，各种固件不同；isapi 为海康。",
)
@click.option("--offline", is_flag=True, help="断网：只记在考勤机里，下次运行时补传。")
@click.option("--replay", is_flag=True, help="最后一批再传一次，像没有收到答复那样。")
@click.option("--garbage", is_flag=True, help="传一些看不懂的内容。")
@click.option("--set-clock", is_flag=True, help="报告有人调整了考勤机的时间。")
@click.option("--stay", is_flag=True, help="一直联系、取命令，直到 Ctrl-C。")
@refusals_end_the_command
def machine(serial: str, server: str | None, secret: str, form: str, **options: Any) -> None:
    chosen = embedded_settings()
    kind = HikvisionMachine if form == ISAPI else Machine
    host = server or f"http://127.0.0.1:{chosen.port}"
    own = kind(serial, host, memory_of(chosen.instance, serial), form)
    if secret:
        own.learn(secret)
    _run(own, Wishes(**options))


def _run(own: Machine, wishes: Wishes) -> None:
    for number, at in _punches(wishes):
        own.punch(number, at, wishes.verify)
    if wishes.offline:
        say(f"断网：{own.waiting} 条打卡留在考勤机里，下次运行时补传。")
        return
    delay = own.greet().get("Delay", "10")
    _talk(own, wishes)
    while wishes.stay:
        sleep(int(delay))
        own.send_waiting()
        _obey(own)


def _talk(own: Machine, wishes: Wishes) -> None:
    if wishes.set_clock:
        own.tell_clock_was_set(_clock())
    if wishes.garbage:
        own.send_garbage()
    say(f"已上传 {own.send_waiting()} 条打卡。")
    if wishes.replay:
        own.send_again()
        say("最后一批又传了一次。")
    _obey(own)


def _obey(own: Machine) -> None:
    for words in own.obey():
        say(f"执行命令：{words.replace(chr(9), ' ')}")


def _punches(wishes: Wishes) -> list[tuple[str, datetime]]:
    numbers = _numbers(wishes)
    apart = timedelta(seconds=wishes.apart)
    moments = [_moment(text) for text in wishes.moments]
    if not moments:
        # Now is when the last one has passed: a punch of the future would not count.
        moments = [_clock() - apart * max(0, len(numbers) - 1)]
    return [(number, at + apart * place) for at in moments for place, number in enumerate(numbers)]


def _numbers(wishes: Wishes) -> list[str]:
    chosen = list(wishes.numbers)
    if wishes.class_number:
        with database() as opened, opened.reading() as session:
            own = find_class(session, wishes.class_number)
            held = select(Enrolment.attendance_number).where(Enrolment.class_id == own.id)
            chosen += [number for number in session.scalars(held.order_by(Enrolment.id)) if number]
    return [number for number in chosen if number not in wishes.absent]


def _moment(text: str) -> datetime:
    """A time of today, or a day with a time, as the machine's own clock shows it."""
    try:
        if len(text) <= len("08:20:30"):
            return datetime.combine(_clock().date(), time.fromisoformat(text), SHANGHAI)
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        raise BadTime(text) from None


def _clock() -> datetime:
    return now().astimezone(SHANGHAI)
