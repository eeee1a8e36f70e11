"""就业创业分析 as the desk shows it: rows with their figures in words, the total, bars; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.follow_ups.rules.rates import Rate, percent_words, permille, rate_words, share_words
from training.follow_ups.views.followed import Followed
from training.follow_ups.views.outcomes import Outcome

SECONDARY = "以自治区系统数据为准"
HEADINGS = (
    *("天数", "应跟踪（人次）", "就业", "就业率", "就业有佐证", "有佐证就业率"),
    *("自主创业", "创业成功率", "创业有证照或佐证", "有证照或佐证创业成功率"),
    *("灵活就业", "未就业", "升学参军", "联系不上", "未回访", "复核不符", "复核未联系上", "说明"),
)
PEOPLE = (
    *("旗县区", "培训机构", "班号", "培训工种", "姓名", "身份证号", "天数", "名单确认日期", "应回访日期"),
    *("就业状态", "单位名称", "统一社会信用代码", "岗位", "起始日期", "来源", "回访日期", "佐证", "复核"),
)
FEW_WORDS = "不足 10 人，比率仅供参考"
MOST_BARS = 20
MOST_ROWS = 200
FULL = 440
"""Of a beam of 100 %."""
LOWEST_LAST: Mapping[str, tuple[str, Callable[[Outcome], tuple[int, ...]]]] = {
    "people": ("应跟踪人数", lambda each: (-each.rate.people,)),
    "employed": ("就业率", lambda each: (_least(each.rate.employed, each.rate),)),
    "proved": ("有佐证就业率", lambda each: (_least(each.rate.employed_proved, each.rate),)),
    "started": ("创业成功率", lambda each: (_least(each.rate.started, each.rate),)),
    "unreachable": ("联系不上", lambda each: (-each.rate.unreachable,)),
    "name": ("名称", lambda each: ()),
}
"""By what the table is sorted: its words, and the larger first."""


@dataclass(frozen=True)
class Share:
    """A number of people and what share it is of all."""

    count: int
    percent: str


@dataclass(frozen=True)
class Row:
    """One group of the table."""

    key: str
    name: str
    rate: Rate
    employed: Share
    employed_proved: Share
    started: Share
    started_proved: Share
    note: str


@dataclass(frozen=True)
class Beam:
    """The two figures of one group, one above the other; the words stand beside them, for a phone too."""

    name: str
    words: str
    employed: float
    proved: float
    started: float


def row_of(own: Outcome) -> Row:
    rate = own.rate
    return Row(
        own.key,
        own.name,
        rate,
        employed=_share(rate.employed, rate),
        employed_proved=_share(rate.employed_proved, rate),
        started=_share(rate.started, rate),
        started_proved=_share(rate.started_proved, rate),
        note=FEW_WORDS if rate.is_of_few else "",
    )


def sorted_rows(found: Sequence[Outcome], by: str) -> list[Row]:
    """The larger first, those alike by name."""
    return [row_of(each) for each in sorted(found, key=lambda each: (*LOWEST_LAST[by][1](each), each.name))]


def steps_of(found: Sequence[Outcome]) -> dict[int, Rate]:
    """All groups together, by step, the earliest first."""
    steps: dict[int, Rate] = {}
    for each in found:
        steps[each.after_days] = steps.get(each.after_days, Rate()) + each.rate
    return dict(sorted(steps.items()))


def total_facts(rate: Rate) -> list[tuple[str, str]]:
    """What stands on top; the unreachable always beside the rates."""
    return [
        ("应跟踪", f"{rate.people} 人次"),
        ("就业率", share_words(rate.employed, rate)),
        ("其中有佐证", share_words(rate.employed_proved, rate)),
        ("创业成功率", share_words(rate.started, rate)),
        ("其中有证照或佐证", share_words(rate.started_proved, rate)),
        ("联系不上", f"{rate.unreachable} 人"),
        ("未回访", f"{rate.unasked} 人"),
        ("复核不符", f"{rate.disproved} 人"),
        ("复核未联系上", f"{rate.unconfirmed} 人"),
    ]


def rate_lines(steps: Mapping[int, Rate]) -> list[str]:
    """Each step in one line, for the overview."""
    return [f"{days} 天 {rate_words(rate)}" for days, rate in steps.items()]


def beams(rows: Sequence[Row]) -> list[Beam]:
    """Of the first groups of the table."""
    return [_beam(each) for each in rows[:MOST_BARS]]


def table_cells(rows: Sequence[Row], after_days: int) -> Iterator[tuple[str | int, ...]]:
    """In the order of the name and HEADINGS."""
    for each in rows:
        rate = each.rate
        shares = (each.employed, each.employed_proved, each.started, each.started_proved)
        figures = [cell for own in shares for cell in (own.count, own.percent)]
        rest = (rate.flexible, rate.out_of_work, rate.elsewhere, rate.unreachable, rate.unasked)
        again = (rate.disproved, rate.unconfirmed)
        yield (each.name, after_days, rate.people, *figures, *rest, *again, _said(each))


def people_cells(people: Iterator[Followed]) -> Iterator[tuple[str | int, ...]]:
    """In the order of PEOPLE."""
    for each in people:
        step, own = each.step, each.step.enrolment.training_class
        of_class = (step.district.name, own.institution.name, own.class_number, own.trade)
        days = (step.after_days, step.qualified_on.isoformat(), step.due_on.isoformat())
        yield (*of_class, each.name, each.id_number, *days, *_answer_cells(each))


def _answer_cells(own: Followed) -> tuple[str, ...]:
    answer = own.answer
    if answer is None:
        return ("未回访", *("" for _ in range(8)))
    since = answer.since.isoformat() if answer.since else ""
    said = (answer.status.value, own.employer, answer.credit_code, own.job, since)
    found = (answer.source.value, answer.asked_on.isoformat(), "有" if answer.has_proof else "", _found(own))
    return (*said, *found)


def _found(own: Followed) -> str:
    if own.is_disproved:
        return "不符"
    return "" if own.back_check is None else "一致" if own.back_check.agrees else "联系不上"


def _said(row: Row) -> str:
    return "；".join(each for each in (row.note, SECONDARY) if each)


def _share(some: int, of: Rate) -> Share:
    return Share(some, percent_words(some, of.people))


def _least(some: int, of: Rate) -> int:
    """The larger share first; a group of nobody comes last."""
    share = permille(some, of.people)
    return 1 if share is None else -share


def _beam(row: Row) -> Beam:
    return Beam(
        row.name,
        f"就业 {row.employed.percent}，创业 {row.started.percent}",
        employed=_width(row.employed, row),
        proved=_width(row.employed_proved, row),
        started=_width(row.started, row),
    )


def _width(share: Share, row: Row) -> float:
    return round(FULL * share.count / (row.rate.people or 1), 1)
