"""就业率 班号|机构: what became of the qualified, in numbers; nobody is named."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import Reply
from bot.words.spellings import DUE, RATES
from bot.words.work_commands import ShowRates
from training.errors import NotFound
from training.follow_ups.rules.periods import Period
from training.follow_ups.rules.rates import Rate, rate_words
from training.follow_ups.views.outcomes import Grouping, Outcome, WantedOutcomes, outcomes, this_year
from training.notice.identity import compact

OUTCOMES_PAGE = "/desk/outcomes"
SECONDARY = "以自治区系统数据为准。"
MOST = 5


def show_rates(asking: Asking, command: ShowRates) -> Reply:
    """Of the class with this number, else of the schools whose name has these words; of this year, and where
    there is nobody, of the last one. Raises NotFound."""
    wanted, found = _found(asking, compact(command.said))
    names = list(dict.fromkeys(each.name for each in found))
    lines = [line for name in names[:MOST] for line in _lines(name, found)]
    more = [f"还有 {len(names) - MOST} 个机构，请写全名称。"] if len(names) > MOST else []
    page = f"{OUTCOMES_PAGE}?year={wanted.period.year}"
    return Reply(
        f"{RATES} {wanted.period.words}确认的名单",
        (*lines, *more, SECONDARY, page_link(asking, page, "查看")),
        (DUE,),
        is_private=not asking.is_inspected,
    )


def _found(asking: Asking, said: str) -> tuple[WantedOutcomes, Sequence[Outcome]]:
    current = this_year(asking.now)
    before = replace(current, period=Period(max(current.period.year - 1, 2023)))
    for wanted in (current, before):
        found = _of_class(asking, wanted, said) or _of_schools(asking, wanted, said)
        if found:
            return wanted, found
    raise NotFound("这个班或机构今年和去年到了回访日期的合格学员")


def _of_class(asking: Asking, wanted: WantedOutcomes, said: str) -> Sequence[Outcome]:
    own = replace(wanted, grouping=Grouping.CLASS, class_number=said.upper())
    return outcomes(asking.session, asking.staff, own, now=asking.now)


def _of_schools(asking: Asking, wanted: WantedOutcomes, said: str) -> Sequence[Outcome]:
    found = outcomes(asking.session, asking.staff, wanted, now=asking.now)
    return [each for each in found if said in compact(each.name)]


def _lines(name: str, found: Sequence[Outcome]) -> list[str]:
    steps: list[tuple[int, Rate]] = [(each.after_days, each.rate) for each in found if each.name == name]
    return [name, *(f"{days} 天：{rate_words(rate)}" for days, rate in steps)]
