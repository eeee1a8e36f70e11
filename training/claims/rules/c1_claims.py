"""The three gates of a C1 claim, from what was read on its papers (R57 to R60)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from training.claims.rules.c1_papers import PaperFacts, ReadPaper, is_expired, problems_of
from training.claims.terms import PaperKind, PaperState
from training.errors import Next, NotNow
from training.notice.policy import Policy

ROUTES: tuple[tuple[PaperKind, ...], ...] = (
    (PaperKind.RIDE_HAIL,),
    (PaperKind.TAXI,),
    (PaperKind.CONTRACT, PaperKind.WAGE_SLIP),
    (PaperKind.OTHER,),
)
"""R60: 如网约车运营证书，出租车从业资格证书，汽车驾驶员岗位劳动合同（附工资流水）; any one is enough."""
STANDS = (PaperState.READY, PaperState.IN_REVIEW, PaperState.PASSED)


class GatesNotMet(NotNow):
    """A claim cannot be approved while one of its three gates is closed."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, reasons: tuple[str, ...]):
        super().__init__(f"还不能通过：{''.join(reasons)}")
        self.reasons = reasons


class PaidByVoucher(NotNow):
    """The city wrote off a voucher with a face value for this very training: nobody is paid for it twice."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, number: str):
        super().__init__(f"这次培训已用培训券 {number} 结算，不能再批补贴；核销有错的，请市本级先撤销核销。")


@dataclass(frozen=True)
class Review:
    """One reviewer's word on one version of a paper; facts only where it was passed."""

    reviewer: int
    facts: PaperFacts | None

    @property
    def passes(self) -> bool:
        return self.facts is not None


@dataclass(frozen=True)
class Paper:
    """The latest version of one photo of a claim, with its reviews in order."""

    kind: PaperKind
    place: int
    is_submitted: bool
    reviews: tuple[Review, ...] = ()

    @property
    def facts(self) -> PaperFacts | None:
        """As the latest reviewer who passed it read them."""
        return next((each.facts for each in reversed(self.reviews) if each.facts), None)

    @property
    def passed_by(self) -> frozenset[int]:
        return frozenset(each.reviewer for each in self.reviews if each.passes)


@dataclass(frozen=True)
class Case:
    """What decides about a claim: what is against the training (gate 1), and the papers."""

    reasons_against_training: tuple[str, ...]
    training_began: date
    papers: tuple[Paper, ...]

    def of_kind(self, kind: PaperKind) -> tuple[Paper, ...]:
        return tuple(each for each in self.papers if each.kind is kind)


@dataclass(frozen=True, slots=True)
class Gate:
    """One of the three conditions; `lacking` says in Chinese what is missing, empty when it is met."""

    title: str
    lacking: str

    @property
    def is_met(self) -> bool:
        return not self.lacking


def state_of(paper: Paper, policy: Policy, today: date) -> PaperState:
    """Where one photo stands; one word of 退回 is enough, other proof needs several who pass it (R60)."""
    if not paper.is_submitted:
        return PaperState.READY
    if any(not each.passes for each in paper.reviews):
        return PaperState.RETURNED
    if len(paper.passed_by) < reviewers_needed(paper.kind, policy):
        return PaperState.IN_REVIEW
    if any(each.facts and is_expired(each.facts, today) for each in paper.reviews):
        return PaperState.EXPIRED
    return PaperState.PASSED


def standing(kind: PaperKind, reviews: Sequence[Review]) -> tuple[Review, ...]:
    """The reviews that hold: the last one, or of other proof the last word of each reviewer."""
    if kind is not PaperKind.OTHER:
        return tuple(reviews[-1:])
    return tuple({each.reviewer: each for each in reviews}.values())


def reviewers_needed(kind: PaperKind, policy: Policy) -> int:
    return max(1, policy.other_proof_reviewers) if kind is PaperKind.OTHER else 1


def gates(case: Case, policy: Policy, today: date) -> tuple[Gate, Gate, Gate]:
    """合格 > 驾驶证C1 > 就业证明, each with what it lacks."""
    return (
        Gate("培训合格", "".join(case.reasons_against_training)),
        Gate("取得 C1 驾驶证", _lacking_of_kind(case, PaperKind.LICENCE, policy, today)),
        Gate("就业证明", _lacking_of_employment(case, policy, today)),
    )


def check_gates(case: Case, policy: Policy, today: date) -> None:
    """Raise GatesNotMet unless all three gates are open."""
    lacking = tuple(gate.lacking for gate in gates(case, policy, today) if gate.lacking)
    if lacking:
        raise GatesNotMet(lacking)


def lacking_to_submit(papers: Sequence[Paper], policy: Policy, today: date) -> tuple[str, ...]:
    """What still has to be photographed before the claim can be handed in; empty when it can."""
    lacking = []
    if not _is_handed_in(papers, (PaperKind.LICENCE,), policy, today):
        lacking.append("还差驾驶证。")
    if not any(_is_handed_in(papers, route, policy, today) for route in ROUTES):
        lacking.append("还差就业证明：网约车驾驶员证、出租车从业资格证、劳动合同加工资流水，任选一种。")
    return tuple(lacking)


def covered_months(papers: Iterable[Paper]) -> int:
    """How many different months the passed wage slips cover."""
    slips = (each.facts for each in papers if each.kind is PaperKind.WAGE_SLIP)
    return len({month for facts in slips if facts for month in facts.months()})


def awaits_another_reviewer(case: Case, policy: Policy, today: date) -> bool:
    """Whether somebody passed the other proof and a second person has to look at it (R60)."""
    other = case.of_kind(PaperKind.OTHER)
    begun = any(each.passed_by and state_of(each, policy, today) is PaperState.IN_REVIEW for each in other)
    return begun and not _lacking_of_kind(case, PaperKind.LICENCE, policy, today)


def _is_handed_in(papers: Sequence[Paper], kinds: Iterable[PaperKind], policy: Policy, today: date) -> bool:
    for kind in kinds:
        own = [each for each in papers if each.kind is kind]
        if not own or any(state_of(each, policy, today) not in STANDS for each in own):
            return False
    return True


def _lacking_of_kind(case: Case, kind: PaperKind, policy: Policy, today: date) -> str:
    own = case.of_kind(kind)
    if not any(each.place == 1 for each in own):
        return f"还没有{kind.value}。"
    for paper in own:
        state = state_of(paper, policy, today)
        if state is not PaperState.PASSED:
            return f"{kind.value}{_of_page(own, paper)}{_words(state, paper)}。"
        if reasons := _problems(paper, case, today):
            return f"{kind.value}：{''.join(reasons)}"
    return ""


def _lacking_of_employment(case: Case, policy: Policy, today: date) -> str:
    lacking = [_lacking_of_route(case, route, policy, today) for route in ROUTES]
    if "" in lacking:
        return ""
    begun = [words for route, words in zip(ROUTES, lacking, strict=True) if case.of_kind(route[0])]
    return (
        begun[0]
        if begun
        else "还没有就业证明（网约车驾驶员证、出租车从业资格证、劳动合同加工资流水任一种）。"
    )


def _lacking_of_route(case: Case, route: Iterable[PaperKind], policy: Policy, today: date) -> str:
    for kind in route:
        if lacking := _lacking_of_kind(case, kind, policy, today):
            return lacking
    if PaperKind.WAGE_SLIP in route:
        covered = covered_months(case.papers)
        if covered < policy.wage_slip_months:
            return f"工资流水要满 {policy.wage_slip_months} 个月，现在 {covered} 个月。"
    return ""


def _problems(paper: Paper, case: Case, today: date) -> tuple[str, ...]:
    """What passed yesterday may have run out today, so it is asked again."""
    read = [ReadPaper(paper.kind, paper.place, each.facts) for each in paper.reviews if each.facts]
    return tuple(reason for each in read for reason in problems_of(each, case.training_began, today))


def _of_page(own: Sequence[Paper], paper: Paper) -> str:
    return f"第 {paper.place} 张" if len(own) > 1 else ""


def _words(state: PaperState, paper: Paper) -> str:
    if state is PaperState.IN_REVIEW and paper.passed_by:
        return "还要另一位审核人通过"
    return {
        PaperState.READY: "还没有提交",
        PaperState.IN_REVIEW: "还没有审核",
        PaperState.RETURNED: "已退回，还没有补正",
        PaperState.EXPIRED: "已过期",
    }[state]
