"""Of which plain texts indexes are made, and which indexes have none left that could be made again."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, LargeBinary, String, TableClause, column, table

from training.notice.identity import tail_of
from training.records.meetings.members import ACCOUNT


def _all_of(text: str) -> str:
    return text


class Source(NamedTuple):
    """A column that holds texts of one purpose, sealed under the name `sealed_as` or as they are."""

    rows: TableClause
    id: ColumnElement[int]
    text: ColumnElement[bytes]
    sealed_as: str | None
    purpose: str
    beside: ColumnElement[bytes] | None
    """The index of the same text in the same row."""
    part: Callable[[str], str] = _all_of
    """What of the text is indexed."""


def _sealed(name: str, of: str, sealed_as: str, purpose: str, index: str | None = None) -> Source:
    own = [column(each, LargeBinary) for each in (of, index) if each]
    rows = table(name, column("id", Integer), *own)
    return Source(rows, rows.c.id, rows.c[of], sealed_as, purpose, rows.c[index] if index else None)


def _tail(name: str, of: str, sealed_as: str, purpose: str) -> Source:
    whole = _sealed(name, of, sealed_as, purpose, f"{purpose}_index")
    return whole._replace(part=tail_of)


def _plain(name: str, of: str, purpose: str) -> Source:
    rows = table(name, column("id", Integer), column(of, String))
    return Source(rows, rows.c.id, rows.c[of], None, purpose, None)


SOURCES = (
    _sealed("trainee", "id_number", "trainee.id_number", "id_number", "id_number_index"),
    _sealed("trainee", "bank_card", "trainee.bank_card", "bank_card", "bank_card_index"),
    _sealed("trainee", "phone", "phone", "phone", "phone_index"),
    _tail("trainee", "id_number", "trainee.id_number", "id_tail"),
    _tail("trainee", "phone", "phone", "phone_tail"),
    _sealed("outgoing_message", "phone", "phone", "phone", "phone_index"),
    _sealed("watch_record", "phone", "phone", "phone", "phone_index"),
    _sealed("phone_change", "old_phone", "phone", "phone"),
    _sealed("phone_change", "new_phone", "phone", "phone"),
    _sealed("phone_request", "old_phone", "phone", "phone"),
    _sealed("phone_request", "new_phone", "phone", "phone"),
    _sealed("roster_change", "id_number", "roster_change.id_number", "id_number", "id_number_index"),
    _sealed("roster_change", "phone", "phone", "phone", "phone_index"),
    _sealed("roster_change", "bank_card", "roster_change.bank_card", "bank_card"),
    _sealed(
        *("former_certificate", "id_number", "former_certificate.id_number", "id_number", "id_number_index")
    ),
    _sealed("chat_account", "chat_id", "chat_account.chat_id", ACCOUNT),
    _sealed("chat_account", "account_id", "chat_account.account_id", ACCOUNT, "account_index"),
    _plain("staff", "chat_id", ACCOUNT),
    _plain("staff", "account_id", ACCOUNT),
)

WITHOUT_TEXT = {"address": "counts how often one address asked, for a day at most"}
"""Purposes of which no text is kept, and why no harm is done where what they counted begins anew."""

BROUGHT_ANEW = ("compared_person",)
"""Tables of indexes alone, of which the office has the texts and brings them again: under another key they
would find only who is known already, and nobody would see that the others are missing. They are emptied."""
