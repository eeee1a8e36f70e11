"""Rules are proposed by one and put in force by another; whoever is alone waits a day (R09, R47)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_class, at
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    register_staff,
)
from tests.training.deputies.deputising import Deputising
from training.classes.views.find_class import find_district
from training.classes.views.numbered_policy import BadRuleSet
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.outbox.views.alerts_for import alerts_for
from training.policies.acts.introduce_rules import NewRules
from training.policies.acts.propose_rules import propose_rules
from training.policies.acts.put_in_force import put_in_force
from training.policies.acts.send_back_rules import send_back_rules
from training.policies.rules.proposals import WAIT, AnotherWaits, OwnProposal, ProposalDecided, TooEarly
from training.policies.views.proposals import proposals_to_confirm
from training.policies.views.rule_versions import RulesChanged, latest_of
from training.records.classes.districts import RuleSet
from training.staff.acts.let_go import let_go
from training.staff.acts.managing.dismiss_staff import dismiss_staff
from training.staff.views.find_staff import find_staff
from training.staff.views.managed import About, mark_of_member

TEN = at(MONDAY, "10:00")
PLACE = "昆都仑区"


@dataclass
class Ruling:
    """Drafts of rules of the city, or of a district."""

    database: Database
    now: datetime = TEN

    def propose(self, who: str, place: str = "", percent: int = 85, first_day: str = "2026-04-01") -> UUID:
        with self.database.writing() as session:
            key = find_district(session, place).id if place else None
            rules = NewRules({"effective_from": first_day, "qualifying_percent": percent})
            staff, seen = find_staff(session, who), latest_of(session, key)
            return propose_rules(session, staff, key, rules, seen=seen, now=self.now).public_id

    def confirm(self, key: UUID, who: str) -> tuple[int, str]:
        with self.database.writing() as session:
            made = put_in_force(session, find_staff(session, who), key, now=self.now)
            return made.policy.qualifying_percent, made.made_by

    def send_back(self, key: UUID, who: str, reason: str = "再议") -> None:
        with self.database.writing() as session:
            send_back_rules(session, find_staff(session, who), key, reason, now=self.now)

    def leave(self, *names: str) -> None:
        with self.database.writing() as session:
            for each in names:
                let_go(session, find_staff(session, each), now=self.now)

    def versions(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count(RuleSet.id))) or 0


@pytest.fixture
def own(database) -> Ruling:
    with database.writing() as session:
        register_staff(session)
        a_class(session, "BT-1")
    return Ruling(database)


@pytest.mark.parametrize(
    ("place", "first", "second"),
    [("", CITY, COLLEAGUE), (PLACE, DISTRICT, CITY), (PLACE, CITY, DISTRICT), (PLACE, CITY, COLLEAGUE)],
)
def test_one_proposes_and_another_puts_in_force(own, place, first, second):
    key = own.propose(first, place)
    before = own.versions()

    assert own.confirm(key, second) == (85, f"{first}、{second}")
    assert (before, own.versions()) == (1, 2)


@pytest.mark.parametrize(("place", "who"), [("", CITY), (PLACE, DISTRICT)])
def test_whoever_proposed_does_not_put_in_force(own, place, who):
    key = own.propose(who, place)
    own.now = TEN + WAIT * 2

    with pytest.raises(OwnProposal):
        own.confirm(key, who)
    assert own.versions() == 1


@pytest.mark.parametrize("who", [DISTRICT, OTHER_DISTRICT, SCHOOL, AUDITOR])
def test_nobody_of_another_place_finds_a_draft_of_the_city(own, who):
    key = own.propose(CITY)

    with pytest.raises(NotFound):
        own.confirm(key, who)
    with pytest.raises(NotFound):
        own.send_back(key, who)


def test_the_only_administrator_waits_a_day_and_everybody_could_see_it(own):
    own.leave(COLLEAGUE)
    key = own.propose(CITY)
    own.now = TEN + WAIT - timedelta(seconds=1)
    with pytest.raises(TooEarly):
        own.confirm(key, CITY)

    own.now = TEN + WAIT
    assert own.confirm(key, CITY) == (85, CITY)
    with own.database.reading() as session:
        told = session.scalars(alerts_for(find_staff(session, CITY)))
        assert any("提出全市规则草案" in each.text for each in told)


def test_whoever_takes_the_second_person_away_waits_a_day_from_then(own):
    """Else a draft that has stood for a day would be in force the moment that nobody else is there."""
    key = own.propose(CITY)
    own.now = gone = TEN + WAIT
    with own.database.writing() as session:
        other = find_staff(session, COLLEAGUE)
        about = About(find_staff(session, CITY), other.public_id, mark_of_member(other))
        dismiss_staff(session, about, now=gone)

    for moment in (gone, gone + WAIT - timedelta(seconds=1)):
        own.now = moment
        with pytest.raises(TooEarly):
            own.confirm(key, CITY)
    own.now = gone + WAIT
    assert own.confirm(key, CITY) == (85, CITY)


def test_before_any_class_is_filed_whoever_sets_the_city_up_needs_no_wait(database):
    with database.writing() as session:
        register_staff(session)
    own = Ruling(database)
    own.leave(COLLEAGUE)

    assert own.confirm(own.propose(CITY), CITY) == (85, CITY)


def test_a_district_with_one_clerk_is_confirmed_by_the_city(own):
    key = own.propose(DISTRICT, PLACE)
    with own.database.reading() as session:
        waits = session.scalars(proposals_to_confirm(find_staff(session, CITY))).all()
        none = session.scalars(proposals_to_confirm(find_staff(session, DISTRICT))).all()

    assert ([each.public_id for each in waits], none) == ([key], [])
    assert own.confirm(key, CITY) == (85, f"{DISTRICT}、{CITY}")


def test_a_draft_is_decided_once(own):
    key = own.propose(CITY)
    own.send_back(key, COLLEAGUE)

    with pytest.raises(ProposalDecided):
        own.confirm(key, COLLEAGUE)
    with pytest.raises(ProposalDecided):
        own.send_back(key, CITY)
    assert own.versions() == 1


def test_sent_back_with_a_reason_and_withdrawn_without(own):
    key = own.propose(CITY)
    with pytest.raises(ReasonMissing):
        own.send_back(key, COLLEAGUE, " ")

    own.send_back(key, CITY, "")
    with pytest.raises(ProposalDecided):
        own.confirm(key, COLLEAGUE)


def test_one_draft_waits_at_a_time_and_the_own_is_replaced(own):
    first = own.propose(CITY)
    with pytest.raises(AnotherWaits):
        own.propose(COLLEAGUE, percent=90)

    second = own.propose(CITY, percent=90)
    with pytest.raises(ProposalDecided):
        own.confirm(first, COLLEAGUE)
    assert own.confirm(second, COLLEAGUE)[0] == 90


def test_a_draft_of_an_older_version_is_not_put_in_force(own):
    key = own.propose(DISTRICT, PLACE)
    with own.database.writing() as session:
        district = find_district(session, PLACE)
        numbers = RuleSet(
            district_id=district.id,
            version=1,
            effective_from=MONDAY,
            numbers=session.scalars(select(RuleSet)).first().numbers,
            made_by="运维",
            made_at=TEN,
        )
        session.add(numbers)

    with pytest.raises(RulesChanged):
        own.confirm(key, CITY)


def test_numbers_that_are_no_rules_are_no_draft(own):
    with pytest.raises(BadRuleSet):
        own.propose(CITY, percent=101)
    with pytest.raises(BadRuleSet):
        own.propose(CITY, first_day="2026-13-01")


def test_a_deputy_is_no_second_person_for_rules_either(own):
    key = own.propose(CITY)
    Deputising(own.database, TEN).stand_in(CITY, COLLEAGUE)

    with pytest.raises(SameHand):
        own.confirm(key, COLLEAGUE)
