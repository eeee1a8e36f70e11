"""R47, R71: rules come in versions, and each class keeps the one that was in force."""

from datetime import date

import pytest

from tests.factories import MONDAY, a_class, at
from training.classes.acts.add_rule_set import add_rule_set
from training.classes.views.choose_rule_set import NoRulesInForce, choose_rule_set, list_rule_sets
from training.classes.views.find_class import find_class, find_district
from training.classes.views.numbered_policy import BadRuleSet
from training.database import Database

NOW = at(MONDAY, "10:00")


def add(database: Database, district: str, percent: int, effective_from: str) -> None:
    with database.writing() as session:
        own = find_district(session, district) if district else None
        changed = {"effective_from": effective_from, "qualifying_percent": percent}
        add_rule_set(session, own, changed, made_by="市局", now=NOW)


def percent_of(database: Database, district: str, on: date) -> int:
    with database.reading() as session:
        own = find_district(session, district).id
        return choose_rule_set(session, own, on).policy.qualifying_percent


def test_the_latest_version_that_is_in_force_holds(database):
    add(database, "", 90, "2026-04-01")
    add(database, "", 85, "2026-03-01")

    held = {
        date(2026, 2, 28): 80,
        date(2026, 3, 1): 85,
        date(2026, 3, 31): 85,
        date(2026, 4, 1): 90,
    }
    assert {on: percent_of(database, "青山区", on) for on in held} == held


def test_of_two_versions_from_one_day_the_later_made_holds(database):
    add(database, "", 85, "2026-03-01")
    add(database, "", 90, "2026-03-01")

    assert percent_of(database, "青山区", MONDAY) == 90


def test_a_districts_own_rules_come_before_newer_ones_of_the_city(database):
    add(database, "昆都仑区", 85, "2026-03-01")
    add(database, "", 90, "2026-03-02")

    on = date(2026, 3, 3)
    assert (percent_of(database, "昆都仑区", on), percent_of(database, "青山区", on)) == (85, 90)


def test_until_a_districts_own_rules_begin_the_citys_hold(database):
    add(database, "昆都仑区", 85, "2026-03-02")

    assert percent_of(database, "昆都仑区", date(2026, 3, 1)) == 80
    assert percent_of(database, "昆都仑区", date(2026, 3, 2)) == 85


def test_the_notice_holds_from_its_first_day(database):
    with pytest.raises(NoRulesInForce, match="2023-02-23"):
        percent_of(database, "青山区", date(2023, 2, 23))

    assert percent_of(database, "青山区", date(2023, 2, 24)) == 80


def test_a_version_made_after_the_filing_changes_no_class_even_if_it_reaches_back(database):
    with database.writing() as session:
        a_class(session, "BT-1", district="昆都仑区")

    add(database, "昆都仑区", 85, "2026-01-01")

    with database.reading() as session:
        assert find_class(session, "BT-1").rule_set.policy.qualifying_percent == 80


NO_RULE_SETS = (
    {},
    {"qualifying_percent": 85},
    {"effective_from": "soon"},
    {"effective_from": "2026-03-01", "quorum": 1},
    {"effective_from": "2026-03-01", "qualifying_percent": -1},
    {"effective_from": "2026-03-01", "class_hour_minutes": 0},
    {"effective_from": "2026-03-01", "qualifying_percent": "85"},
)


def test_a_rule_set_that_is_none_is_refused(database):
    with database.writing() as session:
        for changed in NO_RULE_SETS:
            with pytest.raises(BadRuleSet):
                add_rule_set(session, None, changed, made_by="市局", now=NOW)
        assert len(list_rule_sets(session)) == 1


def test_rule_sets_are_numbered_per_district_and_say_what_differs(database):
    with database.writing() as session:
        district = find_district(session, "青山区")
        for percent in (85, 90):
            changed = {"effective_from": "2026-03-01", "qualifying_percent": percent}
            add_rule_set(session, district, changed, made_by="青山", now=NOW)

    with database.reading() as session:
        own = [(each.version, each.note) for each in list_rule_sets(session) if each.district]
    assert own == [
        (1, "effective_from=2026-03-01；qualifying_percent=85"),
        (2, "effective_from=2026-03-01；qualifying_percent=90"),
    ]
