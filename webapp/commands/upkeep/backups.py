"""`chaban backup …` and `chaban restore`: all of the installation but its keys, out and in again."""

from pathlib import Path

import click

from training.backups.checking import check_backup, refuse_unreadable
from training.backups.copying import key_of
from training.backups.making import Made, Shelf, make_backup
from training.backups.restoring import restore_backup
from training.backups.rules.manifest import Manifest, NotABackup
from training.backups.shelf import list_backups, manifest_of
from training.errors import reason_of
from training.notice.clock import SHANGHAI
from training.ports.files import StoreUnavailable
from training.records import schema
from training.settings import Settings
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    a_table,
    complain,
    console,
    database,
    end,
    now,
    open_database,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.web.stores import store_of

MB = 2**20
FOLDER = click.Path(path_type=Path, file_okay=False)
MAKE = "make"
FEW = 10


class Backups(click.Group):
    """`chaban backup 文件夹` makes one: what is no command is the folder of `make`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        is_named = bool(args) and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(context, args if is_named else [MAKE, *args])


@click.group("backup", cls=Backups, help="备份：直接写 chaban backup [文件夹] 就做一份；运行中也可以做。")
def backup() -> None:
    pass


@backup.command(MAKE, help="做一份备份：数据库和材料，不含密钥。不写文件夹时用 CHABAN_BACKUP_FOLDER。")
@click.argument("folder", metavar="[文件夹]", required=False, type=FOLDER)
@refusals_end_the_command
def make(folder: Path | None) -> None:
    chosen = settings()
    shelf = Shelf(_shelf(chosen, folder), chosen.backups_kept)
    try:
        with database() as opened:
            made = make_backup(opened, store_of(chosen), shelf, now=now())
    except StoreUnavailable as error:
        end(f"材料库不可用，没有留下不完整的备份，请恢复后再做：{error}", UNUSABLE)
    _tell(made)
    if made.manifest.missing:
        _tell_missing(made.manifest)


def _shelf(chosen: Settings, folder: Path | None) -> Path:
    shelf = folder or chosen.backup_folder
    if shelf is None:
        end("没有说备份放在哪里：请写 chaban backup 文件夹，或设置 CHABAN_BACKUP_FOLDER。", UNUSABLE)
    return shelf.absolute()


def _tell(made: Made) -> None:
    say(f"备份已完成：{made.folder}")
    say(f"{_contents(made.manifest)}，其中 {made.linked} 个文件与上一份相同、没有重复占用空间。")
    if made.pruned:
        say(f"已删除 {len(made.pruned)} 份最早的备份。")
    say(
        "密钥不在备份里：请另外保管 CHABAN_DATA_KEY 和 CHABAN_INDEX_KEY，"
        "丢了就打不开备份里的身份证号和手机号。"
    )


def _when(manifest: Manifest) -> str:
    return f"{manifest.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _contents(manifest: Manifest) -> str:
    files = sum(1 for each in manifest.files if key_of(each))
    size = sum(each.bytes for each in manifest.files) / MB
    rows = sum(manifest.counts.values())
    return f"{len(manifest.counts)} 张表 {rows} 行，{files} 个材料文件，共 {size:.1f} MB"


def _tell_missing(manifest: Manifest) -> None:
    for key in manifest.missing[:FEW]:
        complain(key)
    end(
        f"材料库里缺 {len(manifest.missing)} 个有记录的文件，备份里也没有："
        "请在更早的备份里找，较早的备份这次一份也没有删。",
        REFUSED,
    )


@backup.command("list", help="列出完整的备份。不写文件夹时用 CHABAN_BACKUP_FOLDER。")
@click.argument("folder", metavar="[文件夹]", required=False, type=FOLDER)
@refusals_end_the_command
def show(folder: Path | None) -> None:
    found = list_backups(_shelf(settings(), folder))
    table = a_table("备份", "时间", "版本", "内容")
    for each in found:
        try:
            told = manifest_of(each)
        except NotABackup as refusal:
            table.add_row(str(each), "", "", str(refusal))
            continue
        table.add_row(str(each), _when(told), told.version, _contents(told))
    if found:
        console.print(table)
    say(f"共 {len(found)} 份。")


@backup.command("verify", help="核对一份备份：每个文件的长度和哈希值，以及现在设置里的密钥打不打得开。")
@click.argument("folder", metavar="备份文件夹", type=FOLDER)
@refusals_end_the_command
def verify(folder: Path) -> None:
    manifest = check_backup(folder.absolute())
    with open_database(settings()) as opened:
        refuse_unreadable(manifest, opened.vault)
    say(f"备份完整，{len(manifest.files)} 个文件都与清单一致，密钥相符：{_contents(manifest)}。")
    if manifest.missing:
        _tell_missing(manifest)


@click.command("restore", help="把一份备份恢复到空的地方，逐表逐文件核对。")
@click.argument("folder", metavar="备份文件夹", type=FOLDER)
@refusals_end_the_command
def restore(folder: Path) -> None:
    chosen = settings()
    try:
        with open_database(chosen) as opened:
            manifest = restore_backup(folder.absolute(), opened, store_of(chosen))
    except StoreUnavailable as error:
        end(f"材料库不可用，没有恢复完，数据库还没有恢复，请恢复后再运行一次：{error}", UNUSABLE)
    except OSError as error:
        end(f"没有恢复（{reason_of(error)}）：数据库还没有恢复，处理后再运行一次。", UNUSABLE)
    say(f"已恢复 {_when(manifest)} 的备份，每张表的行数和每个文件都与清单一致。")
    say(f"{_contents(manifest)}。")
    if manifest.revision != schema.head():
        say("备份的结构比本版旧：请运行 chaban db upgrade。")
    say("备份以后的打卡用 chaban device query 向考勤机补要。")
    if manifest.missing:
        _tell_missing(manifest)
