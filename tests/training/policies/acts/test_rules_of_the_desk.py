"""A district makes its own rules, the city is told of weaker ones (R47); old classes have old ones."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from training.classes.views.choose_rule_set import NoRulesInForce, choose_rule_set
from training.classes.views.find_class import find_district
from training.classes.views.numbered_policy import BadRuleSet
from training.database import Database
from training.errors import NotFound
from training.outbox.views.alerts_for import alerts_for
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.make_rules import make_rules
from training.policies.terms import WEAKER_RULES
from training.policies.views.rule_versions import RulesChanged, find_version, latest_of, rules_by_place
from training.records.classes.districts import RuleSet
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "10:00")
PLACE = "昆都仑区"


@pytest.fixture
def offices(database: Database) -> Database:
    with database.writing() as session:
        register_staff(session)
    return database


def rules(first_day: str = "2026-04-01", *, is_historical: bool = False, **numbers: int) -> NewRules:
    return NewRules({"effective_from": first_day, **numbers}, is_historical)


def make(session: Session, who: str, place: str, new: NewRules, seen: str | None = None) -> RuleSet:
    key = find_district(session, place).id if place else None
    mark = latest_of(session, key) if seen is None else seen
    return make_rules(session, find_staff(session, who), key, new, seen=mark, now=NOW)


def told(database: Database, who: str) -> list[str]:
    with database.reading() as session:
        alerts = session.scalars(alerts_for(find_staff(session, who)).where(Alert.kind == WEAKER_RULES))
        return [each.text for each in alerts]


@pytest.mark.parametrize(
    ("who", "place"),
    [(CITY, ""), (CITY, PLACE), (CITY, "青山区"), (DISTRICT, PLACE), (OTHER_DISTRICT, "青山区")],
)
def test_the_city_makes_rules_of_every_place_and_a_district_its_own(offices, who, place):
    with offices.writing() as session:
        made = make(session, who, place, rules(qualifying_percent=85))

        assert (made.district.name if made.district else "", made.made_by) == (place, who)
        assert made.policy.qualifying_percent == 85


@pytest.mark.parametrize(
    ("who", "place"),
    [(DISTRICT, ""), (DISTRICT, "青山区"), (SCHOOL, PLACE), (SCHOOL, ""), (AUDITOR, ""), (AUDITOR, PLACE)],
)
def test_nobody_makes_rules_of_another_place(offices, who, place):
    with offices.writing() as session, pytest.raises(NotFound):
        make(session, who, place, rules(qualifying_percent=85))


@pytest.mark.parametrize(("percent", "is_told"), [(79, True), (80, False), (81, False)])
def test_weaker_rules_of_a_district_are_told_to_the_city_and_hold(offices, percent, is_told):
    with offices.writing() as session:
        make(session, DISTRICT, PLACE, rules(check_attendance_percent=percent))
        held = choose_rule_set(session, find_district(session, PLACE).id, date(2026, 4, 1))
        assert held.policy.check_attendance_percent == percent

    sentence = (
        "昆都仑区规则第 1 版（2026-04-01 起）有 1 处低于市里：查班时总出勤率 79 %（市里 80 %）。请核实。"
    )
    assert told(offices, CITY) == ([sentence] if is_told else [])
    assert told(offices, OTHER_DISTRICT) == []


def test_weaker_is_what_the_city_asks_for_on_that_day(offices):
    with offices.writing() as session:
        make(session, CITY, "", rules("2026-05-01", check_attendance_percent=70))
        make(session, DISTRICT, PLACE, rules("2026-05-01", check_attendance_percent=75))
    assert told(offices, CITY) == []

    with offices.writing() as session:
        make(session, DISTRICT, PLACE, rules("2026-04-01", check_attendance_percent=75))
    assert len(told(offices, CITY)) == 1


@pytest.mark.parametrize(("first_day", "is_told"), [("2026-03-02", True), ("2026-03-03", False)])
def test_a_first_day_in_the_past_compares_with_what_the_city_asks_for_by_now(offices, first_day, is_told):
    with offices.writing() as session:
        make(session, CITY, "", rules(first_day, check_attendance_percent=90))

        make(session, DISTRICT, PLACE, rules("2026-02-01", check_attendance_percent=85))

    assert bool(told(offices, CITY)) is is_told


def test_the_citys_own_rules_are_weaker_than_nobodys(offices):
    with offices.writing() as session:
        make(session, CITY, "", rules(check_attendance_percent=10))

    assert told(offices, CITY) == []


def test_who_saw_another_version_than_the_latest_makes_none(offices):
    with offices.writing() as session:
        make(session, DISTRICT, PLACE, rules(qualifying_percent=85), seen="")
    with offices.writing() as session, pytest.raises(RulesChanged):
        make(session, DISTRICT, PLACE, rules(qualifying_percent=90), seen="")


def test_historical_rules_let_old_classes_in_and_hold_for_no_day_of_the_notice(offices):
    with offices.writing() as session:
        key = find_district(session, PLACE).id
        with pytest.raises(NoRulesInForce):
            choose_rule_set(session, key, date(2022, 6, 1))

        make(session, CITY, "", rules("2022-01-01", is_historical=True, qualifying_percent=70))
        make(session, DISTRICT, PLACE, rules("2022-03-01", is_historical=True, qualifying_percent=60))
        percents = {
            on: choose_rule_set(session, key, on).policy.qualifying_percent
            for on in (date(2022, 2, 28), date(2022, 3, 1), date(2023, 2, 23), date(2023, 2, 24), MONDAY)
        }
        with pytest.raises(NoRulesInForce):
            choose_rule_set(session, key, date(2021, 12, 31))

    assert list(percents.values()) == [70, 60, 60, 80, 80]
    assert told(offices, CITY) == []


@pytest.mark.parametrize("first_day", ["2023-02-24", "2026-04-01"])
def test_historical_rules_begin_before_the_notice(offices, first_day):
    with offices.writing() as session, pytest.raises(BadRuleSet):
        make(session, CITY, "", rules(first_day, is_historical=True, qualifying_percent=70))


def test_rules_from_before_the_notice_are_marked_or_refused(offices):
    with offices.writing() as session, pytest.raises(NoRulesInForce):
        make(session, CITY, "", rules("2023-02-23", qualifying_percent=70))


@pytest.mark.parametrize(
    ("who", "places"), [(DISTRICT, ["", PLACE]), (OTHER_DISTRICT, ["", "青山区"]), (SCHOOL, [""])]
)
def test_everybody_reads_the_citys_rules_and_those_of_the_own_place(offices, who, places):
    assert places_of(offices, who) == places


@pytest.mark.parametrize("who", [CITY, AUDITOR])
def test_who_sees_the_whole_city_reads_the_rules_of_all_ten_districts(offices, who):
    assert len(places_of(offices, who)) == 11


def places_of(database: Database, who: str) -> list[str]:
    with database.reading() as session:
        found = rules_by_place(session, find_staff(session, who), MONDAY)
        return [each.district.name if each.district else "" for each in found]


def test_a_version_of_another_district_is_not_found(offices):
    with offices.writing() as session:
        make(session, DISTRICT, PLACE, rules(qualifying_percent=85))
        key = session.scalars(select(RuleSet.id).where(RuleSet.district_id.is_not(None))).one()

        assert find_version(session, find_staff(session, DISTRICT), key).version == 1
        with pytest.raises(NotFound):
            find_version(session, find_staff(session, OTHER_DISTRICT), key)
