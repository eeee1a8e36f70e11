"""`chaban db …`: the database's schema."""

import click

from training.records import schema
from webapp.commands.context import console, open_database, refusals_end_the_command


@click.group("db", help="数据库：建立、升级、退回。")
def databases() -> None:
    pass


@databases.command(help="建立数据库，或升级到本版程序的结构。")
@click.option("--quiet", is_flag=True, help="没有事情做时不出声。")
@refusals_end_the_command
def upgrade(quiet: bool) -> None:
    with open_database() as opened:
        was_current = schema.is_current(opened)
        schema.upgrade(opened)
    if not (quiet and was_current):
        console.print("数据库已是最新结构。", highlight=False)


@databases.command(help="退回到某个版本的结构（会丢失之后的表），如 0001；base 表示全部退回。")
@click.argument("revision")
@click.confirmation_option(prompt="退回会删除数据，确定吗？")
@refusals_end_the_command
def downgrade(revision: str) -> None:
    with open_database() as opened:
        schema.downgrade(opened, revision)
    console.print(f"数据库已退回到 {revision}。", highlight=False)
