"""`chaban check …` and `chaban draw …`: what was checked, and whether a draw was fair."""

from pathlib import Path

import click

from training.checks.acts.void_check import void_check
from training.checks.rules.sampling import verify_draw
from training.checks.rules.verifications import digest_of
from training.checks.sheets.check_export import read_export, read_stated_draw, write_export
from training.checks.views.calls.list_showings import list_showings
from training.checks.views.check_views import CheckView, PersonLine
from training.checks.views.export_check import export_check
from training.checks.views.find_check import checks_with_class, find_check_by_number
from training.checks.views.list_checks import check_lines
from training.checks.views.see_check import view_of
from training.classes.views.find_class import find_class
from training.errors import reason_of
from training.notice.clauses import with_clause
from training.notice.clock import SHANGHAI
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.staff.views.find_staff import find_staff
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
from webapp.commands.video_checks import print_video

MOST_ROWS = 200


@click.group("check", help="查班：列出、查看、作废、导出。")
def check() -> None:
    pass


@check.command("list", help="列出最近的检查。")
@click.option("--class", "class_number", metavar="班号", help="只看一个班。")
@click.option("--running", is_flag=True, help="只看进行中的。")
@refusals_end_the_command
def list_checks(class_number: str | None, running: bool) -> None:
    table = a_table("检查编号", "方式", "班级", "旗县区", "级别", "开始时间", "检查人", "状态")
    chosen = checks_with_class().order_by(SpotCheck.started_at.desc(), SpotCheck.id.desc())
    if running:
        chosen = chosen.where(SpotCheck.ended_at.is_(None))
    with database() as opened, opened.reading() as session:
        if class_number:
            chosen = chosen.where(TrainingClass.id == find_class(session, class_number).id)
        lines = check_lines(session.scalars(chosen.limit(MOST_ROWS)))
    for each in lines:
        at = f"{each.started_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        own = each.of_class
        row = (each.number, each.method, own.name, own.district, each.level, at, each.started_by, each.state)
        table.add_row(*row)
    if lines:
        console.print(table)
    say(f"共 {len(lines)} 次{'（只列最近的）' if len(lines) == MOST_ROWS else ''}。")


@check.command("show", help="查看一次检查：抽中学员、结果、结论和每项条件。")
@click.argument("number", metavar="检查编号")
@click.option("--phones", is_flag=True, help="列出谁在什么时候看过哪位学员的号码。")
@refusals_end_the_command
def show(number: str, phones: bool) -> None:
    with database() as opened, opened.reading() as session:
        found = find_check_by_number(session, number)
        view = view_of(session, found, None, now())
        draw, start = found.draw, found.video_start
        showings = list_showings(session, found)
        digest = digest_of(export_check(session, found, now=now()))
    _print_check(view)
    if draw:
        say(f"抽取种子 {draw.seed.hex()}")
    if fixed := draw or start:
        say(f"名册指纹 {fixed.roster_hash}")
    say(f"校验码 {digest}")
    if view.video:
        return
    say(f"显示号码 {len(showings)} 次")
    for each in showings if phones else ():
        at = f"{each.shown_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
        say(f"  {at} {each.shown_to} 看了 {each.position} 号{'（离线名单）' if each.on_list else ''}")


@check.command(
    "void", help="以一名人员的名义提出作废：check void 检查编号 --by 姓名 --reason 原因；要第二人确认。"
)
@click.argument("number", metavar="检查编号")
@click.option("--by", required=True, metavar="姓名", help="谁提出（已登记的市本级或旗县区人员）")
@click.option("--reason", required=True, metavar="原因", help="为什么作废")
@refusals_end_the_command
def void_one(number: str, by: str, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        found = find_check_by_number(session, number)
        view = void_check(session, find_staff(session, by), found.public_id, reason, now=now())
    if asked := view.void_request:
        until = f"{asked.lapses_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 前{asked.guess}"
        say(f"已提出作废：{number}，{until}由第二人在网页或钉钉确认（编号 {asked.number}）；确认以前不变。")
    else:
        say(f"已收回：{number}，还没有任何记录。")


@check.command("export", help="导出一次检查（不含姓名、电话、身份证号），供 draw verify 复核抽取。")
@click.argument("number", metavar="检查编号")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="文件；不写则打印。")
@refusals_end_the_command
def export(number: str, output: Path | None) -> None:
    with database() as opened, opened.reading() as session:
        exported = export_check(session, find_check_by_number(session, number), now=now())
    text = write_export(exported)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        end(f"写不了 {output}：{reason_of(error)}", REFUSED)
    say(f"已写到 {output}")


@click.group("draw", help="抽取：用导出文件复核。")
def draw() -> None:
    pass


@draw.command("verify", help="只凭导出文件重新计算抽取：一致为 0，不一致为 1，文件不能用为 2。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@refusals_end_the_command
def verify(file: Path) -> None:
    findings = verify_draw(read_stated_draw(file))
    for finding in findings:
        say(f"{'✓' if finding.agrees else '✗'} {finding.what}：{finding.detail}")
    if not all(finding.agrees for finding in findings):
        end("不一致：文件里的抽取不能由种子和名册算出。", REFUSED)
    say(f"校验码 {digest_of(read_export(file))}；和检查记录上的相同，文件才没有被换过或改过。")
    say("一致。")


def _print_check(view: CheckView) -> None:
    own = view.of_class
    say(f"{view.number}  {view.method}  {view.level}第 {view.ordinal} 次  {view.state}", style="bold")
    say(f"{own.name}（{own.institution}，{own.district}）")
    began = f"{view.started_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    say(f"{view.started_by} {began} 开始" + _how_it_ended(view))
    if view.video:
        print_video(view, view.video)
    else:
        _print_people(view)
    for condition in view.conditions:
        words = f"{condition.state}  {condition.name}：{condition.numbers}"
        say(with_clause(words, condition.clause))
    for before in view.predecessors:
        say(f"前次检查：{before.number} 由{before.ending.in_words}{before.how}{before.why}")
    for flag in view.flags:
        say(f"请核对：{flag}")
    for lead in view.leads:
        say(f"线索：{lead.position} 号{lead.kind}，{lead.state}")
    for missing in view.missing:
        say(f"待办：{missing}")


def _print_people(view: CheckView) -> None:
    table = a_table("序号", "姓名", "电话", "结果", "计次", "说明")
    for each in view.people:
        said = _what_was_said(each)
        table.add_row(
            str(each.position), each.name, each.masked_phone, each.standing, str(each.attempts), said
        )
    console.print(table)


def _how_it_ended(view: CheckView) -> str:
    if view.ending is None:
        return ""
    at = f"{view.ending.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if view.ending.void_reason:
        return f"，{view.ending.in_words} {at} 作废：{view.ending.void_reason}"
    return f"，{view.ending.by} {at} 结束"


def _what_was_said(person: PersonLine) -> str:
    said = [call.outcome + _in_brackets(call.differing) for call in person.calls]
    if person.takes_place_of:
        said.insert(0, f"补 {person.takes_place_of} 号")
    if person.replaced_by:
        said.append(f"由 {person.replaced_by} 号补")
    if person.has_left:
        said.append("已退班")
    return "，".join(said)


def _in_brackets(items: tuple[str, ...]) -> str:
    return f"（{'、'.join(items)}）" if items else ""
