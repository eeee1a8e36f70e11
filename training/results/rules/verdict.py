"""What is proposed of a class, condition by condition with its figures and the notice's words (R16, R42)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from training.checks.terms import CheckLevel
from training.notice.class_hours import hours
from training.notice.clauses import CLAUSES
from training.results.terms import Result, Standing


@dataclass(frozen=True, slots=True)
class LevelChecks:
    """The checks of one level in the class; those that were voided or came to nothing are not among them."""

    level: CheckLevel
    required: int
    done: int
    """As the quota counts them: at most so many of one day."""
    passed: tuple[str, ...] = ()
    """By their numbers."""
    failed: tuple[str, ...] = ()
    running: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictFacts:
    """What a verdict is computed from; hours in half class hours."""

    city: LevelChecks
    district: LevelChecks
    prescribed_halves: int
    delivered_halves: int
    """Of the lessons that were held."""
    is_judged: bool = True
    """创业: nothing is proposed, the district decides (R55)."""
    open_requests: tuple[tuple[str, int], ...] = ()
    """What waits for somebody's decision, and how often."""
    waiting_batches: int = 0
    """打卡批次 that nobody has accepted, with punches of the class."""
    accepted_batches: int = 0
    uncheckable: str = ""
    """Why checks cannot be done any more, as the city noted it; empty: it did not."""
    told: tuple[tuple[str, str, str], ...] = ()
    """What whoever signs should know and what decides nothing: name, words, row of the notice."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One line: as it stands, with the numbers it was judged by and the words of the notice."""

    name: str
    standing: Standing
    numbers: str
    clause: str = ""


@dataclass(frozen=True)
class Proposal:
    """All conditions, and what follows: None where nothing can be proposed."""

    conditions: tuple[Condition, ...]
    verdict: Result | None
    fails_city: bool
    """A check of the city found the class 不合格."""
    may_be_signed: bool
    owes_checks: bool
    """Checks are lacking, and the city has not said why they cannot be done: it may."""
    fingerprint: str
    """Of all facts that decide, and of no words, so that another wording reopens nothing."""
    open_ones: tuple[str, ...] = field(default=())

    def as_rows(self) -> list[dict[str, Any]]:
        """As it is stored with the verdict."""
        return [asdict(each) for each in self.conditions]


def propose_verdict(facts: VerdictFacts) -> Proposal:
    """A failed check, or hours that were not given, propose 不合格; what is open proposes nothing.

    Nothing is signed over what is open, but what fails may be signed as failed. Where checks are lacking and
    the city has noted why, nothing is proposed and the district decides with a reason.
    """
    found = tuple(_conditions(facts))
    has_failed = any(each.standing is Standing.FAILED for each in found)
    open_ones = tuple(each.name for each in found if each.standing is Standing.OPEN)
    is_short = _is_short(facts)
    verdict = None
    if facts.is_judged and has_failed:
        verdict = Result.UNQUALIFIED
    elif facts.is_judged and not open_ones and not is_short:
        verdict = Result.QUALIFIED
    return Proposal(
        found,
        verdict,
        bool(facts.city.failed),
        not open_ones,
        owes_checks(facts),
        fingerprint_of(facts),
        open_ones,
    )


def fingerprint_of(facts: VerdictFacts) -> str:
    """SHA-256 in hexadecimals; what is only told may change without a new verdict."""
    deciding = asdict(facts)
    del deciding["told"]
    deciding["open_requests"] = sorted((what, many) for what, many in facts.open_requests if many)
    return sha256(dumps(deciding, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def owes_checks(facts: VerdictFacts) -> bool:
    return not facts.uncheckable and _is_short(facts)


def _conditions(facts: VerdictFacts) -> Iterator[Condition]:
    for level in (facts.city, facts.district):
        yield _quota(level, facts)
        yield _outcome(level)
    yield _delivered(facts)
    yield _requests(facts)
    yield _batches(facts)
    if facts.uncheckable:
        yield Condition("无法检查的说明", Standing.MET, facts.uncheckable, CLAUSES["R40"])
    if not facts.is_judged:
        yield Condition("创业培训", Standing.TOLD, "不作系统建议，由旗县区写明原因认定", CLAUSES["R55"])
    for name, words, row in facts.told:
        yield Condition(name, Standing.TOLD, words, CLAUSES.get(row, ""))


def _quota(level: LevelChecks, facts: VerdictFacts) -> Condition:
    numbers = f"应查 {level.required} 次，已查 {level.done} 次"
    is_met = level.done >= level.required
    if level.running:
        return Condition(
            f"{level.level}检查次数", Standing.OPEN, f"{numbers}，{'、'.join(level.running)} 还没有结束"
        )
    if not is_met and facts.uncheckable:
        return Condition(
            f"{level.level}检查次数", Standing.MET, f"{numbers}，市本级已说明无法检查", _of_quota(level)
        )
    return Condition(
        f"{level.level}检查次数", Standing.MET if is_met else Standing.OPEN, numbers, _of_quota(level)
    )


def _outcome(level: LevelChecks) -> Condition:
    if level.failed:
        numbers = f"不合格 {len(level.failed)} 次（{'、'.join(level.failed)}），合格 {len(level.passed)} 次"
    else:
        named = f"（{'、'.join(level.passed)}）" if level.passed else ""
        numbers = f"合格 {len(level.passed)} 次{named}"
    standing = Standing.FAILED if level.failed else Standing.MET
    return Condition(f"{level.level}检查结论", standing, numbers, CLAUSES["R42"])


def _delivered(facts: VerdictFacts) -> Condition:
    is_met = facts.delivered_halves >= facts.prescribed_halves
    numbers = f"总课时 {hours(facts.prescribed_halves)}，实际开课 {hours(facts.delivered_halves)}"
    return Condition("开足课时", Standing.MET if is_met else Standing.FAILED, numbers, CLAUSES["R54"])


def _requests(facts: VerdictFacts) -> Condition:
    waiting = [f"{what} {many} 件" for what, many in facts.open_requests if many]
    numbers = "、".join(waiting) + "在等审核" if waiting else "没有在等审核的申请"
    return Condition("申请已办结", Standing.OPEN if waiting else Standing.MET, numbers, CLAUSES["R25"])


def _batches(facts: VerdictFacts) -> Condition:
    many, accepted = facts.waiting_batches, facts.accepted_batches
    numbers = f"{many} 批待确认" if many else "没有待确认的批次"
    numbers += f"，已接受 {accepted} 批" if accepted else ""
    return Condition("晚交的打卡", Standing.OPEN if many else Standing.MET, numbers, CLAUSES["R45"])


def _of_quota(level: LevelChecks) -> str:
    return CLAUSES["R41"] if level.required > 1 else CLAUSES["R40"]


def _is_short(facts: VerdictFacts) -> bool:
    return any(each.done < each.required for each in (facts.city, facts.district))
