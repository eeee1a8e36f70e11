"""R05, R30: files that cannot be read whole, classes that nobody here has, and two hands at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.databases.waiting import second_process
from tests.factories import MONDAY, a_class, an_institution
from tests.patience import PATIENCE
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
from training.classes.acts.open_batch import open_batch
from training.classes.views.find_class import find_district
from training.database import Database
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference
from training.region.acts.compare_again import compare_again
from training.region.acts.keep_lines import keep_lines
from training.region.acts.note_number import NumberSaid, note_number
from training.region.acts.settle_difference import SettlingSaid, settle_difference
from training.region.rules.settling import SettledAlready
from training.region.terms import RowKind
from training.sheets.hand_in import HandedFile


def test_what_differed_under_a_wrong_number_ends_with_it_and_the_right_one_is_compared(database: Database):
    with database.writing() as session:
        own = two_people(session)
        note_number(session, own, NumberSaid(OTHER_NUMBER, "刘志刚"), now=NINE)
        bring_classes(session, class_line(OTHER_NUMBER, CLASS_NAME="别的班", HOURS="80"))
        bring_people(session, person_line(2, "王芳", number=OTHER_NUMBER))
        assert [each[0] for each in open_differences(session)] == ["班级名称", "课时", "学员"]

        note_number(session, own, NumberSaid(NUMBER, "刘志刚", seen=OTHER_NUMBER), now=NINE)

        assert endings(session) == [(field, "编号已更正") for field in ("班级名称", "课时", "学员")]
        assert open_differences(session) == [("班级", "", "别的班")]
        bring_classes(session, class_line(LEVEL="四级"), times=1)
        assert open_differences(session) == [("班级", "", "别的班"), ("等级", "五级", "四级")]


def test_a_class_whose_row_could_not_be_read_is_not_missing_there(database: Database):
    with database.writing() as session:
        two_people(session)
        a_class(session, "BT-2", starts_on=MONDAY + timedelta(days=1), lessons=False)
        first, bad = class_line(), class_line(OTHER_NUMBER, 3)
        bad.refuse("开班日期", "昨天", "应为日期")

        report = bring_classes(session, first, bad)

        assert (report.stored, report.refused, len(report.notices)) == (1, 1, 1)
        assert open_differences(session) == []


def test_of_a_class_with_a_person_who_could_not_be_read_nobody_is_compared(database: Database):
    with database.writing() as session:
        own, other = two_people(session), a_class(session, "BT-2", lessons=False)
        for each, number in ((own, NUMBER), (other, OTHER_NUMBER)):
            note_number(session, each, NumberSaid(number, "刘志刚"), now=NINE)
        bad, elsewhere = person_line(1, "张三", 3), person_line(5, "赵六", 4, OTHER_NUMBER)
        bad.refuse("发证日期", "昨天", "应为日期")

        report = bring_people(session, person_line(2, "王芳"), bad, elsewhere)
        compare_again(session, own, now=NINE)

        assert (report.stored, report.refused) == (1, 2)
        assert [NUMBER in each for each in report.notices] == [True]
        assert [each[0] for each in open_differences(session)] == ["学员"]
        assert open_differences(session)[0][2].startswith("赵六")


def test_a_person_without_a_class_number_may_be_of_any_class(database: Database):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line())
        bad = person_line(1, "张三", 3, number="")
        bad.refuse("自治区班级编号", "", "没有自治区班级编号")

        report = bring_people(session, person_line(2, "王芳"), bad, times=1)

        assert (report.stored, report.refused, len(report.notices)) == (0, 2, 1)
        assert open_differences(session) == []


def test_a_class_that_only_they_have_is_told_to_the_district_of_its_school(database: Database):
    with database.writing() as session:
        two_people(session)
        school = an_institution(session, "青山区培训学校")
        school.district = find_district(session, "青山区")
        other = {"STARTS": "2026-03-09", "CLASS_NAME": "只有他们有的班"}
        lines = (
            class_line("NM-7", 2, INSTITUTION="青山区 培训学校", **other),
            class_line("NM-8", 3, INSTITUTION="没有登记的学校", **other),
        )

        bring_classes(session, *lines)
        by_district = bring_classes(session, *lines, times=1, by=office(session))

        rows = session.scalars(select(Difference).order_by(Difference.id)).all()
        assert [(each.region_number, each.district_id) for each in rows] == [
            ("NM-7", school.district_id),
            ("NM-8", None),
        ]
        assert (by_district.stored, by_district.refused) == (1, 1)


def test_two_comparisons_of_one_class_at_once_open_what_differs_once(database: Database):
    with database.writing() as session:
        own = two_people(session)
        note_number(session, own, NumberSaid(NUMBER, "刘志刚"), now=NINE)
        keep_a_line(session, HOURS="39")
        key = own.id

    def compare(other: Database) -> int:
        with other.writing() as session:
            return compare_again(session, session.get_one(TrainingClass, key), now=NINE)

    with second_process(database) as (other, stay_until_it_waits), ThreadPoolExecutor(1) as clerk:
        with database.writing() as session:
            opened = compare_again(session, session.get_one(TrainingClass, key), now=NINE)
            work = clerk.submit(compare, other)
            stay_until_it_waits(work)
        assert (opened, work.result(PATIENCE)) == (1, 0)


def test_of_two_who_settle_one_difference_at_once_one_does(database: Database):
    with database.writing() as session:
        two_people(session)
        bring_classes(session, class_line(PEOPLE="3"))

    def settle(session: Session) -> None:
        own = session.scalars(select(Difference)).one()
        settle_difference(session, office(session), own, SettlingSaid("theirs", "已请改"), now=NINE)

    def settle_too(other: Database) -> None:
        with other.writing() as session:
            settle(session)

    with second_process(database) as (other, stay_until_it_waits), ThreadPoolExecutor(1) as clerk:
        with database.writing() as session:
            settle(session)
            work = clerk.submit(settle_too, other)
            stay_until_it_waits(work)
        with pytest.raises(SettledAlready):
            work.result(PATIENCE)


def keep_a_line(session: Session, **fields: str) -> None:
    """Of the region's file, as yet compared with nothing."""
    file = HandedFile("班级.xlsx", "0" * 64, "张会计", NINE)
    batch = open_batch(session, "region_class", "", file)
    keep_lines(session, batch.id, RowKind.CLASS, [class_line(**fields)])


def test_a_school_that_another_district_looks_after_is_at_home_where_it_teaches(database: Database):
    with database.writing() as session:
        own = two_people(session)
        own.institution.district = find_district(session, "青山区")
        alone = class_line("NM-7", STARTS="2026-03-09", CLASS_NAME="只有他们有的班")

        report = bring_classes(session, alone, by=office(session))

        row = session.scalars(select(Difference)).one()
        assert (report.stored, report.refused, row.district_id) == (1, 0, own.district_id)
