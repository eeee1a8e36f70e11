"""No column that is sealed or indexed can be forgotten by a change of keys."""

from sqlalchemy import Integer

from training.database import Base, BlindIndex, Sealed
from training.records.keys.index_sources import SOURCES, WITHOUT_TEXT
from training.records.keys.sealed_values import indexed_columns, sealed_columns


def test_every_sealed_or_indexed_table_is_counted_by_a_number_of_its_own():
    names = {each.rows.name for each in (*sealed_columns(), *indexed_columns())}

    assert {"trainee", "login_code", "device_upload"} <= names
    for name in names:
        key = Base.metadata.tables[name].primary_key.columns
        assert [each.name for each in key] == ["id"]
        assert isinstance(key["id"].type, Integer)


def test_every_index_has_a_text_or_a_reason_why_it_needs_none():
    known = {each.purpose for each in SOURCES} | set(WITHOUT_TEXT)

    assert {each.purpose for each in indexed_columns()} == known


def test_the_texts_are_sealed_and_indexed_as_the_tables_say():
    for each in SOURCES:
        columns = Base.metadata.tables[each.rows.name].columns
        kept = columns[each.text.name].type
        assert (kept.purpose if isinstance(kept, Sealed) else None) == each.sealed_as
        if each.beside is not None:
            index = columns[each.beside.name].type
            assert isinstance(index, BlindIndex)
            assert index.purpose == each.purpose


def test_every_row_that_has_the_text_beside_its_index_is_a_source():
    beside = {(each.rows.name, each.beside.name) for each in SOURCES if each.beside is not None}
    named = {
        (table.name, f"{column.name}_index")
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed) and f"{column.name}_index" in table.columns
    }

    assert named <= beside | {("chat_account", "account_id_index")}
