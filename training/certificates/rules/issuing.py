"""派号: whether a class may be given numbers, and who of it (R08, R16, R29)."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.errors import NotNow, NotRight
from training.reviews.terms import FilingState


class ClassNotQualified(NotNow):
    """Numbers follow upon the district's verdict."""

    def __init__(self) -> None:
        super().__init__("旗县区还没有评估这个班合格，不能派号；请等评估生效后再派。")


class ReviewOpen(NotNow):
    """The city's own review of the filing comes first."""

    def __init__(self, state: FilingState):
        super().__init__(f"这个班的备案复核现在是“{state}”，通过以后才能派号；请先办完复核。")


class NoApprovedList(NotNow):
    """Nobody has said yet who is qualified."""

    def __init__(self) -> None:
        super().__init__("旗县区还没有确认合格人员名单，不能派号；请等名单确认后再派。")


class ListHasChanged(NotNow):
    """The list is not the one that was shown, or its rows do not give its fingerprint."""

    def __init__(self) -> None:
        super().__init__("合格人员名单和打开时的不一样，没有派号；请重新打开，看过新的名单再派。")


class ListIsOld(NotNow):
    """Hours were decided after the list was approved, or a new version of it waits for its second person."""

    def __init__(self) -> None:
        super().__init__("名单确认以后累计课时或成绩又有变化，没有派号；请旗县区确认新一版名单后再派。")


class NotOnList(NotRight):
    """Somebody was asked for who is not qualified."""

    def __init__(self, many: int):
        super().__init__(
            f"有 {many} 人不在合格人员名单上，没有派号；请只选名单上合格的人，"
            "要补发的请先由旗县区确认新一版名单。"
        )


@dataclass(frozen=True)
class ListToIssue:
    """The approved list: key and fingerprint, what its rows give, whether today's hours are its own.

    `qualified`: keys of enrolments in the roster's order.
    """

    key: int
    sha256: str
    recomputed: str
    fits_today: bool
    qualified: tuple[int, ...]


@dataclass(frozen=True)
class Ground:
    """What numbers stand on: whether the class is 合格 by a verdict that still holds, filing, list."""

    is_qualified: bool
    filing: FilingState
    approved: ListToIssue | None


@dataclass(frozen=True)
class Wanted:
    """For whom, by keys of enrolments, empty for everybody on the list; `seen` is the fingerprint shown.

    `is_again`: for those too whose certificate was voided and not replaced; else whoever numbers the rest of
    a class would give back what two had taken.
    """

    seen: str
    people: frozenset[int] = frozenset()
    is_again: bool = False


@dataclass(frozen=True)
class Numbered:
    """Who of a class was given a number, by keys of enrolments: a good one, or one that was voided since."""

    good: frozenset[int] = frozenset()
    voided: frozenset[int] = frozenset()


def check_ground(ground: Ground, seen: str) -> ListToIssue:
    """The list against which numbers may be issued; `seen` is the fingerprint that the page showed.

    Raises ClassNotQualified, ReviewOpen, NoApprovedList, ListHasChanged or ListIsOld.
    """
    if not ground.is_qualified:
        raise ClassNotQualified
    if ground.filing is not FilingState.PASSED:
        raise ReviewOpen(ground.filing)
    if ground.approved is None:
        raise NoApprovedList
    if ground.approved.sha256 != ground.approved.recomputed or ground.approved.sha256 != seen:
        raise ListHasChanged
    if not ground.approved.fits_today:
        raise ListIsOld
    return ground.approved


@dataclass(frozen=True)
class Chosen:
    """Who is to be given a number now, in the roster's order, and by which list."""

    listed: ListToIssue
    people: Sequence[int]


def may_issue(ground: Ground, wanted: Wanted, have: Numbered) -> Chosen:
    """Whoever has a number already keeps it, and a voided one is given again only where that is wanted (R08).

    Raises as `check_ground`, or NotOnList.
    """
    own = check_ground(ground, wanted.seen)
    strangers = wanted.people - set(own.qualified)
    if strangers:
        raise NotOnList(len(strangers))
    people = wanted.people or set(own.qualified)
    left_out = have.good if wanted.is_again else have.good | have.voided
    return Chosen(own, [each for each in own.qualified if each in people and each not in left_out])
