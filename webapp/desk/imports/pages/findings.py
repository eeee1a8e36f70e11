"""What was found in an uploaded file, beside its own rows, as it is shown; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.intake.sheets.preview import masked
from training.notice.terms import Severity
from training.sheets.cells import letters_of

A_PAGE = 50
MOST_LISTED = 200
MOST_NAMED = 12


@dataclass(frozen=True)
class FindingLine:
    """One thing to do: where it stands first, in how many rows, and what to do about it."""

    is_error: bool
    place: str
    column: str
    value: str
    message: str
    address: str
    """Of the first row, on this page or another; empty where it is of no row."""
    rows: str = ""
    """The rows, where the same is wrong with several."""


@dataclass(frozen=True)
class SheetRow:
    """A row of the office's own sheet: cells as (text, class, what is wrong)."""

    number: int
    is_header: bool
    cells: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class SheetPage:
    """A part of one sheet."""

    name: str
    letters: Sequence[str]
    header: SheetRow | None
    rows: Sequence[SheetRow]
    shown: str
    newer: int | None
    older: int | None


@dataclass(frozen=True)
class Wanted:
    """Which part of which sheet."""

    sheet: int = 0
    after: int = 0
    """Rows below this one, by its number in the sheet."""
    only_marked: bool = False


def finding_lines(found: Mapping[str, Any]) -> list[FindingLine]:
    """Errors first, as they stand in the file; the same said of many rows is one line."""
    alike: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
    for each in found.get("findings", ()):
        severity, sheet, row, column, _, message = each
        alike.setdefault((severity, sheet, bool(row), column, message), []).append(each)
    lines = [_line(own, found) for own in alike.values()]
    return sorted(lines, key=lambda each: not each.is_error)[:MOST_LISTED]


def count_findings(found: Mapping[str, Any]) -> tuple[int, int]:
    """Errors and warnings."""
    kinds = [each[0] for each in found.get("findings", ())]
    errors = kinds.count(Severity.ERROR.value)
    return errors, len(kinds) - errors + found.get("more_findings", 0)


def _line(own: Sequence[Sequence[Any]], found: Mapping[str, Any]) -> FindingLine:
    severity, sheet, row, column, value, message = own[0]
    several = [str(each[2]) for each in own] if len(own) > 1 and row else []
    at = next((at for at, each in enumerate(found["sheets"]) if each["name"] == sheet), 0)
    place = f"第 {row} 行" if row else "整个文件"
    if row and len(found["sheets"]) > 1 and sheet:
        place = f"{sheet} {place}"
    address = f"?sheet={at}&after={max(0, row - 1)}#r{row}" if row else ""
    is_error = severity == Severity.ERROR.value
    if several:
        return FindingLine(is_error, place, column, "", masked(message), address, _rows(several))
    return FindingLine(is_error, place, column, masked(value), masked(message), address)


def _rows(numbers: Sequence[str]) -> str:
    more = " …" if len(numbers) > MOST_NAMED else ""
    return f"共 {len(numbers)} 行：{'、'.join(numbers[:MOST_NAMED])}{more}"


def sheet_page(found: Mapping[str, Any], wanted: Wanted) -> SheetPage | None:
    """None where there is nothing to show."""
    sheets = found.get("sheets", ())
    if not 0 <= wanted.sheet < len(sheets):
        return None
    sheet = sheets[wanted.sheet]
    rows = [each for each in sheet["rows"] if each[0] > sheet["header"]]
    if wanted.only_marked:
        rows = [each for each in rows if each[2]]
    below = [each for each in rows if each[0] > wanted.after]
    part, header = below[:A_PAGE], next((each for each in sheet["rows"] if each[0] == sheet["header"]), None)
    above = [each[0] for each in rows if each[0] <= wanted.after]
    width = max((len(each[1]) for each in sheet["rows"]), default=0)
    return SheetPage(
        name=sheet["name"],
        letters=[letters_of(at) for at in range(width)],
        header=_row(header, width, is_header=True) if header else None,
        rows=[_row(each, width) for each in part],
        shown=_shown(part, sheet["total"], wanted),
        newer=(above[-A_PAGE - 1] if len(above) > A_PAGE else 0) if above else None,
        older=part[-1][0] if len(below) > A_PAGE else None,
    )


def _shown(part: Sequence[Any], total: int, wanted: Wanted) -> str:
    if not part:
        return "没有有问题的行" if wanted.only_marked else "没有内容"
    return f"第 {part[0][0]}–{part[-1][0]} 行，共 {total} 行"


def _row(told: Sequence[Any], width: int, *, is_header: bool = False) -> SheetRow:
    number, texts, marks = told
    return SheetRow(number, is_header, tuple(_cells(texts, marks, width)))


def _cells(texts: Sequence[str], marks: Sequence[Any], width: int) -> Iterator[tuple[str, str, str]]:
    by_place = {at: (is_error, message) for at, is_error, message in marks}
    for at in range(width):
        is_error, message = by_place.get(at, (None, ""))
        kind = {None: "", True: "wrong", False: "doubt"}[is_error]
        yield (texts[at] if at < len(texts) else ""), kind, message
