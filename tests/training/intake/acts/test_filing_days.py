"""The day of filing in a file is its filer's own word, and chooses no rules by itself (R47, R71)."""

from datetime import date, timedelta

import pytest

from tests.factories import at
from tests.training.builders import WEEK, class_row, lesson_row
from tests.training.intake.handing_in import HandingIn, handing_in
from tests.training.rosters.changing import BEFORE, CITY, DISTRICT, SCHOOL
from training.classes.acts.add_rule_set import add_rule_set
from training.classes.views.find_class import find_class, find_district
from training.intake.acts.take_file import take_file
from training.intake.rules.confirming import Choices
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import FileKind
from training.sheets.hand_in import HandedFile, ImportRefused
from training.sheets.reading import Reading
from training.staff.views.find_staff import find_staff

TODAY = BEFORE
STRICTER = TODAY - timedelta(days=10)
OLD = date(2022, 5, 9)


@pytest.fixture
def handing(database, tmp_path) -> HandingIn:
    made = handing_in(database, tmp_path)
    with database.writing() as session:
        for first_day, percent, is_historical in ((STRICTER, 90, False), (date(2020, 1, 1), 1, True)):
            changed = {"effective_from": first_day.isoformat(), "qualifying_percent": percent}
            district = find_district(session, "昆都仑区")
            add_rule_set(
                session, district, changed, made_by="昆区", is_historical=is_historical, now=made.now
            )
    return made


def refused(handing: HandingIn, who: str, number: str = "BT-9", **fields: object) -> str:
    """What is said against filing it today; empty where it is filed."""
    row = class_row(class_number=number, attendance_device="9", **fields)
    shift = row.starts_on - class_row().starts_on
    lessons = tuple(lesson_row(each.held_on + shift, each.half_day, number) for each in WEEK)
    handed = HandedRows(FileKind.FILING, [row], Reading(), (), lessons)
    with handing.database.writing() as session:
        staff = find_staff(session, who)
        file = HandedFile("备案.xlsx", f"{abs(hash(str(fields))):064x}"[:64], who, handing.now, staff.id)
        try:
            take_file(session, staff, handed, file, Choices())
        except ImportRefused as refusal:
            return " ".join(each.message for each in refusal.report.findings)
    return ""


def percent_of(handing: HandingIn, number: str = "BT-9") -> int:
    with handing.database.reading() as session:
        return find_class(session, number).rule_set.policy.qualifying_percent


@pytest.mark.parametrize(("days", "is_filed"), [(-1, False), (0, True), (1, True)])
def test_a_school_files_by_the_rules_of_the_day_it_hands_in(handing, days, is_filed):
    said = refused(handing, SCHOOL, filed_on=STRICTER + timedelta(days=days))

    assert ("旗县区导入" in said) is not is_filed
    if is_filed:
        assert percent_of(handing) == 90


def test_its_district_files_what_came_on_paper_before(handing):
    assert refused(handing, DISTRICT, filed_on=STRICTER - timedelta(days=1)) == ""
    assert percent_of(handing) == 80


@pytest.mark.parametrize(("days", "is_filed"), [(0, True), (1, False)])
@pytest.mark.parametrize("who", [SCHOOL, DISTRICT, CITY])
def test_no_class_was_filed_on_a_day_to_come(handing, who, days, is_filed):
    assert ("还没有到" in refused(handing, who, filed_on=TODAY + timedelta(days=days))) is not is_filed


@pytest.mark.parametrize(("ends_on", "is_filed"), [(TODAY - timedelta(days=1), True), (TODAY, False)])
def test_old_rules_are_for_classes_that_are_over(handing, ends_on, is_filed):
    days = {"starts_on": ends_on - timedelta(days=4), "ends_on": ends_on, "filed_on": OLD}

    said = refused(handing, DISTRICT, **days)

    assert ("已经结业的班" in said) is not is_filed


def test_a_filing_that_is_in_comes_again_with_the_day_that_it_was_filed(handing):
    assert refused(handing, SCHOOL, filed_on=STRICTER) == ""
    with handing.database.writing() as session:
        changed = {"effective_from": TODAY.isoformat(), "qualifying_percent": 95}
        add_rule_set(
            session, find_district(session, "昆都仑区"), changed, made_by="昆区", now=at(TODAY, "11:00")
        )

    assert refused(handing, SCHOOL, filed_on=STRICTER, weekdays="周一至周五") == ""
