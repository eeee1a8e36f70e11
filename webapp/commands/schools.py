"""`chaban school …`: driving schools that are approved and filed for C1 classes."""

from datetime import datetime

import click

from training.claims.acts.approve_school import ApprovalDraft, approve_school
from training.claims.acts.revoke_school import revoke_school
from training.claims.views.lists.list_approvals import list_approvals
from training.classes.views.find_class import find_institution
from webapp.commands.context import (
    Day,
    a_table,
    console,
    database,
    now,
    refusals_end_the_command,
    say,
    settings,
)

DAY = Day()


@click.group("school", help="驾校核准备案：登记、列出、撤销（C1 补贴用）。")
def school() -> None:
    pass


@school.command("approve", help="登记驾校的核准备案；续期再登记一次。")
@click.argument("name", metavar="驾校")
@click.option("--licence", required=True, metavar="许可证号", help="经营许可证号")
@click.option("--from", "valid_from", required=True, type=DAY, metavar="2026-01-01", help="有效期起")
@click.option("--until", "valid_until", required=True, type=DAY, metavar="2028-12-31", help="有效期止")
@click.option("--filed-on", required=True, type=DAY, metavar="2026-01-05", help="备案日期")
@refusals_end_the_command
def approve(name: str, licence: str, valid_from: datetime, valid_until: datetime, filed_on: datetime) -> None:
    draft = ApprovalDraft(licence, valid_from.date(), valid_until.date(), filed_on.date())
    with database() as opened, opened.writing() as session:
        found = find_institution(session, name)
        approve_school(session, found, draft, recorded_by=settings().operator, now=now())
        full_name = found.name
    say(f"已登记：{full_name}，{draft.valid_from} 至 {draft.valid_until}。")


@school.command("revoke", help="撤销驾校的备案：从这天起开的班不能申领。")
@click.argument("name", metavar="驾校")
@click.option("--on", "revoked_on", required=True, type=DAY, metavar="2026-07-01", help="从哪天起")
@click.option("--reason", required=True, metavar="原因", help="为什么撤销")
@refusals_end_the_command
def revoke(name: str, revoked_on: datetime, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        found, by = find_institution(session, name), settings().operator
        count = revoke_school(session, found, revoked_on.date(), reason, recorded_by=by, now=now())
        full_name = found.name
    say(f"已撤销：{full_name} 的 {count} 个备案，自 {revoked_on:%Y-%m-%d} 起。")


@school.command("list", help="列出驾校的核准备案。")
@refusals_end_the_command
def show() -> None:
    table = a_table("驾校", "许可证号", "有效期", "备案日期", "撤销")
    with database() as opened, opened.reading() as session:
        approvals = list_approvals(session)
        for each in approvals:
            ended = f"{each.revocation.revoked_on} {each.revocation.reason}" if each.revocation else "—"
            lasts = f"{each.valid_from} 至 {each.valid_until}"
            table.add_row(each.institution.name, each.licence_number, lasts, str(each.filed_on), ended)
    if approvals:
        console.print(table)
    say(f"共 {len(approvals)} 个。")
