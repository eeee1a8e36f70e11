"""R26: whoever is in two schools' classes on the same days is refused, and both districts hear of it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, an_institution
from tests.training.intake.acts.test_known_phones import a_later_roster
from tests.training.intake.handing_in import HEADINGS, HandingIn, handing_in
from tests.training.rosters.changing import CITY, DISTRICT, ELSEWHERE, LAST, OTHER_SCHOOL, SCHOOL, day
from tests.training.sheets.builders import workbook
from training.classes.views.find_class import find_district
from training.outbox.views.alerts_for import alerts_for
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

CLASS = (
    "班号",
    "班级名称",
    "培训机构",
    "旗县区",
    "培训工种",
    "技能等级",
    "培训类型",
    "就业重点群体",
    "总课时",
    "开班日期",
    "结业日期",
)


@pytest.fixture
def handing(database, tmp_path) -> HandingIn:
    return handing_in(database, tmp_path)


def another_class(
    handing: HandingIn, school: str = "别的学校", first=MONDAY, district: str = "青山区"
) -> None:
    """BT-2, beside BT-1 of 昆都仑区."""
    with handing.database.writing() as session:
        a_class(session, "BT-2", starts_on=first, institution=school, district=district)


def an_institution_of_elsewhere(handing: HandingIn) -> None:
    with handing.database.writing() as session:
        an_institution(session, "别的学校").district = find_district(session, "青山区")


def told(handing: HandingIn, who: str) -> list[str]:
    with handing.database.reading() as session:
        own = alerts_for(find_staff(session, who)).where(Alert.kind == "claimed_twice")
        return [each.text for each in session.scalars(own)]


def test_both_districts_and_the_city_are_told_and_nobody_comes_in(handing):
    another_class(handing)

    key = handing.hand_in(OTHER_SCHOOL, a_later_roster(handing, "BT-2"))

    assert "同一时间已在班级 BT-1" in str(handing.shown(key)[0])
    assert handing.count(Enrolment) == 5
    assert [len(told(handing, who)) for who in (DISTRICT, ELSEWHERE, CITY)] == [1, 1, 2]
    assert "BT-2 名册里有 1 人同期已在" in told(handing, DISTRICT)[0]
    assert "学员1" not in told(handing, DISTRICT)[0]


@pytest.mark.parametrize(("first", "alerts"), [(LAST, 2), (day(12), 0)])
def test_the_last_day_of_one_class_may_not_be_the_first_of_the_other(handing, first, alerts):
    another_class(handing, first=first)

    handing.hand_in(OTHER_SCHOOL, a_later_roster(handing, "BT-2"))

    assert handing.count(Alert) == alerts


def test_one_district_of_both_classes_is_told_once(handing):
    another_class(handing, district="昆都仑区")

    handing.hand_in(OTHER_SCHOOL, a_later_roster(handing, "BT-2"))

    assert (len(told(handing, DISTRICT)), len(told(handing, CITY))) == (1, 1)


def test_the_same_try_of_the_same_day_is_told_once(handing):
    another_class(handing)
    path = a_later_roster(handing, "BT-2")

    for _ in range(2):
        handing.hand_in(OTHER_SCHOOL, path)

    assert handing.count(Alert) == 2


def test_a_school_that_has_both_classes_reads_the_refusal_and_nobody_is_told(handing):
    with handing.database.reading() as session:
        own = an_institution(session).name
    another_class(handing, school=own)

    key = handing.hand_in(SCHOOL, a_later_roster(handing, "BT-2"))

    assert "同一时间已在班级 BT-1" in str(handing.shown(key)[0])
    assert handing.count(Alert) == 0


def a_filing_with_somebody_of_another_class(handing: HandingIn, *numbers: str) -> Path:
    """New classes of the other school on the days of BT-1; the first person of BT-1 is in each."""
    classes = [CLASS] + [
        (
            each,
            "保育师班",
            "别的学校",
            "青山区",
            "保育师",
            "五级",
            "普通",
            "否",
            "40",
            "2026-03-02",
            "2026-03-06",
        )
        for each in numbers
    ]
    with handing.database.reading() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
    people = [HEADINGS] + [(each, own.name, own.id_number, own.phone, "1") for each in numbers]
    return workbook(handing.folder / "备案.xlsx", classes, people, titles=("班级信息", "学员名册"))


@pytest.mark.parametrize("numbers", [("BT-9",), ("BT-8", "BT-9")])
def test_a_class_that_is_only_being_filed_is_told_by_its_number(handing, numbers):
    """What was tried is undone, and with it the classes of the file; that it was tried stays."""
    an_institution_of_elsewhere(handing)

    key = handing.hand_in(OTHER_SCHOOL, a_filing_with_somebody_of_another_class(handing, *numbers))

    assert "同一时间已在班级 BT-1" in str(handing.shown(key)[0])
    assert handing.count(TrainingClass) == 1
    assert all(
        any(f"{each} 名册里有 1 人同期已在" in said for said in told(handing, DISTRICT)) for each in numbers
    )
    assert len(told(handing, ELSEWHERE)) == len(numbers)
