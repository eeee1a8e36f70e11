"""`chaban demo …`: the sample classes, and the whole product on one machine with stand-ins."""

from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import Database
from training.records import TrainingClass
from training.services.approve_school import ApprovalDraft, approve_school, list_approvals
from training.services.find_class import find_institution
from training.services.imports import ImportRefused
from training.settings import Settings
from training.terms import SHANGHAI
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
from webapp.commands.phone_stand_in import serve_phones
from webapp.commands.sample_files import DRIVING_SCHOOL, class_number_of, write_sample_files
from webapp.commands.supervisor import run_everything

STARTS_ANEW = "要另起一套，请换文件夹，如 CHABAN_INSTANCE=instance2 make run。"


@click.group("demo", help="试用：在本机用示例班级和短信替身运行全部功能。")
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
        end(f"写不了 {folder}：{error.strerror}", REFUSED)


@demo.command("load", help="导入示例班级。")
@click.option("--if-empty", is_flag=True, help="已有班级时什么也不做。")
@refusals_end_the_command
def load(if_empty: bool) -> None:
    chosen = _embedded_settings()
    with database() as opened:
        if if_empty and _has_classes(opened):
            return
        paths = write_sample_files(chosen.instance / "samples", now().astimezone(SHANGHAI))
        try:
            with opened.writing() as session:
                said = [_import(session, path) for path in paths]
                _approve_driving_school(session, chosen.operator)
        except ImportRefused:
            end(f"没有导入：已有的班级与今天的示例不同。{STARTS_ANEW}", REFUSED)
    for line in said:
        say(line)


@demo.command("run", help="启动网页、后台和短信替身，Ctrl-C 全部停止。")
@refusals_end_the_command
def run() -> None:
    chosen = _embedded_settings()
    with database():
        pass
    run_everything(chosen)


@demo.command("phone", help="只启动短信替身（由 demo run 使用）。")
@refusals_end_the_command
def phone() -> None:
    chosen = _embedded_settings()
    if chosen.sms_sender != "twilio":
        end("短信替身由 chaban demo run 启动，不单独使用。", REFUSED)
    with database() as opened:
        serve_phones(chosen, opened)


def _embedded_settings() -> Settings:
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
