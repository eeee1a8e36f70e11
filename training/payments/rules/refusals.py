"""What meeting, publicity, application and payment refuse, each with what to do next (R20 to R22, R65)."""

from collections.abc import Sequence
from datetime import date

from training.eligibility.terms import LineState, Scheme
from training.errors import NotNow, NotRight, NotYours
from training.notice.money import yuan
from training.notice.terms import Fund
from training.notice.working_days import GUESSED
from training.payments.rules.ways_on import GONE, way_on

MOST_NAMED = 10


def named(people: Sequence[str]) -> str:
    """王芳、李丽等 12 人."""
    more = f"等 {len(people)} 人" if len(people) > MOST_NAMED else ""
    return "、".join(people[:MOST_NAMED]) + more


class OnlyTheDistrictPays(NotYours):
    """The district's own office decides and pays; the city reads."""

    def __init__(self) -> None:
        super().__init__("会议审定、公示和拨付由旗县区办理，您可以查看。")


class MeetingMissing(NotRight):
    """补贴资金相关会议研究审定: nothing is granted without it (R20)."""

    def __init__(self, what: str):
        super().__init__(f"上会要写明补贴资金相关会议的研究审定，请补上{what}。")


class NumberMissing(NotRight):
    """A paper is known by its number."""

    def __init__(self, what: str, most: int):
        super().__init__(f"请填写{what}，最多 {most} 个字符。")


class NumberTaken(NotRight):
    """The district has a paper with this number already."""

    def __init__(self, what: str, number: str):
        super().__init__(f"{what}“{number}”已经登记过了；请核对，或到列表里打开已登记的那一次。")
        self.number = number


class BadApplicationDay(NotRight):
    """公示后申请: the paper is of no day between the publicity and today."""

    def __init__(self, public_until: date, today: date):
        super().__init__(
            f"申请日期不对：公示到 {public_until} 结束，次日起才能申请，也不能晚于今天（{today}）；"
            "请照申请文件上的日期填。"
        )


class ListHasChanged(NotNow):
    """Somebody of those who were shown stands elsewhere by now."""

    def __init__(self, people: int):
        super().__init__(
            f"名单刚刚有变化，所选的有 {people} 人状态变了，或要重新核定、重新审核；请刷新页面，核对后再办。"
        )
        self.people = people


class SeenOtherwise(NotNow):
    """The page showed something else than what is so now."""

    def __init__(self) -> None:
        super().__init__("这次会议的名单刚刚有变化，请刷新页面，核对后再办。")


class JudgedAfterMeeting(NotNow):
    """A meeting cannot have decided about what was judged only later (R19, R20)."""

    def __init__(self, held_on: date, late: Sequence[tuple[str, str]]):
        people = named([f"{name}（{when}）" for name, when in late])
        super().__init__(
            f"{held_on} 开会时还没有核定或审核通过：{people}。"
            "请核对会议日期；日期没有错的，去掉这些人，留到下次会议研究审定。"
        )
        self.held_on = held_on


class GrantedTooMuch(NotRight):
    """The meeting cannot grant more than the standard says."""

    def __init__(self, class_number: str, most_fen: int):
        super().__init__(
            f"班级 {class_number} 每人审定金额要大于 0，不能超过补贴标准 {yuan(most_fen)} 元；"
            "请核对会议纪要，只能审定相同或更少的金额。"
        )
        self.most_fen = most_fen


class NobodyLeft(NotNow):
    """Nobody of the meeting stands where this act is possible."""

    def __init__(self, what: str):
        super().__init__(f"这次会议现在没有可以{what}的人；请刷新页面看最新状态。")


class AlreadyPublic(NotNow):
    """One publicity a meeting."""

    def __init__(self) -> None:
        super().__init__("这次会议已经公示过；以后核定的人请上下一次会议。")


class PublicityRuns(NotNow):
    """公示后 is after the last day of the publicity (R21)."""

    def __init__(self, ends_on: date, latest_on: date | None):
        guess = f"（{GUESSED}，最晚到 {latest_on}）" if latest_on else ""
        since = "最晚日期的次日" if latest_on else "次日"
        super().__init__(f"公示到 {ends_on} 结束{guess}，{since}起才能申请拨付。")
        self.ends_on = ends_on


class NoObjection(NotNow):
    """There is nothing to settle."""

    def __init__(self) -> None:
        super().__init__("这条异议已经处理完毕，或者这个人没有未处理的异议；请刷新页面看最新状态。")


class ObjectionsOpen(NotNow):
    """Everybody of this fund who is left is held by an objection (R21)."""

    def __init__(self, people: int):
        super().__init__(f"这项资金剩下的 {people} 人有异议还没有处理完毕，处理后才能申请拨付。")


class ApplicationEnded(NotNow):
    """Finance gave it back, or all of it was paid."""

    def __init__(self, what: str):
        super().__init__(f"{what}；请刷新页面看最新状态。")


class BadPayment(NotRight):
    """The payment cannot be right."""


class PaidTooMuch(NotRight):
    """More than the meeting granted (R22)."""

    def __init__(self, name: str, granted_fen: int):
        super().__init__(
            f"会议审定{name} {yuan(granted_fen)} 元，拨付不能超过这个数；请核对凭证，审定有变化时重新上会。"
        )
        self.granted_fen = granted_fen


class FundsMixed(NotRight):
    """专账资金、就业补助资金和失业保险基金: a payment is of one application, and so of one fund (R65)."""

    def __init__(self, fund: Fund, strangers: Sequence[str]):
        super().__init__(
            f"{named(strangers)}不在这份{fund.value}的申请里；一笔拨付只能是一份申请、一种资金，请分开登记。"
        )
        self.fund = fund


class PayeeMissing(NotRight):
    """Who receives it is written nowhere, and nobody guesses (R61)."""

    def __init__(self, name: str):
        super().__init__(f"{name}的补贴没有注明拨给谁（机构还是本人），不能登记拨付；请先更正核定。")


class PayeesMixed(NotRight):
    """One voucher pays one institution, or the people themselves."""

    def __init__(self) -> None:
        super().__init__("一笔拨付只能有一个收款方：同一家培训机构，或者学员本人；请分开登记。")


class SumDiffers(NotRight):
    """What is said of everybody is not what the voucher says."""

    def __init__(self, said_fen: int, sum_fen: int):
        super().__init__(
            f"凭证金额 {yuan(said_fen)} 元，各人合计 {yuan(sum_fen)} 元，两个数要一致；请核对凭证和名单。"
        )


class HoldsNoMore(NotNow):
    """What they were applied for rests on a list or a judgement that does not hold any more."""

    def __init__(self, judged: Sequence[str], claimed: Sequence[str] = ()):
        ways = ((Scheme.TRAINING, judged), (Scheme.C1, claimed))
        said = "".join(
            f"{named(own)}的{GONE[scheme]}，不能拨付；请从这笔拨付里去掉。{way_on(scheme, LineState.APPLIED)}"
            for scheme, own in ways
            if own
        )
        super().__init__(said)
        self.people = (*judged, *claimed)


class PaymentReversed(NotNow):
    """In the ledger the money never went, so that it cannot come back (R66)."""

    def __init__(self, voucher: str):
        super().__init__(
            f"凭证 {voucher} 的拨付在收支台账里已经冲正，不能再追回或登记到账；"
            "请到那次会议的页面，在这笔拨付里“撤销登记”，再按正确的凭证重新登记。"
        )


class NotApplied(NotNow):
    """Only of somebody for whom money was applied for, and not paid."""

    def __init__(self) -> None:
        super().__init__("这个人现在不在等拨付，不用撤下；请刷新页面看最新状态。")


class RecoveredTooMuch(NotRight):
    """Nobody gives back more than was paid."""

    def __init__(self, left_fen: int):
        super().__init__(f"还可以追回 {yuan(left_fen)} 元，追回金额要大于 0、不超过这个数；请核对。")
        self.left_fen = left_fen


class BadReceipt(NotRight):
    """The receipt cannot be right."""
