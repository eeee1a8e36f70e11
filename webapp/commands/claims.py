"""`chaban claim …`: what an office does with C1 claims beside the review itself."""

from pathlib import Path
from uuid import UUID

import click

from training.claims.sheets.claim_sheets import meeting_list
from training.claims.terms import ClaimState
from training.claims.views.lists.list_claims import claims_waiting_for, list_claims
from training.claims.views.see_claim import see_claim
from training.errors import reason_of
from training.people.rules.restrictions import RESTRICTED
from training.staff.views.find_staff import find_staff
from training.subsidies.views.list_granted import approved_for_staff
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
from webapp.trainees.pages.claims import stamp

STATES = [state.value for state in ClaimState]


@click.group("claim", help="C1 补贴申领：列出、查看、上会名单。")
def claim() -> None:
    pass


@claim.command("list", help="列出某人要办理的申领，或某个状态的，等得最久的在前。")
@click.option("--as", "who", required=True, metavar="姓名", help="以哪位工作人员的身份查看")
@click.option("--state", type=click.Choice(STATES), help="状态；不写为待办理")
@refusals_end_the_command
def show_list(who: str, state: str | None) -> None:
    table = a_table("编号", "姓名", "班级", "状态", "天数", "下一步")
    with database() as opened, opened.reading() as session:
        staff = find_staff(session, who)
        if state is None:
            queue = claims_waiting_for(session, staff, now=now())
        else:
            queue = list_claims(session, staff, ClaimState(state), now=now())
    for line in queue.lines:
        words = (line.name, line.class_name, line.state.value, str(line.days), line.acts_next)
        table.add_row(str(line.public_id), *words)
    if queue.lines:
        console.print(table)
    say(f"共 {len(queue.lines)} 份{'，还有更多' if queue.after else ''}。")


@claim.command("show", help="看一份申领：三个条件、材料、办理记录。")
@click.argument("number", metavar="编号", type=click.UUID)
@click.option("--as", "who", required=True, metavar="姓名", help="以哪位工作人员的身份查看")
@refusals_end_the_command
def show(number: UUID, who: str) -> None:
    with database() as opened, opened.reading() as session:
        view = see_claim(session, find_staff(session, who), number, now=now())
    say(
        f"{view.filed.name} {view.filed.class_name}：{view.state.value}，由{view.acts_next.value}办理",
        style="bold",
    )
    if view.is_restricted:
        say(f"  {RESTRICTED}：材料只在页面上写明理由后打开")
    for gate in view.gates:
        say(f"  {'✓' if gate.is_met else '✗'} {gate.title} {gate.lacking}")
    for paper in view.papers:
        say(f"  {paper.kind.value} 第 {paper.place} 张 {paper.state.value} {paper.reason}")
    for event in view.events:
        say(f"  {stamp(event.at)} {event.by} {event.act} {event.reason}")


@claim.command("export", help="导出审核通过、可以上会的名单（xlsx）。")
@click.option("--as", "who", required=True, metavar="姓名", help="以哪位工作人员的身份导出")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件.xlsx",
    help="写到哪个文件",
)
@refusals_end_the_command
def export(who: str, output: Path) -> None:
    with database() as opened, opened.reading() as session:
        lines = approved_for_staff(session, find_staff(session, who))
    _write(output, meeting_list(lines))
    say(f"已导出 {len(lines)} 人：{output}")


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        end(f"写不了 {output}：{reason_of(error)}", REFUSED)
