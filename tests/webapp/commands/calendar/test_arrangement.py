"""`chaban calendar …`: import a year's arrangement, show it, and say which deadlines moved."""

import openpyxl

from tests.training.calendar.arranging import FREE_SPANS, WORKED, write_arrangement
from tests.training.deadlines.guessing import publicise
from tests.webapp.commands.conftest import lines, rows

NOTICE = "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至4日（周一）放假。\n"


def filled_template(chaban):
    """The template as a clerk fills it in, below the example."""
    chaban("template", "calendar", "放假.xlsx")
    book = openpyxl.load_workbook(chaban.folder / "放假.xlsx")
    page = book["放假安排"]
    for name, (first, last) in FREE_SPANS.items():
        page.append([f"{first}至{last}", "放假", name])
    for day, name in WORKED.items():
        page.append([str(day), "上班", name])
    book.save(chaban.folder / "放假.xlsx")
    return "放假.xlsx"


def test_a_filled_template_is_a_version_of_the_year_and_shows_as_such(chaban):
    said = chaban("calendar", "import", filled_template(chaban), "--source", "测试文号")

    shown = chaban("calendar", "show", "2027")
    assert said.exit_code == shown.exit_code == 0
    assert "2027 年放假安排第 1 版，期限有变化的 0 项。" in said.stdout
    table = {row[0]: row[1:] for row in rows(shown.stdout)}
    assert table["2027-01-04"] == ["周一", "放假", "元旦"]
    assert table["2027-01-09"] == ["周六", "上班", "元旦"]
    assert "2027 年按导入的第 1 版计算。" in shown.stdout
    assert "测试文号" in shown.stdout
    assert "张会计 导入" in shown.stdout


def test_a_year_that_nobody_announced_is_shown_as_guessed(chaban):
    shown = chaban("calendar", "show", "2027")

    assert rows(shown.stdout)[0] == ["2027-01-01", "周五", "放假（推算）", "元旦"]
    assert len(rows(shown.stdout)) == 13
    assert (
        "2027 年放假安排未公布，暂按法定节日和周末推算；公布后请用 chaban calendar import 导入。"
        in shown.stdout
    )


def test_a_year_of_the_library_is_shown_as_announced(chaban):
    shown = chaban("calendar", "show", "2026")

    assert ["2026-10-10", "周六", "上班", ""] in rows(shown.stdout)
    assert "2026 年按软件自带的国务院办公厅通知计算。" in shown.stdout


def test_a_wrong_row_is_named_marked_and_nothing_is_stored(chaban):
    write_arrangement(chaban.folder / "放假.csv", "2027-03-01,上班,春节")

    said = chaban("calendar", "import", "放假.csv")

    assert said.exit_code == 1
    assert rows(said.stdout)[0][:5] == ["✗ 错误", "", "14", "日期", "2027-03-01"]
    assert "本来就上班" in said.stdout
    marked = openpyxl.load_workbook(chaban.folder / "放假.已标注.xlsx").worksheets[0]
    assert marked["A14"].comment is not None
    assert "calendar_year" not in chaban.counts()


def test_a_trial_run_stores_nothing(chaban):
    write_arrangement(chaban.folder / "放假.csv")

    said = chaban("calendar", "import", "放假.csv", "--dry-run")

    assert said.exit_code == 0
    assert "试运行" in said.stdout
    assert "calendar_year" not in chaban.counts()


def test_what_moved_is_said_at_once_and_listed_later(chaban):
    with chaban.database.writing() as session:
        number = publicise(session).meeting.number
    write_arrangement(chaban.folder / "放假.csv")

    said = chaban("calendar", "import", "放假.csv")
    again = chaban("calendar", "import", "放假.csv")

    told = f"公示 昆都仑区会议 {number}：2027-01-05 改为 2027-01-06"
    assert told in said.stdout
    assert "已是 2027 年放假安排第 1 版，没有变化" in again.stdout
    assert told in chaban("calendar", "moved").stdout


def test_a_text_that_lacks_statutory_days_is_refused_without_a_table_to_mark(chaban):
    (chaban.folder / "通知.txt").write_text(NOTICE, encoding="utf-8")

    said = chaban("calendar", "import", "通知.txt")

    assert said.exit_code == 1
    assert "缺少法定节日" in said.stdout
    assert len(lines(said.stderr)) <= 2


def test_a_text_that_is_not_certain_is_one_line_with_what_to_do(chaban):
    (chaban.folder / "通知.txt").write_text(NOTICE.replace("周五", "周四"), encoding="utf-8")

    said = chaban("calendar", "import", "通知.txt")

    assert said.exit_code == 2
    assert "星期与 2027 年不符" in said.stderr
    assert "请管理员改用放假安排表导入" in said.stderr
