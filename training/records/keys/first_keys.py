"""The keys of a database that does not know its own yet: they are proved before they are written down."""

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, LargeBinary, column, func, insert, inspect, select, table

from training.custody import WrongKey, note_change
from training.records.keys.keys import KeyInUse
from training.records.keys.sealed_values import Stored, sealed_columns
from training.vault import Fingerprints, Vault

UNKNOWN = "不明，库里的内容打不开或对不上"
ID_NUMBER = "trainee.id_number"
PEOPLE = table(
    "trainee", column("id"), column("id_number", LargeBinary), column("id_number_index", LargeBinary)
)


def note_first_keys(connection: Connection, vault: Vault) -> Fingerprints:
    """Once in the life of a database; gives the keys in use.

    Raises WrongKey where the vault can open none of what lies there.
    """
    if not inspect(connection).has_table(KeyInUse.__tablename__) or _are_known(connection):
        return Fingerprints(**vault.fingerprints())
    found = {"data": _data_key(connection, vault), "index": _index_key(connection, vault)}
    rows = [
        {"kind": kind, "fingerprint": each, "crypto": vault.crypto_of(each)} for kind, each in found.items()
    ]
    connection.execute(insert(KeyInUse).values(since=func.now()), rows)
    note_change(connection)
    return Fingerprints(**found)


def _are_known(connection: Connection) -> bool:
    return connection.scalar(select(KeyInUse.id).limit(1)) is not None


def _data_key(connection: Connection, vault: Vault) -> str:
    """The key that opens the oldest trainee, or where there is none, any value at all."""
    found_sealed = False
    for each in sorted(_standing_columns(connection), key=lambda each: each.purpose != ID_NUMBER):
        sealed = _oldest(connection, each)
        if sealed is None:
            continue
        found_sealed, opener = True, vault.opener_of(each.purpose, sealed)
        if opener is not None:
            return opener
        if each.purpose == ID_NUMBER:
            break
    if found_sealed:
        raise WrongKey("data", vault.wanted.data, UNKNOWN)
    return vault.wanted.data


def _standing_columns(connection: Connection) -> list[Stored]:
    """Those of this schema that the database has already: its keys are told before it is brought up to it."""
    has = inspect(connection).get_multi_columns()
    names = {(name, each["name"]) for (_, name), columns in has.items() for each in columns}
    return [each for each in sealed_columns() if (each.rows.name, each.bytes.name) in names]


def _oldest(connection: Connection, of: Stored) -> bytes | None:
    own = select(of.bytes).where(of.bytes.is_not(None)).order_by(of.id).limit(1)
    return connection.scalar(own)


def _index_key(connection: Connection, vault: Vault) -> str:
    """The key that finds the oldest trainee by the ID number."""
    people = select(PEOPLE.c.id_number, PEOPLE.c.id_number_index).order_by(PEOPLE.c.id).limit(1)
    oldest = connection.execute(people).one_or_none()
    if oldest is None:
        return vault.wanted.index
    try:
        number = vault.open(ID_NUMBER, oldest.id_number)
    except InvalidTag as error:
        raise WrongKey("data", vault.wanted.data, UNKNOWN) from error
    found = vault.find_index("id_number", number, oldest.id_number_index)
    if found is None:
        raise WrongKey("index", vault.wanted.index, UNKNOWN)
    return found
