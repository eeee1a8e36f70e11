"""限制处理: what is still done with data whose erasure the law bars (个人信息保护法第四十七条第二款).

It is stored, and used for the office's duty alone. One table, asked at every door and told to the trainee.
"""

from collections.abc import Mapping
from enum import StrEnum

from training.errors import NotRight
from training.people.terms import RequestDecision, RequestKind

RESTRICTED = "限制处理"
"""As it stands beside the person wherever somebody of the office finds one."""


class Use(StrEnum):
    """处理: one thing that is done with a trainee's data."""

    REMIND = "发漏打卡提醒短信"
    LOOK_UP_ACCOUNT = "按手机号查聊天账号"
    OPEN_PAPER = "打开申领材料"
    COUNT_HOURS = "记学时"
    CHECK = "抽查和视频查班（抽到时照常联系）"
    SUBSIDISE = "办理和发放补贴，发补贴办理的短信"
    SIGN_IN = "发登录验证码"
    ANSWER = "答复本人的申请"


class Measure(StrEnum):
    """What a restriction does to a use."""

    STOPS = "不再"
    ASKS_WHY = "工作人员写明理由后才能"
    GOES_ON = "照常"


MEASURES: Mapping[Use, Measure] = {
    Use.REMIND: Measure.STOPS,
    Use.LOOK_UP_ACCOUNT: Measure.STOPS,
    Use.OPEN_PAPER: Measure.ASKS_WHY,
    # The duty of the office, by which the data is kept at all (art. 13(1)(3), 35).
    Use.COUNT_HOURS: Measure.GOES_ON,
    Use.CHECK: Measure.GOES_ON,
    Use.SUBSIDISE: Measure.GOES_ON,
    # What the person does, and would lose by its end.
    Use.SIGN_IN: Measure.GOES_ON,
    Use.ANSWER: Measure.GOES_ON,
}
MAY_BECOME_ONE = frozenset({RequestKind.ERASE, RequestKind.RESTRICT})


class WhyOpened(NotRight):
    """A restricted person's paper was to be opened without a word why."""

    def __init__(self) -> None:
        super().__init__("这位学员的个人信息已限制处理，打开材料要写明理由，请在申领页面写理由后打开。")


def is_stopped(use: Use, *, is_restricted: bool) -> bool:
    """Whether it is left undone for this person."""
    return is_restricted and MEASURES[use] is Measure.STOPS


def check_reason(use: Use, reason: str, *, is_restricted: bool) -> None:
    """Raises WhyOpened where this person's data is used so with a reason only, and none is given."""
    if is_restricted and MEASURES[use] is Measure.ASKS_WHY and not reason:
        raise WhyOpened


def may_restrict(kind: RequestKind, decision: RequestDecision) -> bool:
    """Whether such an answer may restrict: to erasure, barred by its period, or to restriction itself."""
    return kind in MAY_BECOME_ONE and decision is not RequestDecision.REFUSED


def meaning() -> tuple[str, ...]:
    """What it means, in words for the trainee: one line a measure."""
    return tuple(
        f"{measure}：{'、'.join(use for use in Use if MEASURES[use] is measure)}" for measure in Measure
    )
