"""What the pages of the rounds show and take in beside the values of the views (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.checks.acts.rounds.draw_round import Another
from training.checks.terms import OrderState
from training.errors import Next, NotNow

USUAL = 5
TONES = {
    OrderState.ASSIGNED: "warn",
    OrderState.RUNNING: "now",
    OrderState.CHECKED: "good",
    OrderState.CANCELLED: "quiet",
    OrderState.MISSED: "bad",
}
NOBODY = UUID(int=0)
MOST_DIGITS = 4


class FormOfAnotherDay(NotNow):
    """The page was opened on a day that is over."""

    leads_to = (Next.DUE,)

    def __init__(self) -> None:
        super().__init__("这一页是以前打开的，没有抽。请看一下今天的情况，再抽。")


@dataclass(frozen=True)
class DrawForm:
    """How many are to be drawn, and where it is not the first round, which and why."""

    size: int
    another: Another | None


def read_draw(form: Mapping[str, str], today: date) -> DrawForm:
    """What is no number is a size that nobody may draw; raises FormOfAnotherDay."""
    if form.get("day", "") != today.isoformat():
        raise FormOfAnotherDay
    ordinal = _whole(form.get("ordinal", ""))
    another = Another(ordinal, form.get("reason", "")) if ordinal > 1 else None
    return DrawForm(_whole(form.get("size", "")), another)


def read_id(text: str) -> UUID:
    """Whoever names nobody is told so by the act."""
    try:
        return UUID(text)
    except ValueError:
        return NOBODY


def _whole(text: str) -> int:
    said = text.strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else 0
