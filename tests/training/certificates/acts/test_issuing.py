"""R08, R16, R29: numbers only against the approved list, gapless, never twice, never touched afterwards."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from tests.factories import at
from tests.training.certificates.certified import (
    AUDITOR,
    CITY,
    DISTRICT,
    NO,
    SCHOOL,
    YES,
    Numbers,
    a_listed_class,
    a_numbered_world,
    approve,
    sign_and_approve,
)
from training.certificates.rules.issuing import ClassNotQualified, ListHasChanged, NotOnList, ReviewOpen
from training.certificates.rules.numbers import BadTemplate, SeriesIsFull, parts_of
from training.errors import NotFound
from training.outbox.views.alerts_for import alerts_for
from training.records.certificates import Certificate, CertificateIssue, CertificateSeries
from training.records.classes.trainees import Enrolment
from training.records.outbox.alerts import Alert
from training.records.results import QualifiedPerson
from training.records.reviews import FilingReview
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.signing import Wish
from training.results.terms import Result
from training.reviews.terms import ReviewVerdict
from training.staff.views.find_staff import find_staff

LAST_MINUTE, NEW_YEAR = at(date(2026, 12, 31), "23:59"), at(date(2027, 1, 1), "00:00")


@pytest.fixture
def numbers(database) -> Numbers:
    return a_numbered_world(database)


def test_everybody_who_is_qualified_gets_a_number_in_the_rosters_order_and_the_school_is_told(numbers):
    made = numbers.issue()

    parts = [parts_of(numbers.numbering, each) for each in made]
    assert [(each.year, each.kind, each.serial) for each in parts] == [(2026, "Y", 1), (2026, "Y", 2)]
    own = numbers.see(made[1])
    assert (own.name, own.trade, own.issued_on) == ("㛃䶮𬭩", "电工", date(2026, 9, 20))
    with numbers.database.reading() as session:
        issue = session.scalars(select(CertificateIssue)).one()
        assert (issue.people, issue.list_sha256, issue.issued_by) == (2, numbers.seen(), CITY)
        (told,) = session.scalars(select(Alert.text).where(Alert.kind == "certificates_issued"))
    assert "已派号 2 个" in told


def test_a_second_run_gives_nobody_another_number(numbers):
    first = numbers.issue()

    assert numbers.issue() == []
    assert numbers.numbers() == first


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_only_the_city_gives_numbers(numbers, who):
    with pytest.raises(NotFound):
        numbers.issue(who)


def test_without_a_verdict_or_a_list_there_are_no_numbers(numbers):
    with numbers.database.writing() as session:
        a_listed_class(session, "BT-2", ("赵六",))

    with pytest.raises(ClassNotQualified):
        numbers.issue(number="BT-2", seen="")


def test_while_the_review_of_the_filing_is_open_there_are_no_numbers(numbers):
    with numbers.database.writing() as session:
        session.execute(update(FilingReview).values(verdict=ReviewVerdict.QUERIED))

    with pytest.raises(ReviewOpen, match="质疑中"):
        numbers.issue()
    assert numbers.numbers() == []


def test_whoever_looked_at_another_list_issues_nothing(numbers):
    before = numbers.seen()
    with numbers.database.writing() as session:
        approve(session, numbers._class(session, "BT-1"), said=YES)

    with pytest.raises(ListHasChanged):
        numbers.issue(seen=before)
    assert len(numbers.issue()) == 3


def test_a_list_whose_rows_do_not_give_its_fingerprint_is_no_ground(numbers):
    with numbers.database.writing() as session:
        session.execute(update(QualifiedPerson).values(decision="合格"))

    with pytest.raises(ListHasChanged):
        numbers.issue()
    assert numbers.numbers() == []


def test_a_later_version_of_the_list_leaves_numbers_of_before_as_they_are(numbers):
    first = numbers.issue()
    old = numbers.seen()
    with numbers.database.writing() as session:
        approve(session, numbers._class(session, "BT-1"), said=YES)

    (third,) = numbers.issue()

    assert numbers.numbers() == [*first, third]
    assert [numbers.see(each).issue.list_sha256 == old for each in (*first, third)] == [True, True, False]


def test_whoever_is_not_on_the_list_gets_none(numbers):
    with pytest.raises(NotOnList):
        numbers.issue(people=frozenset({2**31 - 1}))


def test_at_midnight_in_shanghai_another_year_begins_at_one(numbers):
    with numbers.database.writing() as session:
        other = a_listed_class(session, "BT-2", ("赵六",))
        sign_and_approve(session, other)
    numbers.now = LAST_MINUTE
    *_, last = numbers.issue()
    numbers.now = NEW_YEAR

    (first,) = numbers.issue(number="BT-2")

    assert parts_of(numbers.numbering, last).year == 2026
    assert (parts_of(numbers.numbering, first).year, parts_of(numbers.numbering, first).serial) == (2027, 1)


def test_the_last_serial_is_given_and_none_behind_it(numbers):
    with numbers.database.writing() as session:
        session.add(CertificateSeries(scope="150200Y", year=2026, last_serial=999_998))

    with pytest.raises(SeriesIsFull):
        numbers.issue()
    (key,) = _people(numbers)[:1]
    (last,) = numbers.issue(people=frozenset({key}))
    assert parts_of(numbers.numbering, last).serial == 999_999


def _people(numbers: Numbers) -> list[int]:
    with numbers.database.reading() as session:
        return list(session.scalars(select(QualifiedPerson.enrolment_id).order_by(QualifiedPerson.id)))


def test_another_template_counts_on_and_changes_nothing_that_was_issued(numbers):
    (key,) = _people(numbers)[:1]
    first = numbers.issue(people=frozenset({key}))
    numbers.numbering = replace(numbers.numbering, template="NM{area}{kind}{year}{serial:06}{check:02}")

    (second,) = numbers.issue()

    assert second.startswith("NM150200Y2026000002")
    assert set(numbers.numbers()) == {*first, second}


def test_a_template_that_would_repeat_itself_is_refused(numbers):
    numbers.numbering = replace(numbers.numbering, template="{area}{serial:06}{check:02}")

    with pytest.raises(BadTemplate):
        numbers.issue()


def test_nobody_has_two_good_ones_of_a_class(numbers):
    numbers.issue()

    with numbers.database.reading() as session:
        live = list(session.scalars(select(Certificate.live_enrolment_id)))
    assert len(live) == len(set(live)) == 2


def told_the_city(numbers: Numbers) -> list[str]:
    with numbers.database.reading() as session:
        rows = alerts_for(find_staff(session, CITY)).where(Alert.kind == "certificates_due")
        return [each.text for each in session.scalars(rows)]


def test_the_city_hears_that_a_later_list_or_verdict_takes_the_ground_from_certificates(numbers):
    numbers.issue()
    with numbers.database.writing() as session:
        own = numbers._class(session, "BT-1")
        first, *others = session.scalars(select(Enrolment.public_id).order_by(Enrolment.id))
        draft = ListDraft(dict.fromkeys((first, *others), NO))
        approve_list(session, find_staff(session, DISTRICT), own.public_id, draft, now=numbers.now)
    of_the_list = told_the_city(numbers)
    with numbers.database.writing() as session:
        own = numbers._class(session, "BT-1")
        wish = Wish(Result.UNQUALIFIED, "查实虚假培训")
        sign_verdict(session, find_staff(session, DISTRICT), own.public_id, wish, now=numbers.now)

    assert ["2 张有效证书的学员不在其中，请核对要不要作废" in each for each in of_the_list].count(True) == 1
    assert ["改评为不合格，已派发的 2 张" in each for each in told_the_city(numbers)].count(True) == 1
