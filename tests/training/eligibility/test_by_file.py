"""补贴标准 and 比对名单 come in as every file does: shown first, then confirmed (R43, R47, R58)."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import an_id_number
from tests.training.eligibility.pricing import people_of_offices
from tests.training.intake.handing_in import HandingIn
from tests.training.sheets.builders import workbook
from training.database import Database
from training.eligibility.sheets.compared_sheet import COMPARED, read_compared
from training.eligibility.sheets.standard_sheet import STANDARDS, read_standards
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.standards import StandardSet
from training.records.uploads import UploadReading
from training.sheets.books import open_sheets

LISTED = tuple(each.title for each in COMPARED.written)
PRICED = tuple(each.title for each in STANDARDS.written)
PERSON = ("在职参保", an_id_number(1), "2025-01-01", "", "2026-02-28", "市社保中心")
WRONG = ("在职", an_id_number(2)[:-1] + "0", "去年", "", "", "")
LINE = (
    *("普通", "", "五级", "40", "79.5", "1,000.00", "70", "培训机构", "就业补助资金"),
    *("2026-03-10", "昆人社〔2026〕3号"),
)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> HandingIn:
    with database.writing() as session:
        people_of_offices(session)
    return HandingIn(database, tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"), [("standards", FileKind.STANDARDS), ("compared-lists", FileKind.COMPARED)]
)
def test_our_own_template_is_recognised_and_its_example_is_no_line(
    tmp_path: Path, name: str, kind: FileKind
) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(name, path)

    read = read_standards if kind is FileKind.STANDARDS else read_compared
    assert list(read(path)) == []
    path_with_rows = tmp_path / "有内容.xlsx"
    rows = [PRICED, LINE] if kind is FileKind.STANDARDS else [LISTED, PERSON]
    workbook(path_with_rows, rows)
    assert recognise(path_with_rows, open_sheets(path_with_rows)) == (kind,)


def test_a_list_is_shown_and_kept_without_a_number(desk: HandingIn) -> None:
    path = desk.folder / "名单.xlsx"
    workbook(path, [LISTED, PERSON, WRONG])

    key = desk.hand_in("李敏", path)
    desk.confirm(key)

    with desk.database.reading() as session:
        (own,) = session.scalars(select(ComparedList))
        assert (own.people, own.source) == (1, "市社保中心")
        found = "".join(each or "" for each in session.scalars(select(UploadReading.found)))
    for number in (PERSON[1], WRONG[1]):
        assert number not in found
    assert "应是 在职参保" in found


def test_standards_are_shown_and_wait_then_for_a_second_person(desk: HandingIn) -> None:
    path = desk.folder / "标准.xlsx"
    workbook(path, [PRICED, LINE])

    desk.confirm(desk.hand_in("王强", path))

    with desk.database.reading() as session:
        (own,) = session.scalars(select(StandardSet))
        (line,) = own.standards
        assert (own.version, own.written_by, own.in_force_at) == (1, "王强", None)
        assert (line.halves_from, line.halves_until, line.amount_fen, line.mixed_percent) == (
            80,
            159,
            100_000,
            70,
        )


def test_a_school_brings_neither(desk: HandingIn) -> None:
    path = desk.folder / "名单.xlsx"
    workbook(path, [LISTED, PERSON])

    shown = desk.shown(desk.hand_in("审计甲", path))

    assert "没有找到" in str(shown)


def test_a_standard_in_ten_thousands_or_of_a_wrong_word_is_refused_as_a_whole(desk: HandingIn) -> None:
    path = desk.folder / "标准.xlsx"
    workbook(path, [PRICED, LINE, ("项目制", *LINE[1:]), ("短期", *LINE[1:])])

    shown = str(desk.shown(desk.hand_in("王强", path)))

    assert "“短期”应是" in shown
    with desk.database.reading() as session:
        assert session.scalars(select(StandardSet)).all() == []
