"""The words of a class's history (经过)."""

from enum import StrEnum


class Topic(StrEnum):
    """What a line of the history is about."""

    ROSTER = "名册"
    LESSONS = "课程"
    ATTENDANCE = "考勤"
    CHECKS = "查班"
    FEEDBACK = "反馈"
    URGING = "督办"
    CLAIMS = "申领"


class Happened(StrEnum):
    """One kind of act; stays in addresses, for pages go by it."""

    IMPORTED = "imported"
    WITHDRAWN = "withdrawn"
    REASON_GIVEN = "reason"
    CANCELLED = "cancelled"
    CORRECTION_ASKED = "correction"
    CORRECTION_DECIDED = "correction-decided"
    CORRECTION_REVIEWED = "correction-reviewed"
    LEAVE = "leave"
    LEAVE_REVOKED = "leave-revoked"
    ALTERNATIVE_ASKED = "alternative"
    ALTERNATIVE_DECIDED = "alternative-decided"
    CHECK_STARTED = "check"
    CHECK_CONCLUDED = "check-concluded"
    CHECK_VOIDED = "check-voided"
    FEEDBACK_SENT = "feedback"
    FEEDBACK_ANSWERED = "feedback-answered"
    URGED = "urged"
    URGING_MOVED = "urging-moved"
    CLAIM = "claim"
