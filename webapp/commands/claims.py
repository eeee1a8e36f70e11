"""`chaban claim …`: what an office does with C1 claims beside the review itself."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from notifications.reminders import links_of
from training.claims.sheets.claim_sheets import meeting_list, publicity_list
from training.claims.terms import ClaimState
from training.claims.views.by import By
from training.claims.views.lists.list_claims import claims_waiting_for, list_claims
from training.claims.views.see_claim import see_claim
from training.classes.views.find_class import find_district
from training.errors import Refusal, reason_of
from training.notice.money import read_fen, yuan
from training.people.rules.restrictions import RESTRICTED
from training.staff.views.find_staff import find_staff
from training.subsidies.acts.apply_for_payment import apply_for_payment
from training.subsidies.acts.object_to_claim import object_to_claim
from training.subsidies.acts.publicise_claims import MeetingDecision, publicise_claims
from training.subsidies.acts.record_payment import Payment, record_payment
from training.subsidies.acts.settle_objection import settle_objection
from training.subsidies.views.approved_claims import approved_claims
from training.subsidies.views.end_in_words import end_in_words
from training.subsidies.views.find_any_claim import find_any_claim
from training.subsidies.views.list_granted import approved_for_staff, publicised
from webapp.commands.context import (
    REFUSED,
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
from webapp.trainees.pages.claims import stamp
from webapp.web.claim_uploads import scan_and_read, store_minutes
from webapp.web.stores import store_of
from webapp.web.stores.sealed import SealedStore
from webapp.web.virus_scan import scanner_of

DAY = Day()
STATES = [state.value for state in ClaimState]


@click.group("claim", help="C1 补贴申领：列出、查看、上会名单、公示、申请拨付、拨付。")
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


@claim.command("publicise", help="会议研究审定后，公示本旗县区会议当天及以前审核通过、可以公示的全部申领。")
@click.option("--district", required=True, metavar="旗县区", help="旗县区全称")
@click.option("--meeting", required=True, metavar="会议号", help="补贴资金相关会议的编号")
@click.option("--meeting-on", required=True, type=DAY, metavar="2026-06-01", help="会议日期")
@click.option("--amount", required=True, metavar="金额", help="会议审定的每人补贴，元，如 1200 或 1200.50")
@click.option(
    "--minutes",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="纪要.pdf",
    help="会议纪要，照片或 PDF",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="文件.xlsx", help="公示名单"
)
@refusals_end_the_command
def publicise(
    district: str, meeting: str, meeting_on: datetime, amount: str, minutes: Path, output: Path | None
) -> None:
    granted, file = read_fen(amount), scan_and_read(scanner_of(settings()), minutes.read_bytes())
    with database() as opened:
        papers = SealedStore(store_of(settings()), opened.vault, opened.reading)
        stored = store_minutes(papers, file)
        decision = MeetingDecision(meeting, meeting_on.date(), granted, stored)
        try:
            with opened.writing() as session:
                place = find_district(session, district)
                made = publicise_claims(session, place, decision, _operator(), now=now())
                lines, runs = publicised(session, made), end_in_words(made)
                late = [each.enrolment.trainee.name for each in approved_claims(session, place)]
        except Refusal:
            papers.remove(stored.store_key)
            raise
    if output:
        _write(output, publicity_list(lines))
    say(f"已公示 {len(lines)} 人，{runs}可以申请拨付。")
    if late:
        say(f"{len(late)} 人在会议以后才审核通过，没有公示，留到下次会议：{'、'.join(late)}。")


@claim.command("object", help="登记对一份公示申领的异议。")
@click.argument("number", metavar="编号", type=click.UUID)
@click.option("--reason", required=True, metavar="内容", help="异议的内容")
@refusals_end_the_command
def object_to(number: UUID, reason: str) -> None:
    _act(number, object_to_claim, _operator(reason))
    say("已登记异议；处理完毕前不能申请拨付。")


@claim.command("settle", help="登记异议已处理完毕。")
@click.argument("number", metavar="编号", type=click.UUID)
@click.option("--reason", required=True, metavar="结果", help="怎样处理的")
@refusals_end_the_command
def settle(number: UUID, reason: str) -> None:
    _act(number, settle_objection, _operator(reason))
    say("已登记：异议处理完毕。")


@claim.command("apply", help="公示结束后登记已向财政部门申请拨付；可以写多个编号，有一个不行就都不登记。")
@click.argument("numbers", metavar="编号…", type=click.UUID, nargs=-1, required=True)
@refusals_end_the_command
def apply(numbers: tuple[UUID, ...]) -> None:
    with database() as opened, opened.writing() as session:
        for number in numbers:
            apply_for_payment(session, find_any_claim(session, number), _operator(), now=now())
    say(f"已登记申请拨付 {len(numbers)} 份。")


@claim.command("pay", help="登记一份申领已拨付。")
@click.argument("number", metavar="编号", type=click.UUID)
@click.option("--amount", required=True, metavar="金额", help="元，如 1200 或 1200.50")
@click.option("--on", "paid_on", required=True, type=DAY, metavar="2026-07-01", help="拨付日期")
@click.option("--voucher", required=True, metavar="凭证号", help="拨付凭证号")
@refusals_end_the_command
def pay(number: UUID, amount: str, paid_on: datetime, voucher: str) -> None:
    payment = Payment(read_fen(amount), paid_on.date(), voucher)
    with database() as opened, opened.writing() as session:
        paid, links = find_any_claim(session, number), links_of(settings().public_url)
        record_payment(session, paid, payment, _operator(), links=links, now=now())
    say(f"已登记拨付 {yuan(payment.amount_fen)} 元。")


def _act(number: UUID, act: Callable[..., Any], by: By) -> None:
    with database() as opened, opened.writing() as session:
        act(session, find_any_claim(session, number), by, now=now())


def _operator(reason: str = "") -> By:
    return By(settings().operator, reason=reason)


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        end(f"写不了 {output}：{reason_of(error)}", REFUSED)
