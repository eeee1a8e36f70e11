"""`chaban demo reminder`: a class just begun, one trainee too few, and the SMS that saves the half day."""

from datetime import datetime, timedelta

from requests import RequestException, get
from sqlalchemy.orm import Session

from training.attendance.rules.chances import is_quiet
from training.calendar.views.calendar_of import calendar_of
from training.classes.views.find_class import find_class
from training.database import Database
from training.errors import NotRight
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import Calendar
from training.people.acts.verify_class import verify_class
from training.settings import Settings
from training.staff.views.find_staff import find_staff
from webapp.commands.context import UNUSABLE, database, end, now, refusals_end_the_command, say
from webapp.commands.import_files import Choices, hand_over, take_filing
from webapp.demo.demo import embedded_settings
from webapp.demo.device import demo
from webapp.demo.machine import Machine, memory_of
from webapp.demo.phone_stand_in import phone_port
from webapp.demo.registering import register_machine
from webapp.demo.sample_class import SampleClass
from webapp.demo.sample_files import write_filing
from webapp.demo.sample_staff import CLERK, register_sample_staff

SIZE = 3
LESSON = timedelta(hours=1)
ONE_MINUTE = timedelta(minutes=1)
NOON = 12


class NobodyIsTexted(NotRight):
    """Reminders keep quiet now, in a demonstration too."""

    def __init__(self, why: str):
        super().__init__(f"{why}，漏打卡提醒不发短信；请改天或改时间再试。")


@demo.command("reminder", help="漏打卡短信：开一个刚上课的小班，一人没签到，约一分钟内手机替身收到短信。")
@refusals_end_the_command
def reminder() -> None:
    chosen, at = embedded_settings(), now().astimezone(SHANGHAI)
    web = f"http://127.0.0.1:{chosen.port}"
    # The worker looks once a minute.
    with database() as opened, opened.reading() as session:
        refuse_where_nobody_is_texted(at + 2 * ONE_MINUTE, calendar_of(session))
    _refuse_without_server(web)
    starts = at.replace(second=0, microsecond=0) - Policy().missing_in_after
    with database() as opened:
        sample = begin_class(opened, chosen, web, starts, at)
    _tell(chosen, sample, starts)


def begin_class(opened: Database, chosen: Settings, web: str, starts: datetime, at: datetime) -> SampleClass:
    """A class that began at `starts`, of which everybody but number 1 was seen by its machine."""
    sample = _class_at(starts)
    with opened.writing() as session:
        _found_class(session, chosen, sample, at)
    _let_others_punch(Machine(sample.serial, web, memory_of(chosen.instance, sample.serial)), starts)
    return sample


def refuse_where_nobody_is_texted(at: datetime, calendar: Calendar) -> None:
    policy = Policy()
    if is_quiet(at, policy):
        hours = f"{policy.quiet_from_hour}:00 至次日 {policy.quiet_until_hour}:00"
        raise NobodyIsTexted(f"现在是免打扰时间（{hours}）")
    if policy.silent_on_holidays and calendar.is_holiday(at.date()):
        raise NobodyIsTexted("今天是法定节假日")


def _refuse_without_server(web: str) -> None:
    try:
        get(f"{web}/healthz", timeout=5)
    except RequestException:
        end("网页服务没有启动：请先在另一个终端运行 make run，再运行这个命令。", UNUSABLE)


def _class_at(starts: datetime) -> SampleClass:
    """A new one every minute, with people of its own: nobody is in two classes at once."""
    clock, ends = f"{starts:%H%M}", starts + LESSON
    is_morning = starts.hour < NOON
    times = (f"{starts:%H:%M}", f"{ends:%H:%M}")
    return SampleClass(
        number=f"BT2026-SMS-{clock}",
        name=f"短信试验（五级）{clock}班",
        trade="电工",
        district="昆都仑区",
        instructor="李建国",
        size=SIZE,
        first_phone=13800300000 + 10 * (60 * starts.hour + starts.minute),
        device=f"9{clock}",
        class_room="试验教室",
        span=(0, 1),
        times=(*times, "14:00", "17:00") if is_morning else ("08:30", "11:30", *times),
        half_days=("上午",) if is_morning else ("下午",),
    )


def _found_class(session: Session, chosen: Settings, sample: SampleClass, at: datetime) -> None:
    path = write_filing(chosen.instance / "samples", sample, at)
    take_filing(session, Choices(path), hand_over(path, at))
    own = find_class(session, sample.number)
    register_machine(session, own.institution, sample, chosen.instance, by=chosen.operator, now=at)
    register_sample_staff(session, at)
    # As a school does at the opening of a class; nobody is texted whose number was not verified.
    verify_class(session, own, find_staff(session, CLERK), now=at)


def _let_others_punch(machine: Machine, starts: datetime) -> None:
    """Everybody but number 1, in time; a class of which nobody was seen would be taken for a dead machine."""
    for number in range(2, SIZE + 1):
        machine.punch(str(number), starts - number * ONE_MINUTE)
    machine.greet()
    machine.send_waiting()


def _tell(chosen: Settings, sample: SampleClass, starts: datetime) -> None:
    until = starts + Policy().in_closes_after
    say(f"班级 {sample.number}：{starts:%H:%M} 上课，{SIZE - 1} 人已签到，1 号学员还没有签到。")
    say(f"约一分钟内，手机 {sample.first_phone} 会收到短信：http://127.0.0.1:{phone_port(chosen)}/")
    say("点短信里的链接，用这个手机号登录，就是今天的打卡。")
    say(f"{until:%H:%M} 以前补签到还算数，让 1 号学员现在打卡：")
    say(
        f"  CHABAN_INSTANCE={chosen.instance} CHABAN_PORT={chosen.port} "
        f".venv/bin/chaban demo device {sample.serial} --number 1"
    )
