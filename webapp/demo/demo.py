"""`chaban demo …`: the samples, and the whole product on one machine with stand-ins."""

from pathlib import Path

import click

from bot.settings import BotSettings
from notifications.figures import keep_figures
from training.database import Database
from training.errors import reason_of
from training.notice.clock import SHANGHAI
from training.settings import Settings
from training.sheets.hand_in import ImportRefused
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    complain,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
    sound_database,
)
from webapp.demo.chat_stand_in import serve_chat
from webapp.demo.loading import has_classes, load_samples, load_surroundings
from webapp.demo.phone_stand_in import serve_phones
from webapp.demo.sample_files import write_sample_files
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
@click.option("--city", is_flag=True, help="另外造一座城市：各旗县区的班级，从备案到拨付的各个阶段都有。")
@refusals_end_the_command
def load(if_empty: bool, city: bool) -> None:
    chosen = embedded_settings()
    with database() as opened:
        if not (if_empty and has_classes(opened)):
            _load_anew(opened, chosen, city)
        load_surroundings(opened, chosen, now())


def _load_anew(opened: Database, chosen: Settings, city: bool) -> None:
    if city:
        complain("正在造示例城市，第一次约半分钟 …", style="none")
    try:
        said = load_samples(opened, chosen, now(), with_city=city)
        # The charts of a fresh sample city do not wait for its first night.
        keep_figures(opened, now())
    except ImportRefused:
        end(f"没有导入：已有的班级与今天的示例不同。{STARTS_ANEW}", REFUSED)
    for line in said:
        say(line)


@demo.command("run", help="启动网页、后台、机器人和短信、钉钉的替身，Ctrl-C 全部停止。")
@refusals_end_the_command
def run() -> None:
    chosen = embedded_settings()
    with sound_database():
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
