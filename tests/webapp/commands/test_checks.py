"""`chaban check …` and `chaban draw …`: what was checked, and whether a draw was fair."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from sqlalchemy import select, update

from tests.checkout import CHECKOUT
from tests.training.checks.checking import AUDITOR, COLLEAGUE, DISTRICT, Checking, enrol, register_staff
from tests.webapp.commands.conftest import lines, rows
from training.checks.acts.join_check import join_check
from training.checks.terms import CallOutcome, FiledItem
from training.checks.views.find_check import find_check_by_number
from training.records.chat import ChatCard
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff


@pytest.fixture
def checked(chaban):
    """A class with a check of the city that passed after a replacement, and a running one of the district."""
    with chaban.database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-C", 4)
    city = Checking(chaban.database, class_id)
    city.start()
    city.miss_twice(1)
    city.substitute()
    city.record(2)
    city.call(3)
    city.record(3)
    city.count(4)
    city.keep()
    city.conclude()
    district = city.by(DISTRICT)
    district.start(b"another seed")
    district.record(1, CallOutcome.NOT_THEIR_NUMBER)
    return chaban


def test_the_latest_checks_come_first(checked):
    said = checked("check", "list")

    assert [row[0] for row in rows(said.stdout)] == ["BT-C-区1", "BT-C-市1"]
    assert [row[-1] for row in rows(said.stdout)] == ["进行中", "合格"]
    assert lines(said.stdout)[-1] == "共 2 次。"


@pytest.mark.parametrize(
    ("options", "numbers"),
    [(["--running"], ["BT-C-区1"]), (["--class", "BT-C"], ["BT-C-区1", "BT-C-市1"])],
)
def test_the_list_can_be_narrowed(options, numbers, checked):
    assert [row[0] for row in rows(checked("check", "list", *options).stdout)] == numbers


def test_a_list_of_nothing_is_said_in_a_line(chaban):
    assert chaban("check", "list").stdout == "共 0 次。\n"


def test_a_class_that_does_not_exist_is_refused(checked):
    said = checked("check", "list", "--class", "NONE")

    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "没有找到班号 NONE。\n")


def test_a_check_is_shown_with_its_conditions_and_masked_phones(checked):
    said = checked("check", "show", "BT-C-市1")

    shown = {row[0]: row for row in rows(said.stdout)}
    assert said.exit_code == 0
    assert "BT-C-市1  电话查班  市本级第 1 次  合格" in said.stdout
    assert (shown["1"][3], shown["1"][5]) == ("已补抽", "未接，未接，由 3 号补")
    assert (shown["3"][3], shown["3"][5]) == ("一致", "补 1 号，接通一致")
    assert all("****" in row[2] for row in shown.values())
    assert "达到  总出勤率：到课 4/4=100.0%，应达 80%" in said.stdout


def test_who_saw_whose_number_can_be_looked_up(checked):
    assert "显示号码 1 次\n" in checked("check", "show", "BT-C-市1").stdout

    said = checked("check", "show", "BT-C-市1", "--phones")

    assert lines(said.stdout)[-1] == "  2026-03-02 09:05:00 市里 看了 3 号"


def test_a_running_check_says_what_is_missing(checked):
    said = checked("check", "show", "BT-C-区1")

    assert "待办：还没有清点到课人数" in said.stdout
    assert "未达到  备案信息无误：未说明的不一致 1 名，允许 0 名" in said.stdout


def test_leads_and_what_to_look_at_are_shown(checked):
    with checked.database.reading() as session:
        running = find_check_by_number(session, "BT-C-区1")
        inspecting = Checking(checked.database, running.public_id, DISTRICT, check_id=running.public_id)
    inspecting.later(minutes=30).record(2, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED)

    said = checked("check", "show", "BT-C-区1").stdout

    assert "请核对：1、2 号没有显示过号码就记了通话" in said
    assert "线索：2 号称被收费，待核查" in said


@pytest.mark.parametrize("verb", ["show", "export"])
def test_a_check_that_does_not_exist_is_refused_with_the_way_to_find_one(verb, checked):
    said = checked("check", verb, "BT-C-市9")

    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "没有找到检查编号 BT-C-市9（用 chaban check list 查看编号）。\n"


def test_a_void_is_asked_for_in_somebodys_name_and_waits_for_a_second_person(checked):
    said = checked("check", "void", "BT-C-区1", "--by", DISTRICT, "--reason", "演练")

    assert said.exit_code == 0
    # By the machine's own clock the day may lie in a year that is not announced.
    until = r"20\d\d-\d\d-\d\d 00:00 前(（放假安排未公布，按最晚推算）)?"
    asked = rf"已提出作废：BT-C-区1，{until}由第二人.*确认（编号 [0-9a-f]{{8}}）；确认以前不变。\n"
    assert re.fullmatch(asked, said.stdout)
    assert "进行中" in checked("check", "show", "BT-C-区1").stdout


def test_whose_name_it_is_must_be_an_inspectors(checked):
    unknown = checked("check", "void", "BT-C-区1", "--by", "无此人", "--reason", "演练")
    auditor = checked("check", "void", "BT-C-区1", "--by", AUDITOR, "--reason", "演练")

    assert (unknown.exit_code, auditor.exit_code) == (1, 1)
    assert "只有市本级或旗县区的工作人员可以查班" in auditor.stderr


def test_a_void_that_a_command_asks_for_is_due_on_the_cards_of_its_inspectors(checked):
    with checked.database.writing() as session:
        staff, check = find_staff(session, DISTRICT), find_check_by_number(session, "BT-C-区1")
        know_in_chat(session, staff, "district")
        join_check(session, staff, check.public_id, now=check.started_at)
        session.execute(update(ChatCard).values(is_due=False))

    checked("check", "void", "BT-C-区1", "--by", DISTRICT, "--reason", "演练")

    with checked.database.reading() as session:
        assert session.scalars(select(ChatCard.is_due)).all() == [True]


def test_voiding_without_a_reason_or_a_name_is_refused(checked):
    assert checked("check", "void", "BT-C-区1", "--by", DISTRICT).exit_code == 2
    assert checked("check", "void", "BT-C-区1", "--reason", "演练").exit_code == 2
    assert checked("check", "void", "BT-C-区1", "--by", DISTRICT, "--reason", " ").exit_code == 1


def test_an_export_is_verified_without_a_database(checked, monkeypatch):
    assert checked("check", "export", "BT-C-市1", "-o", "check.json").stdout == "已写到 check.json\n"
    # Nothing but the file: where the database is said to be there is none.
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("CHABAN_INSTANCE", "/nowhere")

    said = checked("draw", "verify", "check.json")

    assert said.exit_code == 0
    assert lines(said.stdout)[-1] == "一致。"
    assert "✓ 补抽：1 次，都按备用顺序" in said.stdout


def test_the_digest_that_shows_whether_a_file_was_swapped_is_that_of_the_check(checked):
    checked("check", "export", "BT-C-市1", "-o", "check.json")
    kept = re.search(r"校验码 ([0-9a-f]{64})", checked("check", "show", "BT-C-市1").stdout)
    assert kept
    same = checked("draw", "verify", "check.json").stdout
    path = checked.folder / "check.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    # Nothing of this is computed again, so that only the digest tells.
    found["check"]["verdict"] = "不合格"
    path.write_text(json.dumps(found), encoding="utf-8")

    other = checked("draw", "verify", "check.json")

    assert (other.exit_code, f"校验码 {kept[1]}" in same, kept[1] in other.stdout) == (0, True, False)


def test_an_export_is_printed_where_no_file_is_named(checked):
    said = checked("check", "export", "BT-C-区1")

    assert json.loads(said.stdout)["check"]["state"] == "进行中"


def test_a_draw_that_was_changed_afterwards_is_found(checked):
    checked("check", "export", "BT-C-市1", "-o", "check.json")
    path = checked.folder / "check.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    first, second = found["draw"]["order"][:2]
    first["enrolment"], second["enrolment"] = second["enrolment"], first["enrolment"]
    path.write_text(json.dumps(found), encoding="utf-8")

    said = checked("draw", "verify", "check.json")

    assert said.exit_code == 1
    assert "✗ 抽取顺序：从第 1 位起不同" in said.stdout
    assert said.stderr == "不一致：文件里的抽取不能由种子和名册算出。\n"


def test_a_file_that_is_no_export_is_status_2(chaban):
    (chaban.folder / "other.json").write_text("{}", encoding="utf-8")

    for name in ("other.json", "none.json"):
        said = chaban("draw", "verify", name)
        assert (said.exit_code, said.stdout) == (2, "")
        assert name in said.stderr
        assert "No such file" not in said.stderr


def test_a_folder_that_cannot_be_written_is_told(checked):
    said = checked("check", "export", "BT-C-市1", "-o", "none/check.json")

    assert said.exit_code == 1
    assert "写不了 none/check.json" in said.stderr


def documented(heading: str, language: str) -> str:
    """The code that docs/draw.md gives under a heading."""
    text = (CHECKOUT / "docs" / "draw.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}")[2]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def carried(checked):
    """The district's check was voided by two, and the next one calls whom it had chosen."""
    with checked.database.reading() as session:
        found = find_check_by_number(session, "BT-C-区1")
        checking = Checking(checked.database, found.training_class.public_id, DISTRICT)
        checking.check_id = found.public_id
    checking.void("查错了时段")
    assert checking.start(checking.seed_that_carries()).facts.carried > 0
    return checked


def test_a_check_that_carries_a_voided_one_on_names_it(carried):
    said = carried("check", "show", "BT-C-区2").stdout

    assert f"前次检查：BT-C-区1 由昆区（{COLLEAGUE} 确认）作废：查错了时段" in said


def test_a_draw_that_carries_a_voided_one_on_is_verified_with_it(carried):
    carried("check", "export", "BT-C-区2", "-o", "check.json")

    said = carried("draw", "verify", "check.json")

    assert said.exit_code == 0
    assert "✓ BT-C-区1 抽取顺序" in said.stdout


def test_the_documented_python_confirms_the_draw(carried):
    checked = carried
    checked("check", "export", "BT-C-区2", "-o", "check.json")

    code = documented("用 Python 标准库复核", "python")
    said = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)

    assert (said.stdout, said.stderr) == ("一致\n", "")


@pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "jq", "openssl"))), reason="this machine has no jq or no openssl"
)
def test_the_documented_shell_commands_confirm_the_draw(carried):
    checked = carried
    checked("check", "export", "BT-C-区2", "-o", "check.json")
    roster_hash = json.loads((checked.folder / "check.json").read_text(encoding="utf-8"))["draw"][
        "roster_hash"
    ]

    code = documented("用 openssl 和 sort 复核", "sh")
    said = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=False)

    assert (said.stdout, said.stderr) == (f"{roster_hash}\n一致\n", "")
