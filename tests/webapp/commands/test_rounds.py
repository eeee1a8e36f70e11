"""`chaban round …`: classes are drawn by a command, and a file proves the draw (R06)."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT
from tests.training.checks.drawing import Drawing, some_classes
from tests.webapp.commands.conftest import lines, rows
from tests.webapp.commands.test_checks import documented
from training.checks.acts.rounds.draw_round import Another
from training.records.checks.rounds import CheckRound

CITY_ROUND = "市本级-20260302-1"


@pytest.fixture
def drawn(chaban):
    """Four classes of a day long past, of which the city drew two and their district one."""
    with chaban.database.writing() as session:
        some_classes(session)
    drawing = Drawing(chaban.database)
    drawing.draw(2)
    drawing.draw(1, DISTRICT)
    return chaban


def exported(chaban, number: str = CITY_ROUND) -> dict:
    chaban("round", "export", number, "-o", "round.json")
    return json.loads((chaban.folder / "round.json").read_text(encoding="utf-8"))


def test_the_latest_rounds_come_first(drawn):
    said = drawn("round", "list")

    assert [row[:4] for row in rows(said.stdout)] == [
        ["昆都仑区-20260302-1", "1", "1", "4"],
        [CITY_ROUND, "1", "2", "4"],
    ]
    assert lines(said.stdout)[-1] == "共 2 轮。"


def test_a_list_of_nothing_is_said_in_a_line(chaban):
    assert chaban("round", "list").stdout == "共 0 轮。\n"


def test_a_round_is_shown_with_its_seed_and_why_each_class_had_its_tickets(drawn):
    said = drawn("round", "show", CITY_ROUND).stdout

    assert f"{CITY_ROUND}  备选 4 个班，抽中 2 个" in said
    assert f"抽取种子 {bytes(range(32)).hex()}" in said
    assert [row[4:] for row in rows(said)] == [
        ["7", "欠查，快要结业 +3、本级从未查过 +2、新培训机构 +1", CITY, "过期未查"],
        ["7", "欠查，快要结业 +3、本级从未查过 +2、新培训机构 +1", "市里同事", "过期未查"],
    ]


def test_a_round_that_does_not_exist_is_refused_with_the_way_to_find_one(chaban):
    said = chaban("round", "show", "市本级-20260302-9")

    assert said.exit_code == 1
    assert said.stderr == "没有找到抽查编号 市本级-20260302-9（用 chaban round list 查看编号）。\n"


def test_an_export_is_verified_without_a_database_and_names_nobody(drawn, monkeypatch):
    found = exported(drawn)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("CHABAN_INSTANCE", "/nowhere")

    said = drawn("round", "verify", "round.json")

    assert (said.exit_code, lines(said.stdout)[-1]) == (0, "一致。")
    assert "✓ 抽中班级：2 个，顺序逐一相同" in said.stdout
    assert not any(name in json.dumps(found, ensure_ascii=False) for name in (CITY, "市里同事"))


def test_an_export_is_printed_where_no_file_is_named(drawn):
    assert json.loads(drawn("round", "export", CITY_ROUND).stdout)["round"]["number"] == CITY_ROUND


def test_a_round_that_was_changed_afterwards_is_found(drawn):
    found = exported(drawn)
    found["population"][0]["weight"] += 1
    (drawn.folder / "round.json").write_text(json.dumps(found), encoding="utf-8")

    said = drawn("round", "verify", "round.json")

    assert said.exit_code == 1
    assert "✗ 签数：与风险点不符" in said.stdout
    assert "✗ 备选指纹" in said.stdout
    assert said.stderr == "不一致：文件里抽中的班不能由种子和备选班级算出。\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(format="chaban-check/1"),
        lambda found: found["population"][0].update(weight=11),
        lambda found: found["population"][0].update(weight="1"),
        lambda found: found["drawn"][0].update(position=7),
        lambda found: found["round"].pop("seed"),
        lambda found: found["population"][0].update(points=[{"why": "看着不像", "tickets": 1}]),
    ],
)
def test_a_file_that_is_no_export_is_status_2(change, drawn):
    found = exported(drawn)
    change(found)
    (drawn.folder / "round.json").write_text(json.dumps(found), encoding="utf-8")

    said = drawn("round", "verify", "round.json")

    assert (said.exit_code, said.stdout) == (2, "")
    assert "请用 chaban round export 导出的文件" in said.stderr


def test_a_file_that_is_not_there_is_told(chaban):
    said = chaban("round", "verify", "none.json")

    assert (said.exit_code, said.stderr) == (2, "打不开 none.json：没有这个文件或文件夹。\n")


def test_a_folder_that_cannot_be_written_is_told(drawn):
    said = drawn("round", "export", CITY_ROUND, "-o", "none/round.json")

    assert said.exit_code == 1
    assert "写不了 none/round.json" in said.stderr


def test_a_command_draws_for_whom_it_names_and_says_when_nothing_can_be_drawn(drawn):
    """The classes of the fixture are long over, whenever the tests run."""
    said = drawn("round", "draw", "5", "--by", CITY)

    assert said.exit_code == 1
    assert said.stderr.startswith("现在没有可以抽的班。")
    assert _rounds(drawn) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("5", "--by", "没有这个人"), "没有找到工作人员“没有这个人”。\n"),
        (("5", "--by", AUDITOR), "只有市本级或旗县区的工作人员可以查班；要查班请联系管理员登记角色。\n"),
        (("0", "--by", CITY), "要抽几个班请写 1 到 200 的数，例如 5。\n"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_line(arguments, told, drawn):
    said = drawn("round", "draw", *arguments)

    assert (said.exit_code, said.stderr) == (1, told)


def test_why_there_was_another_round_is_listed(drawn):
    Drawing(drawn.database).draw(1, another=Another(2, "上级临时要求"))

    assert rows(drawn("round", "list").stdout)[0][-1] == "上级临时要求"


def test_the_documented_python_confirms_the_round(drawn):
    exported(drawn)

    code = documented("今日抽查：抽哪些班", "python")
    said = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)

    assert (said.stdout, said.stderr) == ("一致\n", "")


def _rounds(chaban) -> int:
    with chaban.database.reading() as session:
        return session.scalar(select(func.count()).select_from(CheckRound)) or 0
