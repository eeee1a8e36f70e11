"""`chaban demo …`: the sample classes, and the whole product on one machine with stand-ins."""

from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.settings import BotSettings
from training.attendance.acts.devices.add_device import Registration, add_device
from training.attendance.sheets.punches import read_punches
from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.claims.views.list_approvals import list_approvals
from training.classes.views.find_class import find_class, find_institution
from training.database import Database
from training.errors import reason_of
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import ImportRefused
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.commands.import_files import Choices, hand_over, take_filing, take_punches, take_watching
from webapp.demo.chat_stand_in import serve_chat
from webapp.demo.machine import Machine, memory_of
from webapp.demo.phone_stand_in import serve_phones
from webapp.demo.sample_files import (
    DRIVING_SCHOOL,
    SAMPLES,
    SampleClass,
    class_number_of,
    write_sample_files,
)
from webapp.demo.sample_staff import register_sample_staff
from webapp.demo.supervisor import run_everything

STARTS_ANEW = "要另起一套，请换文件夹，如 CHABAN_INSTANCE=instance2 make run。"


@click.group("demo", help="试用：在本机用示例班级和短信、钉钉替身运行全部功能。")
def demo() -> None:
    pass


@demo.command("files", help="把示例班级的文件（备案、打卡、直播）写到文件夹，供练习导入。")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))
@refusals_end_the_command
def files(folder: Path) -> None:
    try:
        for path in write_sample_files(folder, now().astimezone(SHANGHAI)):
            say(str(path))
    except OSError as error:
        end(f"写不了 {folder}：{reason_of(error)}", REFUSED)


@demo.command("load", help="导入示例班级，登记它们的考勤机。")
@click.option("--if-empty", is_flag=True, help="已有班级时不再导入。")
@refusals_end_the_command
def load(if_empty: bool) -> None:
    chosen = embedded_settings()
    with database() as opened:
        if not (if_empty and _has_classes(opened)):
            _load_files(opened, chosen.instance / "samples")
        with opened.writing() as session:
            register_sample_staff(session, now())
            _approve_driving_school(session, chosen.operator)
            for sample in _register_machines(session, chosen.operator):
                _fill_memory(chosen.instance, sample)


def _load_files(opened: Database, folder: Path) -> None:
    paths = write_sample_files(folder, now().astimezone(SHANGHAI))
    try:
        with opened.writing() as session:
            said = [_import(session, path) for path in paths]
    except ImportRefused:
        end(f"没有导入：已有的班级与今天的示例不同。{STARTS_ANEW}", REFUSED)
    for line in said:
        say(line)


def _register_machines(session: Session, operator: str) -> list[SampleClass]:
    """Each once: a machine that somebody took away stays away. Says which are new."""
    new = [sample for sample in SAMPLES if not _was_registered(session, sample)]
    for sample in new:
        institution = find_class(session, sample.number).institution
        registration = Registration(sample.serial, sample.class_room, sample.device)
        add_device(session, institution, registration, added_by=operator, now=now())
    return new


def _was_registered(session: Session, sample: SampleClass) -> bool:
    return session.scalar(select(Device.id).where(Device.serial == sample.serial).limit(1)) is not None


def _fill_memory(instance: Path, sample: SampleClass) -> None:
    """The stand-in of the machine remembers what it has exported."""
    exported = instance / "samples" / f"{sample.device}_attlog.dat"
    if exported.exists():
        machine = Machine(sample.serial, "", memory_of(instance, sample.serial))
        machine.remember((row.number, row.punched_at) for row in read_punches(exported))


@demo.command("run", help="启动网页、后台、机器人和短信、钉钉的替身，Ctrl-C 全部停止。")
@refusals_end_the_command
def run() -> None:
    chosen = embedded_settings()
    with database():
        pass
    run_everything(chosen)


@demo.command("phone", help="只启动短信替身（由 demo run 使用）。")
@refusals_end_the_command
def phone() -> None:
    chosen = embedded_settings()
    if chosen.sms_sender != "twilio":
        end("短信替身由 chaban demo run 启动，不单独使用。", REFUSED)
    with database() as opened:
        serve_phones(chosen, opened)


@demo.command("chat", help="只启动钉钉替身（由 demo run 使用）。")
@refusals_end_the_command
def chat() -> None:
    chosen = embedded_settings()
    if not chosen.dingtalk.client_secret:
        end("钉钉替身由 chaban demo run 启动，不单独使用。", REFUSED)
    with database() as opened:
        serve_chat(chosen, opened)


def embedded_settings() -> BotSettings:
    """Those of this installation; the end where it is a real one."""
    chosen = settings()
    if chosen.production:
        end("正式环境（CHABAN_ENV=production）不能使用示例和替身。", UNUSABLE)
    return chosen


def _has_classes(opened: Database) -> bool:
    with opened.reading() as session:
        return session.scalar(select(TrainingClass.id).limit(1)) is not None


def _approve_driving_school(session: Session, operator: str) -> None:
    """Once: its trainees may claim the C1 subsidy (R57)."""
    school = find_institution(session, DRIVING_SCHOOL)
    if not list_approvals(session, school):
        today = now().astimezone(SHANGHAI).date()
        filed_on = today - timedelta(days=300)
        draft = ApprovalDraft("蒙B-2026-018", filed_on, today + timedelta(days=700), filed_on)
        approve_school(session, school, draft, recorded_by=operator, now=now())


def _import(session: Session, path: Path) -> str:
    take = {".xlsx": take_filing, ".dat": take_punches, ".csv": take_watching}[path.suffix]
    choices = Choices(path, class_number=class_number_of(path))
    report = take(session, choices, hand_over(path, now()))
    return f"示例文件 {path.name}：新增 {report.stored} 行，已有 {report.known} 行"
