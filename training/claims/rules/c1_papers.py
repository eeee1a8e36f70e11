"""What must stand on each paper of a C1 claim, and what is wrong with it (R59, R60)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.claims.terms import PaperKind
from training.errors import Next, NotRight

LICENCE_CLASS = "C1"
"""R59: 取得小型汽车驾驶员证书（C1类）."""
MOST_PHOTOS = {
    PaperKind.LICENCE: 2,
    PaperKind.RIDE_HAIL: 2,
    PaperKind.TAXI: 2,
    PaperKind.CONTRACT: 8,
    PaperKind.WAGE_SLIP: 6,
    PaperKind.OTHER: 3,
}
"""How many photos of one kind a claim takes."""
ILLEGIBLE = "照片看不清，请在光线好的地方对正、拍全、重拍。"
OF_ANOTHER = "不是您本人的材料，请换成您本人的。"


class FactsMissing(NotRight):
    """A reviewer wants to pass a paper without having read what decides about it."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, what: str):
        super().__init__(f"请照材料填写：{what}；看不清时请退回重拍。")


class PaperNotInOrder(NotRight):
    """What the reviewer read on the paper is against the notice, so it cannot pass."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, reasons: tuple[str, ...]):
        super().__init__(f"按所填内容不能通过：{''.join(reasons)}请退回，或核对所填的内容。")
        self.reasons = reasons


@dataclass(frozen=True)
class PaperFacts:
    """What a reviewer read on a paper; what does not stand on this kind of paper stays empty."""

    is_legible: bool = True
    is_own: bool = True
    """The name and number on it are the trainee's."""
    vehicle_class: str = ""
    """准驾车型."""
    issued_on: date | None = None
    """初次领证日期."""
    valid_from: date | None = None
    valid_until: date | None = None
    """None means without end (长期)."""
    is_driver_post: bool = True
    """汽车驾驶员岗位."""
    first_month: date | None = None
    last_month: date | None = None
    """Wage slips: the first days of the first and the last month they cover."""

    def months(self) -> frozenset[tuple[int, int]]:
        """Every (year, month) that the wage slips cover."""
        if self.first_month is None:
            return frozenset()
        first, last = _month(self.first_month), _month(self.last_month or self.first_month)
        return frozenset(divmod(each, 12) for each in range(first, last + 1))

    def to_json(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.__dict__.items()
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "PaperFacts":
        dates = {"issued_on", "valid_from", "valid_until", "first_month", "last_month"}
        values: dict[str, Any] = {
            name: date.fromisoformat(value) if name in dates and value else value
            for name, value in stored.items()
        }
        return cls(**values)


@dataclass(frozen=True)
class ReadPaper:
    """A paper with what was read on it; `place` counts the photos of one kind from 1."""

    kind: PaperKind
    place: int
    facts: PaperFacts

    @property
    def is_leading(self) -> bool:
        """Whether its own facts are read on it; further pages have none, every wage slip has."""
        return self.place == 1 or self.kind is PaperKind.WAGE_SLIP


def check_paper(read: ReadPaper, training_began: date, today: date) -> None:
    """Raise FactsMissing or PaperNotInOrder where the paper cannot pass."""
    if read.is_leading and read.facts.is_legible and read.facts.is_own:
        for name, words in NEEDED[read.kind].items():
            if not getattr(read.facts, name):
                raise FactsMissing(words)
    reasons = problems_of(read, training_began, today)
    if reasons:
        raise PaperNotInOrder(reasons)


def problems_of(read: ReadPaper, training_began: date, today: date) -> tuple[str, ...]:
    """Every reason in Chinese why the paper proves nothing; empty when it is in order."""
    if not read.facts.is_legible:
        return (ILLEGIBLE,)
    if not read.facts.is_own:
        return (OF_ANOTHER,)
    if not read.is_leading:
        return ()
    checks = CHECKS.get(read.kind, ())
    own = (reason for check in checks for reason in check(read.facts, training_began, today))
    return (*own, *_validity(read.facts, today))


def is_expired(facts: PaperFacts, today: date) -> bool:
    return facts.valid_until is not None and facts.valid_until < today


def facts_in_words(facts: PaperFacts | None) -> str:
    """What was read on a paper, on one line."""
    if facts is None:
        return ""
    months = " 至 ".join(f"{day:%Y-%m}" for day in (facts.first_month, facts.last_month) if day)
    parts = (
        ("准驾车型", facts.vehicle_class),
        ("初次领证", str(facts.issued_on or "")),
        ("有效期起", str(facts.valid_from or "")),
        ("有效期止", str(facts.valid_until or "")),
        ("月份", months),
    )
    return "，".join(f"{label} {value}" for label, value in parts if value)


def _validity(facts: PaperFacts, today: date) -> Iterator[str]:
    if facts.valid_from is not None and facts.valid_from > today:
        yield f"{facts.valid_from} 才生效，生效后再交。"
    if is_expired(facts, today):
        yield f"已在 {facts.valid_until} 到期，请换新的。"


def _licence(facts: PaperFacts, training_began: date, today: date) -> Iterator[str]:
    written = facts.vehicle_class.strip().upper()
    if written != LICENCE_CLASS:
        yield f"准驾车型是 {written or '空白'}，只有 {LICENCE_CLASS} 可以申领。"
    if facts.issued_on is not None and facts.issued_on < training_began:
        yield f"初次领证日期 {facts.issued_on} 早于开班日期 {training_began}，不是这次培训取得的。"
    if facts.issued_on is not None and facts.issued_on > today:
        yield f"初次领证日期 {facts.issued_on} 还没有到，请核对。"


def _contract(facts: PaperFacts, training_began: date, today: date) -> Iterator[str]:
    if not facts.is_driver_post:
        yield "合同的岗位不是汽车驾驶员，请换驾驶员岗位的合同或其他就业证明。"


def _wage_slip(facts: PaperFacts, training_began: date, today: date) -> Iterator[str]:
    first, last = facts.first_month, facts.last_month or facts.first_month
    if first is None or last is None:
        return
    if _month(last) < _month(first):
        yield f"流水的月份写反了：{first:%Y-%m} 晚于 {last:%Y-%m}。"
    if _month(last) > _month(today):
        yield f"{last:%Y-%m} 还没有到，请核对流水的月份。"


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


Check = Callable[[PaperFacts, date, date], Iterator[str]]
CHECKS: dict[PaperKind, tuple[Check, ...]] = {
    PaperKind.LICENCE: (_licence,),
    PaperKind.CONTRACT: (_contract,),
    PaperKind.WAGE_SLIP: (_wage_slip,),
}
NEEDED: dict[PaperKind, dict[str, str]] = {
    PaperKind.LICENCE: {"vehicle_class": "准驾车型", "issued_on": "初次领证日期"},
    PaperKind.RIDE_HAIL: {"valid_from": "有效期起"},
    PaperKind.TAXI: {"valid_from": "有效期起"},
    PaperKind.CONTRACT: {"valid_from": "合同开始日期"},
    PaperKind.WAGE_SLIP: {"first_month": "流水的月份"},
    PaperKind.OTHER: {},
}
