"""`chaban round …`: which classes are checked today is drawn, and whether a draw was fair."""

import json
from pathlib import Path
from secrets import token_bytes

import click
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from training.checks.acts.rounds.draw_round import Another, draw_round
from training.checks.rules.rounds import verify_round
from training.checks.sheets.round_export import read_stated_round
from training.checks.views.rounds.export_round import export_round
from training.checks.views.rounds.find_round import find_round_by_number
from training.checks.views.rounds.list_rounds import MOST, round_lines
from training.checks.views.rounds.see_round import RoundView, rounds_today, view_of_round
from training.errors import reason_of
from training.records.checks.rounds import CheckRound
from training.staff.views.find_staff import find_staff_in_service
from webapp.commands.context import (
    REFUSED,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
)

SEED_BYTES = 32


@click.group("round", help="今日抽查：抽班、列出、查看、导出、复核。")
def check_round() -> None:
    pass


@check_round.command("draw", help="从今天上课的班里抽：round draw 5 --by 姓名（市级或旗县区人员）")
@click.argument("size", metavar="班数", type=int)
@click.option(
    "--by", "name", required=True, metavar="姓名", help="谁来抽；决定是市本级还是哪个旗县区的抽查。"
)
@click.option("--reason", default="", metavar="原因", help="今天已经抽过时，为什么再抽一轮。")
@refusals_end_the_command
def draw(size: int, name: str, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        staff = find_staff_in_service(session, name)
        drawn = len(rounds_today(session, staff, now=now()))
        another = Another(drawn + 1, reason) if reason.strip() else None
        view = draw_round(session, staff, size, seed=token_bytes(SEED_BYTES), another=another, now=now())
    _print_round(view)


@check_round.command("list", help="列出最近的抽查。")
@refusals_end_the_command
def list_all() -> None:
    every = select(CheckRound).options(joinedload(CheckRound.district))
    with database() as opened, opened.reading() as session:
        lines = round_lines(session, every)
    table = a_table("抽查编号", "轮次", "抽中", "备选", "抽取人", "再抽原因")
    for each in lines:
        numbers = (str(each.ordinal), str(each.drawn), str(each.of))
        table.add_row(each.number, *numbers, each.drawn_by, each.reason)
    if lines:
        console.print(table)
    say(f"共 {len(lines)} 轮{'（只列最近的）' if len(lines) == MOST else ''}。")


@check_round.command("show", help="查看一轮抽查：种子、指纹、抽中的班和任务。")
@click.argument("number", metavar="抽查编号")
@refusals_end_the_command
def show(number: str) -> None:
    with database() as opened, opened.reading() as session:
        view = view_of_round(session, find_round_by_number(session, number), now=now())
    _print_round(view)


@check_round.command("export", help="导出一轮抽查（没有人名），供 round verify 复核。")
@click.argument("number", metavar="抽查编号")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="文件；不写则打印。")
@refusals_end_the_command
def export(number: str, output: Path | None) -> None:
    with database() as opened, opened.reading() as session:
        view = view_of_round(session, find_round_by_number(session, number), now=now())
    text = json.dumps(export_round(view), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        end(f"写不了 {output}：{reason_of(error)}", REFUSED)
    say(f"已写到 {output}")


@check_round.command("verify", help="只凭导出文件重新计算：一致为 0，不一致为 1，文件不能用为 2。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@refusals_end_the_command
def verify(file: Path) -> None:
    findings = verify_round(read_stated_round(file))
    for finding in findings:
        say(f"{'✓' if finding.agrees else '✗'} {finding.what}：{finding.detail}")
    if not all(finding.agrees for finding in findings):
        end("不一致：文件里抽中的班不能由种子和备选班级算出。", REFUSED)
    say("一致。")


def _print_round(view: RoundView) -> None:
    say(f"{view.number}  备选 {len(view.population)} 个班，抽中 {len(view.orders)} 个", style="bold")
    if view.reason:
        say(f"再抽原因：{view.reason}")
    say(f"抽取种子 {view.seed}")
    say(f"备选指纹 {view.population_hash}")
    table = a_table("序号", "班号", "班级", "培训机构", "签数", "风险点", "经办人", "状态")
    for each in view.orders:
        own = each.of_class
        points = "、".join(each.points)
        table.add_row(
            *(str(each.position), own.number, own.name, own.institution, str(each.weight), points),
            *(each.inspector, each.state),
        )
    console.print(table)
