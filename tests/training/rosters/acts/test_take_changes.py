"""R25: a workbook of 人员增减 asks line by line, all or nothing."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.factories import an_id_number
from tests.training.rosters.changing import LAST, Changing, day
from training.classes.sheets.roster_changes import CHANGES, read_changes
from training.intake.sheets.templates import write_template
from training.notice.policy import Policy
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Trainee
from training.rosters.acts.take_changes import take_changes
from training.sheets.hand_in import HandedFile, ImportRefused, ImportReport

TITLES = [each.title for each in CHANGES.columns]


def a_line(**told: str) -> list[str]:
    """A line of BT-1 that takes effect on the first day, unless it is told otherwise."""
    values = {"班号": "BT-1", "生效日期": str(day(0)), "原因": "本人申请", **told}
    return [values.get(title, "") for title in TITLES]


NEW = {"姓名": "新来者", "身份证号": an_id_number(21), "联系电话": "13800000021", "考勤号": "21"}


def hand_in(changing: Changing, tmp_path, *lines: list[str], accept_good_rows: bool = False) -> ImportReport:
    """Written into our own template, below its example."""
    path = tmp_path / "人员增减.xlsx"
    write_template("roster-changes", path)
    book = load_workbook(path)
    for line in lines:
        book["人员增减"].append(line)
    book.save(path)
    rows = read_changes(path, changing.today, Policy())
    file = HandedFile(
        path.name, f"{len(lines)}{changing.today}".encode().hex().zfill(64), "教务处", changing.now
    )
    with changing.database.writing() as session:
        return take_changes(session, rows, file, accept_good_rows=accept_good_rows)


def id_of(changing: Changing, name: str) -> str:
    with changing.database.reading() as session:
        return session.scalars(select(Trainee.id_number).where(Trainee.name == name)).one()


def states(changing: Changing) -> list[tuple[str, str]]:
    with changing.database.reading() as session:
        found = session.scalars(select(RosterChange).order_by(RosterChange.id))
        return [(each.kind.value, each.state.value) for each in found]


def test_each_line_is_a_change_and_goes_its_way(changing, tmp_path):
    add = a_line(类型="增加", **NEW)
    leave = a_line(类型="退出", 姓名="学员2", 身份证号=id_of(changing, "学员2"))
    swapped = {"姓名": "替补者", "身份证号": an_id_number(23), "联系电话": "13800000023", "考勤号": "23"}
    swap = a_line(类型="替换", 被替换人身份证号=id_of(changing, "学员3"), **swapped)

    report = hand_in(changing, tmp_path, add, leave, swap)

    assert (report.stored, report.refused) == (3, 0)
    assert states(changing) == [("增加", "待审核"), ("退出", "已生效"), ("替换", "待审核")]
    assert report.notices == ["2 条由旗县区审核，同意前名册不变。"]
    assert "学员2" not in changing.roster()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"类型": "调班", **NEW}, "应为 增加、退出 或 替换"),
        ({"类型": "增加", **NEW, "生效日期": "明天"}, "不是日期"),
        ({"类型": "增加", **NEW, "身份证号": "150203199003077724"}, "校验"),
        ({"类型": "增加", **NEW, "班号": "BT-9"}, "没有找到班号 BT-9"),
        ({"类型": "增加", **NEW, "原因": ""}, "原因没有填"),
        ({"类型": "替换", **NEW}, "走的人的身份证号没有填"),
        (
            {"类型": "退出", "姓名": "谁", "身份证号": an_id_number(99)},
            "没有找到班级 BT-1 里这个身份证号的学员",
        ),
    ],
)
def test_a_wrong_line_refuses_the_whole_file_and_says_why(changing, tmp_path, told, why):
    leave = a_line(类型="退出", 姓名="学员2", 身份证号=id_of(changing, "学员2"))

    with pytest.raises(ImportRefused) as refusal:
        hand_in(changing, tmp_path, leave, a_line(**told))

    assert any(why in each.message for each in refusal.value.report.findings)
    assert states(changing) == []


def test_the_good_lines_alone_are_asked_for_on_demand(changing, tmp_path):
    leave = a_line(类型="退出", 姓名="学员2", 身份证号=id_of(changing, "学员2"))

    report = hand_in(changing, tmp_path, leave, a_line(类型="调班", **NEW), accept_good_rows=True)

    assert (report.stored, report.refused, states(changing)) == (1, 1, [("退出", "已生效")])


def test_after_the_end_a_line_that_brings_somebody_is_refused_and_counted(changing, tmp_path):
    changing.today = LAST + timedelta(days=80)

    with pytest.raises(ImportRefused) as refusal:
        hand_in(changing, tmp_path, a_line(类型="增加", **NEW))

    assert list(refusal.value.report.tried_late.values()) == [1]


def test_the_same_file_twice_asks_once(changing, tmp_path):
    line = a_line(类型="增加", **NEW)
    hand_in(changing, tmp_path, line)

    report = hand_in(changing, tmp_path, line)

    assert report.imported_before is not None
    with changing.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RosterChange)) == 1
