"""R43: what was shown of a file is what is written, whole or not at all, whatever happens between."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.training.intake.handing_in import HandingIn, a_roster, handing_in
from tests.training.rosters.changing import DISTRICT, SCHOOL
from training.database import Database
from training.intake.rules.confirming import FileIsGone, ShownChanged
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment
from training.records.uploads import Upload

Keep = Callable[[str, str, object], None]
ROWS = 250
PEOPLE_OF_BEFORE = 5


class Broken(Exception):
    """The database goes away here."""


@pytest.fixture
def handing(sqlite, tmp_path: Path) -> HandingIn:
    sqlite.restore()
    return handing_in(sqlite.database, tmp_path)


def a_large_roster(handing: HandingIn, more: int = 0) -> Path:
    return a_roster(handing.folder, *range(100, 100 + ROWS + more), name=f"名册{more}.xlsx")


def test_a_large_workbook_is_written_as_it_was_shown_or_not_at_all(handing, figure: Keep):
    key = handing.hand_in(SCHOOL, a_large_roster(handing))
    shown, digest = handing.shown(key)
    cuts = [1, ROWS // 2, ROWS]
    for after in cuts:
        with broken_after(handing.database, after), pytest.raises(Broken):
            handing.confirm(key)
        assert handing.count(Enrolment) == PEOPLE_OF_BEFORE

    report = handing.confirm(key, digest)

    assert (shown["counts"]["stored"], report.stored) == (ROWS, ROWS)
    assert handing.count(Enrolment) == PEOPLE_OF_BEFORE + ROWS
    figure(
        f"a workbook of {ROWS} rows, whose writing broke after {cuts} rows, then confirmed",
        "nothing before, then exactly what was shown",
        f"0 of {ROWS} rows three times, then {report.stored}",
    )


def test_a_file_that_is_another_than_the_one_that_was_shown_is_refused(handing, figure: Keep):
    key = handing.hand_in(SCHOOL, a_large_roster(handing))
    with handing.database.reading() as session:
        store_key = session.get_one(Upload, key).store_key
    handing.shelf.files[store_key] = a_large_roster(handing, more=1).read_bytes()

    with pytest.raises(FileIsGone):
        handing.confirm(key)

    assert handing.count(Enrolment) == PEOPLE_OF_BEFORE
    figure("bytes of an upload changed after they were shown", "refused, nothing written", "refused, 0 rows")


def test_data_that_changed_since_it_was_shown_are_shown_anew(handing, figure: Keep):
    key = handing.hand_in(SCHOOL, a_large_roster(handing))
    handing.confirm(handing.hand_in(DISTRICT, a_roster(handing.folder, 100, name="一个人.xlsx")))
    batches = handing.count(ImportBatch)

    with pytest.raises(ShownChanged):
        handing.confirm(key)

    assert (handing.count(Enrolment), handing.count(ImportBatch)) == (PEOPLE_OF_BEFORE + 1, batches)
    figure(
        "one of the rows imported by another file between showing and confirming",
        "refused, nothing written",
        "refused, 0 rows",
    )


class broken_after:
    """So many enrolments into the confirmation the database goes away."""

    def __init__(self, database: Database, rows: int):
        self._engine, self._left = database.engine, rows

    def __enter__(self) -> None:
        event.listen(self._engine, "before_cursor_execute", self._count)

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement, parameters, _context, many) -> None:
        if statement.startswith("INSERT INTO enrolment "):
            self._left -= len(parameters) if many else 1
            if self._left <= 0:
                raise Broken
