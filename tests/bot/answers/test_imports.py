"""R43: a file sent to the robot is answered with what was found, and written when its sender confirms."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.bot.conftest import LIMIN, NINE, WANGQIANG, ZHAO, World, listening
from tests.factories import a_class, an_id_number
from tests.training.intake.handing_in import HEADINGS, a_roster
from tests.training.sheets.builders import workbook
from training.notice.clock import shanghai_day
from training.ports.files import Infected
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment
from training.records.uploads import Upload


@pytest.fixture
def class_to_come(chat: World) -> World:
    """BT-1 of the school of 赵会计 begins in a week; nobody is in it."""
    with chat.house.database.writing() as session:
        a_class(session, "BT-1", starts_on=shanghai_day(NINE) + timedelta(days=7))
    return chat


def people(world: World) -> int:
    with world.house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Enrolment)) or 0


def code_in(answer: str) -> str:
    [code] = re.findall(r"指纹 ([0-9a-f]{8})", answer)
    return str(code)


def send(world: World, path: Path, who: str = ZHAO) -> str:
    return world.hand_over(who, path.name, path.read_bytes())


def test_a_roster_is_shown_and_confirmed_in_the_chat(class_to_come, tmp_path):
    shown = send(class_to_come, a_roster(tmp_path, 21, 22))
    assert "读取 2 行：新写入 2" in shown
    assert ("确认导入" in shown, people(class_to_come)) == (True, 0)

    done = class_to_come.ask(ZHAO, f"确认导入 {code_in(shown)}")

    assert "已导入" in done
    assert people(class_to_come) == 2
    with class_to_come.house.database.reading() as session:
        batch = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
        assert (batch.imported_by, batch.staff_id is not None) == ("赵会计", True)


def test_what_is_wrong_stands_in_the_answer_and_the_page_is_a_tap_away(class_to_come, tmp_path):
    rows = [
        HEADINGS,
        *(("BT-1", f"新学员{each}", an_id_number(each), "138", str(each)) for each in range(21, 33)),
    ]

    shown = send(class_to_come, workbook(tmp_path / "名册.xlsx", rows, titles=("学员名册",)))

    assert shown.count("✗") == 10
    assert "共发现 12 处" in shown
    assert "/desk/enter/" in shown
    assert "指纹" not in shown


def test_somebody_else_cannot_confirm_it(class_to_come, tmp_path):
    shown = send(class_to_come, a_roster(tmp_path, 21))

    refused = class_to_come.ask(WANGQIANG, f"确认导入 {code_in(shown)}")

    assert "没有找到这个指纹的文件" in refused
    assert people(class_to_come) == 0


@pytest.mark.parametrize(("minutes", "count"), [(30, 1), (31, 0)])
def test_it_may_be_confirmed_for_half_an_hour(class_to_come, tmp_path, minutes, count):
    shown = send(class_to_come, a_roster(tmp_path, 21))
    class_to_come.clock.pass_by(minutes=minutes)

    class_to_come.ask(ZHAO, f"确认导入 {code_in(shown)}")

    assert people(class_to_come) == count


def test_confirmed_twice_it_is_written_once(class_to_come, tmp_path):
    shown = send(class_to_come, a_roster(tmp_path, 21))

    answers = [class_to_come.ask(ZHAO, f"确认导入 {code_in(shown)}") for _ in range(2)]

    assert ("已导入" in answers[0], "不用再办" in answers[1]) == (True, True)
    assert people(class_to_come) == 1


def test_an_inspector_hands_a_roster_in_too_and_what_is_no_table_is_said(class_to_come, tmp_path):
    shown = send(class_to_come, a_roster(tmp_path, 21), LIMIN)
    refused = class_to_come.hand_over(ZHAO, "会议通知.docx", b"PK\x03\x04 no table")

    assert "新写入 1" in shown
    assert "认不出" in refused


def test_without_the_fingerprint_nothing_is_confirmed(class_to_come):
    assert "指纹" in class_to_come.ask(ZHAO, "确认导入")


class Finds:
    """A scanner that finds something in everything."""

    def scan(self, content: bytes) -> None:
        raise Infected("Eicar")


@pytest.mark.parametrize("who", [ZHAO, WANGQIANG])
def test_a_file_that_the_scanner_does_not_clear_is_not_taken_from_the_chat(world, tmp_path, who):
    world.house = replace(world.house, scanner=Finds())

    with listening(world.house):
        answer = send(world, a_roster(tmp_path, 21), who)

    assert "没有通过安全检查" in answer
    with world.house.database.reading() as session:
        assert session.scalars(select(Upload)).all() == []
