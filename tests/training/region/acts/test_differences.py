"""R05, R13, R30: their files beside our rows: paired, compared, settled by hand or by the next file."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, an_id_number, at
from tests.training.region.mirroring import (
    NINE,
    NUMBER,
    OTHER_NUMBER,
    bring_classes,
    bring_people,
    class_line,
    endings,
    office,
    open_differences,
    person_line,
    two_people,
)
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.errors import Refusal
from training.notice.identity import mask_id_number
from training.records.exchange.region import Difference, RegionNumber
from training.region.acts.note_number import NumberSaid, note_number
from training.region.acts.note_step import StepSaid, note_step
from training.region.acts.settle_difference import SettlingSaid, settle_difference
from training.region.rules.settling import SettledAlready, StillDiffers
from training.region.rules.steps import DayToCome, NumberTaken, StepMoved, WhenceMissing
from training.region.sheets.region_lines import RegionLine
from training.region.terms import RegionStep, StepStatus
from training.region.views.numbers_of import numbers_of


def both() -> list[RegionLine]:
    return [person_line(2, "王 芳"), person_line(1, "张三", 3)]


def test_a_class_is_found_by_name_school_and_day_and_then_known_by_its_number(database: Database):
    with database.writing() as session:
        own = two_people(session)

        first = bring_classes(session, class_line())
        again = bring_classes(session, class_line(CLASS_NAME="另一个名字"), times=1)

        assert (first.stored, again.stored, first.findings) == (1, 1, [])
        assert numbers_of(session, [own.id]) == {own.id: NUMBER}
        assert open_differences(session) == [("班级名称", "电工(五级)BT-1班", "另一个名字")]


def test_the_next_file_settles_by_itself_what_agrees_and_opens_anew_what_differs_otherwise(
    database: Database,
):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(HOURS="39.5", PEOPLE="3"))
        assert open_differences(session) == [("课时", "40", "39.5"), ("人数", "2", "3")]

        bring_classes(session, class_line(HOURS="39.5课时", PEOPLE="4"), times=1)

        assert open_differences(session) == [("课时", "40", "39.5"), ("人数", "2", "4")]
        assert endings(session) == [("人数", "数值已变")]
        bring_classes(session, class_line(), times=2)
        assert open_differences(session) == []
        assert endings(session) == [("课时", "已经一致"), ("人数", "数值已变"), ("人数", "已经一致")]


def test_what_is_missing_on_either_side_is_a_difference(database: Database):
    with database.writing() as session:
        two_people(session)
        a_class(session, "BT-2", starts_on=MONDAY + timedelta(days=1), lessons=False)
        a_class(session, "BT-3", starts_on=MONDAY + timedelta(days=8), lessons=False)
        theirs = class_line(OTHER_NUMBER, 3, CLASS_NAME="只有他们有的班", STARTS="2026-03-09")

        report = bring_classes(session, class_line(), theirs)
        bring_people(session, person_line(2, "王芳"), person_line(3, "赵六", 3))

        assert [each.message[:10] for each in report.findings] == ["本系统没有对上的班："]
        assert open_differences(session) == [
            ("班级", "电工（五级）BT-2班", ""),
            ("班级", "", "只有他们有的班"),
            ("学员", "张三", ""),
            ("学员", "", f"赵六 {mask_id_number(an_id_number(3))}"),
        ]


def test_a_class_that_only_they_had_is_one_of_ours_once_its_number_is_noted(database: Database):
    with database.writing() as session:
        own = two_people(session)
        bring_classes(session, class_line(CLASS_NAME="名字不同"))
        assert [each[0] for each in open_differences(session)] == ["班级"]

        note_number(session, own, NumberSaid(NUMBER.lower(), "刘志刚", seen=""), now=NINE)

        assert endings(session) == [("班级", "已经一致")]
        assert [each[0] for each in open_differences(session)] == ["班级名称"]


def test_people_of_a_class_nobody_numbered_are_refused_and_a_person_stands_once(database: Database):
    with database.writing() as session:
        two_people(session)
        unknown = bring_people(session, *both())
        bring_classes(session, class_line())

        twice = bring_people(session, *both(), person_line(1, "张三", 4), times=1)

        assert (unknown.stored, unknown.refused) == (0, 2)
        assert (twice.stored, twice.refused) == (2, 1)
        assert "第 3 行" in twice.findings[0].message
        assert open_differences(session) == []


def test_a_district_brings_its_own_classes_only(database: Database):
    with database.writing() as session:
        two_people(session)
        a_class(session, "QS-1", district="青山区", lessons=False)
        foreign = find_class(session, "QS-1")
        note_number(session, foreign, NumberSaid(OTHER_NUMBER, "赵敏"), now=NINE)

        report = bring_classes(session, class_line(), class_line(OTHER_NUMBER, 3), by=office(session))

        assert (report.stored, report.refused) == (1, 1)
        assert open_differences(session) == []


def test_two_meanings_of_a_field_stay_settled_until_a_value_changes(database: Database):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(PEOPLE="3"))
        own = session.scalars(select(Difference)).one()
        settle_difference(session, office(session), own, SettlingSaid("meaning", "对方含退班的人"), now=NINE)

        bring_classes(session, class_line(PEOPLE="3"), times=1)
        assert open_differences(session) == []

        bring_classes(session, class_line(PEOPLE="5"), times=2)
        assert open_differences(session) == [("人数", "2", "5")]


def test_that_they_will_mend_it_is_believed_until_their_next_file(database: Database):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(PEOPLE="3"))
        own = session.scalars(select(Difference)).one()
        settle_difference(session, office(session), own, SettlingSaid("theirs", "已请自治区改"), now=NINE)
        with pytest.raises(SettledAlready):
            settle_difference(session, office(session), own, SettlingSaid("theirs", "再说一次"), now=NINE)

        bring_classes(session, class_line(PEOPLE="3"), times=1)

        assert endings(session) == [("人数", "对方更正")]
        assert open_differences(session) == [("人数", "2", "3")]


def test_that_ours_is_mended_is_compared_and_not_believed(database: Database):
    with database.writing() as session:
        own = two_people(session)
        bring_classes(session, class_line(LEVEL="四级"))
        found = session.scalars(select(Difference)).one()
        with pytest.raises(StillDiffers) as refused:
            settle_difference(session, office(session), found, SettlingSaid("ours"), now=NINE)
        assert "仍是“五级”" in str(refused.value)

        own.level = "四级"
        settle_difference(session, office(session), found, SettlingSaid("ours"), now=NINE)

        assert endings(session) == [("等级", "已经一致")]


@pytest.mark.parametrize("how", ["", "agreed", "changed"])
def test_only_a_person_s_own_words_settle_and_the_other_side_s_fault_has_a_reason(database: Database, how):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(PEOPLE="3"))
        own = session.scalars(select(Difference)).one()

        for said in (SettlingSaid(how, "原因"), SettlingSaid("theirs", " "), SettlingSaid("meaning")):
            with pytest.raises(Refusal):
                settle_difference(session, office(session), own, said, now=NINE)

        assert own.settling is None


def test_a_step_stands_with_its_reference_or_reason_by_today_and_is_compared(database: Database):
    with database.writing() as session:
        own = two_people(session)
        bring_classes(session, class_line(OPENING="审批通过"))
        assert open_differences(session) == [("开班审批状态", "", "通过")]
        passed = {"step": RegionStep.OPENING, "status": StepStatus.PASSED}

        for said, why in (
            (StepSaid(**passed, on_day=MONDAY), WhenceMissing),
            (StepSaid(**passed, on_day=MONDAY + timedelta(days=1), reference="A1"), DayToCome),
            (StepSaid(**passed, on_day=MONDAY, reference="A1", seen="1"), StepMoved),
        ):
            with pytest.raises(why):
                note_step(session, office(session), own, said, now=at(MONDAY, "23:59"))
        note_step(session, office(session), own, StepSaid(**passed, on_day=MONDAY, reference="A1"), now=NINE)

        assert open_differences(session) == []


def test_no_two_classes_have_one_number_and_what_holds_is_the_later(database: Database):
    with database.writing() as session:
        own, other = two_people(session), a_class(session, "BT-2", lessons=False)
        note_number(session, own, NumberSaid("A1", "刘志刚"), now=NINE)
        with pytest.raises(NumberTaken):
            note_number(session, other, NumberSaid("a 1", "刘志刚"), now=NINE)
        with pytest.raises(StepMoved):
            note_number(session, own, NumberSaid("B1", "刘志刚", seen=""), now=NINE)

        note_number(session, own, NumberSaid("B1", "刘志刚", seen="A1"), now=NINE)
        note_number(session, other, NumberSaid("A1", "刘志刚"), now=NINE)

        assert numbers_of(session, [own.id, other.id]) == {own.id: "B1", other.id: "A1"}
        assert len(session.scalars(select(RegionNumber)).all()) == 3
        assert find_district(session, "昆都仑区").id == own.district_id
