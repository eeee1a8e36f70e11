"""`chaban import …`: all rows or none, the good ones when the clerk says so, and a word about each."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.factories import a_class, an_id_number
from tests.training.sheets.builders import case
from tests.webapp.commands.conftest import DAY, lines, rows
from training.intake.sheets.templates import write_template

PUNCHES = "".join(
    f"        {number}\t{DAY} {clock}:00\t1\t0\t1\t0\r\n"
    for number, clock in [(1, "08:10"), (1, "11:35"), (2, "08:20"), (77, "08:21")]
)


@pytest.fixture
def attlog(bt_1):
    path = bt_1.folder / "1_attlog.dat"
    path.write_text(PUNCHES, encoding="ascii")
    return path


def test_punches_are_counted_and_strangers_are_set_aside(bt_1, attlog):
    said = bt_1("import", "punches", "--class", "BT-1", attlog)

    assert said.exit_code == 0
    assert lines(said.stdout)[0] == "考勤机属于：包头市第一培训学校"
    assert lines(said.stdout)[-1] == "读取 4 行 = 新增 3，已有 0，隔离 1，拒绝 0"
    assert (bt_1.counts()["punch"], bt_1.counts()["import_batch"]) == (4, bt_1.counts()["import_batch"])


def test_the_same_file_again_changes_nothing_and_says_so(bt_1, attlog):
    bt_1("import", "punches", "--class", "BT-1", attlog)
    before = bt_1.counts()

    said = bt_1("import", "punches", "--class", "BT-1", attlog)

    assert (said.exit_code, bt_1.counts()) == (0, before)
    assert "导入过" in said.stdout


def test_a_dry_run_says_what_would_be_and_writes_nothing(bt_1, attlog):
    before = bt_1.counts()

    said = bt_1("import", "punches", "--class", "BT-1", "--dry-run", attlog)

    assert lines(said.stdout)[-1] == "试运行（没有写入）：将读取 4 行 = 新增 3，已有 0，隔离 1，拒绝 0"
    assert bt_1.counts() == before


def test_one_bad_row_stops_the_file_and_is_marked_where_it_stands(bt_1, attlog):
    attlog.write_text(PUNCHES + "        1\t2024-02-30 08:00:00\t1\t0\t1\t0\r\n", encoding="ascii")
    before = bt_1.counts()

    said = bt_1("import", "punches", "--class", "BT-1", attlog)

    assert (said.exit_code, bt_1.counts()) == (1, before)
    assert lines(said.stdout)[-1] == "没有写入。读取 5 行，其中 1 行要改。"
    [finding] = [row for row in rows(said.stdout) if row[0] == "✗ 错误"]
    assert "2024-02-30" in finding[4]
    assert "--accept-good-rows" in said.stderr
    marked = attlog.with_name("1_attlog.已标注.xlsx")
    assert str(marked) in said.stderr
    assert "2024-02-30" in "".join(str(cell.value) for row in load_workbook(marked).active for cell in row)


def test_the_good_rows_are_taken_when_the_clerk_says_so(bt_1, attlog):
    attlog.write_text(PUNCHES + "        1\t2024-02-30 08:00:00\t1\t0\t1\t0\r\n", encoding="ascii")

    said = bt_1("import", "punches", "--class", "BT-1", "--accept-good-rows", attlog)

    assert said.exit_code == 0
    assert lines(said.stdout)[-1] == "读取 5 行 = 新增 3，已有 0，隔离 1，拒绝 1"
    assert bt_1.counts()["punch"] == 4


@pytest.mark.parametrize("kind", ["filing", "roster", "timetable", "punches"])
def test_a_file_that_is_not_there_is_one_line_and_status_2(bt_1, kind):
    more = ("--class", "BT-1") if kind == "punches" else ()

    said = bt_1("import", kind, *more, "没有.xlsx")

    assert (said.exit_code, lines(said.stderr)) == (2, ["打不开文件 没有.xlsx：没有这个文件或文件夹"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00" * 300, b"%PDF-1.7"])
def test_what_is_no_table_is_refused_without_a_traceback(bt_1, content):
    path = bt_1.folder / "名册.xlsx"
    path.write_bytes(content)

    said = bt_1("import", "roster", path)

    assert said.exit_code in (1, 2)
    assert "Traceback" not in said.output
    assert "程序出错" not in said.output
    assert said.stderr


def test_watch_records_need_their_class(bt_1):
    said = bt_1("import", "watch", "直播.csv")

    assert said.exit_code == 2
    assert "--class 班号" in said.stderr


def test_a_class_that_is_not_there_is_named(bt_1, attlog):
    said = bt_1("import", "punches", "--class", "BT-9", attlog)

    assert said.exit_code == 1
    assert "BT-9" in said.stderr


def test_a_template_that_nobody_filled_in_brings_nothing(chaban):
    path = chaban.folder / "备案.xlsx"
    write_template("filing", path)

    said = chaban("import", "filing", path)

    assert (said.exit_code, lines(said.stdout)[-1]) == (0, "读取 0 行 = 新增 0，已有 0，隔离 0，拒绝 0")


def test_a_sample_class_comes_in_by_its_files(chaban):
    chaban("demo", "files", chaban.folder / "files")
    files = chaban.folder / "files"

    filing = chaban("import", "filing", files / "BT2026-DG-003_备案.xlsx")
    punches = chaban("import", "punches", "--class", "BT2026-DG-003", files / "6012_attlog.dat")

    assert (filing.exit_code, punches.exit_code) == (0, 0)
    assert lines(filing.stdout)[-1] == "读取 62 行 = 新增 61，已有 0，隔离 0，拒绝 0，未用 1"
    [first, *_] = [row for row in rows(chaban("hours", "BT2026-DG-003").stdout) if row[0] == "1"]
    assert float(first[3]) > 0


def two_numbers(bt_1) -> Path:
    path = bt_1.folder / "打卡.csv"
    path.write_text(f"编号,工号,打卡时间,备注\n1,2,{DAY} 08:10,x\n合计,1,,\n", encoding="utf-8")
    return path


def test_a_file_in_which_two_columns_could_be_one_is_refused_until_the_clerk_says_which(bt_1):
    path = two_numbers(bt_1)
    before = bt_1.counts()

    refused = bt_1("import", "punches", "--class", "BT-1", path)
    assert (refused.exit_code, bt_1.counts()) == (2, before)
    assert "有 2 列都像“考勤号码”：A 列“编号” 和 B 列“工号”" in refused.stderr

    taken = bt_1("import", "punches", "--class", "BT-1", "--column", "考勤号码=b", path)
    assert taken.exit_code == 0
    assert "注意：没有读取的列 2 列：A（编号）、D（备注）。" in lines(taken.stdout)
    assert "注意：没有当作数据的行 1 行：第 3 行“合计”。" in lines(taken.stdout)
    assert lines(taken.stdout)[-1] == "读取 2 行 = 新增 1，已有 0，隔离 0，拒绝 0，未用 1"


def test_what_was_not_read_is_named_also_where_the_file_is_refused(bt_1):
    path = two_numbers(bt_1)
    path.write_text(path.read_text(encoding="utf-8").replace("08:10", "早上"), encoding="utf-8")

    refused = bt_1("import", "punches", "--class", "BT-1", "--column", "考勤号码=B", path)

    assert refused.exit_code == 1
    assert "注意：没有读取的列 2 列：A（编号）、D（备注）。" in lines(refused.stdout)


@pytest.mark.parametrize("told", ["考勤号码", "考勤号码=", "=B", "考勤号码=2"])
def test_a_choice_that_names_no_column_is_refused_before_anything_is_read(bt_1, told):
    said = bt_1("import", "punches", "--class", "BT-1", "--column", told, two_numbers(bt_1))

    assert said.exit_code == 2
    assert "请写成 列名=列标，如 手机号=F。" in said.stderr


def test_of_several_rosters_in_one_workbook_the_one_that_the_clerk_names_is_read(bt_1):
    path = case("roster/r07-one-sheet-per-class.xlsx")
    with bt_1.database.writing() as session:
        a_class(session, "BT-2", starts_on=date(2099, 3, 2))

    refused = bt_1("import", "roster", "--class", "BT-2", path)
    taken = bt_1("import", "roster", "--class", "BT-2", "--sheet", "育婴班", "--dry-run", path)

    assert (refused.exit_code, taken.exit_code) == (2, 0)
    assert "“电工班”、“焊工班”、“育婴班”" in refused.stderr
    assert "注意：没有读取的工作表 2 张：电工班、焊工班。" in lines(taken.stdout)


def test_the_regions_totals_come_in_by_their_template_and_a_wrong_file_comes_back_marked(chaban):
    path, header = chaban.folder / "统计.csv", "年度,旗县区,培训人数,补贴人数,补贴金额（元）,统计截止日期"
    path.write_text(f"{header}\n2026,昆都仑,3,1,1200,2026-03-01\n", encoding="utf-8")

    wrong = chaban("import", "region", path)
    path.write_text(f"{header}\n2026,昆都仑区,3,1,1200,2026-03-01\n", encoding="utf-8")
    tried = chaban("import", "region", path, "--dry-run")
    right = chaban("import", "region", path)

    assert (wrong.exit_code, "没有这个旗县区" in wrong.stdout) == (1, True)
    assert (chaban.folder / "统计.已标注.xlsx").exists()
    assert "试运行" in tried.stdout
    assert lines(right.stdout)[-1] == "读取 1 行 = 新增 1，已有 0，隔离 0，拒绝 0"
    assert "没有变化" in chaban("import", "region", path).stdout


def a_roster(chaban, name: str) -> Path:
    path = chaban.folder / "补报.csv"
    line = f"{name},{an_id_number(31)},13800000031,31"
    path.write_text(f"姓名,身份证号,联系电话,考勤号\n{line}\n", encoding="utf-8")
    return path


def test_a_roster_and_a_typed_attlog_long_after_the_end_bring_nobody_in_and_leave_a_signal(bt_1):
    roster, typed = a_roster(bt_1, "赵无"), bt_1.folder / "1_attlog.dat"
    clocks = ("08:20:00", "11:40:00", "13:50:00", "17:10:00")
    typed.write_text("".join(f"31\t{DAY} {each}\t1\t0\t15\t0\r\n" for each in clocks), encoding="ascii")

    refused = bt_1("import", "roster", "--class", "BT-1", roster)
    bt_1("import", "punches", "--class", "BT-1", typed)
    signals = bt_1("device", "signals", "BT-1")

    assert (refused.exit_code, "班级已于 2024-03-04 结业" in refused.stdout) == (1, True)
    assert bt_1.counts()["enrolment"] == 2
    assert "赵无" not in bt_1("hours", "BT-1").stdout
    assert "结业后入册" in signals.stdout


def test_a_dry_run_of_such_a_roster_leaves_no_signal(bt_1):
    bt_1("import", "roster", "--class", "BT-1", "--dry-run", a_roster(bt_1, "赵无"))

    assert "fraud_signal" not in bt_1.counts()
