"""What columns a table has, under all the names that people and programs give them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from training.notice.identity import compact

DECORATION = "*＊:：?？"
BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its title, its other names, and how a template explains it."""

    field: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    """How many letters its record holds; 0 where the reader has checks of its own."""
    weaker: tuple[str, ...] = ()
    """Names that give way where another column has a proper one: 序号 beside 考勤号码."""
    surer: tuple[str, ...] = ()
    """Words that make a heading the one that is meant: 手机号（本人）."""
    never: tuple[str, ...] = ()
    """Words in a heading that make it something else: 联系电话（紧急联系人）."""
    not_beside: tuple[str, ...] = ()
    """Headings beside which the weaker names mean something else: 考勤时间 beside 打卡结果 is the shift's."""
    stands_for: tuple[str, ...] = ()
    """Fields that this column tells in one cell: 培训起止日期 for both days. Templates have it not."""
    needs_one_of: tuple[str, ...] = ()
    """Fields of which a table must have at least one; named by the column that stands first among them."""
    is_several: bool = False
    """Whether each column of such a name holds one more value: 签到时间 and 签退时间."""


@dataclass(frozen=True)
class Meaning:
    """The field that a heading means, and how surely: of two headings for one field the surer one counts."""

    field: str
    sureness: int


@dataclass(frozen=True)
class Table:
    """A kind of sheet: its title, other titles it goes by, and its columns."""

    title: str
    columns: tuple[Column, ...]
    other_titles: tuple[str, ...] = ()

    def meaning_of(self, heading: str, above: str = "") -> Meaning | None:
        """What a heading names, whatever spaces, stars or remarks in brackets it carries.

        What is merged above it says more of it: 家长信息 over 联系电话.
        """
        bare = bare_heading(heading)
        column, is_weaker = self._names.get(bare, (None, False))
        if column is None:
            return None
        whole = compact(above) + compact(heading)
        if any(word in whole for word in column.never):
            return None
        sure = 1 if any(word in whole for word in column.surer) else 0
        return Meaning(column.field, sure - (2 if is_weaker else 0))

    def field_of(self, heading: str) -> str | None:
        meaning = self.meaning_of(heading)
        return meaning.field if meaning else None

    def title_of(self, field: str) -> str:
        return self.column_of(field).title

    def column_of(self, field: str) -> Column:
        return self._by_field[field]

    def is_called(self, name: str) -> bool:
        """Whether a sheet of that name is one of this kind."""
        return bare_heading(name) in self._titles

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    @property
    def written(self) -> tuple[Column, ...]:
        """The columns of our own templates."""
        return tuple(column for column in self.columns if not column.stands_for)

    def missing_from(self, fields: Collection[str]) -> list[Column]:
        """The required columns that none of these fields is or stands for."""
        told = {each for name in fields for each in (name, *self.column_of(name).stands_for)}
        missing = [column for column in self.required if column.field not in told]
        needy = (column for column in self.columns if column.needs_one_of)
        return missing + [column for column in needy if not told & set(column.needs_one_of)]

    @cached_property
    def limited(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.longest)

    @cached_property
    def _by_field(self) -> dict[str, Column]:
        return {column.field: column for column in self.columns}

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(bare_heading(title) for title in (self.title, *self.other_titles))

    @cached_property
    def _names(self) -> dict[str, tuple[Column, bool]]:
        names: dict[str, tuple[Column, bool]] = {}
        for column in self.columns:
            names.update({bare_heading(name): (column, True) for name in column.weaker})
        for column in self.columns:
            names.update({bare_heading(name): (column, False) for name in (column.title, *column.aliases)})
        return names


def bare_heading(heading: str) -> str:
    """A heading without spaces, stars, colons and remarks in brackets: 身份证号*（必填） -> 身份证号."""
    bare = compact(heading)
    for opening, closing in BRACKETS.items():
        while opening in bare and closing in bare[bare.index(opening) :]:
            start = bare.index(opening)
            bare = bare[:start] + bare[bare.index(closing, start) + 1 :]
    return bare.strip(DECORATION).upper()


def remark_of(heading: str) -> str:
    """What stands in a heading's brackets: 观看时长（秒） -> 秒; several run together."""
    return "".join(re.findall(r"[(（\[【]([^)）\]】]*)[)）\]】]", compact(heading)))
