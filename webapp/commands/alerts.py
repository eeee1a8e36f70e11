"""`chaban alerts …`: what the people on duty have been told."""

import click
from sqlalchemy import select

from training.records import Alert
from training.terms import SHANGHAI
from webapp.commands.context import a_table, console, database, refusals_end_the_command, say

MOST_ROWS = 200


@click.group("alerts", help="提醒事项：考勤机失联、短信通道暂停等。")
def alerts() -> None:
    pass


@alerts.command("list", help="列出最近的提醒事项。")
@refusals_end_the_command
def show() -> None:
    table = a_table("时间", "给谁", "内容")
    with database() as opened, opened.reading() as session:
        newest = select(Alert).order_by(Alert.raised_at.desc(), Alert.id.desc()).limit(MOST_ROWS)
        rows = list(session.scalars(newest))
        for each in rows:
            place = each.institution if each.audience == "institution" else each.district
            whom = place.name if place else "管理员"
            table.add_row(f"{each.raised_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", whom, each.text)
    if rows:
        console.print(table)
    say(f"共 {len(rows)} 条。")
