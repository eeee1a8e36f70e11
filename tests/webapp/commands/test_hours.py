"""`chaban hours`, `withdraw`, `punches quarantine` and `rules`: what a clerk asks and does by hand."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from tests.factories import WHOLE_DAY, a_class, a_trainee, an_enrolment, punches
from tests.webapp.commands.conftest import DAY, lines, rows
from training.attendance.rules.explanations import NOT_JUDGED
from training.classes.views.find_class import find_class
from training.notice.policy import Policy
from training.notice.terms import ClassKind

NOT_THERE = "2099-03-01"
"""The day before the class begins: whoever leaves then was there on no day."""


@pytest.fixture
def attended(bt_1):
    """王芳 was there all day, 李强 in the morning only."""
    with bt_1.database.writing() as session:
        own = find_class(session, "BT-1")
        punches(session, own, DAY, WHOLE_DAY, number="1")
        punches(session, own, DAY, WHOLE_DAY[:2], number="2")
    return bt_1


def test_hours_of_a_class_are_a_row_for_each_trainee(attended):
    said = attended("hours", "BT-1")

    # 80% of 8 are 6.4, and hours are earned by halves: 6.5.
    assert said.exit_code == 0
    assert [row[:6] for row in rows(said.stdout)] == [
        ["1", "王芳", "合格", "8", "6.5", "8"],
        ["2", "李强", "已无法合格", "4", "6.5", "8"],
    ]


def test_hours_of_one_trainee_are_explained_half_day_by_half_day(attended):
    said = attended("hours", "BT-1", "李强")

    morning, afternoon = rows(said.stdout)
    assert morning[:3] == [str(DAY), "上午", "4"]
    assert afternoon[:3] == [str(DAY), "下午", "0"]
    assert "没有打卡" in afternoon[3]
    assert lines(said.stdout)[-1] == "已无法合格：已修 4，需 6.5（8 的 80%），还可修 0，还能缺 0。"


def test_hours_are_kept_as_numbers_in_a_workbook(attended):
    path = attended.folder / "课时.xlsx"

    assert attended("hours", "BT-1", "--xlsx", path).exit_code == 0

    sheet = load_workbook(path)["课时"]
    assert [cell.value for cell in sheet[2]][:6] == ["1", "王芳", "合格", 8, 6.5, 8]


def test_hours_of_start_up_training_are_held_against_no_share(attended):
    with attended.database.writing() as session:
        find_class(session, "BT-1").kind = ClassKind.STARTUP
    path = attended.folder / "课时.xlsx"

    assert attended("hours", "BT-1", "--xlsx", path).exit_code == 0
    said = lines(attended("hours", "BT-1", "李强").stdout)[-1]

    sheet = load_workbook(path)["课时"]
    assert [cell.value for cell in sheet[2]][:8] == ["1", "王芳", "按创业培训规定", 8, "—", 8, 0, "—"]
    assert said.startswith(f"按创业培训规定：已修 4，{NOT_JUDGED}")
    assert "%" not in said


def test_a_name_that_begins_like_a_formula_stays_a_name(attended):
    formula = '=HYPERLINK("http://evil.example")'
    with attended.database.writing() as session:
        strange = a_trainee(session, formula, "13800000009")
        an_enrolment(session, find_class(session, "BT-1"), strange, "9")
    path = attended.folder / "课时.xlsx"

    assert attended("hours", "BT-1", "--xlsx", path).exit_code == 0

    (name,) = [row[1] for row in load_workbook(path)["课时"] if row[0].value == "9"]
    assert (name.value, name.data_type, name.hyperlink) == (formula, "s", None)


def test_a_workbook_of_one_trainee_is_not_offered(attended):
    said = attended("hours", "BT-1", "王芳", "--xlsx", "x.xlsx")

    assert said.exit_code == 2
    assert "--xlsx 只用于全班的课时" in said.stderr


@pytest.mark.parametrize("arguments", [("BT-9",), ("BT-1", "没有此人")])
def test_who_or_what_is_not_there_is_named(attended, arguments):
    said = attended("hours", *arguments)

    assert said.exit_code == 1
    assert arguments[-1] in said.stderr


@pytest.fixture
def not_begun(bt_1):
    """赵云 is to be in BT-2, which begins in 2099."""
    with bt_1.database.writing() as session:
        own = a_class(session, "BT-2", starts_on=date(2099, 3, 2), days=2)
        an_enrolment(session, own, a_trainee(session, "赵云", "13800000009"), "9")
    return bt_1


def test_a_withdrawal_is_a_row_with_its_day_and_reason(not_begun):
    said = not_begun("withdraw", "BT-2", "赵云", "--last-day", NOT_THERE, "--reason", "找到工作")

    assert (said.exit_code, said.stdout) == (0, f"已登记：赵云 在班到 {NOT_THERE}。\n")
    assert not_begun.counts()["withdrawal"] == 1


def test_after_the_end_of_a_class_nobody_is_let_go_who_was_there_on_its_last_day(attended):
    said = attended("withdraw", "BT-1", "李强", "--last-day", str(DAY), "--reason", "找到工作")

    assert (said.exit_code, "已于 2024-03-04 结业" in said.stderr) == (1, True)
    assert "withdrawal" not in attended.counts()


def test_after_the_end_of_a_class_letting_go_of_somebody_earlier_waits_for_the_district(attended):
    day_before = str(DAY - timedelta(days=1))

    said = attended("withdraw", "BT-1", "李强", "--last-day", day_before, "--reason", "没有来过")

    assert said.stdout == f"已提交：李强 在班到 {day_before}，由旗县区审核，同意前仍在册。\n"
    assert ("withdrawal" in attended.counts(), attended.counts()["roster_change"]) == (False, 1)


@pytest.mark.parametrize(("reason", "status"), [(" ", 2), ("长" * 255, 0), ("长" * 256, 2)])
def test_a_withdrawal_has_a_reason_that_its_record_can_hold(not_begun, reason, status):
    said = not_begun("withdraw", "BT-2", "赵云", "--last-day", NOT_THERE, "--reason", reason)

    assert said.exit_code == status
    assert not_begun.counts().get("withdrawal", 0) == (status == 0)


def test_a_second_withdrawal_is_refused(not_begun):
    once = ("withdraw", "BT-2", "赵云", "--last-day", NOT_THERE, "--reason", "找到工作")
    not_begun(*once)

    assert not_begun(*once).exit_code == 1
    assert not_begun.counts()["withdrawal"] == 1


def test_punches_of_nobody_are_listed_with_the_reason(bt_1):
    path = bt_1.folder / "1_attlog.dat"
    path.write_text(f"77\t{DAY} 08:21:00\t1\t0\t1\t0\r\n", encoding="ascii")
    assert bt_1("punches", "quarantine").stdout == "共 0 条。\n"
    bt_1("import", "punches", "--class", "BT-1", path)

    said = bt_1("punches", "quarantine")

    [[institution, number, _, at, _]] = rows(said.stdout)
    assert (institution, number) == ("包头市第一培训学校", "77")
    assert at.startswith(str(DAY))
    assert lines(said.stdout)[-1] == "共 1 条。"


def test_the_numbers_of_the_notice_are_shown_by_name(chaban):
    shown = dict(line.split(" = ") for line in lines(chaban("rules", "show").stdout))

    assert shown["qualifying_percent"] == "80"
    assert set(shown) == set(Policy().to_numbers())


def test_a_district_gets_numbers_of_its_own_from_a_day_on(chaban):
    for name in ("李敏", "王强"):
        chaban("staff", "add", "--name", name, "--role", "city")

    said = chaban(
        *("rules", "add", "--proposed-by", "李敏", "--confirmed-by", "王强"),
        *("--district", "青山区", "effective_from=2027-03-01", "in_closes_after_minutes=10"),
    )

    assert (said.exit_code, said.stdout) == (0, "已新增青山区规则第 1 版，自 2027-03-01 起备案的班级适用。\n")
    assert [row[:3] for row in rows(chaban("rules", "list").stdout)][-1] == ["青山区", "1", "2027-03-01"]


@pytest.mark.parametrize("second", [(), ("--confirmed-by", "李敏"), ("--confirmed-by", "没有的人")])
def test_the_command_asks_for_two_persons_too(chaban, second):
    for name in ("李敏", "王强"):
        chaban("staff", "add", "--name", name, "--role", "city")
    before = chaban.counts()

    said = chaban("rules", "add", "--proposed-by", "李敏", *second, "effective_from=2027-03-01")

    assert said.exit_code in (1, 2)
    assert chaban.counts() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("effective_from=2027-03-01", "no_such_number=1"),
        ("effective_from=2027-03-01", "qualifying_percent=101"),
        ("effective_from=2027-13-01", "qualifying_percent=80"),
        ("qualifying_percent=80",),
        ("qualifying_percent",),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(chaban, arguments):
    for name in ("李敏", "王强"):
        chaban("staff", "add", "--name", name, "--role", "city")
    before = chaban.counts()

    both = ("--proposed-by", "李敏", "--confirmed-by", "王强")
    said = chaban("rules", "add", *both, *arguments)

    assert said.exit_code in (1, 2)
    assert "程序出错" not in said.stderr
    assert chaban.counts() == before
