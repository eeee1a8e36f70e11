"""R48: the district says under which project a class is after it was filed; what follows is due at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.projects.test_projects import FELLOW, NINE, move, register, with_two_hands
from tests.training.talent.qualifying import a_list
from training.changes.acts.choose_project import ProjectChoiceDraft, choose_project
from training.changes.rules.projects import ProjectChosen, SameProject
from training.changes.views.project_options import seen_of_project
from training.checks.terms import CheckLevel
from training.checks.views.owed_checks import quotas_of_classes
from training.classes.rules.of_project import ProjectMissing, ProjectUnfit
from training.classes.rules.roster_changes import ListIsApproved
from training.classes.views.find_class import find_class
from training.database import Database
from training.errors import NotFound, Refusal
from training.history.views.class_history import class_history
from training.notice.notes import ReasonMissing
from training.notice.terms import ClassKind
from training.outbox.views.alerts_for import alerts_for
from training.projects.terms import ProjectMove
from training.records.projects import ClassProjectChoice
from training.results.views.to_judge import reopened_verdicts
from training.staff.views.find_staff import find_staff


@pytest.fixture
def office(database) -> Database:
    """BT-1 of 项目制 with two people, and no project yet."""
    with_two_hands(database)
    with database.writing() as session:
        own = a_class(session, kind=ClassKind.PROJECT, lessons=False)
        for number in ("1", "2"):
            an_enrolment(session, own, a_trainee(session, f"学员{number}", f"1370000000{number}"), number)
    return database


def in_force(office: Database, who: str = DISTRICT, **changed: str) -> UUID:
    own = register(office, who, **changed)
    move(office, own, ProjectMove.CONFIRM, FELLOW if who == DISTRICT else CITY)
    return own


def mark(office: Database, number: str = "BT-1") -> str:
    with office.reading() as session:
        return seen_of_project(session, find_class(session, number))


def choose(
    office: Database,
    project: UUID,
    who: str = DISTRICT,
    *,
    reason: str = "备案时漏填",
    seen: str = "",
    number: str = "BT-1",
) -> None:
    draft = ProjectChoiceDraft(project, reason, seen or mark(office, number))
    with office.writing() as session:
        key = find_class(session, number).public_id
        choose_project(session, find_staff(session, who), key, draft, now=NINE)


def required(office: Database) -> tuple[int, int, int]:
    """Checks of the city and of the district, and the percent."""
    with office.reading() as session:
        own = find_class(session, "BT-1")
        city, district = (
            quotas_of_classes(session, [own], each, now=NINE)[own.id].required
            for each in (CheckLevel.CITY, CheckLevel.DISTRICT)
        )
        return city, district, own.policy.qualifying_percent


def told(office: Database, who: str) -> list[str]:
    with office.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, who)))
        return [each.text for each in found if each.kind in ("project_chosen", "project_told")]


def test_checks_and_percent_follow_the_choice_and_every_choice_is_kept(office):
    first = in_force(office, percent="", checks_district="1")
    choose(office, first)
    assert required(office) == (0, 1, 80)
    second = in_force(office)
    assert required(office) == (0, 1, 80)

    choose(office, second, reason="按新的一版办")

    assert required(office) == (0, 3, 90)
    with office.reading() as session:
        kept = session.scalars(select(ClassProjectChoice).order_by(ClassProjectChoice.ordinal)).all()
        assert [(each.before and each.before.public_id, each.project.public_id) for each in kept] == [
            (None, first),
            (first, second),
        ]
        history = class_history(
            session, find_staff(session, CITY), find_class(session, "BT-1"), topic=None, place=""
        )
        assert [(each.title, each.text) for each in history.lines][:2] == [
            (f"{DISTRICT} 归入项目 XM-1 第 2 版", "按新的一版办"),
            (f"{DISTRICT} 归入项目 XM-1 第 1 版", "备案时漏填"),
        ]


def test_the_city_hears_what_moves_and_the_school_only_under_which_project_it_is(office):
    choose(office, in_force(office))

    (of_the_city,), (of_the_school,) = told(office, CITY), told(office, SCHOOL)
    assert "由没有项目改归项目 XM-1 第 1 版（备案时漏填）" in of_the_city
    assert "须查班由市 0 次，区 0 次改为市 0 次，区 3 次" in of_the_city
    assert "合格所需课时由32改为36" in of_the_city
    assert "查班" not in of_the_school
    assert told(office, OTHER_DISTRICT) == []


def test_a_class_whose_list_is_approved_keeps_its_project(office):
    own = in_force(office)
    with office.writing() as session:
        a_list(session, find_class(session, "BT-1"), {}, counts=False)
    choose(office, own)
    with office.writing() as session:
        a_list(session, find_class(session, "BT-1"), {}, 2)

    with pytest.raises(ListIsApproved):
        choose(office, in_force(office, number="XM-2"))


@pytest.mark.parametrize(
    "changed",
    [
        {"trade": "焊工"},
        {"starts_on": "2026-03-03"},
        {"ends_on": "2026-03-05"},
        {"people": "1"},
    ],
)
def test_what_lies_outside_the_agreement_is_refused(office, changed):
    with pytest.raises(ProjectUnfit):
        choose(office, in_force(office, **changed))


def test_its_first_and_last_day_and_the_last_place_lie_inside(office):
    choose(office, in_force(office, starts_on="2026-03-02", ends_on="2026-03-06", people="2", trade="电工"))

    assert required(office)[2] == 90


def test_a_class_comes_under_a_project_of_its_own_school_and_district_that_is_in_force(office):
    elsewhere, ended, draft = (
        in_force(office, OTHER_DISTRICT),
        in_force(office),
        register(office, number="XM-2"),
    )
    move(office, ended, ProjectMove.END)
    for each in (elsewhere, ended, draft):
        with pytest.raises(NotFound):
            choose(office, each)

    with office.writing() as session:
        a_class(session, "BT-9", institution="第二培训学校", kind=ClassKind.PROJECT, lessons=False)
    with pytest.raises(ProjectUnfit, match="培训实施主体"):
        choose(office, in_force(office, number="XM-3"), number="BT-9")


def test_another_kind_of_class_has_no_project(office):
    with office.writing() as session:
        find_class(session, "BT-1").kind = ClassKind.ORDINARY

    with pytest.raises(ProjectMissing):
        choose(office, in_force(office))


def test_only_the_classs_district_chooses_says_why_and_not_the_same_again(office):
    own = in_force(office)

    for who in (CITY, OTHER_DISTRICT, SCHOOL):
        with pytest.raises(NotFound):
            choose(office, own, who)
    with pytest.raises(ReasonMissing):
        choose(office, own, reason=" ")
    choose(office, own)
    with pytest.raises(SameProject):
        choose(office, own)


def test_of_two_who_choose_at_once_one_does(office):
    options, seen = (in_force(office), in_force(office, number="XM-2")), mark(office)

    def try_it(project: UUID) -> str:
        try:
            choose(office, project, seen=seen)
        except Refusal as refusal:
            return type(refusal).__name__
        return "chose"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(try_it, options))

    assert said == [ProjectChosen.__name__, "chose"]
    with office.reading() as session:
        assert len(session.scalars(select(ClassProjectChoice)).all()) == 1


def test_a_class_that_is_judged_waits_to_be_judged_anew_once_its_project_is_another(office):
    chosen = in_force(office)
    with office.writing() as session:
        a_list(session, find_class(session, "BT-1"), {}, counts=False)
    later = NINE + timedelta(days=30)

    def waits() -> list[str]:
        with office.reading() as session:
            found = reopened_verdicts(session, find_staff(session, DISTRICT), now=later)
            return [each.training_class.class_number for each in found]

    assert waits() == []
    choose(office, chosen)
    assert waits() == ["BT-1"]
