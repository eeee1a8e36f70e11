"""补贴资格: why somebody who is qualified is not paid for (R19, R54, R58); pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from training.claims.rules.c1_training import months_after
from training.classes.rules.kinds import is_of_key_groups
from training.eligibility.rules import telling
from training.eligibility.rules.compared import Hit
from training.eligibility.rules.reasons import Reason
from training.notice.identity import age_on, compact
from training.notice.policy import Policy
from training.notice.terms import ClassKind
from training.teachers.rules.levels import same_level


@dataclass(frozen=True, slots=True)
class Course:
    """What of a class decides; hours in half class hours."""

    kind: ClassKind
    trade: str
    level: str
    first_day: date
    last_day: date
    is_key_group: bool
    planned_halves: int
    delivered_halves: int
    """Of the lessons that were held: neither cancelled nor still to come."""

    @property
    def lacking_halves(self) -> int:
        """What must be made up before anybody is paid for (R54)."""
        return max(0, self.planned_halves - self.delivered_halves)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What of a person decides."""

    born: date | None
    """None: the number of the document does not tell."""
    category: str
    """人员类别, as the school writes it."""
    has_proof: bool
    """A 人员类别证明 that held on the first day."""


@dataclass(frozen=True, slots=True)
class Subsidy:
    """享受过的补贴: another training that this person is paid for, or is promised to be."""

    where: str
    """班号 BT-1, C1 申领, 培训券 or 历史证书 with its number."""
    trade: str
    """As `trade_key` writes it."""
    level: str
    """As `level_key` writes it."""
    first_day: date
    on_day: date
    """享受补贴的日子: the last day of its class, of a C1 claim when it was approved, of before when it was
    paid."""
    year: int
    voucher: str = ""
    """券号, where it was paid by a 培训券 with a face value."""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything about one of a class."""

    own: Candidate
    history: tuple[Subsidy, ...] = ()
    hits: tuple[Hit, ...] = ()
    voucher: str = ""
    """券号 of what was written off for this very class, where it has a face value."""
    was_objected: bool = False
    """异议成立: a line of this very class was taken back upon an objection."""


def trade_key(trade: str, kind: ClassKind | None = None) -> str:
    """By which two trades are one; schools write different words for C1, so its kind is its trade."""
    return ClassKind.C1.value if kind is ClassKind.C1 else compact(trade)


def level_key(level: str) -> str:
    """By which two levels are one: 初级工 and 五级 are; none is a level like any other."""
    return same_level(compact(level))


def exclusions(person: Person, course: Course, policy: Policy) -> tuple[Reason, ...]:
    """确定符合领取补贴的培训班次和合格人员: every reason against, in the order of the words (R19, R54, R58).

    Of what was had before the one that holds longest speaks; of lists every hit does.
    """
    return tuple(_found(person, course, policy))


def had_before(history: tuple[Subsidy, ...], course: Course, policy: Policy) -> tuple[Reason, ...]:
    """What was had in other classes alone: it speaks against a voucher as it does against a subsidy."""
    return tuple(_of_history(history, course, policy))


def again_on(had: Subsidy, policy: Policy) -> date:
    """From this first day on a class of the same trade is paid for again."""
    return months_after(had.on_day, policy.same_trade_months)


def _found(person: Person, course: Course, policy: Policy) -> Iterator[Reason]:
    if course.lacking_halves:
        yield telling.hours_lacking(course.planned_halves, course.delivered_halves)
    yield from _of_history(person.history, course, policy)
    yield from _of_age(person.own, course, policy)
    yield from _of_category(person.own, course, policy)
    for hit in sorted(
        set(person.hits), key=lambda each: (each.kind, each.from_day, str(each.list_public_id))
    ):
        yield telling.on_list(hit)
    if person.voucher:
        yield telling.paid_by_voucher(person.voucher)
    if person.was_objected:
        yield telling.objected()


def _of_history(history: tuple[Subsidy, ...], course: Course, policy: Policy) -> Iterator[Reason]:
    trade, level = trade_key(course.trade, course.kind), level_key(course.level)
    same = sorted(
        (each for each in history if each.trade == trade), key=lambda each: (each.on_day, each.where)
    )
    close = [each for each in same if _is_close(each, course, policy)]
    if close:
        yield telling.same_trade(close[-1].where, close[-1].on_day, again_on(close[-1], policy))
    alike = [each for each in same if each.level == level]
    if policy.same_level_once and alike:
        yield telling.same_level_had(alike[-1].where, alike[-1].on_day)
    this_year = [each for each in history if each.year == course.last_day.year]
    if 0 < policy.subsidies_a_year <= len(this_year):
        yield telling.too_many(course.last_day.year, len(this_year), policy.subsidies_a_year)


def _is_close(had: Subsidy, course: Course, policy: Policy) -> bool:
    """Whichever of the two came first: judged late, the earlier class is no way around it; 0: no limit."""
    if not policy.same_trade_months:
        return False
    is_long_after = course.first_day >= again_on(had, policy)
    is_long_before = had.first_day >= months_after(course.last_day, policy.same_trade_months)
    return not (is_long_after or is_long_before)


def _of_age(own: Candidate, course: Course, policy: Policy) -> Iterator[Reason]:
    """On the first day, both ends included; born on 29 February one is older on 1 March."""
    if own.born is None:
        yield telling.unknown_age(policy.youngest_age, policy.oldest_age)
        return
    age = age_on(own.born, course.first_day)
    if not policy.youngest_age <= age <= policy.oldest_age:
        yield telling.wrong_age(age, policy.youngest_age, policy.oldest_age)


def _of_category(own: Candidate, course: Course, policy: Policy) -> Iterator[Reason]:
    if not (course.is_key_group and policy.category_is_required):
        return
    if not is_of_key_groups(own.category):
        yield telling.wrong_category(own.category)
    elif not own.has_proof:
        yield telling.no_proof(own.category)
