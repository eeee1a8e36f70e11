"""The verdict of a video spot check (视频查班), condition by condition (R31 to R35)."""

from dataclasses import dataclass

from training.checks.rules.spot_checks import (
    Condition,
    ConditionState,
    Judgement,
    reaches,
    share_in_words,
    verdict_of,
)
from training.checks.terms import FallbackReason
from training.notice.policy import Policy


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """All that decides a video check; the roster stays as it was at the start."""

    roster_size: int
    screenshots: int
    faces: tuple[int, ...] = ()
    """Of every screenshot that was counted: the count that holds."""
    joined: int | None = None
    """Trainees who joined the meeting at some time; None where none was held."""
    failure: FallbackReason | None = None
    """Why no meeting decides, where somebody has said so."""
    participants: int | None = None
    """By the live statistics of the day; None without them."""

    @property
    def best_faces(self) -> int | None:
        """The best single moment: those of two screenshots may be the same people, so they never add up."""
        return max(self.faces, default=None)


def judge_video_check(facts: VideoFacts, policy: Policy) -> Judgement:
    """The verdict by the meeting, or by the day's live statistics where no meeting could decide (R34).

    A meeting that was held and showed too few faces is not undone by saying that it broke: until there
    are statistics its faces decide. One that showed enough needs no statistics.
    """
    faces, screenshots = _faces(facts, policy), _screenshots(facts, policy)
    met = _judged(faces, screenshots)
    has_passed = all(each.state is ConditionState.MET for each in met.conditions)
    if facts.failure is None or has_passed:
        return met
    reason, kept = _reason(facts, facts.failure), _statistics(facts)
    if facts.participants is not None:
        return _judged(reason, _participants(facts, facts.participants, policy), kept)
    if facts.faces:
        return Judgement((faces, screenshots, reason, kept), met.verdict)
    return _judged(reason, kept)


def gap_in_words(facts: VideoFacts, policy: Policy) -> str:
    """That those who joined and those who were seen differ much: for a person to look at; else empty."""
    joined, seen = facts.joined, facts.best_faces
    if joined is None or seen is None:
        return ""
    if 100 * abs(joined - seen) < policy.joined_gap_percent * facts.roster_size:
        return ""
    why = "可能有人没开摄像头或不在镜头前" if joined > seen else "可能几人共用一个账号，或有外人入镜"
    return f"入会 {joined} 人，清点人脸 {seen} 张，相差较大（{why}），请核对"


def _judged(*conditions: Condition) -> Judgement:
    """What has to be kept as evidence comes last."""
    return Judgement(conditions, verdict_of(conditions, evidence=conditions[-1]))


def _faces(facts: VideoFacts, policy: Policy) -> Condition:
    name, clause, percent = "人脸在线率", "R32", policy.faces_percent
    joined = "" if facts.joined is None else f"；入会 {facts.joined} 人"
    if facts.best_faces is None:
        return Condition(name, clause, ConditionState.OPEN, f"未清点{joined}", "还没有清点截图里的人脸")
    share = share_in_words(facts.best_faces, facts.roster_size)
    numbers = f"人脸最多的一张 {share}，应达 {percent}%{joined}"
    return Condition(name, clause, reaches(facts.best_faces, facts.roster_size, percent), numbers)


def _screenshots(facts: VideoFacts, policy: Policy) -> Condition:
    name, clause = "视频会议截图", "R33"
    numbers = f"截图 {facts.screenshots} 张，应有 {policy.screenshots_needed} 张"
    if facts.screenshots >= policy.screenshots_needed:
        return Condition(name, clause, ConditionState.MET, numbers)
    return Condition(name, clause, ConditionState.OPEN, numbers, "还没有留存视频会议截图")


def _reason(facts: VideoFacts, failure: FallbackReason) -> Condition:
    """What the meeting showed before stays beside the reason, for whoever reads the record."""
    seen = f"；此前截图人脸最多 {facts.best_faces}/{facts.roster_size}" if facts.faces else ""
    return Condition("未能视频检查的原因", "R34", ConditionState.MET, f"{failure}{seen}")


def _participants(facts: VideoFacts, participants: int, policy: Policy) -> Condition:
    percent = policy.participants_percent
    share = share_in_words(participants, facts.roster_size)
    numbers = f"实际参培 {share}，应达 {percent}%（观看满 {policy.participant_minutes} 分钟的在册学员）"
    return Condition("实际参培人数", "R35", reaches(participants, facts.roster_size, percent), numbers)


def _statistics(facts: VideoFacts) -> Condition:
    name, clause = "当天直播统计", "R35"
    if facts.participants is None:
        return Condition(name, clause, ConditionState.OPEN, "未提供", "还没有当天的直播统计数据")
    return Condition(name, clause, ConditionState.MET, "已留存")
