"""补卡: which missed punch may be asked to be made good, and how a request stands (R45)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from training.attendance.rules.attendance import HalfDayCredit
from training.attendance.rules.explanations import DuePunch, PunchState
from training.errors import Next, NotNow, NotRight, NotYours
from training.notice.permissions import Permission, Place, place_of
from training.notice.policy import Policy
from training.notice.terms import Role

LONGEST_REASON = 200


class CorrectionState(StrEnum):
    """How a request stands."""

    WAITING = "待审核"
    APPROVED = "已批准"
    REFUSED = "未批准"
    WITHDRAWN = "批准已撤销"
    """By the district, of what an institution had approved for its own: it credits nothing."""


class NotCorrectable(NotNow):
    """This punch is not to be made good, or not any more."""


class NoReason(NotRight):
    """A request, or a refusal of one, says nothing that anybody could judge."""

    leads_to = (Next.CORRECTIONS, Next.HELP)


class DistrictDecides(NotYours):
    """The district has switched off that an institution decides on its own trainees."""

    leads_to = (Next.CORRECTIONS,)

    def __init__(self) -> None:
        super().__init__("本旗县区的补卡由旗县区审核，培训机构不能自己审核；请联系旗县区工作人员办理。")


def state_of(is_approved: bool | None, *, is_withdrawn: bool = False) -> CorrectionState:
    """None means that nobody has decided yet."""
    if is_approved is None:
        return CorrectionState.WAITING
    if is_withdrawn:
        return CorrectionState.WITHDRAWN
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
    if CorrectionState.WITHDRAWN in earlier:
        raise NotCorrectable("旗县区复核后撤销了这次补卡的批准，不能再申请。有异议请联系旗县区。")
    if len(earlier) >= policy.correction_requests:
        raise NotCorrectable(f"这次打卡已申请 {len(earlier)} 次补卡，都没有批准。请直接联系培训机构。")


def check_time(credit: HalfDayCredit, now: datetime, policy: Policy) -> None:
    """Raise NotCorrectable for a lesson too long ago."""
    if not is_recent(credit, now, policy):
        raise NotCorrectable(f"下课超过 {policy.correction_days} 天，不能再申请补卡。请联系培训机构。")


def is_unproved(role: Role, *, is_approved: bool, has_photo: bool) -> bool:
    """Approved by the institution itself for its own trainee, and nothing to look at."""
    own = place_of(role, Permission.DECIDE_CORRECTIONS) is Place.OWN_INSTITUTION
    return is_approved and own and not has_photo


def is_decider(role: Role, policy: Policy) -> bool:
    """A district may have taken the decision from its institutions."""
    place = place_of(role, Permission.DECIDE_CORRECTIONS)
    return place is Place.OWN_DISTRICT or (
        place is Place.OWN_INSTITUTION and policy.school_may_approve_corrections
    )


def check_decider(role: Role, policy: Policy) -> None:
    """For those who decide on corrections at all; raises DistrictDecides."""
    if not is_decider(role, policy):
        raise DistrictDecides


def read_reason(text: str) -> str:
    """The reason as it is kept; raises NoReason where there is none or far too much."""
    reason = " ".join(text.split())
    if not reason:
        raise NoReason("请写明原因，例如：在教室上课，考勤机没有识别到脸。")
    if len(reason) > LONGEST_REASON:
        raise NoReason(f"原因太长，请写在 {LONGEST_REASON} 个字以内。")
    return reason
