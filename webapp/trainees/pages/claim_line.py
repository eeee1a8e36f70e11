"""The one line about the C1 subsidy on a trainee's first page; one small query, and only for C1 classes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.progress import ProgressState
from training.claims.terms import ClaimState
from training.notice.terms import ClassKind
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment

LINES = {
    ClaimState.DRAFT: "! 还没有提交，请把照片交齐。",
    ClaimState.WAITING: "已提交，旗县区正在审核。",
    ClaimState.RETURNED: "! 有材料退回，请按原因重拍。",
    ClaimState.APPROVED: "✓ 审核通过，等待上会和公示。",
    ClaimState.REJECTED: "✗ 审核没有通过，点开看原因。",
    ClaimState.PUBLICISED: "✓ 正在公示。",
    ClaimState.APPLIED: "✓ 已申请拨付。",
    ClaimState.PAID: "✓ 补贴已拨付。",
    ClaimState.RECOVERED: "补贴已经退回，点开看情况。",
}
CAN_BEGIN = "! 课时已合格。取得 C1 驾驶证并在驾驶岗位就业，可以用手机申领补贴。"


def is_claimable(enrolment: Enrolment) -> bool:
    return enrolment.training_class.kind is ClassKind.C1


def claim_line(session: Session, enrolment: Enrolment, state: ProgressState) -> str:
    """How the claim stands, or that one may begin; empty where there is nothing to say."""
    own = select(C1Claim.state).where(C1Claim.enrolment_id == enrolment.id).order_by(C1Claim.id.desc())
    claim = session.scalar(own.limit(1))
    if claim in LINES:
        return LINES[claim]
    return CAN_BEGIN if state is ProgressState.QUALIFIED else ""
