"""The index key is changed while everything runs, and nobody is doubled by it.

At every moment one index key is in use, for reading and writing: the one that the database names. While it
is still the old one, what each index will be under the new key is kept beside (`next_index`), in portions.
Then one transaction that nobody else's overlaps makes the rest, exchanges all of them and names the new key.
Whoever is killed before has only made rows that the next run finds there.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, Exists, delete, exists, func, select, table, update
from sqlalchemy.orm import Session

from training.database import Database, insert_new
from training.errors import NotNow
from training.records.keys.changing import begin_to_use, live_fingerprints, retire_others
from training.records.keys.index_sources import BROUGHT_ANEW, SOURCES, Source
from training.records.keys.keys import NextIndex
from training.records.keys.sealed_values import Stored, indexed_columns
from training.records.meetings.meetings import Meeting, MeetingWish
from training.records.subsidies.compared import ComparedList
from training.vault import Vault

PORTION = 500
MEETINGS_LAST = timedelta(days=1)
"""At most: of one that was opened before, nobody comes back into it."""
FORGOTTEN_AT_ONCE = 5000
ROUNDS = 2
"""The second finds what came in during the first, so that little is left for when everybody waits."""


class MeetingUnderWay(NotNow):
    """Whoever comes back into a meeting under a new index would be counted as a second person."""

    def __init__(self) -> None:
        super().__init__(
            "有视频查班的会议还没有结束，现在更换索引密钥会把同一个人算成两个。"
            "请等会议结束后再运行 chaban keys rotate，已经做完的部分不会重做。"
        )


def is_index_key_wanted(database: Database) -> bool:
    """Whether the index key in use is the wanted one."""
    with database.reading() as session:
        return live_fingerprints(session, "index")[-1:] == [database.vault.wanted.index]


def prepare_indexes(database: Database, tell: Callable[[int], None]) -> dict[Source, int]:
    """What each index will be; `tell` is called between the portions with how many are new.

    Gives how far each source was read, for `exchange_indexes`.
    """
    read = dict.fromkeys(SOURCES, 0)
    for each in SOURCES * ROUNDS:
        is_more = True
        while is_more:
            with database.writing() as session:
                last, made = _prepare_portion(session, database.vault, each, read[each])
            is_more, read[each] = last is not None, last or read[each]
            tell(made)
    for column in _columns():
        is_more = True
        while is_more:
            with database.writing() as session:
                made = _prepare_without_text(session, database.vault, column)
            is_more = made > 0
            tell(made)
    return read


def exchange_indexes(database: Database, read: dict[Source, int], *, now: datetime) -> bool:
    """From here on the wanted key finds people; False where it did already.

    Raises MeetingUnderWay and OthersNotRestarted, and has changed nothing then.
    """
    vault = database.vault
    with database.writing_alone() as session:
        if live_fingerprints(session, "index")[-1:] == [vault.wanted.index]:
            return False
        _refuse_during_a_meeting(session, now)
        for each in SOURCES:
            last: int | None = 0 if each.beside is not None else read.get(each, 0)
            while last is not None:
                last, _ = _prepare_portion(session, vault, each, last)
        _empty_brought_anew(session, now)
        for column in _columns():
            while _prepare_without_text(session, vault, column):
                pass
            _exchange(session, vault.wanted.index, column)
        begin_to_use(session, vault, "index", now=now)
        retire_others(session, vault, "index", now=now)
    return True


def _columns() -> list[Stored]:
    return [each for each in indexed_columns() if each.rows.name not in BROUGHT_ANEW]


def _empty_brought_anew(session: Session, now: datetime) -> None:
    for name in BROUGHT_ANEW:
        session.execute(delete(table(name)))
    left = update(ComparedList).where(ComparedList.purged_at.is_(None))
    session.execute(left.values(purged_at=now))


def forget_next_indexes(database: Database) -> None:
    """They lead from the old indexes to the new ones, so they are kept no longer than they are needed."""
    is_more = True
    while is_more:
        with database.writing() as session:
            some = session.scalars(select(NextIndex.id).limit(FORGOTTEN_AT_ONCE)).all()
            session.execute(delete(NextIndex).where(NextIndex.id.in_(some)))
        is_more = bool(some)


def count_next_indexes(session: Session) -> int:
    """Left of a change that goes on, was killed, or was called off."""
    return session.scalar(select(func.count()).select_from(NextIndex)) or 0


def _refuse_during_a_meeting(session: Session, now: datetime) -> None:
    """Or while the vendor is still to be asked who was in it."""
    open_wishes = MeetingWish.meeting_id == Meeting.id, MeetingWish.settled_at.is_(None)
    is_unfinished = Meeting.ended_at.is_(None) | exists().where(*open_wishes)
    opened = select(Meeting.id).where(Meeting.opened_at > now - MEETINGS_LAST, is_unfinished)
    if session.scalar(opened.limit(1)):
        raise MeetingUnderWay


def _prepare_portion(session: Session, vault: Vault, of: Source, last: int) -> tuple[int | None, int]:
    """The last id that was looked at, None at the end; and how many indexes were new."""
    left = select(of.id, of.text).where(of.id > last, of.text.is_not(None))
    if of.beside is not None:
        left = left.where(~_is_prepared(vault.wanted.index, of.purpose, of.beside, of_text=True))
    found = session.execute(left.order_by(of.id).limit(PORTION)).all()
    texts = {text for row in found if (text := _text_of(vault, of, row[1])) is not None}
    made = _keep_of_text(session, vault, of.purpose, texts)
    return (found[-1][0] if len(found) == PORTION else None), made


def _text_of(vault: Vault, of: Source, stored: Any) -> str | None:
    """None where no key opens it; its index is made without it then."""
    if of.sealed_as is None:
        return of.part(str(stored))
    try:
        return of.part(vault.open(of.sealed_as, bytes(stored)))
    except (InvalidTag, ValueError):
        return None


def _keep_of_text(session: Session, vault: Vault, purpose: str, texts: Iterable[str]) -> int:
    target = vault.wanted.index
    rows = [
        {
            **_named(target, purpose, vault.blind(purpose, text), is_of_text=True),
            "new": vault.blind_by(target, purpose, text.encode()),
        }
        for text in texts
    ]
    if not rows:
        return 0
    # The text has come in after its index was made without it.
    old = NextIndex.old.in_([row["old"] for row in rows])
    without = delete(NextIndex).where(NextIndex.target == target, NextIndex.purpose == purpose, old)
    session.execute(without.where(~NextIndex.is_of_text))
    return insert_new(session, NextIndex, rows)


def _prepare_without_text(session: Session, vault: Vault, of: Stored) -> int:
    """Of which nobody has the text any more: equal ones stay equal, and nothing else finds them."""
    target = vault.wanted.index
    left = select(of.bytes).where(
        of.bytes.is_not(None), ~_is_prepared(target, of.purpose, of.bytes, of_text=False)
    )
    found = {bytes(each) for each in session.scalars(left.distinct().limit(PORTION))}
    rows = [
        {
            **_named(target, of.purpose, old, is_of_text=False),
            "new": vault.blind_by(target, f"{of.purpose} without text", old),
        }
        for old in sorted(found)
    ]
    return insert_new(session, NextIndex, rows)


def _named(target: str, purpose: str, old: bytes, *, is_of_text: bool) -> dict[str, Any]:
    return {"target": target, "purpose": purpose, "old": old, "is_of_text": is_of_text}


def _is_prepared(target: str, purpose: str, old: ColumnElement[bytes], *, of_text: bool) -> Exists:
    same = _same(target, purpose, old)
    return exists().where(same, NextIndex.is_of_text) if of_text else exists().where(same)


def _same(target: str, purpose: str, old: ColumnElement[bytes]) -> ColumnElement[bool]:
    return (NextIndex.target == target) & (NextIndex.purpose == purpose) & (NextIndex.old == old)


def _exchange(session: Session, target: str, of: Stored) -> None:
    new = select(NextIndex.new).where(_same(target, of.purpose, of.bytes)).scalar_subquery()
    session.execute(update(of.rows).where(of.bytes.is_not(None)).values({of.bytes.name: new}))
