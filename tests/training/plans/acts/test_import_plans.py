"""R03: a workbook is planned once, however often it is handed in."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.factories import hand
from tests.training.checks.checking import CITY, DISTRICT
from tests.training.plans.planning import ITEM, THIS_QUARTER, Planning, planning
from training.choices.acts.rename_choice import rename_choice
from training.plans.acts.import_plans import import_plans
from training.plans.rules.items import Item
from training.plans.sheets.plan_sheet import PlanRow
from training.plans.views.see_plans import list_plans
from training.records.projects import ProjectChoice
from training.sheets.hand_in import ImportRefused, ImportReport
from training.staff.views.find_staff import find_staff

WELDING = replace(ITEM, trade="焊工")


@pytest.fixture
def office(database) -> Planning:
    return planning(database)


def bring(office: Planning, *items: Item) -> ImportReport:
    with office.database.writing() as session:
        rows = [PlanRow(at, "季度计划", "昆都仑区", THIS_QUARTER, each) for at, each in enumerate(items, 2)]
        file = replace(hand(), staff_id=find_staff(session, DISTRICT).id, handed_at=office.now)
        return import_plans(session, rows, file)


def planned(office: Planning) -> list[tuple[str, int]]:
    with office.database.reading() as session:
        (plan,) = list_plans(session, find_staff(session, DISTRICT), THIS_QUARTER)
        return [(each.trade, each.people) for each in plan.items]


def test_what_stands_there_is_known_and_only_the_rest_is_added(office):
    bring(office, ITEM)

    report = bring(office, ITEM, WELDING)

    assert (report.stored, report.known, report.refused) == (1, 1, 0)
    assert planned(office) == [("电工", 60), ("焊工", 60)]


def test_other_numbers_of_an_item_that_is_there_are_refused_and_not_planned_twice(office):
    bring(office, ITEM)

    with pytest.raises(ImportRefused) as refusal:
        bring(office, replace(ITEM, people=90), WELDING)

    (finding,) = refusal.value.report.findings
    assert (finding.row, finding.column) == (2, "培训工种")
    assert "已有这一项" in finding.message
    assert planned(office) == [("电工", 60)]


def test_an_industry_that_the_city_does_not_offer_is_refused_with_its_cell(office):
    with pytest.raises(ImportRefused) as refusal:
        bring(office, replace(ITEM, industry="稀土"), replace(WELDING, industry="房地产"))

    (finding,) = refusal.value.report.findings
    assert (finding.row, finding.column, finding.value) == (3, "重点产业", "房地产")


def test_what_stands_under_the_former_name_of_an_industry_is_known_and_not_planned_twice(office):
    bring(office, replace(ITEM, industry="稀土"))
    with office.database.writing() as session:
        own = session.scalars(select(ProjectChoice).where(ProjectChoice.name == "稀土")).one()
        rename_choice(session, find_staff(session, CITY), own.id, "稀土新材料", "0", now=office.now)

    known = bring(office, replace(ITEM, industry="稀土"), WELDING)
    with pytest.raises(ImportRefused) as refusal:
        bring(office, replace(ITEM, industry="稀土新材料"), replace(WELDING, people=5))

    assert (known.stored, known.known, known.refused) == (1, 1, 0)
    assert [each.row for each in refusal.value.report.findings] == [2, 3]
    assert planned(office) == [("电工", 60), ("焊工", 60)]
