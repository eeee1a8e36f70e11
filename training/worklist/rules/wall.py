"""全景墙: which of the classes in their lesson are shown, and on which page of the wall; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from training.notice.terms import Mode
from training.worklist.rules.board import ClassNow

A_PAGE = 12
ALL, THIN, BARE, ONLINE = "all", "thin", "bare", "online"
VIEWS: Mapping[str, str] = {
    ALL: "正在上课",
    THIN: "低于到课要求",
    BARE: "没有摄像机",
    ONLINE: "线上课",
}


@dataclass(frozen=True)
class Wanted:
    """What the address of the wall says: empty is everything; `after` is the number of the class before."""

    view: str = ALL
    district: str = ""
    institution: str = ""
    after: str = ""


@dataclass(frozen=True)
class Wall:
    """One page of it, by class number, and how many there are of each view in these places."""

    classes: tuple[ClassNow, ...]
    counts: Mapping[str, int]
    before: int
    """How many stand on the pages before this one."""
    next_after: str
    """The `after` of the next page; empty where this is the last."""


def hang(classes: Sequence[ClassNow], seen: frozenset[UUID], wanted: Wanted) -> Wall:
    """Those whose lesson is being held; `seen` are the classes that have a camera."""
    here = sorted(_here(classes, wanted), key=lambda each: each.number)
    is_of = _views(seen)
    chosen = [each for each in here if is_of[wanted.view](each)]
    rest = [each for each in chosen if each.number > wanted.after]
    page = tuple(rest[:A_PAGE])
    return Wall(
        classes=page,
        counts={view: sum(map(is_of[view], here)) for view in VIEWS},
        before=len(chosen) - len(rest),
        next_after=page[-1].number if len(rest) > A_PAGE else "",
    )


def places(classes: Sequence[ClassNow], place_of: Callable[[ClassNow], str]) -> tuple[str, ...]:
    """The districts, or the institutions, that have a class in its lesson."""
    return tuple(sorted({place_of(each) for each in classes if each.is_on}))


def _here(classes: Sequence[ClassNow], wanted: Wanted) -> list[ClassNow]:
    return [
        each
        for each in classes
        if each.is_on
        and wanted.district in ("", each.district)
        and wanted.institution in ("", each.institution)
    ]


def _views(seen: frozenset[UUID]) -> Mapping[str, Callable[[ClassNow], bool]]:
    def in_a_room(each: ClassNow) -> bool:
        return each.mode is Mode.OFFLINE

    return {
        ALL: in_a_room,
        THIN: lambda each: each.is_thin,
        BARE: lambda each: in_a_room(each) and each.class_id not in seen,
        ONLINE: lambda each: not in_a_room(each),
    }
