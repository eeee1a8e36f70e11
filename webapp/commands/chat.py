"""`chaban bot …`: the chat with inspectors in DingTalk."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_bytes, token_urlsafe
from threading import Event

import click

from bot.line.house import House
from bot.line.journal import journal_beside
from bot.line.meter import Meter
from bot.line.openapi import OpenApi
from bot.line.running import run_bot
from bot.settings import BotSettings
from training.chat.views.usage_of_month import usage_of_month
from training.database import Database
from training.settings import SettingsError
from webapp.commands.context import (
    UNUSABLE,
    a_table,
    console,
    database,
    end,
    now,
    refusals_end_the_command,
    settings,
    sound_database,
)
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore
from webapp.web.virus_scan import scanner_of

SEED_BYTES = 32


@click.group("bot", help="钉钉机器人：不带子命令即启动；usage 看本月用量。", invoke_without_command=True)
@click.pass_context
@refusals_end_the_command
def bot(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        _run(_settings_with_dingtalk())


@bot.command("usage", help="本月用了多少钉钉接口调用和消息。")
@refusals_end_the_command
def usage() -> None:
    table = a_table("种类", "本月已用", "套餐每月", "百分比", numbers_from=1)
    with database() as opened, opened.reading() as session:
        for each in usage_of_month(session, settings().dingtalk.limits, now=now()):
            table.add_row(each.name, str(each.count), str(each.limit), f"{each.percent}%")
    console.print(table)


def _settings_with_dingtalk() -> BotSettings:
    chosen = settings()
    try:
        chosen.dingtalk.refuse_without_secrets()
    except SettingsError as error:
        end(f"设置有误：{error}", UNUSABLE)
    return chosen


def _run(chosen: BotSettings) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _house(chosen) as house:
        run_bot(house, stop)


@contextmanager
def _house(chosen: BotSettings) -> Iterator[House]:
    with sound_database() as opened:
        house = house_of(chosen, opened)
        yield house
        if house.journal is not None:
            house.journal.close()


def house_of(chosen: BotSettings, opened: Database) -> House:
    """The bot with the real clock and chance."""
    meter, files = Meter(), store_of(chosen)
    return House(
        settings=chosen,
        database=opened,
        clock=now,
        make_token=lambda: token_urlsafe(24),
        make_seed=lambda: token_bytes(SEED_BYTES),
        files=PictureStore(files, opened.vault, opened.reading),
        papers=SealedStore(files, opened.vault, opened.reading),
        api=OpenApi(chosen, meter, now),
        meter=meter,
        scanner=scanner_of(chosen),
        journal=journal_beside(opened),
    )
