"""收支台账: signs, days, balances and what may be reversed (R66)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from training.errors import NotNow, NotRight
from training.ledgers.terms import EntryKind

OUTGOING = frozenset({EntryKind.PAID})
"""What is below 0; 结转 and 冲正 may be either."""
FINAL = frozenset({EntryKind.CARRIED, EntryKind.REVERSED})
"""What nobody reverses: 结转 come in pairs of exactly the balance, a 冲正 is the last word on its entry."""
FIRST_YEAR, LAST_YEAR = 2000, 2099
NEW_YEAR, YEARS_END = (1, 1), (12, 31)


class BadDay(NotRight):
    """Nothing can have happened on that day."""

    def __init__(self, on_day: date, today: date):
        super().__init__(f"日期 {on_day} 不对：应在 {FIRST_YEAR} 年以后、不晚于今天（{today}），请核对凭证。")


class YearIsClosed(NotRight):
    """The balance of that year was carried over, and with another entry it would be another balance."""

    def __init__(self, year: int, closed: int):
        super().__init__(
            f"{year} 年的余额已经结转，账不能再动；请把这一笔记在 {closed + 1} 年，摘要里写明是哪一年的。"
        )


class NotToReverse(NotRight):
    """Such an entry is never reversed."""

    def __init__(self, kind: EntryKind):
        how = (
            "冲正不能再冲正，请重新记一笔"
            if kind is EntryKind.REVERSED
            else "结转是按余额成对记的，有错的那一笔请在新的一年冲正"
        )
        super().__init__(f"“{kind.value}”不能冲正：{how}。")


class ReversedAlready(NotNow):
    """An entry is reversed once."""

    def __init__(self, ordinal: int):
        super().__init__(f"这一笔已经由第 {ordinal} 号冲正，请刷新页面看最新的台账。")


class BeforeItsEntry(NotRight):
    """A reversal earlier than what it takes back."""

    def __init__(self, on_day: date):
        super().__init__(f"冲正的日期不能早于原来那一笔的日期 {on_day}。")


def balance(amounts: Iterable[int]) -> int:
    """余额 in fen: nothing but the sum of what came and went."""
    return sum(amounts)


def sign_fits(kind: EntryKind, amount_fen: int) -> bool:
    """拨付 is below 0, 下达 and 追回 above it; 结转 and 冲正 go either way, and nothing is 0."""
    if amount_fen == 0:
        return False
    if kind in FINAL:
        return True
    return (amount_fen < 0) == (kind in OUTGOING)


def check_day(on_day: date, today: date, closed: int | None) -> None:
    """`closed`: the last year whose balance was carried over. Raises BadDay or YearIsClosed."""
    if on_day > today or on_day.year < FIRST_YEAR:
        raise BadDay(on_day, today)
    if closed is not None and on_day.year <= closed:
        raise YearIsClosed(on_day.year, closed)


@dataclass(frozen=True)
class Booked:
    """On which day an entry stands, and what its summary says where that is not the true day."""

    on_day: date
    note: str = ""


def booked(on_day: date, closed: int | None, what: str) -> Booked:
    """补记: what went or came in a closed year stands on the first day of the first open one, and says so.

    `closed`: the last year whose balance was carried over; `what`: 拨付 or 到账.
    """
    if closed is None or on_day.year > closed:
        return Booked(on_day)
    return Booked(date(closed + 1, *NEW_YEAR), f"，补记 {on_day} {what}（{on_day.year} 年账已结转）")


def check_reversible(kind: EntryKind, reversed_by: int | None) -> None:
    """`reversed_by`: the number of the entry that took it back. Raises NotToReverse or ReversedAlready."""
    if kind in FINAL:
        raise NotToReverse(kind)
    if reversed_by is not None:
        raise ReversedAlready(reversed_by)


@dataclass(frozen=True)
class Totals:
    """What a year of one fund comes to, in fen; what came in from the year before and went on apart."""

    carried_in: int = 0
    income: int = 0
    expense: int = 0
    """At most 0."""
    carried_out: int = 0

    @property
    def balance(self) -> int:
        return self.carried_in + self.income + self.expense + self.carried_out


def totals_of(entries: Iterable[tuple[EntryKind, date, int]]) -> Totals:
    """Of kinds, days and amounts; what comes is 收入, what goes 支出, a 冲正 by its own sign."""
    in_, income, expense, out = 0, 0, 0, 0
    for kind, on_day, fen in entries:
        if kind is EntryKind.CARRIED and (on_day.month, on_day.day) == NEW_YEAR:
            in_ += fen
        elif kind is EntryKind.CARRIED:
            out += fen
        elif fen > 0:
            income += fen
        else:
            expense += fen
    return Totals(in_, income, expense, out)
