"""`chaban privacy …`: personal data that has outlived its purpose."""

from datetime import datetime

import click

from notifications.seal_pictures import seal_pictures
from notifications.stray_files import Strays, find_strays, remove_strays
from training.ports.files import StoreUnavailable
from training.privacy.views.list_looks import Wanted, list_looks
from training.privacy.views.unsealed_pictures import count_unsealed
from webapp.commands.context import (
    UNUSABLE,
    Day,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
)
from webapp.commands.privacy.purges import hold, purge, release
from webapp.commands.privacy.restrictions import restrict, unrestrict
from webapp.trainees.pages.claims import stamp
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore

MOST_LOOKS = 1_000


@click.group("privacy", help="个人信息：按保存期限删除材料，清理没有记录的文件。")
def privacy() -> None:
    pass


for each in (purge, hold, release, restrict, unrestrict):
    privacy.add_command(each)


@privacy.command("strays", help="清理材料库里没有记录的文件：上传被拒绝或中断留下的，一天以后才清理。")
@click.option("--dry-run", is_flag=True, help="只列出，不删除。")
@click.option("--anyway", is_flag=True, help="没有记录的文件异常多时也清理；请先核对数据库不是旧备份。")
@refusals_end_the_command
def strays(dry_run: bool, anyway: bool) -> None:
    removed, files, moment = 0, store_of(settings()), now()
    try:
        with database() as opened:
            found = find_strays(opened, files, now=moment)
        for key in found.keys if dry_run else ():
            click.echo(key)
        if not dry_run:
            _refuse_too_many(found, anyway)
            removed = remove_strays(files, found, now=moment)
    except StoreUnavailable as error:
        end(f"材料库不可用，没有清理完，请稍后再运行：{error}", UNUSABLE)
    told = f"其中 {len(found.keys)} 个没有记录且超过一天"
    done = "试运行（没有删除）" if dry_run else f"已删除 {removed} 个"
    say(f"材料库有 {found.looked_at} 个文件，{told}；{done}。")


@privacy.command("seal", help="加密旧版本留下的检查照片；可以中断，再运行时接着做。夜里后台也会做。")
@click.option("--most", default=100_000, show_default=True, type=click.IntRange(1), help="最多几个文件")
@click.option("--dry-run", is_flag=True, help="只数，不加密。")
@refusals_end_the_command
def seal(most: int, dry_run: bool) -> None:
    with database() as opened:
        if dry_run:
            with opened.reading() as session:
                say(f"还有 {count_unsealed(session)} 个照片文件没有加密。")
            return
        pictures = PictureStore(store_of(settings()), opened.vault, opened.reading)
        done = seal_pictures(opened, pictures, most)
    told = f"{done.failed} 个读不到，请核对材料库；" if done.failed else ""
    say(f"已加密 {done.sealed} 个照片文件；{told}还有 {done.left} 个没有加密。")


def _refuse_too_many(found: Strays, anyway: bool) -> None:
    if found.are_too_many and not anyway:
        end(
            f"材料库的 {found.looked_at} 个文件中有 {len(found.keys)} 个没有记录，比例异常，没有清理。"
            "请先核对数据库不是旧备份、设置没有指错；确认后加 --anyway 再运行。",
            UNUSABLE,
        )


@privacy.command("looks", help="谁看过什么：工作人员在页面、聊天、接口、命令行看个人信息的记录。")
@click.option("--by", "who", default="", metavar="姓名", help="只列这个人的")
@click.option("--on", "day", type=Day(), metavar="2026-03-02", help="只列这一天的")
@refusals_end_the_command
def looks(who: str, day: datetime | None) -> None:
    wanted = Wanted(who.strip(), day.date() if day else None)
    table = a_table("时间", "谁", "从哪里", "看了什么", "具体")
    with database() as opened, opened.reading() as session:
        found = list_looks(session, wanted, MOST_LOOKS)
        for each in found:
            table.add_row(stamp(each.looked_at), each.who, each.door.value, each.what, each.subject)
    if found:
        console.print(table)
    say(f"共 {len(found)} 条（最多列 {MOST_LOOKS} 条，新的在前）。")
