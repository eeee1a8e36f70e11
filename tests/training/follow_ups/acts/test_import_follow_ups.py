"""R14: 就业跟踪 by workbook: each line is an answer of the step that was due when somebody was asked."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.training.follow_ups.following import (
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    EMPLOYED,
    SCHOOL,
    SEEKING,
    Following,
    following,
)
from training.errors import NotFound
from training.follow_ups.acts.import_follow_ups import import_follow_ups
from training.follow_ups.rules.answers import Answer
from training.follow_ups.sheets.follow_up_sheet import FollowedRow
from training.follow_ups.terms import AnswerSource
from training.intake.acts.take_file import take_file
from training.intake.rules.confirming import Choices
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import FileKind
from training.records.classes.trainees import Trainee
from training.records.follow_ups.follow_ups import FollowUpAnswer
from training.sheets.hand_in import HandedFile, ImportReport
from training.sheets.reading import Reading
from training.staff.views.find_staff import find_staff

CODE = "91110000600037341L"


@pytest.fixture
def follow(database) -> Following:
    """王芳 and 㛃䶮𬭩 are qualified, asked on 20 October, 19 December, 19 March; 李丽 is not."""
    return following(database)


def row(
    follow: Following, name: str = "王芳", said: Answer = EMPLOYED, at: int = 2, **fields: object
) -> FollowedRow:
    with follow.database.reading() as session:
        people = {each.name: each.id_number for each in session.scalars(select(Trainee))}
    number = people.get(name, "150202199003070029")
    return replace(FollowedRow(at, "就业跟踪", "BT-1", name, number, said), **fields)


def hand_in(follow: Following, *rows: FollowedRow, who: str = SCHOOL, byte: str = "a") -> ImportReport:
    with follow.database.writing() as session:
        staff = find_staff(session, who)
        file = HandedFile("就业.xlsx", byte * 64, staff.name, follow.now, staff.id)
        handed = HandedRows(FileKind.FOLLOW_UPS, list(rows), Reading())
        return take_file(session, staff, handed, file, Choices())


def told(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.severity.name) for each in report.findings]


def kept(follow: Following) -> list[FollowUpAnswer]:
    with follow.database.reading() as session:
        return list(session.scalars(select(FollowUpAnswer).order_by(FollowUpAnswer.id)))


def test_a_line_is_an_answer_by_whoever_hands_it_in(follow):
    first = hand_in(follow, row(follow), row(follow, "㛃䶮𬭩", SEEKING, 3))
    second = hand_in(follow, row(follow, said=SEEKING), who=DISTRICT, byte="b")

    assert (first.stored, first.refused, first.findings) == (2, 0, [])
    assert (second.stored, told(second)) == (1, [(2, "就业状态", "WARNING")])
    assert follow.answers() == [(1, "就业", "机构"), (2, "未就业", "电话")]
    one = kept(follow)[0]
    assert (one.employer, one.job, one.since) == ("鹿城餐饮", "厨师", date(2026, 10, 1))
    assert (one.answered_by, one.batch_id, one.has_proof) == (SCHOOL, first.batch_id, False)
    assert {len(each.seed) for each in kept(follow)} == {32}
    assert len({each.seed for each in kept(follow)}) == 3


def test_what_stands_there_already_is_known_and_the_same_file_does_nothing(follow):
    hand_in(follow, row(follow))

    again, same = hand_in(follow, row(follow), byte="b"), hand_in(follow, row(follow))

    assert (again.stored, again.known, again.findings) == (0, 1, [])
    assert same.imported_before is not None
    assert len(kept(follow)) == 1


def test_wrong_lines_are_told_and_the_others_are_kept(follow):
    other_name = row(follow, at=6)
    other_name.name = "王方"

    report = hand_in(
        follow,
        row(follow, class_number="BT-X"),
        row(follow, "没有的人", at=3),
        row(follow, "李丽", at=4),
        row(follow, at=5),
        other_name,
        row(follow, said=SEEKING, at=7),
        row(follow, "㛃䶮𬭩", replace(EMPLOYED, employer=""), 8),
    )

    assert (report.stored, report.refused) == (1, 6)
    assert told(report) == [
        (2, "班号", "ERROR"),
        (3, "身份证号", "ERROR"),
        (4, "身份证号", "ERROR"),
        (6, "姓名", "ERROR"),
        (7, "身份证号", "ERROR"),
        (8, "单位名称", "ERROR"),
    ]
    assert "第 5 行" in report.findings[4].message
    assert follow.answers() == [(1, "就业", "机构")]


@pytest.mark.parametrize(
    ("asked_on", "step"),
    [
        (date(2026, 10, 19), None),
        (date(2026, 10, 20), 30),
        (date(2026, 12, 18), 30),
        (date(2026, 12, 19), 90),
        (date(2026, 12, 20), 90),
        (date(2026, 12, 21), None),
    ],
)
def test_the_day_of_asking_says_of_which_step_it_is(follow, asked_on, step):
    then = follow.on(date(2026, 12, 20))
    report = hand_in(then, row(then, said=replace(SEEKING, asked_on=asked_on)))

    found = {days: len(then.see(after_days=days).answers) for days in (30, 90, 180)}
    assert found == {days: int(days == step) for days in (30, 90, 180)}
    assert report.refused == (step is None)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 11, 19), []), (date(2026, 11, 20), ["回访日期"])])
def test_what_comes_after_the_last_day_is_kept_and_said_not_to_count(follow, day, late):
    report = hand_in(follow.on(day), row(follow))

    assert report.stored == 1
    assert [each.column for each in report.findings] == late


def test_a_proof_that_is_only_written_down_proves_nothing(follow):
    report = hand_in(follow, row(follow, proof="劳动合同"))

    assert told(report) == [(2, "佐证", "WARNING")]
    (made,) = kept(follow)
    assert (made.has_proof, made.note) == (False, "佐证：劳动合同")


def test_insurance_data_are_the_districts_and_say_who_works_where(follow):
    insured = replace(EMPLOYED, credit_code=CODE)
    by_data = {"source": AnswerSource.INSURANCE}

    school = hand_in(follow, row(follow, said=insured, **by_data))
    lacking = hand_in(
        follow,
        row(follow, **by_data),
        row(follow, "㛃䶮𬭩", SEEKING, 3, **by_data),
        who=DISTRICT,
        byte="b",
    )
    good = hand_in(follow, row(follow, said=insured, **by_data), who=DISTRICT, byte="c")

    assert told(school) == [(2, "来源", "ERROR")]
    assert told(lacking) == [(2, "来源", "ERROR"), (3, "来源", "ERROR")]
    assert (good.stored, follow.answers()) == (1, [(1, "就业", "社保比对")])


def test_insurance_data_that_say_what_somebody_said_are_another_answer(follow):
    insured, by_data = replace(EMPLOYED, credit_code=CODE), {"source": AnswerSource.INSURANCE}
    follow.say(insured)
    hand_in(follow, row(follow, said=insured))

    first = hand_in(follow, row(follow, said=insured, **by_data), who=DISTRICT, byte="b")
    again = hand_in(follow, row(follow, said=insured, **by_data), who=DISTRICT, byte="c")
    school = hand_in(follow, row(follow, said=insured, **by_data), byte="d")

    assert (first.stored, again.stored, again.known, school.refused) == (1, 0, 1, 1)
    assert [each[2] for each in follow.answers()] == ["本人", "机构", "社保比对"]


def test_the_whole_of_a_class_handed_in_again_is_not_put_over_a_newer_word(follow):
    hand_in(follow, row(follow), row(follow, "㛃䶮𬭩", EMPLOYED, 3))
    follow.say(SEEKING)

    again = hand_in(follow, row(follow), row(follow, "㛃䶮𬭩", EMPLOYED, 3), byte="b")
    anew = hand_in(
        follow.on(date(2026, 10, 21)),
        row(follow, said=replace(EMPLOYED, asked_on=date(2026, 10, 21))),
        byte="c",
    )

    assert (again.stored, again.known, told(again)) == (0, 2, [(2, "就业状态", "WARNING")])
    assert "2026-10-20 由本人记的“未就业”作数" in again.findings[0].message
    assert anew.stored == 1
    assert follow.answers() == [(1, "就业", "机构"), (2, "未就业", "本人"), (3, "就业", "机构")]


@pytest.mark.parametrize(("day", "stored"), [(20, 1), (21, 0)])
def test_nor_over_what_the_same_school_wrote_down_of_a_later_day(follow, day, stored):
    """Of the same day it is a word taken back, and the last one holds."""
    hand_in(follow, row(follow))
    later = follow.on(date(2026, 10, 21))
    later.answer(replace(SEEKING, asked_on=date(2026, 10, day)), who=SCHOOL)

    again = hand_in(later, row(follow), row(follow, "㛃䶮𬭩", EMPLOYED, 3), byte="b")

    assert (again.stored, again.known) == (1 + stored, 1 - stored)
    assert [status for _, status, _ in follow.answers()] == ["就业", "未就业", "就业"][: 2 + stored]
    words = "这一行作为新的回答保存" if stored else "2026-10-21 由机构记的“未就业”作数"
    assert words in again.findings[0].message


def test_nobody_brings_the_word_of_another(follow):
    report = hand_in(follow, row(follow, source=AnswerSource.SELF))

    assert told(report) == [(2, "来源", "ERROR")]
    assert kept(follow) == []


def test_what_a_file_says_is_drawn_as_any_answer_and_against_the_persons_word_without_a_draw(follow):
    with follow.database.writing() as session:
        rules = follow.step(session).enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"back_check_percent": 0}
    follow.say(SEEKING)
    told_same = hand_in(follow, row(follow, said=replace(SEEKING, note="x")))
    against = hand_in(follow, row(follow), row(follow, "㛃䶮𬭩", EMPLOYED, 3), byte="b")

    assert (told_same.stored, against.stored) == (1, 2)
    assert [(each.source.value, each.back_check_is_due) for each in kept(follow)] == [
        ("本人", False),
        ("机构", False),
        ("机构", True),
        ("机构", False),
    ]


def test_at_a_hundred_percent_all_lines_are_asked_again(follow):
    with follow.database.writing() as session:
        rules = follow.step(session).enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"back_check_percent": 100}

    hand_in(follow, row(follow), row(follow, "㛃䶮𬭩", SEEKING, 3))

    assert [each.back_check_is_due for each in kept(follow)] == [True, True]


@pytest.mark.parametrize("who", [CITY, AUDITOR])
def test_only_who_answers_hands_it_in(follow, who):
    with pytest.raises(NotFound):
        hand_in(follow, row(follow), who=who)


@pytest.mark.parametrize("by_the_act_alone", [True, False])
def test_another_district_learns_of_nobody_whether_he_is_on_a_roster(follow, by_the_act_alone):
    """Nor of the class, what anybody in it is called, and whether he was found qualified."""
    other_name = row(follow, at=4)
    other_name.name = "王方"
    lines = [row(follow), row(follow, "没有的人", at=3), other_name, row(follow, "李丽", at=5)]
    lines.append(row(follow, at=6, class_number="BT-X"))

    report = (take_alone if by_the_act_alone else hand_in)(follow, *lines, who=ELSEWHERE)

    assert [each.column for each in report.findings] == ["班号"] * 5
    assert {each.message for each in report.findings} == {"您的范围里没有这个班，请核对班号。"}
    assert kept(follow) == []


def take_alone(follow: Following, *rows: FollowedRow, who: str) -> ImportReport:
    with follow.database.writing() as session:
        staff = find_staff(session, who)
        file = HandedFile("就业.xlsx", "a" * 64, staff.name, follow.now, staff.id)
        return import_follow_ups(session, rows, file, accept_good_rows=True)
