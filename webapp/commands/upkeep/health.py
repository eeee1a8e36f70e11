"""`chaban health`: how this installation is, as the page and the monitor tell it."""

import sys

import click

from training.health.looking import look, place_of
from training.health.rules.findings import worst
from training.health.terms import State
from webapp.commands.context import (
    REFUSED,
    UNUSABLE,
    a_table,
    console,
    now,
    open_database,
    refusals_end_the_command,
    say,
    settings,
)

STATUS = {State.OK: 0, State.DEGRADED: REFUSED, State.FAILING: UNUSABLE}


@click.command(
    "health", help="运行状况：数据库、磁盘、短信、后台、备份；有要处理的，退出码是 1，有故障是 2。"
)
@refusals_end_the_command
def health() -> None:
    chosen = settings()
    with open_database(chosen) as opened:
        found = look(place_of(chosen, opened), now=now())
    table = a_table("项目", "状况", "说明")
    for each in found:
        table.add_row(each.about, each.state.value, each.says)
    console.print(table)
    say(f"总的状况：{worst(found).value}。")
    sys.exit(STATUS[worst(found)])
