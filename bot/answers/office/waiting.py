"""待评估, 待派号, 待复核, 计划: what of the notice's chain waits, ten at a time; it is done on its page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from bot.answers.asking import Asking
from bot.answers.office.page_link import page_link
from bot.answers.replies import PAGE, Line, Reply, part_of
from bot.words.spellings import CLASS, DUE, FILINGS, NUMBERING, PLANS, TO_JUDGE, TO_NUMBER
from bot.words.work_commands import ShowClassesToJudge, ShowClassesToNumber, ShowFilings, ShowPlans
from training.certificates.views.waiting import lists_to_number
from training.classes.views.within import within_class
from training.errors import NotYours
from training.listing.views.page_of import count_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.quarter_to_show import first_waiting, quarter_due
from training.plans.views.see_plans import waiting_plans
from training.records.classes.classes import TrainingClass
from training.records.plans import QuarterPlan
from training.records.results import QualifiedList
from training.results.rules.verdict import Proposal, propose_verdict
from training.results.terms import Standing
from training.results.views.facts_of_classes import facts_of_classes
from training.results.views.waiting_results import classes_to_judge
from training.reviews.terms import FilingState
from training.reviews.views.filing_state import filing_states, stands_at, with_latest_review

RESULTS_PAGE, CERTIFICATES_PAGE = "/desk/results", "/desk/certificates"
FILINGS_PAGE, PLANS_PAGE = "/desk/filings", "/desk/plans"
LONGEST_NAME = 40


class BetweenOffices(NotYours):
    """A school hears of it from its district."""

    def __init__(self, word: str):
        super().__init__(f"“{word}”由市本级和旗县区办理；您可以发“帮助”看能办什么。")


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: its word, how it is counted and ordered, and where it is done."""

    word: str
    counted: str
    """个班."""
    nothing: str
    order: tuple[InstrumentedAttribute[Any], InstrumentedAttribute[int]]
    path: str
    deeds: Mapping[Permission, str]
    """What is done there by whoever may; others only look."""
    is_linked: bool = False
    """Its page is of use where nothing waits, too."""


JUDGE = Waiting(
    *(TO_JUDGE, "个班", "没有等评估的班。", (TrainingClass.ends_on, TrainingClass.id)),
    *(RESULTS_PAGE, {Permission.SIGN_RESULTS: "评估"}),
)
NUMBER = Waiting(
    *(TO_NUMBER, "个班", "没有等派号的班。", (QualifiedList.signed_at, QualifiedList.id)),
    *(CERTIFICATES_PAGE, {Permission.ISSUE_CERTIFICATES: "派号"}),
)
REVIEW = Waiting(
    *(FILINGS, "件", "没有等复核的备案。", (TrainingClass.filed_on, TrainingClass.id)),
    *(FILINGS_PAGE, {Permission.REVIEW_FILINGS: "复核", Permission.ANSWER_FILINGS: "答复"}),
)
PLAN = Waiting(
    *(PLANS, "份待办", "没有等办理的季度计划。", (QuarterPlan.moved_at, QuarterPlan.id)),
    *(PLANS_PAGE, {Permission.DECIDE_PLANS: "审查", Permission.WRITE_PLANS: "修改"}),
)


def show_classes_to_judge(asking: Asking, command: ShowClassesToJudge) -> Reply:
    """Those that ended without a verdict, the earliest first, each with what is still in its way."""
    # A class that is told of its checks in a chat would be warned of the next ones.
    check_may(asking, TO_JUDGE, Permission.SEE_RESULTS, Permission.SEE_CHECKS)

    def lines(rows: Sequence[TrainingClass]) -> Iterable[Line]:
        facts = facts_of_classes(asking.session, rows)
        return (_to_judge(each, propose_verdict(facts[each.id])) for each in rows)

    return listed(asking, JUDGE, classes_to_judge(asking.staff, asking.today), command.page, lines)


def show_classes_to_number(asking: Asking, command: ShowClassesToNumber) -> Reply:
    """The longest waiting first; a tap shows what would be issued."""
    check_may(asking, TO_NUMBER, Permission.SEE_CERTIFICATES)
    rows = lists_to_number(asking.staff)
    return listed(asking, NUMBER, rows, command.page, lambda found: map(_to_number, found))


def show_filings(asking: Asking, command: ShowFilings) -> Reply:
    """What waits for whoever asks, or all that waits for somebody where one only looks; the oldest first."""
    check_may(asking, FILINGS, Permission.SEE_FILINGS)
    places = (joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    rows = with_latest_review(select(TrainingClass)).options(*places)
    rows = rows.where(within_class(asking.staff, Permission.SEE_FILINGS), _stands_for(asking))

    def lines(found: Sequence[TrainingClass]) -> Iterable[Line]:
        states = filing_states(asking.session, [each.id for each in found])
        return (_filing(each, states[each.id]) for each in found)

    return listed(asking, REVIEW, rows, command.page, lines)


def show_plans(asking: Asking, command: ShowPlans) -> Reply:
    """Submitted and returned ones, the longest waiting first."""
    check_may(asking, PLANS, Permission.SEE_PLANS)
    rows = waiting_plans(asking.staff, PlanState.SUBMITTED, PlanState.RETURNED)
    where = replace(PLAN, path=_page_of_plans(asking), is_linked=True)
    return listed(asking, where, rows, command.page, lambda found: map(_plan, found))


def _page_of_plans(asking: Asking) -> str:
    """The plan that waits for whoever asks; else the quarter of which something is to be done."""
    waiting = first_waiting(asking.session, asking.staff)
    if waiting is not None:
        return f"{PLANS_PAGE}/{waiting.public_id}"
    return f"{PLANS_PAGE}?of={quarter_due(asking.session, asking.staff, now=asking.now).key}"


def check_may(asking: Asking, word: str, *permissions: Permission) -> None:
    if not all(map(asking.may, permissions)):
        raise BetweenOffices(word)


def listed(
    asking: Asking,
    what: Waiting,
    rows: Select[Any],
    page: int,
    lines: Callable[[Sequence[Any]], Iterable[Line]],
) -> Reply:
    count = count_of(asking.session, rows, what.order[-1])
    part = part_of(count, page, what.word)
    if not count:
        links = (page_link(asking, what.path, "查看"),) if what.is_linked else ()
        return Reply(what.word, (what.nothing, *links), (DUE,), is_private=not asking.is_inspected)
    shown = rows.order_by(None).order_by(*what.order).offset(part.begin).limit(PAGE)
    found = asking.session.scalars(shown).unique().all()
    note = (part.note,) if part.note else ()
    return Reply(
        f"{what.word} {count} {what.counted}",
        (*lines(found), *note, page_link(asking, what.path, _deed(asking, what))),
        (*part.more, DUE),
        is_private=not asking.is_inspected,
    )


def _deed(asking: Asking, what: Waiting) -> str:
    return next((deed for permission, deed in what.deeds.items() if asking.may(permission)), "查看")


def _to_judge(own: TrainingClass, proposal: Proposal) -> Line:
    """03月11日 结业 BT-1 电工（昆都仑区）：满足 6 项，未办完：区级检查次数."""
    by_standing = {
        standing: [each.name for each in proposal.conditions if each.standing is standing]
        for standing in Standing
    }
    met = f"满足 {len(by_standing[Standing.MET])} 项"
    rest = [
        f"{standing}：{'、'.join(by_standing[standing])}"
        for standing in (Standing.FAILED, Standing.OPEN)
        if by_standing[standing]
    ]
    ready = (f"建议{proposal.verdict}",) if proposal.verdict else ()
    text = f"{own.ends_on:%m月%d日} 结业 {named(own)}：{'；'.join((met, *rest, *ready))}"
    return Line(text, f"{CLASS} {own.class_number}", is_strong=proposal.verdict is not None)


def _to_number(own: QualifiedList) -> Line:
    signed = f"{shanghai_day(own.signed_at):%m月%d日} 第 {own.version} 版名单"
    return Line(f"{named(own.training_class)}：{signed}", f"{NUMBERING} {own.training_class.class_number}")


def _stands_for(asking: Asking) -> ColumnElement[bool]:
    if asking.may(Permission.REVIEW_FILINGS):
        states: tuple[FilingState, ...] = (FilingState.UNREVIEWED, FilingState.ANSWERED)
    elif asking.may(Permission.ANSWER_FILINGS):
        states = (FilingState.QUERIED,)
    else:
        states = (FilingState.UNREVIEWED, FilingState.QUERIED, FilingState.ANSWERED)
    return or_(*map(stands_at, states))


def _filing(own: TrainingClass, state: FilingState) -> Line:
    return Line(f"{state} {own.filed_on:%m月%d日} 备案 {named(own)}", f"{CLASS} {own.class_number}")


def _plan(own: QuarterPlan) -> Line:
    since = f"{shanghai_day(own.moved_at):%m月%d日} 起"
    quarter = Quarter(own.year, own.quarter).words
    return Line(f"{since} {own.state}：{own.district.name} {quarter}计划第 {own.version} 版")


def named(own: TrainingClass) -> str:
    return f"{own.class_number} {own.name[:LONGEST_NAME]}（{own.district.name}）"
