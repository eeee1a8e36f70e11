"""`chaban alerts …`: what the people on duty have been told."""

import click
from sqlalchemy import func, select

from training.notice.clock import SHANGHAI
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert
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
        rows, count = list(session.scalars(newest)), session.scalar(select(func.count(Alert.id))) or 0
        for each in rows:
            table.add_row(f"{each.raised_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", _whom(each), each.text)
    if rows:
        console.print(table)
    say(f"共 {count} 条，只列出最近 {MOST_ROWS} 条。" if count > MOST_ROWS else f"共 {count} 条。")


def _whom(alert: Alert) -> str:
    """Where those sit whom `alerts_for` tells it."""
    if alert.audience is Audience.ADMINISTRATOR:
        return "管理员"
    place = alert.institution if alert.audience is Audience.INSTITUTION else alert.district
    return place.name if place else "市局"
