"""The verdict of a phone spot check (电话查班), condition by condition (R36 to R39)."""

from dataclasses import dataclass

from training.checks.rules.calls import VERIFIED, WAITING, Drawn, Standing, standing_of
from training.checks.rules.leads import leads_in_words
from training.checks.rules.spot_checks import (
    Condition,
    ConditionState,
    Judgement,
    reaches,
    share_in_words,
    verdict_of,
)
from training.notice.policy import Policy


@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """All that decides a phone check; N and the sample stay as drawn whatever becomes of the roster."""

    roster_size: int
    sample_size: int
    drawn: tuple[Drawn, ...]
    reserve_left: int
    heads: int | None
    panoramas: int
    """Pictures marked as the panorama with everybody in it."""
    carried: int = 0
    """带入: so many are to be compared besides the sample; a draw that came to nothing had chosen them."""

    @property
    def to_verify(self) -> int:
        """应核实."""
        return self.sample_size + self.carried


def judge_phone_check(facts: PhoneFacts, policy: Policy) -> Judgement:
    """The verdict of a phone check.

    A verdict either way needs the panorama (须留存, R39). What is proved to fail fails even if calls are
    still open: no further call could mend it.
    """
    conditions = (
        _enough_compared(facts, policy),
        _no_mismatch(facts, policy),
        _attendance(facts, policy),
        _panorama(facts, policy),
    )
    return Judgement(conditions, verdict_of(conditions, evidence=conditions[-1]))


def _enough_compared(facts: PhoneFacts, policy: Policy) -> Condition:
    """Carried ones whom nobody reaches, the reserve being used up, do not keep a check from its end."""
    name, clause = "电话比对人数", "R37"
    standings = [standing_of(each, policy) for each in facts.drawn]
    verified = sum(each in VERIFIED for each in standings)
    replaceable = standings.count(Standing.REPLACEABLE)
    lacking = facts.to_verify - verified
    share = f"在册 {facts.roster_size} 名的 1/{policy.sample_one_in}，进一取整"
    carried = f"，另带入前次检查抽中的 {facts.carried} 名" if facts.carried else ""
    numbers = f"应核实 {facts.to_verify} 名（{share}{carried}），已核实 {verified} 名"
    if lacking <= 0:
        return Condition(name, clause, ConditionState.MET, numbers)
    within_reach = sum(each in WAITING for each in standings) + min(replaceable, facts.reserve_left)
    if verified + within_reach < facts.sample_size:
        return Condition(name, clause, ConditionState.OUT_OF_REACH, f"{numbers}，备用名单已用完")
    if not within_reach:
        used_up = f"{numbers}，其余 {replaceable} 名联系不上，备用名单已用完"
        return Condition(name, clause, ConditionState.MET, used_up)
    lacking = min(lacking, within_reach)
    replace = f"，其中 {replaceable} 名待补抽" if replaceable else ""
    return Condition(name, clause, ConditionState.OPEN, numbers, f"还要核实 {lacking} 名{replace}")


def _no_mismatch(facts: PhoneFacts, policy: Policy) -> Condition:
    unresolved = sum(standing_of(each, policy) is Standing.MISMATCHED for each in facts.drawn)
    met = unresolved <= policy.mismatches_allowed
    numbers = f"未说明的不一致 {unresolved} 名，允许 {policy.mismatches_allowed} 名"
    if leads := leads_in_words(sum(len(each.leads) for each in facts.drawn)):
        numbers = f"{numbers}；{leads}"
    return Condition("备案信息无误", "R37", ConditionState.MET if met else ConditionState.FAILED, numbers)


def _attendance(facts: PhoneFacts, policy: Policy) -> Condition:
    name, percent = "总出勤率", policy.check_attendance_percent
    if facts.heads is None:
        return Condition(name, "R38", ConditionState.OPEN, "未清点", "还没有清点到课人数")
    numbers = f"到课 {share_in_words(facts.heads, facts.roster_size)}，应达 {percent}%"
    return Condition(name, "R38", reaches(facts.heads, facts.roster_size, percent), numbers)


def _panorama(facts: PhoneFacts, policy: Policy) -> Condition:
    numbers = f"全部学员入镜的全景 {facts.panoramas} 张，应有 {policy.panoramas_needed} 张"
    if facts.panoramas >= policy.panoramas_needed:
        return Condition("全景截图", "R39", ConditionState.MET, numbers)
    return Condition("全景截图", "R39", ConditionState.OPEN, numbers, "还没有拍到全部参训学员的全景截图")
