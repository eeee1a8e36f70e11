"""What may be signed, by whom and with what reason; and how a verdict stands today (R16, R42)."""

from dataclasses import dataclass

from training.errors import NotNow, NotYours
from training.notice.notes import read_note, read_reason
from training.results.rules.verdict import Proposal
from training.results.terms import ListState, Result, VerdictState


class OnlyTheDistrictSigns(NotYours):
    """旗县区结合本地区检查情况,综合评估."""

    def __init__(self) -> None:
        super().__init__("班级评估和合格名单由班级所在旗县区签字，请联系他们办理。")


class NotEndedYet(NotNow):
    """A class is judged when it is over."""

    def __init__(self, ends_on: object):
        super().__init__(f"班级 {ends_on} 才结业，结业后再评估。")


class NothingToSign(NotNow):
    """Something has to come first."""

    def __init__(self, open_ones: tuple[str, ...]):
        super().__init__(
            f"现在不能签字：{'、'.join(open_ones)}还没有办完。请先办完再评估；"
            "检查已无法补做的，请市本级写明无法检查的原因。"
        )


class SignedAlready(NotNow):
    """It stands, and nothing has changed since."""

    def __init__(self, by: str):
        super().__init__(f"这个班已由{by}签过字，情况没有变化，不用再签；要改结论请选另一个结论并写明原因。")


class SecondIsAwaited(NotNow):
    """Somebody else has to sign what is signed by one."""

    def __init__(self, by: str):
        super().__init__(f"{by}已签字，正在等第二人签字；请由另一位同事同意或退回后再办。")


class NothingForSecond(NotNow):
    """There is nothing that wants a second signature, or it has one."""

    def __init__(self) -> None:
        super().__init__("现在没有等第二人签字的，可能已有人签过；请刷新后再看。")


class SeenOtherwise(NotNow):
    """What it rests on is no longer what the page showed."""

    def __init__(self) -> None:
        super().__init__("您打开页面以后情况有变化，请看过新的情况再签字。")


class ListMoved(NotNow):
    """Nobody agrees to hours that are no longer so."""

    def __init__(self) -> None:
        super().__init__(
            "第一人签字以后累计课时、成绩或名册有变化，不能同意这一版；请退回，由第一人按现在的重新确认。"
        )


class ClassNotQualified(NotNow):
    """A list is made of a class that is qualified."""

    def __init__(self) -> None:
        super().__init__("班级还没有评估为合格（或要重新评估），不能确认合格名单；请先完成班级评估。")


class NoListYet(NotNow):
    """Nothing was confirmed that could be taken away."""

    def __init__(self) -> None:
        super().__init__("这个班还没有确认过合格人员名单；班级评估为合格后，由旗县区确认。")


class ListStands(NotNow):
    """Nothing has changed since the list was approved."""

    def __init__(self, version: int):
        super().__init__(f"第 {version} 版名单已确认，和现在的累计、这次的结论一致，不用再做新的版本。")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the district is about to sign; `seen` is the fingerprint of what the page showed, empty asks for
    none."""

    result: Result
    reason: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """What the signature is."""

    reason: str
    overrides_city: bool
    """It counts once a second person has signed."""


def check_signing(proposal: Proposal, wish: Wish) -> Signing:
    """Same as proposed: one person and no reason; other: with a reason; against the city: by two.

    Raises SeenOtherwise, NothingToSign, ReasonMissing or TextTooLong.
    """
    if wish.seen not in ("", proposal.fingerprint):
        raise SeenOtherwise
    as_proposed = wish.result is proposal.verdict
    if not proposal.may_be_signed and not (as_proposed and wish.result is Result.UNQUALIFIED):
        raise NothingToSign(proposal.open_ones)
    overrides = proposal.fails_city and wish.result is Result.QUALIFIED
    if as_proposed:
        return Signing(read_note(wish.reason), overrides)
    return Signing(read_reason(wish.reason, "结论和系统建议不同"), overrides)


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """The latest that was signed and not sent back, as far as its state goes."""

    fingerprint: str
    is_in_force: bool


def verdict_state(*, has_ended: bool, last: LastVerdict | None, today: str) -> VerdictState:
    """`today` is the fingerprint of today's proposal."""
    if last is None:
        return VerdictState.WAITS if has_ended else VerdictState.RUNNING
    if last.fingerprint != today:
        return VerdictState.REOPENED
    return VerdictState.SIGNED if last.is_in_force else VerdictState.WAITS_FOR_SECOND


Stand = dict[int, tuple[int, Result | None]]
"""Credited half class hours and what is proposed, by enrolment: marks decide too, where they are a gate."""


def list_state(*, waits: bool, approved: Stand | None, today: Stand) -> ListState:
    """`approved` are the people of the version that counts; `waits`: a newer one wants a second person."""
    if waits:
        return ListState.WAITS_FOR_SECOND
    if approved is None:
        return ListState.NONE
    return ListState.APPROVED if approved == today else ListState.DIFFERS
