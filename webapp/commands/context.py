"""What every command starts from: the settings, the database, and how it speaks and ends."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from tempfile import NamedTemporaryFile
from traceback import format_exc
from typing import Any, NoReturn

from dotenv import load_dotenv
from rich.console import Console
from sqlalchemy.exc import OperationalError

from training.database import Database
from training.errors import Refusal, UnreadableFile
from training.records import schema
from training.settings import Settings, SettingsError
from training.vault import Vault

REFUSED = 1
UNUSABLE = 2

console = Console()
complaints = Console(stderr=True)


def settings() -> Settings:
    """Read .env and the environment; ends with status 2 and one line where they do not do."""
    load_dotenv(".env")
    try:
        return Settings.from_environ(os.environ)
    except SettingsError as error:
        end(f"设置有误：{error}", UNUSABLE)


@contextmanager
def open_database(chosen: Settings | None = None) -> Iterator[Database]:
    """The configured database, whatever its schema."""
    chosen = chosen or settings()
    database = Database(chosen.database_url, Vault(chosen.data_key, chosen.index_key))
    try:
        yield database
    finally:
        database.close()


@contextmanager
def database() -> Iterator[Database]:
    """The configured database at the schema of this code, or the end with a hint."""
    with open_database() as opened:
        if not schema.is_current(opened):
            end("数据库还没有建立或版本较旧：请先运行 chaban db upgrade。", UNUSABLE)
        yield opened


def now() -> datetime:
    return datetime.now(UTC)


def end(message: str, status: int) -> NoReturn:
    complaints.print(message, style="bold red", highlight=False, markup=False)
    sys.exit(status)


def refusals_end_the_command(command: Callable[..., Any]) -> Callable[..., Any]:
    """A refusal is one Chinese line and status 1, an unreadable file status 2; never a traceback."""

    @wraps(command)
    def guarded(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except UnreadableFile as refusal:
            end(str(refusal), UNUSABLE)
        except Refusal as refusal:
            end(str(refusal), REFUSED)
        except OperationalError as error:
            end(f"数据库不可用：{error.orig}", UNUSABLE)
        except Exception:
            end(f"程序出错，没有写入数据。请把这个文件交给维护人员：{_keep_traceback()}", UNUSABLE)

    return guarded


def _keep_traceback() -> str:
    """A traceback tells a clerk nothing, and the maintainer everything."""
    with NamedTemporaryFile(
        "w", prefix="chaban-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(format_exc())
    return file.name
