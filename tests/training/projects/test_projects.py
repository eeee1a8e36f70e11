"""R48: a project of a district and its finance office, its two hands, and the classes that are of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, an_institution, at, hand
from tests.training.builders import WEEK, a_filing, class_row, one_between
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, register_staff
from training.checks.terms import CheckLevel
from training.classes.acts.add_rule_set import add_rule_set
from training.classes.acts.file_classes import file_classes
from training.classes.rules.of_project import ProjectMissing, Proposed, check_named, project_findings
from training.classes.views.differing import differing, say_different
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.project_numbers import ProjectTerms
from training.notice.terms import ClassKind, Fund, Role
from training.outbox.views.alerts_for import alerts_for
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import DraftIsOpen, register_project
from training.projects.rules.agreement import Agreement, BadProject, ProjectStands, read_agreement
from training.projects.terms import ProjectMove, ProjectState
from training.projects.views.see_projects import classes_of_project, see_project
from training.records.projects import Project
from training.sheets.hand_in import ImportRefused
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NINE = at(MONDAY, "09:00")
FELLOW = "昆区同事"
FIRST, LAST = MONDAY, MONDAY + timedelta(days=11)
TERMS = ProjectTerms(SCHOOL, "电工", FIRST, LAST, 40, "昆都仑区财政局", "昆财〔2026〕8号")
OWN = Proposed(SCHOOL, "电工", FIRST, LAST)
SAID = {
    "number": "XM-1",
    "name": "稀土材料加工",
    "trade": "",
    "industry": "稀土",
    "carrier": "职业院校",
    "mode": "线下集中",
    "process": "报名、授课、考核",
    "standard": "1200.50",
    "payee": SCHOOL,
    "fund": "专账资金",
    "people": "40",
    "checks_city": "0",
    "checks_district": "3",
    "percent": "90",
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31",
    "finance_office": "昆都仑区财政局",
    "document_number": "昆财〔2026〕8号",
    "signed_on": "2026-01-01",
}


def agreed(**changed: str) -> Agreement:
    return read_agreement(SAID | changed, ["稀土"], ["职业院校"])


@pytest.fixture
def office(database: Database) -> Database:
    return with_two_hands(database)


def with_two_hands(database: Database) -> Database:
    """A district with two hands, and a school; projects are asked for from MONDAY on."""
    with database.writing() as session:
        register_staff(session)
        add_staff(session, FELLOW, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NINE)
        numbers = {"effective_from": MONDAY.isoformat(), "projects_required_from": MONDAY.isoformat()}
        add_rule_set(session, None, numbers, made_by="王主任", now=NINE)
    return database


def register(office: Database, who: str = DISTRICT, **changed: str) -> UUID:
    with office.writing() as session:
        staff = find_staff(session, who)
        return register_project(session, staff, agreed(**changed), SCHOOL, now=NINE).public_id


def move(office: Database, project: UUID, step: ProjectMove, who: str = FELLOW) -> ProjectState:
    with office.writing() as session:
        return move_project(session, find_staff(session, who), project, step, "到期", now=NINE).state


def file(office: Database, kind: ClassKind, number: str) -> None:
    row = replace(class_row(), kind=kind, project_number=number)
    with office.writing() as session:
        file_classes(session, a_filing(row, timetable=tuple(WEEK)), hand())


def test_the_first_and_the_last_day_and_all_of_the_people_lie_inside_a_project():
    assert project_findings(TERMS, OWN, 40) == []

    early = project_findings(TERMS, replace(OWN, starts_on=FIRST - timedelta(days=1)))
    late = project_findings(TERMS, replace(OWN, ends_on=LAST + timedelta(days=1)))
    one_too_many = project_findings(TERMS, OWN, 41)

    assert [len(each) for each in (early, late, one_too_many)] == [1, 1, 1]
    assert "41 人" in one_too_many[0]


def test_a_project_without_a_document_or_of_another_trade_or_implementer_takes_no_class():
    without = replace(TERMS, document_number="", finance_office="")

    assert len(project_findings(without, OWN)) == 2
    assert project_findings(TERMS, replace(OWN, trade="焊工")) == ["项目的工种是电工"]
    assert project_findings(replace(TERMS, trade=""), replace(OWN, trade="焊工")) == []
    assert project_findings(TERMS, replace(OWN, institution="别的学校")) == [f"项目的培训实施主体是{SCHOOL}"]


@pytest.mark.parametrize(
    ("kind", "number", "is_known", "is_required", "is_refused"),
    [
        (ClassKind.PROJECT, "", False, True, True),
        (ClassKind.PROJECT, "", False, False, False),
        (ClassKind.PROJECT, "XM-1", False, False, True),
        (ClassKind.PROJECT, "XM-1", True, True, False),
        (ClassKind.ORDINARY, "XM-1", True, True, True),
        (ClassKind.ORDINARY, "", False, True, False),
    ],
)
def test_a_class_names_a_project_if_and_only_if_it_is_of_one(kind, number, is_known, is_required, is_refused):
    if not is_refused:
        check_named(kind, number, is_known=is_known, is_required=is_required)
        return
    with pytest.raises(ProjectMissing):
        check_named(kind, number, is_known=is_known, is_required=is_required)


@pytest.mark.parametrize(
    "changed",
    [
        {"document_number": " "},
        {"finance_office": ""},
        {"people": "0"},
        {"percent": "101"},
        {"standard": "0"},
        {"starts_on": "2028-01-01"},
        {"industry": "房地产"},
    ],
)
def test_what_was_not_agreed_is_not_registered(changed):
    with pytest.raises(BadProject):
        agreed(**changed)


def test_money_is_read_to_the_fen_and_an_empty_number_leaves_the_rule():
    own = agreed(percent="")

    assert (own.standard_fen, own.fund, own.percent, own.checks_city) == (120_050, Fund.SPECIAL, None, 0)


def test_whoever_registered_a_project_does_not_confirm_it(office):
    own = register(office)

    with pytest.raises(SameHand):
        move(office, own, ProjectMove.CONFIRM, DISTRICT)

    assert move(office, own, ProjectMove.CONFIRM) is ProjectState.IN_FORCE
    with pytest.raises(ProjectStands):
        move(office, own, ProjectMove.CONFIRM)


def test_another_district_finds_no_project_and_registers_its_own_under_the_same_number(office):
    own, other = register(office), register(office, OTHER_DISTRICT)

    with office.reading() as session, pytest.raises(NotFound):
        see_project(session, find_staff(session, OTHER_DISTRICT), own)
    with pytest.raises(NotFound):
        move(office, other, ProjectMove.CONFIRM)
    with pytest.raises(DraftIsOpen):
        register(office)


def test_of_two_who_register_a_version_at_once_one_does(office):
    said = one_between(office, Project, lambda: register(office), lambda: register(office, FELLOW))

    assert said.count(DraftIsOpen) == 1
    with office.reading() as session:
        assert session.scalars(select(Project.version)).all() == [1]


def test_a_class_keeps_to_the_version_that_it_was_filed_under(office):
    first = register(office)
    move(office, first, ProjectMove.CONFIRM)
    file(office, ClassKind.PROJECT, "XM-1")

    second = register(office, percent="", checks_district="1")
    move(office, second, ProjectMove.CONFIRM)

    with office.reading() as session:
        filed = find_class(session, "BT-1")
        levels = [
            filed.policy_of(each).checks_of_long_class for each in (CheckLevel.CITY, CheckLevel.DISTRICT)
        ]
        assert (filed.policy.qualifying_percent, levels) == (90, [0, 3])
        assert filed.rule_set.policy.qualifying_percent == 80
        seen = see_project(session, find_staff(session, DISTRICT), first)
        assert seen.state is ProjectState.AMENDED
        assert [each.class_number for each, _ in classes_of_project(session, seen, now=NINE)] == ["BT-1"]


def test_a_class_of_a_project_is_refused_without_one_in_force_from_the_day_on(office):
    register(office)

    for number in ("", "XM-1", "XM-9"):
        with pytest.raises(ImportRefused) as refusal:
            file(office, ClassKind.PROJECT, number)
        assert any("项目" in each.message for each in refusal.value.report.findings)

    file(office, ClassKind.ORDINARY, "")


def test_an_ended_project_takes_no_class_any_more(office):
    own = register(office)
    move(office, own, ProjectMove.CONFIRM)
    move(office, own, ProjectMove.END)

    with pytest.raises(ImportRefused):
        file(office, ClassKind.PROJECT, "XM-1")


def test_a_class_is_filed_under_a_project_by_its_implementer_alone(office):
    with office.writing() as session:
        an_institution(session, "第二培训学校")
        own = register_project(
            session, find_staff(session, DISTRICT), agreed(), "第二培训学校", now=NINE
        ).public_id
    move(office, own, ProjectMove.CONFIRM)

    with pytest.raises(ImportRefused) as refusal:
        file(office, ClassKind.PROJECT, "XM-1")
    assert any("培训实施主体是第二培训学校" in each.message for each in refusal.value.report.findings)


def test_a_project_that_a_later_file_names_is_not_dropped_in_silence(office):
    move(office, register(office), ProjectMove.CONFIRM)
    with office.writing() as session:
        a_class(session, "BT-1", kind=ClassKind.PROJECT, is_key_group=True, lessons=False)
        own = find_class(session, "BT-1")
        row = replace(class_row(), kind=ClassKind.PROJECT)
        assert "项目编号" not in differing(own, row)

        found = differing(own, replace(row, project_number="XM-1"))

    assert "项目编号" in found
    assert "在班级的“项目”里改归" in say_different(found)


@pytest.mark.parametrize(
    ("own_numbers", "told"),
    [
        ({"checks_city": "", "checks_district": "", "percent": ""}, None),
        ({"checks_city": "0", "checks_district": "", "percent": ""}, "自定市级检查 0 次，请核实"),
        ({"checks_city": "", "checks_district": "3", "percent": "90"}, "旗县区检查 3 次、合格课时比例 90%"),
    ],
)
def test_numbers_of_its_own_are_told_to_the_city_once_it_is_confirmed(office, own_numbers, told):
    own = register(office, **own_numbers)
    assert told_to_the_city(office) == []

    move(office, own, ProjectMove.CONFIRM)

    texts = told_to_the_city(office)
    assert len(texts) == (told is not None)
    assert all(told in each for each in texts)


def told_to_the_city(office: Database) -> list[str]:
    with office.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, CITY)))
        return [each.text for each in found if each.kind == "project_own_numbers"]
