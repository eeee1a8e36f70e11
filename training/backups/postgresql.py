"""PostgreSQL's own tools take it out and bring it in; they have to be as new as the server."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection

from training.closed import PRIVATE
from training.errors import NotNow

DUMP, RESTORE = "pg_dump", "pg_restore"
VERSION = re.compile(r"(\d+)")
BOTH = ("--no-owner", "--no-privileges")
MOST_SAID = 200


class NoTool(NotNow):
    """pg_dump or pg_restore is not there, or older than the server."""

    def __init__(self, tool: str, why: str, major: int):
        super().__init__(
            f"PostgreSQL 的备份和恢复要用它自己的程序 {tool}，{why}：请在这台机器安装 "
            f"postgresql-client-{major} 或更新的版本，并让 PATH 找得到它，然后再运行。"
        )


class ToolFailed(NotNow):
    """It began and did not come to its end; nothing of what it did is left."""

    def __init__(self, tool: str, said: str):
        super().__init__(f"{tool} 没有做完，没有留下任何结果：{said[:MOST_SAID]}。请按它说的处理后再运行。")


def dump(connection: Connection, snapshot: str, path: Path) -> None:
    """Write the database as it stands in the exported snapshot; raises NoTool, ToolFailed."""
    tool = _tool(DUMP, connection)
    with _address(connection.engine.url) as address:
        _run(
            (
                tool,
                "--format=custom",
                *BOTH,
                f"--snapshot={snapshot}",
                f"--file={path}",
                f"--dbname={address}",
            )
        )


def restore(connection: Connection, path: Path) -> None:
    """All of it in one transaction; raises NoTool, ToolFailed."""
    tool = _tool(RESTORE, connection)
    with _address(connection.engine.url) as address:
        _run((tool, "--single-transaction", "--exit-on-error", *BOTH, f"--dbname={address}", str(path)))


def refuse_without_tool(connection: Connection) -> None:
    """Raise NoTool before anything was begun."""
    _tool(RESTORE, connection)


def _tool(name: str, connection: Connection) -> str:
    server = int((connection.dialect.server_version_info or (0,))[0])
    path = shutil.which(name)
    if path is None:
        raise NoTool(name, "这台机器上没有", server)
    major = _major(_run((path, "--version")))
    if major < server:
        raise NoTool(name, f"这里的是 {major} 版，比服务器的 {server} 版旧", server)
    return path


def _major(said: str) -> int:
    found = VERSION.search(said)
    return int(found[1]) if found else 0


@contextmanager
def _address(url: URL) -> Iterator[str]:
    """The password by a file, for whoever lists processes reads what they were started with."""
    own = url.set(drivername="postgresql")
    if url.password is None:
        yield own.render_as_string()
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "passwords"
        path.touch(PRIVATE)
        path.write_text(f"*:*:*:*:{_escaped(str(url.password))}\n", encoding="utf-8")
        without = URL.create(
            own.drivername, url.username, None, url.host, url.port, url.database, url.query
        ).update_query_dict({"passfile": str(path)})
        yield without.render_as_string()


def _escaped(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")


def _run(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
    except OSError as error:
        raise ToolFailed(Path(command[0]).name, str(error.strerror)) from error
    if done.returncode:
        raise ToolFailed(Path(command[0]).name, done.stderr.strip().rpartition("\n")[2])
    return done.stdout
