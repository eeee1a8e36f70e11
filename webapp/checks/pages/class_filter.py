"""What is asked of the list of classes, as it stands in the address of the page (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from training.checks.rules.class_choice import Choice, ClassFacts, Order, Shown

LONGEST = 60
NOTHING_ASKED = Choice()
MOST_WORDS = 4
FEW = 6
"""So many are seen at once: a form to choose among them would only stand in the way."""
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class ClassFilter:
    """A choice, and which page of it."""

    choice: Choice = NOTHING_ASKED
    page: int = 1

    @property
    def is_default(self) -> bool:
        return self.choice == NOTHING_ASKED

    def address(self, page: int = 1) -> dict[str, str]:
        """The parameters that bring this page again; what was not asked for is not in the address."""
        own = self.choice
        asked = {
            "q": " ".join(own.words),
            "district": own.district,
            "institution": own.institution,
            "show": own.shown.value if own.shown is not Shown.ALL else "",
            "sort": own.order.value if own.order is not Order.URGENT else "",
            "page": str(page) if page > 1 else "",
        }
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class FilterForm:
    """The form with what was chosen, and what there is to choose from."""

    q: str
    selects: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]
    """Name, label, and value, words and whether it is chosen of each option."""
    is_default: bool


def read_filter(asked: Mapping[str, str], page: int) -> ClassFilter:
    """Whatever stands in the address; what is no choice counts as none."""
    choice = Choice(
        words=tuple(asked.get("q", "")[:LONGEST].split()[:MOST_WORDS]),
        district=asked.get("district", "")[:LONGEST],
        institution=asked.get("institution", "")[:LONGEST],
        shown=_word(Shown, asked.get("show", ""), Shown.ALL),
        order=_word(Order, asked.get("sort", ""), Order.URGENT),
    )
    return ClassFilter(choice, max(page, 1))


def filter_form(wanted: ClassFilter, classes: Iterable[ClassFacts]) -> FilterForm | None:
    """None where there is little to choose from, and nothing was chosen."""
    facts, choice = list(classes), wanted.choice
    if len(facts) <= FEW and wanted.is_default:
        return None
    districts = sorted({each.district for each in facts})
    schools = sorted({each.institution for each in facts if choice.district in ("", each.district)})
    selects = (
        ("district", "旗县区", _options("全部", districts, choice.district)),
        ("institution", "培训机构", _options("全部", schools, choice.institution)),
        ("show", "状态", _options("", [each.value for each in Shown], choice.shown.value)),
        ("sort", "排序", _options("", [each.value for each in Order], choice.order.value)),
    )
    # One district alone is no choice; it stays where the address names it.
    worth = tuple(each for each in selects if len(each[2]) > 2 or each[0] in wanted.address())
    return FilterForm(" ".join(choice.words), worth, wanted.is_default)


def turned(wanted: ClassFilter, count: int, size: int) -> tuple[ClassFilter, int]:
    """The page that there is, and how many there are; beyond the last is the last."""
    pages = max(1, -(-count // size))
    return replace(wanted, page=min(wanted.page, pages)), pages


def _options(whole: str, values: list[str], chosen: str) -> tuple[tuple[str, str, bool], ...]:
    known = values if not chosen or chosen in values else [*values, chosen]
    first = (("", whole, not chosen),) if whole else ()
    return (*first, *((each, each, each == chosen) for each in known))


def _word(kind: type[Word], said: str, default: Word) -> Word:
    return next((each for each in kind if each.value == said), default)
