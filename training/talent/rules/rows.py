"""One person in the file for the talent platform, its digest, and who of all is new or changed (R18)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

COLUMNS = (
    *("姓名", "性别", "身份证号", "联系电话", "文化程度", "培训工种", "等级"),
    *("证书编号", "发证日期", "培训机构", "旗县区", "就业意愿"),
)
BATCH_COLUMN = "批次号"
HEADINGS = (*COLUMNS, BATCH_COLUMN)
"""The batch stands in every row of the file, and in no digest: a person is not new because the file is."""


FILE_KEPT = timedelta(days=30)
"""How long the very file can be fetched, whatever became of its people; enough to enter it."""


@dataclass(frozen=True)
class Candidate:
    """Somebody qualified, and their cells in the order of COLUMNS."""

    enrolment_id: int
    cells: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the cells; whatever of them changes makes another one."""
        return sha256("\t".join(self.cells).encode()).hexdigest()


@dataclass(frozen=True)
class Exported:
    """What was last handed on of somebody.

    `is_failed`: the platform did not take the line or the whole file, or has the person no more; that counts
    as not handed on.
    """

    ordinal: int
    digest: str
    is_failed: bool = False


def changed_since(candidates: Iterable[Candidate], known: Mapping[int, Exported]) -> list[Candidate]:
    """Those who were never handed on, of whom something changed, or whose line failed; in the order given."""
    return [each for each in candidates if not _is_there(each, known.get(each.enrolment_id))]


def batch_number(district_id: int, made_on: date, many_before: int) -> str:
    """GX-20261202-02-01: the day, the district, and how many that district makes on the day."""
    return f"GX-{made_on:%Y%m%d}-{district_id:02d}-{many_before + 1:02d}"


def lines_of(candidates: Sequence[Candidate], number: str) -> list[tuple[str, ...]]:
    """The file's rows without its headings."""
    return [(*each.cells, number) for each in candidates]


def text_of(cells: Sequence[str]) -> str:
    """The line as it is kept; `cells_of` reads it."""
    return json.dumps(cells, ensure_ascii=False)


def cells_of(text: str) -> tuple[str, ...]:
    return tuple(map(str, json.loads(text)))


def _is_there(each: Candidate, last: Exported | None) -> bool:
    return last is not None and not last.is_failed and last.digest == each.digest
