"""The rule in plain words (pure)."""

from training.attendance.rules.explanations import NOT_JUDGED
from training.notice.policy import Policy


def rule_lines(policy: Policy, percent: int) -> tuple[str, ...]:
    """The rule with the numbers of the policy that the class is pinned to (R43 to R46, R55).

    `percent` of the prescribed hours qualifies; 0: hours do not decide.
    """
    opens, closes = policy.in_opens_before_minutes, policy.in_closes_after_minutes
    out_opens, out_closes = policy.out_opens_before_minutes, policy.out_closes_after_minutes
    return (
        f"一天打卡四次：上午签到、签退，下午签到、签退。一天最多 {2 * policy.half_day_hours} 课时。",
        f"签到：上课前 {opens} 分钟到上课后 {closes} 分钟内有效。",
        f"签退：下课前 {out_opens} 分钟到下课后 {out_closes} 分钟内有效。",
        f"半天的签到、签退都有效，记满这半天的课时（一般 {policy.half_day_hours} 课时）。",
        f"迟到或早退：按在课分钟数折算，{policy.class_hour_minutes} 分钟为 1 课时，不足半课时的舍去。",
        "只有一次打卡：这半天记 0 课时，算漏打卡。",
        f"在课却漏打卡：下课后 {policy.correction_days} 天内可申请补卡，由培训机构或旗县区审核；"
        "批准后签到按上课时间、签退按下课时间计。",
        f"{policy.duplicate_punch_minutes} 分钟以内重复打卡算一次。课程表以外的时间打卡不计。",
        "线上课不打卡，按直播观看时间折算，重复观看的时间不重复计。",
        _qualifies(percent),
    )


def _qualifies(percent: int) -> str:
    if not percent:
        return f"合格：{NOT_JUDGED}。"
    return f"合格：累计课时达到规定总课时的 {percent}%。分母是规定总课时，不是已上的课时。"
