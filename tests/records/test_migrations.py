"""The numbered migrations carry a database up to this code's records and all the way down again."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select

from tests.conftest import DATABASES
from training.database import Base, Database
from training.records import District, RuleSet, schema
from training.rules.policy import Policy


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_every_migration_can_be_applied_and_taken_back(empty_database_url, vault):
    database = Database(empty_database_url, vault)

    schema.upgrade(database)
    tables = _tables(database)
    schema.downgrade(database, "base")

    assert set(Base.metadata.tables) <= tables
    assert _tables(database) == {"alembic_version"}
    database.close()


@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)
def test_a_database_is_current_only_after_all_migrations(empty_database_url, vault):
    database = Database(empty_database_url, vault)
    before = schema.is_current(database)

    schema.upgrade(database)

    assert (before, schema.is_current(database)) == (False, True)
    database.close()


def test_the_migrations_make_exactly_the_tables_of_the_records(database):
    with database.reading() as session:
        context = MigrationContext.configure(session.connection())
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_migrations_are_numbered_in_order_without_a_gap():
    names = sorted(path.name for path in (schema.MIGRATIONS / "versions").glob("*.py"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_ten_districts_of_baotou_are_preloaded(database):
    with database.reading() as session:
        names = set(session.scalars(select(District.name)))

    expected = "昆都仑区 青山区 东河区 九原区 石拐区 白云鄂博矿区 土默特右旗 固阳县 达尔罕茂明安联合旗"
    assert names == {*expected.split(), "稀土高新区"}


def test_the_city_default_carries_the_numbers_of_the_notice(database):
    with database.reading() as session:
        rule_set = session.scalars(select(RuleSet)).one()

    assert rule_set.district_id is None
    assert rule_set.effective_from.isoformat() == "2023-02-24"
    assert rule_set.policy == Policy()


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())
