"""One form for several rows: each is an act of its own, taken in or refused by itself, and each is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from training.errors import NotRight, Refusal
from training.outbox.acts.is_first_time import is_first_time
from training.outbox.views.form_digest import form_digest
from training.records.staff.staff import Staff
from webapp.web.forms import KEY, PASSING
from webapp.web.house import house, now

PICK = "pick"
MOST = 50
"""As many as somebody can look through on one page."""
AGAIN = "刚才已经办过，没有再办一次。"


class NothingPicked(NotRight):
    """No box was ticked."""

    def __init__(self) -> None:
        super().__init__("还没有选中任何一行，请回到列表勾选以后再办。")


class TooManyPicked(NotRight):
    """More than anybody looks through."""

    def __init__(self) -> None:
        super().__init__(f"一次最多一起办 {MOST} 行，请少选一些，分几次办。")


@dataclass(frozen=True)
class Outcome:
    """What became of one row: done, or why not."""

    key: str
    is_done: bool
    why: str = ""


def picked() -> list[str]:
    """What was ticked, each once; raises NothingPicked or TooManyPicked."""
    keys = list(dict.fromkeys(request.values.getlist(PICK)))
    if not keys:
        raise NothingPicked
    if len(keys) > MOST:
        raise TooManyPicked
    return keys


def take_each(staff: Staff, keys: Sequence[str], act: Callable[[Session, str], object]) -> list[Outcome]:
    """Do the act with each, in a transaction of its own; of a form sent again nothing is done again."""
    return [_take(staff, each, act) for each in keys]


def _take(staff: Staff, key: str, act: Callable[[Session, str], object]) -> Outcome:
    try:
        with house().database.writing() as rows:
            if not is_first_time(rows, _digest(staff, key), now=now()):
                return Outcome(key, False, AGAIN)
            act(rows, key)
    except Refusal as refusal:
        return Outcome(key, False, str(refusal))
    return Outcome(key, True)


def _digest(staff: Staff, key: str) -> str:
    """Of this row of the form: what else was ticked makes no other act of it."""
    fields = (f"{name}={value}" for name, value in request.form.items() if name not in PASSING | {PICK})
    return form_digest(staff, request.form.get(KEY, ""), request.path, key, *sorted(fields))
