"""The words of teachers as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class MatchVerdict(StrEnum):
    """审核结论: whether a teacher's certificates match what a class teaches."""

    MATCHES = "匹配"
    DIFFERS = "不匹配"
    UNMATCHED = "未匹配"
    """Nobody says it: a match whose certificate was withdrawn is none any more."""


class WithdrawalState(StrEnum):
    """撤销状态 of a certificate of a teacher."""

    STANDS = "有效登记"
    ASKED = "待确认撤销"
    WITHDRAWN = "已撤销"


class TeacherFlag(StrEnum):
    """教师疑点: what is not in order about who teaches; none of them is a verdict."""

    UNFILED = "未备案任课"
    LATE = "迟报"
    EXPIRED = "证书过期"
    UNREVIEWED = "未审核"
    DIFFERS = "不匹配"
    TWO_ROOMS = "同时两班"
    SHARED_NUMBER = "证书号重复"
