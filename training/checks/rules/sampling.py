"""The draw of a spot check: at least a third in an order that anyone can compute again (R37)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from training.notice.shares import rank

ALGORITHM = "hmac-sha256/2"
"""Changes with any change of what this file computes."""
ALGORITHMS = frozenset({"hmac-sha256/1", ALGORITHM})
"""The first is the same without anybody carried over."""


@dataclass(frozen=True)
class Draw:
    """A roster in the order of the draw: the sample, those carried over (带入), the reserve (备用)."""

    order: tuple[UUID, ...]
    size: int
    """Of the sample."""
    carried: int
    """So many behind the sample are called as well."""
    roster_hash: str


def draw(
    roster: Collection[UUID],
    seed: bytes,
    drawn_before: Collection[UUID],
    one_in: int,
    owed: Collection[UUID] = frozenset(),
) -> Draw:
    """Draw one in `one_in` of the roster, rounded up; the same arguments always give the same draw.

    Who was not drawn in an earlier check of the class comes before who was. `owed` are those whom a draw that
    came to nothing had chosen and not found 一致: the seed does not know them, so nobody is drawn away by it.
    """
    ranked = sorted(roster, key=lambda enrolment: (enrolment in drawn_before, rank(enrolment, seed)))
    size = draw_size(len(ranked), one_in)
    behind = sorted(ranked[size:], key=lambda enrolment: enrolment not in owed)
    carried = sum(enrolment in owed for enrolment in behind)
    return Draw((*ranked[:size], *behind), size, carried, roster_hash(roster))


def draw_size(roster_size: int, one_in: int) -> int:
    """至少抽取三分之一学员 (R37): the least whole number that is not less than the share."""
    return -(-roster_size // max(one_in, 1))


def roster_hash(roster: Iterable[UUID]) -> str:
    """SHA-256 of the ids as text, sorted, each followed by a line feed."""
    lines = "".join(f"{enrolment}\n" for enrolment in sorted(map(str, roster)))
    return sha256(lines.encode("ascii")).hexdigest()


@dataclass(frozen=True)
class StatedDraw:
    """A draw as an exported file tells it; positions count from 1."""

    algorithm: str
    seed: bytes
    one_in: int
    roster: tuple[UUID, ...]
    drawn_before: frozenset[UUID]
    roster_hash: str
    size: int
    order: tuple[UUID, ...]
    replacements: tuple[tuple[int, int], ...]
    """Whose place was taken by whom, in the order of the acts."""
    carried: frozenset[UUID] = frozenset()
    predecessors: tuple["StatedPredecessor", ...] = ()

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """The sample, those carried over, and those of the reserve who took a place."""
        return self.order[: self.size + len(self.carried) + len(self.replacements)]


@dataclass(frozen=True)
class StatedPredecessor:
    """A check that came to nothing and whose draw is carried over, as the same file tells it."""

    number: str
    draw: StatedDraw
    matched: frozenset[UUID]
    """Whom it had found 一致."""

    @property
    def owed(self) -> frozenset[UUID]:
        return frozenset(self.draw.chosen) - self.matched


@dataclass(frozen=True)
class DrawFinding:
    """One thing that was computed again, and whether the file agrees."""

    what: str
    agrees: bool
    detail: str


def verify_draw(stated: StatedDraw) -> tuple[DrawFinding, ...]:
    """Compute a stated draw again from its seed and roster, and those that it carries on, and compare."""
    owed = frozenset[UUID]().union(*(each.owed for each in stated.predecessors))
    again = draw(stated.roster, stated.seed, stated.drawn_before, stated.one_in, owed)
    before = (finding for each in stated.predecessors for finding in _verify_predecessor(each))
    return (
        DrawFinding("算法", stated.algorithm in ALGORITHMS, f"{stated.algorithm}"),
        _compare("名册指纹", stated.roster_hash, again.roster_hash),
        _no_one_twice(stated.roster),
        _compare("抽取人数", stated.size, again.size),
        _compare("带入人数", len(stated.carried), again.carried),
        _compare_order(stated.order, again.order),
        _compare_replacements(stated),
        *before,
    )


def _verify_predecessor(stated: StatedPredecessor) -> Iterator[DrawFinding]:
    """Its own predecessors stand in its own file; whom it carried is told here and counts as chosen."""
    own = stated.draw
    again = draw(own.roster, own.seed, own.drawn_before, own.one_in, own.carried)
    for finding in (
        _compare("名册指纹", own.roster_hash, again.roster_hash),
        _compare("抽取人数", own.size, again.size),
        _compare_order(own.order, again.order),
    ):
        yield DrawFinding(f"{stated.number} {finding.what}", finding.agrees, finding.detail)


def _compare(what: str, stated: object, again: object) -> DrawFinding:
    agrees = stated == again
    return DrawFinding(what, agrees, f"{again}" if agrees else f"文件写的是 {stated}，重算为 {again}")


def _no_one_twice(roster: Sequence[UUID]) -> DrawFinding:
    repeated = len(roster) - len(set(roster))
    more = f"，其中重复 {repeated} 人" if repeated else ""
    return DrawFinding("名册人数", not repeated, f"{len(roster)} 人{more}")


def _compare_order(stated: Sequence[UUID], again: Sequence[UUID]) -> DrawFinding:
    if list(stated) == list(again):
        return DrawFinding("抽取顺序", True, f"{len(again)} 人的顺序逐一相同")
    if len(stated) != len(again):
        return DrawFinding("抽取顺序", False, f"文件列了 {len(stated)} 人，名册有 {len(again)} 人")
    place = next(n for n, (one, other) in enumerate(zip(stated, again, strict=True), 1) if one != other)
    return DrawFinding(
        "抽取顺序", False, f"从第 {place} 位起不同：文件为 {stated[place - 1]}，重算为 {again[place - 1]}"
    )


def _compare_replacements(stated: StatedDraw) -> DrawFinding:
    wrong = list(_wrong_replacements(stated))
    return DrawFinding("补抽", not wrong, "；".join(wrong) or f"{len(stated.replacements)} 次，都按备用顺序")


def _wrong_replacements(stated: StatedDraw) -> Iterator[str]:
    """The reserve is used in its order, and nobody is replaced who was not drawn or twice."""
    replaced: set[int] = set()
    for due, (old, new) in enumerate(stated.replacements, stated.size + len(stated.carried) + 1):
        if new != due or new > len(stated.order):
            yield f"第 {new} 位补入，应为第 {due} 位"
        if not 0 < old < due or old in replaced:
            yield f"第 {old} 位不在抽中的学员里，不能被替换"
        replaced.add(old)
