"""`chaban db …`: the database's schema."""

import click
from alembic.util import CommandError

from training.errors import reason_of
from training.records import schema
from training.settings import Settings
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    end,
    open_database,
    refusals_end_the_command,
    say,
    settings,
)


@click.group("db", help="数据库：建立、升级、退回。")
def databases() -> None:
    pass


@databases.command(help="建立数据库，或升级到本版程序的结构。")
@click.option("--quiet", is_flag=True, help="没有事情做时不出声。")
@refusals_end_the_command
def upgrade(quiet: bool) -> None:
    chosen = settings()
    _make_folder(chosen)
    with open_database(chosen) as opened:
        was_current = schema.is_current(opened)
        schema.upgrade(opened)
    if not (quiet and was_current):
        say("数据库已是最新结构。")


def _make_folder(chosen: Settings) -> None:
    """Where all secrets come from the environment nothing else has made it yet."""
    try:
        if not chosen.production:
            chosen.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        end(f"设置有误：CHABAN_INSTANCE 的文件夹 {chosen.instance} 建不了（{reason_of(error)}）。", UNUSABLE)


@databases.command(help="退回到某个版本的结构（会丢失之后的表），如 0001；base 表示全部退回。")
@click.argument("revision", metavar="版本")
@click.confirmation_option(prompt="退回会删除数据，确定吗？", help="不再询问。")
@refusals_end_the_command
def downgrade(revision: str) -> None:
    try:
        with open_database() as opened:
            schema.downgrade(opened, revision)
    except CommandError:
        end(f"没有版本 {revision}，数据库没有变化；版本写成 0001 这样的编号，或 base。", REFUSED)
    say(f"数据库已退回到 {revision}。")
