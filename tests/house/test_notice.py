"""docs/notice.md is the key to the row numbers that code, tests and documents cite."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.checkout import CHECKOUT
from training.notice.clauses import CLAUSES

PAGE = CHECKOUT / "docs" / "notice.md"
NOTICE = CHECKOUT / "docs" / "notice.txt"
LAST_ROW = 72
PACKAGES = ("training", "bot", "webapp", "notifications", "benchmarks", "tests", "docs")
WRITTEN = (".py", ".md", ".html", ".js", ".po")
RANGE = re.compile(r"\bR(\d\d) to R(\d\d)\b")
ONE = re.compile(r"\bR(\d\d)\b")
PATH = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    """One row of the page."""

    number: str
    quotation: str
    reading: str
    paths: tuple[str, ...]
    state: str
    source: str


def rows() -> list[Row]:
    return list(_rows(PAGE.read_text(encoding="utf-8")))


def _rows(page: str) -> Iterator[Row]:
    for line in page.splitlines():
        if re.match(r"\| R\d\d \|", line):
            number, quotation, reading, where, state, source = (
                each.strip() for each in line.strip("|").split("|")
            )
            yield Row(number, quotation.strip("「」"), reading, tuple(PATH.findall(where)), state, source)


def written(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        yield from (each for each in (CHECKOUT / folder).rglob("*") if each.suffix in WRITTEN)


def cited_in(text: str) -> set[str]:
    """The rows that a text names, one by one or from the first to the last."""
    ranges = [range(int(first), int(last) + 1) for first, last in RANGE.findall(text)]
    return {f"R{number:02d}" for each in ranges for number in each} | {
        f"R{number}" for number in ONE.findall(text)
    }


def plain(text: str) -> str:
    """Without the spaces and the widths of signs, in which copies of one notice differ."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_a_range_cites_every_row_in_it():
    assert cited_in("Hold the class against R45 and R51 to R54.") == {"R45", "R51", "R52", "R53", "R54"}


def test_every_row_of_the_notice_is_there_once():
    assert sorted(row.number for row in rows()) == [f"R{number:02d}" for number in range(1, LAST_ROW + 1)]


def test_every_row_quotes_the_notice_word_for_word():
    notice = plain(NOTICE.read_text(encoding="utf-8"))

    assert [row.number for row in rows() if not row.quotation or plain(row.quotation) not in notice] == []


def test_what_people_read_as_the_clause_stands_in_the_notice():
    notice = plain(NOTICE.read_text(encoding="utf-8"))

    assert [number for number, words in CLAUSES.items() if plain(words) not in notice] == []


def test_every_row_that_is_cited_anywhere_is_there():
    known = {row.number for row in rows()}
    pages = [CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    unknown = {
        each.relative_to(CHECKOUT).as_posix(): sorted(cited_in(each.read_text(encoding="utf-8")) - known)
        for each in [*written(PACKAGES), *pages]
    }

    assert {path: numbers for path, numbers in unknown.items() if numbers} == {}


def test_every_place_that_is_named_exists():
    missing = [(row.number, path) for row in rows() for path in row.paths if not (CHECKOUT / path).is_file()]

    assert missing == []


def test_every_row_says_how_far_it_is_and_what_is_missing():
    said = re.compile(r"built|partly: .{10,}|open( \(issues? [\d, ]+\))?")

    assert [row.number for row in rows() if not said.fullmatch(row.state)] == []


def test_a_row_names_a_place_unless_it_is_open():
    assert [row.number for row in rows() if bool(row.paths) == row.state.startswith("open")] == []


def test_every_row_that_is_built_is_cited_by_a_test():
    tests = [each for each in written(["tests"]) if each.parent != Path(__file__).parent]
    cited = {number for each in tests for number in cited_in(each.read_text(encoding="utf-8"))}

    assert [row.number for row in rows() if row.state == "built" and row.number not in cited] == []


def test_every_source_is_one_of_the_list():
    page = PAGE.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([NLP]\d?) \|", page, re.MULTILINE))
    sources = {row.number: set(re.findall(r"\b[NLP]\d?(?![\w])", row.source)) for row in rows()}

    assert {number: used for number, used in sources.items() if not used or used - listed} == {}


def test_the_sum_at_the_top_is_the_sum_of_the_rows():
    states = [row.state.split(":")[0].split(" ")[0] for row in rows()]
    built, partly, not_begun = (states.count(each) for each in ("built", "partly", "open"))

    assert f"Of the {LAST_ROW} rows {built} are built, {partly} partly, {not_begun} open." in PAGE.read_text(
        encoding="utf-8"
    )
