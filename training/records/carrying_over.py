"""What stood in an installation of version 0.1 is carried over to the names of today, row by row."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TableClause,
    column,
    func,
    select,
    table,
    text,
)

from training.database import Sealed, UtcTime
from training.errors import NotNow

LAST = "0019"
"""The last migration of version 0.1; only what has it is carried over."""
EARLIER = frozenset(f"{number:04}" for number in range(1, int(LAST)))
AT_ONCE = 1000
COLUMNS = (
    ("staff", "dingtalk_id", "chat_id"),
    ("staff", "union_id", "account_id"),
    ("meeting_presence", "union_index", "account_index"),
    ("camera_sighting", "union_index", "account_index"),
)
WORDS = (
    ("meeting_invitation", "way", "钉钉", "账号"),
    ("live_statistics", "source", "钉钉接口", "直播接口"),
    ("alert", "kind", "dingtalk_quota", "chat_quota"),
)
SIGN_INS, CHAT_SIGN_INS = (
    table(
        name,
        column("id", Integer),
        column("digest", LargeBinary),
        column("address_index", LargeBinary),
        column("tried_at", UtcTime),
    )
    for name in ("dingtalk_sign_in", "chat_sign_in")
)
ACCOUNTS = table(
    "dingtalk_account",
    column("id", Integer),
    column("trainee_id", Integer),
    column("phone_index", LargeBinary),
    column("userid", Sealed("dingtalk_account.userid")),
    column("union_id", Sealed("dingtalk_account.union_id")),
    column("union_index", LargeBinary),
    column("looked_up_at", UtcTime),
)
CHAT_ACCOUNTS = table(
    "chat_account",
    column("id", Integer),
    column("trainee_id", Integer),
    column("phone_index", LargeBinary),
    column("chat_id", Sealed("chat_account.chat_id")),
    column("account_id", Sealed("chat_account.account_id")),
    column("account_index", LargeBinary),
    column("looked_up_at", UtcTime),
)
NAMES = {"userid": "chat_id", "union_id": "account_id", "union_index": "account_index"}
RULE_SETS = table("rule_set", column("id", Integer), column("numbers", JSON), column("note", String))
NUMBERS = {"dingtalk_lookup_days": "account_lookup_days"}
EVENTS = table("meeting_event", column("id", Integer), column("said", Sealed("meeting_event.said")))
ALERTS = table("alert", column("dedupe_key", String))


class TooOld(NotNow):
    """The database is of an early version 0.1, whose own program still knows the way."""

    def __init__(self, revision: str):
        super().__init__(
            f"这个数据库停在 0.1 版的第 {revision} 号结构，本版不能直接升级，数据没有变化。"
            "请先用 0.1 版程序运行一次 chaban db upgrade，再用本版运行。"
        )


def check_age(revision: str | None) -> None:
    """Raise TooOld where version 0.1 itself did not come to its end."""
    if revision in EARLIER:
        raise TooOld(str(revision))


def carry_over(connection: Connection, baseline: MetaData) -> None:
    """Bring the tables of LAST to those of the baseline, and lose nothing that stands in them."""
    _rename_columns(connection, baseline)
    if connection.dialect.name == "postgresql":
        _rename_checks(connection, baseline)
    _move(connection, SIGN_INS, CHAT_SIGN_INS, baseline)
    # Sealed to the name of its column, so each is opened and sealed anew.
    _move(connection, ACCOUNTS, CHAT_ACCOUNTS, baseline)
    _change_words(connection)
    _rename_numbers(connection)
    _rename_in_events(connection)


def _rename_columns(connection: Connection, baseline: MetaData) -> None:
    connection.execute(text("DROP INDEX ix_staff_dingtalk_id"))
    for name, old, new in COLUMNS:
        connection.execute(text(f"ALTER TABLE {name} RENAME COLUMN {old} TO {new}"))
    (by_chat_id,) = (each for each in baseline.tables["staff"].indexes if "chat_id" in each.columns)
    by_chat_id.create(connection)


def _rename_checks(connection: Connection, baseline: MetaData) -> None:
    """Version 0.1 gave them their prefix twice. SQLite renames none, and asks for none by its name."""
    for made in baseline.sorted_tables:
        for check in made.constraints:
            if isinstance(check, CheckConstraint):
                names = f"ck_{made.name}_{check.name} TO {check.name}"
                connection.execute(text(f"ALTER TABLE {made.name} RENAME CONSTRAINT {names}"))


def _move(connection: Connection, old: TableClause, new: TableClause, baseline: MetaData) -> None:
    """A table whose constraints bear its name is made anew: SQLite renames no constraint."""
    made = baseline.tables[new.name]
    made.create(connection)
    for rows in connection.execute(select(old)).partitions(AT_ONCE):
        connection.execute(new.insert(), [_renamed(row._asdict(), NAMES) for row in rows])
    connection.execute(text(f"DROP TABLE {old.name}"))
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(new.name, "id")
        connection.execute(select(func.setval(sequence, func.coalesce(func.max(new.c.id), 0) + 1, False)))


def _change_words(connection: Connection) -> None:
    for name, place, old, new in WORDS:
        own = table(name, column(place, String))
        connection.execute(own.update().where(own.c[place] == old).values({place: new}))
    key = ALERTS.c.dedupe_key
    quota = ALERTS.update().where(key.startswith("dingtalk-quota:"))
    # Else the same month's quota would be told of a second time.
    connection.execute(quota.values(dedupe_key=func.replace(key, "dingtalk-quota:", "chat-quota:")))


def _rename_numbers(connection: Connection) -> None:
    for row in connection.execute(select(RULE_SETS)).all():
        own = RULE_SETS.update().where(RULE_SETS.c.id == row.id)
        connection.execute(own.values(numbers=_renamed(row.numbers, NUMBERS)))
    for old, new in NUMBERS.items():
        # The note lists the numbers that a district changed, for people who look one up by its name.
        connection.execute(RULE_SETS.update().values(note=func.replace(RULE_SETS.c.note, old, new)))


def _rename_in_events(connection: Connection) -> None:
    """Events that wait to be applied; those that were are empty."""
    waiting = select(EVENTS).where(EVENTS.c.said.is_not(None))
    for row in connection.execute(waiting).all():
        said = json.loads(row.said)
        said["members"] = _all_renamed(said["members"])
        own = EVENTS.update().where(EVENTS.c.id == row.id)
        connection.execute(own.values(said=json.dumps(said, ensure_ascii=False)))


def _all_renamed(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [_renamed(row, NAMES) for row in rows]


def _renamed(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in row.items()}
