"""R40, R57: what is doubtful of a class's kind is found at its filing, and told once to whom it concerns."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, a_withdrawal, at
from tests.training.builders import a_filing, class_row, roster_row
from tests.training.claims.claiming import an_approval
from training.classes.rules.kinds import DoubtKind
from training.classes.views.doubts_of import doubts_of
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import ClassKind, Severity
from training.outbox.terms import Audience
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.alerts import Alert
from training.rosters.acts.take_filing import take_filing
from training.rosters.acts.take_roster import take_roster
from training.sheets.hand_in import HandedFile, ImportReport

JOBLESS, EMPLOYED = "失业人员", "企业职工"


def handed(days: int) -> HandedFile:
    return HandedFile("备案.xlsx", f"{days + 100:064x}", "教务处", at(MONDAY + timedelta(days=days), "10:00"))


def file(database: Database, *categories: str, days: int = -3, **fields: object) -> ImportReport:
    people = tuple(roster_row(place, category=each) for place, each in enumerate(categories, 1))
    with database.writing() as session:
        return take_filing(session, a_filing(class_row(**fields), roster=people), handed(days))


def warnings(report: ImportReport, about: str) -> list[str]:
    return [
        each.message
        for each in report.findings
        if about in each.message and each.severity is Severity.WARNING
    ]


def told(database: Database, kind: str) -> list[tuple[Audience, str]]:
    with database.reading() as session:
        own = select(Alert.audience, Alert.text).where(Alert.kind == kind).order_by(Alert.id)
        return [(audience, text) for audience, text in session.execute(own)]


def test_a_c1_class_of_an_unapproved_school_is_filed_warned_about_and_told(database):
    report = file(database, EMPLOYED, kind=ClassKind.C1)

    (warning,) = warnings(report, "驾校没有有效的核准备案")
    assert "本行政区域内经有关部门核准的汽车驾驶员培训学校" in warning
    assert [audience for audience, _ in told(database, "kind_unapproved")] == [Audience.INSPECTORS]
    with database.reading() as session:
        assert find_class(session, "BT-1").kind is ClassKind.C1


@pytest.mark.parametrize(("valid_until", "is_warned"), [(MONDAY - timedelta(days=1), True), (MONDAY, False)])
def test_the_approval_must_cover_the_first_day(database, valid_until, is_warned):
    with database.writing() as session:
        a_class(session, "BT-0")
        an_approval(session, SCHOOL, valid_until=valid_until)

    report = file(database, EMPLOYED, kind=ClassKind.C1)

    assert bool(warnings(report, "核准备案")) is is_warned
    assert bool(told(database, "kind_unapproved")) is is_warned


def test_people_of_key_groups_in_a_class_filed_as_none_are_told_to_inspectors_and_filer(database):
    report = file(database, JOBLESS, JOBLESS, EMPLOYED, is_key_group=False)

    (warning,) = warnings(report, "非就业重点群体")
    assert "名册 3 人中 2 人" in warning
    assert [audience for audience, _ in told(database, "kind_key_group")] == [
        Audience.INSPECTORS,
        Audience.INSTITUTION,
    ]


@pytest.mark.parametrize("categories", [(JOBLESS, EMPLOYED), (EMPLOYED,), ()])
def test_half_of_the_people_are_not_most(database, categories):
    report = file(database, *categories, is_key_group=False)

    assert not warnings(report, "非就业重点群体")
    assert not told(database, "kind_key_group")


def test_a_roster_that_comes_later_is_held_against_the_filing_and_told_once(database):
    file(database, EMPLOYED, is_key_group=False)

    for days in (-2, -1):
        place = 4 + days
        rows = [roster_row(place + more, class_number="BT-1", category=JOBLESS) for more in (0, 10)]
        with database.writing() as session:
            report = take_roster(session, rows, handed(days))
        assert warnings(report, "非就业重点群体")

    assert len(told(database, "kind_key_group")) == 2


def test_who_left_is_not_counted(database):
    file(database, JOBLESS, JOBLESS, EMPLOYED, EMPLOYED, is_key_group=False)
    with database.writing() as session:
        employed = select(Enrolment).join(Trainee).where(Trainee.category == EMPLOYED)
        a_withdrawal(session, session.scalars(employed.order_by(Enrolment.id)).all()[0], MONDAY)

    with database.reading() as session:
        own = find_class(session, "BT-1")
        assert [each.kind for each in doubts_of(session, [own])[own.id]] == [DoubtKind.KEY_GROUP]


def test_a_roster_that_grows_by_requests_is_held_against_the_filing_as_well(changing):
    with changing.database.writing() as session:
        for each in session.scalars(select(Trainee).order_by(Trainee.id).limit(2)):
            each.category = JOBLESS

    # Of five people two, of six three, of seven four.
    changing.decide(changing.add(21, category=JOBLESS))
    assert changing.alerts("kind_key_group") == []
    changing.decide(changing.add(22, category=JOBLESS))

    assert len(changing.alerts("kind_key_group")) == 2
