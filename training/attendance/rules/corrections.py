"""补卡: which missed punch may be asked to be made good, and how a request stands (R45)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from training.attendance.rules.attendance import HalfDayCredit
from training.attendance.rules.explanations import DuePunch, PunchState
from training.errors import Next, NotNow, NotRight
from training.notice.policy import Policy

LONGEST_REASON = 200


class CorrectionState(StrEnum):
    """How a request stands."""

    WAITING = "待审核"
    APPROVED = "已批准"
    REFUSED = "未批准"


class NotCorrectable(NotNow):
    """This punch is not to be made good, or not any more."""


class NoReason(NotRight):
    """A request, or a refusal of one, says nothing that anybody could judge."""

    leads_to = (Next.CORRECTIONS, Next.HELP)


def state_of(is_approved: bool | None) -> CorrectionState:
    """None means that nobody has decided yet."""
    if is_approved is None:
        return CorrectionState.WAITING
    return CorrectionState.APPROVED if is_approved else CorrectionState.REFUSED


def is_recent(credit: HalfDayCredit, now: datetime, policy: Policy) -> bool:
    """Whether people still remember the lesson well enough to judge a request."""
    return now - credit.windows.lesson.ends <= policy.correction_lasts


def may_be_asked(due: DuePunch, earlier: Sequence[CorrectionState], policy: Policy) -> bool:
    """Whether the button 申请补卡 belongs to this punch, after these requests for it."""
    asked_enough = len(earlier) >= policy.correction_requests
    return due.state is PunchState.MISSED and not asked_enough and set(earlier) <= {CorrectionState.REFUSED}


def check_request(due: DuePunch | None, earlier: Sequence[CorrectionState], policy: Policy) -> None:
    """Raise NotCorrectable, saying why and what to do instead; `due` is None where no punch is asked for."""
    if due is None:
        raise NotCorrectable("这半天不用打卡（线上课、停课或已退班），不能补卡。")
    if due.state is not PunchState.MISSED:
        raise NotCorrectable(f"{due.label}现在是“{due.state}”，不用补卡。")
    if CorrectionState.WAITING in earlier:
        raise NotCorrectable("这次打卡的补卡申请已经提交，请等培训机构或旗县区审核。")
    if CorrectionState.APPROVED in earlier:
        raise NotCorrectable("这次打卡的补卡申请已经批准。")
    if len(earlier) >= policy.correction_requests:
        raise NotCorrectable(f"这次打卡已申请 {len(earlier)} 次补卡，都没有批准。请直接联系培训机构。")


def check_time(credit: HalfDayCredit, now: datetime, policy: Policy) -> None:
    """Raise NotCorrectable for a lesson too long ago."""
    if not is_recent(credit, now, policy):
        raise NotCorrectable(f"下课超过 {policy.correction_days} 天，不能再申请补卡。请联系培训机构。")


def read_reason(text: str) -> str:
    """The reason as it is kept; raises NoReason where there is none or far too much."""
    reason = " ".join(text.split())
    if not reason:
        raise NoReason("请写明原因，例如：在教室上课，考勤机没有识别到脸。")
    if len(reason) > LONGEST_REASON:
        raise NoReason(f"原因太长，请写在 {LONGEST_REASON} 个字以内。")
    return reason
