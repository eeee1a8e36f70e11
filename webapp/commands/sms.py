"""`chaban sms …`: what was sent, what it cost, and what to do where it did not arrive."""

from datetime import datetime, timedelta

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.messages import CATALOGUE, LINK
from training.delivery.acts.channel.resume import resume as resume_channel
from training.delivery.acts.retry_message import retry_message
from training.delivery.views.channel_rests import channel_health
from training.delivery.views.count_segments import count_segments
from training.delivery.views.find_messages import find_message, history_of, newest_messages, number_of
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.identity import mask_phone, read_phone
from training.outbox.rules.message_states import STATES
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage, SmsChannel
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

MOST_MINUTES = 7 * 24 * 60
A_DAY = Day()


@click.group("sms", help="短信：列出、查看、重发，通道恢复，费用，模板。")
def sms() -> None:
    pass


@sms.command("list", help="列出最近的短信和通道的状态。")
@click.option(
    "--state",
    "chosen",
    multiple=True,
    type=click.Choice([state.value for state in STATES]),
    help="只看这些状态",
)
@click.option("--phone", metavar="手机号", help="只看这个号码")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="最多几条")
@refusals_end_the_command
def list_messages(chosen: tuple[str, ...], phone: str | None, limit: int) -> None:
    states, number = tuple(MessageState(each) for each in chosen), phone and read_phone(phone)
    table = a_table("编号", "写入", "模板", "手机", "状态", "次数", "计费", "通道")
    with database() as opened, opened.reading() as session:
        rows = newest_messages(session, states, number, limit)
        for each in rows:
            table.add_row(*_row(each))
        if rows:
            console.print(table)
        say(f"共 {len(rows)} 条。")
        for line in _channels(session):
            say(line)


@sms.command("show", help="一条短信的经过：每次发送、查询和回执。")
@click.argument("number", metavar="编号")
@refusals_end_the_command
def show(number: str) -> None:
    table = a_table("时间", "发生", "服务商编号", "代码或原因")
    with database() as opened, opened.reading() as session:
        history = history_of(session, find_message(session, number))
        message = history.message
        say("  ".join(_row(message)))
        say(f"有效到 {_moment(message.expires_at)}，服务商编号 {message.reference or '—'}")
        events = [
            *((each.attempted_at, each.outcome, each.reference, each.fault) for each in history.attempts),
            *(
                (each.received_at, f"回执 {each.fate}", each.reference, each.code)
                for each in history.receipts
            ),
        ]
        for at, what, reference, why in sorted(events, key=lambda event: event[0]):
            table.add_row(_moment(at), what, reference or "—", why or "—")
        if events:
            console.print(table)


@sms.command("retry", help="重发一条没有送到的短信（写成一条新的）；验证码不能重发。")
@click.argument("number", metavar="编号")
@click.option(
    "--minutes", default=60, show_default=True, type=click.IntRange(1, MOST_MINUTES), help="几分钟内有用"
)
@refusals_end_the_command
def retry(number: str, minutes: int) -> None:
    with database() as opened, opened.writing() as session:
        found, lasts = find_message(session, number), timedelta(minutes=minutes)
        retry_message(session, found, lasts, asked_by=settings().operator, now=now())
    say("已写入待发短信。")


@sms.command("resume", help="立即恢复暂停的通道（默认是设置里的那个）。")
@click.argument("provider", metavar="通道", required=False)
@refusals_end_the_command
def resume(provider: str | None) -> None:
    chosen = provider or settings().sms_sender
    with database() as opened, opened.writing() as session:
        resume_channel(session, chosen, resumed_by=settings().operator, now=now())
    say(f"短信通道 {chosen} 已恢复。")


@sms.command("costs", help="每天每个旗县区发了几条、计费几条；默认最近 30 天。")
@click.option("--from", "first", type=A_DAY, metavar="2026-03-01", help="从哪天")
@click.option("--to", "last", type=A_DAY, metavar="2026-03-31", help="到哪天")
@refusals_end_the_command
def costs(first: datetime | None, last: datetime | None) -> None:
    until = last.date() if last else shanghai_day(now())
    since = first.date() if first else until - timedelta(days=29)
    table = a_table("日期", "旗县区", "短信", "计费条数", numbers_from=2)
    with database() as opened, opened.reading() as session:
        rows = count_segments(session, since, until)
    for each in rows:
        table.add_row(f"{each.day}", each.district or "不分旗县区", f"{each.messages}", f"{each.segments}")
    if rows:
        console.print(table)
    messages, segments = sum(each.messages for each in rows), sum(each.segments for each in rows)
    say(f"{since} 至 {until}：短信 {messages} 条，计费 {segments} 条。")


@sms.command("templates", help="打印要向服务商报审的模板（阿里云写法）。")
@refusals_end_the_command
def templates() -> None:
    for key, template in CATALOGUE.items():
        named = {name: f"${{{name}}}" for name in template.parameters if name != LINK}
        click.echo(f"{key}（{template.title}）：{template.text.format(**named)}")


def _row(message: OutgoingMessage) -> tuple[str, ...]:
    return (
        number_of(message),
        f"{message.written_at.astimezone(SHANGHAI):%m-%d %H:%M}",
        CATALOGUE[message.template].title if message.template in CATALOGUE else message.template,
        mask_phone(message.phone) if message.phone else "已清除",
        STATES[message.state],
        f"{message.attempts}",
        f"{message.segments}",
        message.provider or "—",
    )


def _channels(session: Session) -> list[str]:
    channels = session.scalars(select(SmsChannel).order_by(SmsChannel.provider))
    return [
        f"通道 {each.provider} 暂停到 {_moment(each.paused_until)}：{each.reason}。"
        f"恢复：chaban sms resume {each.provider}"
        for each in channels
        if each.paused_until and channel_health(each).rests(now())
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M:%S}"
