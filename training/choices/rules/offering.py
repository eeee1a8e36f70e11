"""可选项 as the city writes them: a name is offered or not, and never vanishes (R49, R50)."""

from training.choices.terms import ChoiceKind
from training.errors import NotNow, NotRight
from training.notice.notes import read_note

LONGEST_NAME = 32


class BadChoice(NotRight):
    """There is no name, it is too long, or it is there already."""


class ChoiceMoved(NotNow):
    """Somebody did something with it since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚改过这一项，请刷新看看。")


class NotOffered(NotRight):
    """What was chosen is not on the list of today."""

    def __init__(self, kind: ChoiceKind, name: str):
        super().__init__(f"“{name[:LONGEST_NAME]}”不在市里列的{kind}里，请从列出的里选，或请市里增加。")


def read_name(said: str) -> str:
    """Raises BadChoice."""
    name = read_note(said)
    if not name:
        raise BadChoice("没有填名称。")
    if len(name) > LONGEST_NAME:
        raise BadChoice(f"名称最多 {LONGEST_NAME} 个字。")
    return name


def say_taken(kind: ChoiceKind, name: str, *, is_open: bool) -> BadChoice:
    """Why a name is not written a second time."""
    if is_open:
        return BadChoice(f"{kind}里已经有“{name}”。")
    return BadChoice(f"{kind}里有过“{name}”，已经停用；要用请恢复它。")
