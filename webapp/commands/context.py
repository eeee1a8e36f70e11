"""What every command starts from: the settings, the database, and how it speaks and ends."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from gettext import bindtextdomain, textdomain
from pathlib import Path
from tempfile import NamedTemporaryFile
from traceback import format_exc
from typing import Any, NoReturn

import click
from dotenv import load_dotenv
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import ArgumentError, OperationalError

from bot.settings import BotSettings
from training.custody import WrongKey
from training.database import Database
from training.errors import Refusal, UnreadableFile
from training.ports.security import SecurityEvent, tell_security
from training.privacy.acts.note_look import note_look
from training.records import schema
from training.records.opening import open_database as connect
from training.records.soundness import DatabaseDamaged, is_damage, refuse_damaged
from training.settings import Settings, SettingsError
from webapp.commands.looks import look_of
from webapp.web.security_log import keep_security_log

REFUSED = 1
UNUSABLE = 2

# Before any command is made, for some of its words are fixed then.
os.environ["LANGUAGE"] = "zh_CN"
bindtextdomain("chaban", Path(__file__).parents[1] / "locale")
textdomain("chaban")

# Names and values are shown as they stand: no markup, no :emoji:, no colours by guess.
console = Console(markup=False, emoji=False, highlight=False)
complaints = Console(stderr=True, markup=False, emoji=False, highlight=False)


def settings() -> BotSettings:
    """Read .env and the environment; ends with status 2 and one line where they do not do."""
    load_dotenv(".env")
    try:
        chosen = BotSettings.from_environ(os.environ)
    except SettingsError as error:
        end(f"设置有误：{error}", UNUSABLE)
    keep_security_log(chosen)
    return chosen


@contextmanager
def open_database(chosen: Settings | None = None) -> Iterator[Database]:
    """The configured database, whatever its schema; that a command asked for it is in the security log."""
    chosen = chosen or settings()
    _tell_command(chosen)
    database = _connect(chosen)
    try:
        yield database
    finally:
        database.close()


def _connect(chosen: Settings) -> Database:
    try:
        return connect(chosen)
    except (ArgumentError, ImportError, ValueError):
        # Not the error's own words: they may repeat the address, and with it the password.
        end("设置有误：DATABASE_URL 应写成 postgresql://用户:密码@主机/库名，或不写（用 SQLite）。", UNUSABLE)


@contextmanager
def database() -> Iterator[Database]:
    """The configured database at the schema of this code, or the end with a hint."""
    with open_database() as opened:
        if not _is_current(opened):
            end("数据库还没有建立或版本较旧：请先运行 chaban db upgrade。", UNUSABLE)
        _note_look(opened)
        yield opened


def _is_current(opened: Database) -> bool:
    """Ends with the reason where the keys are not those of the database, whoever asked."""
    try:
        return schema.is_current(opened)
    except WrongKey as refusal:
        end_for_key(refusal)


def end_for_key(refusal: WrongKey) -> NoReturn:
    """The wrong key was tried: that is an event of its own."""
    tell_security(SecurityEvent.KEYS, key=refusal.name, what="refused")
    end(str(refusal), UNUSABLE)


def _running() -> tuple[str, Mapping[str, Any]]:
    """The words of the command that runs, without the product's name, and its arguments."""
    running = click.get_current_context(silent=True)
    return (running.command_path.partition(" ")[2], running.params) if running else ("", {})


def _tell_command(chosen: Settings) -> None:
    command, given = _running()
    if command:
        tell_security(
            SecurityEvent.COMMAND, operator=chosen.operator, command=command, **_of_whom(command, given)
        )


def _of_whom(command: str, given: Mapping[str, Any]) -> dict[str, str]:
    """Whose role or token it is about, and which role; no other argument, for it may name a trainee."""
    if not command.startswith(("staff ", "token ")):
        return {"whom": ""}
    return {"whom": given.get("name") or ""} | ({"role": given["role"]} if given.get("role") else {})


def _note_look(opened: Database) -> None:
    """What a command shows of people is on record before it shows it."""
    command, given = _running()
    look = look_of(command, given.get("class_number") or given.get("number"), settings().operator)
    if look is not None:
        with opened.writing() as session:
            note_look(session, look, now=now())


@contextmanager
def sound_database() -> Iterator[Database]:
    """`database()` for what runs for long: all of the file is read first, and a damaged one refused."""
    with database() as opened:
        refuse_damaged(opened)
        yield opened


def now() -> datetime:
    return datetime.now(UTC)


def say(line: str, **style: Any) -> None:
    """One line stays one line, so that a path in it can be copied and a script can find it."""
    console.print(line, soft_wrap=True, **style)


def complain(line: str, style: str = "yellow") -> None:
    complaints.print(line, soft_wrap=True, style=style)


def end(message: str, status: int) -> NoReturn:
    complain(message, style="bold red")
    sys.exit(status)


def a_table(*headings: str, numbers_from: int | None = None, title: str | None = None) -> Table:
    """A table that folds a long cell and never cuts it: half an ID number mends nothing.

    Columns stand to the right from the place `numbers_from`.
    """
    table = Table(title=title)
    for place, heading in enumerate(headings):
        is_number = numbers_from is not None and place >= numbers_from
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    return table


class Words(click.ParamType[str]):
    """A text for a record that holds at most `longest` letters; PostgreSQL would refuse more in English."""

    name = "text"

    def __init__(self, longest: int, *, may_be_empty: bool = False):
        self._longest = longest
        self._may_be_empty = may_be_empty

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        words = value.strip()
        if not (words or self._may_be_empty):
            self.fail("不能为空。", param, context)
        if len(words) > self._longest:
            self.fail(f"太长，最多 {self._longest} 个字，现在是 {len(words)} 个。", param, context)
        return words


class Day(click.DateTime):
    """A date as tables have it; the formats in the own complaint of the library say nothing to a clerk."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        try:
            return super().convert(value, param, context)
        except click.BadParameter:
            self.fail(f"“{value}”不是日期，请写成 2026-03-02。", param, context)


class Moment(click.DateTime):
    """A date and a time of the day, in Shanghai."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Any:
        try:
            return super().convert(value, param, context)
        except click.BadParameter:
            self.fail(f"“{value}”不是时间，请写成 2026-03-02T08:50。", param, context)


def refusals_end_the_command(command: Callable[..., Any]) -> Callable[..., Any]:
    """A refusal is one Chinese line and status 1, an unreadable file status 2; never a traceback."""

    @wraps(command)
    def guarded(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except (click.ClickException, click.Abort):
            raise
        except WrongKey as refusal:
            end_for_key(refusal)
        except (UnreadableFile, DatabaseDamaged) as refusal:
            end(str(refusal), UNUSABLE)
        except Refusal as refusal:
            end(str(refusal), REFUSED)
        except Exception as fault:
            if is_damage(fault):
                end(str(DatabaseDamaged()), UNUSABLE)
            if isinstance(fault, OperationalError):
                reason, *_ = str(fault.orig).splitlines() or [""]
                end(f"数据库不可用：{reason}", UNUSABLE)
            end(f"程序出错，没有写入数据。请把这个文件交给维护人员：{_keep_traceback()}", UNUSABLE)

    return guarded


def _keep_traceback() -> str:
    """A traceback tells a clerk nothing, and the maintainer everything."""
    with NamedTemporaryFile(
        "w", prefix="chaban-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(format_exc())
    return file.name
