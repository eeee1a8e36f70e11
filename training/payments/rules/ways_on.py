"""What the office does with a subsidy that does not hold any more: acts that this one really has (R19)."""

from collections.abc import Mapping

from training.eligibility.terms import LineState, Scheme

GONE: Mapping[Scheme, str] = {
    Scheme.TRAINING: "核定已经不成立（名单、评估或核定有变化）",
    Scheme.C1: "C1 申领现在不能往下办（查出不符合、等复查，或申领有变化）",
}
"""Why it goes no further."""
JUDGE_ANEW = "请到班级的“补贴”页重新核定；名单有误的，另定为可补贴，由两个人签字。"
WITHDRAW_FIRST = (
    "请先从申请里撤下这个人，再到班级的“补贴”页重新核定；名单有误的，另定为可补贴，由两个人签字。"
)
MEND = "比对名单有误的，由导入名单的单位在“比对名单”里撤回，补贴记录有误的先更正，以后照常办理；"
SEND_BACK = "请市本级把申领发回旗县区重新审核。"
DEMAND = "请登记追回。"
WAYS: Mapping[tuple[Scheme, LineState], str] = {
    (Scheme.TRAINING, LineState.APPLIED): WITHDRAW_FIRST,
    (Scheme.TRAINING, LineState.PAID): DEMAND,
    (Scheme.C1, LineState.GRANTED): f"{MEND}确实不符合的，公示前在会议名单里去掉，或{SEND_BACK}",
    (Scheme.C1, LineState.PUBLIC): f"{MEND}确实不符合的，{SEND_BACK}",
    (Scheme.C1, LineState.APPLIED): f"{MEND}确实不符合的，先从申请里撤下这个人，再{SEND_BACK}",
    (Scheme.C1, LineState.PAID): DEMAND,
}
"""A claim is not judged: its gates are the review's, and only the city sends it back."""
ENDED = frozenset({LineState.RECOVERED, LineState.LAPSED})


def way_on(scheme: Scheme, state: LineState) -> str:
    """Empty where nothing is left to do."""
    if state in ENDED:
        return ""
    return WAYS.get((scheme, state), JUDGE_ANEW if scheme is Scheme.TRAINING else SEND_BACK)
