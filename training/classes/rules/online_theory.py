"""线上理论原则上不超过总课时的40% (R52): more asks for a reason, and is no ground to refuse a class."""

from dataclasses import dataclass

from training.notice.class_hours import hours


@dataclass(frozen=True, slots=True)
class OnlineTheory:
    """The online theory of one class, planned and held so far; in half class hours."""

    planned_halves: int
    held_halves: int
    prescribed_halves: int
    most_percent: int
    reason: str

    @property
    def is_too_much(self) -> bool:
        return 100 * self.planned_halves > self.most_percent * self.prescribed_halves

    @property
    def lacks_reason(self) -> bool:
        return self.is_too_much and not self.reason


def online_theory_words(found: OnlineTheory) -> str:
    """What is said of a class that plans too much, and whether somebody still has to say why."""
    most = f"总课时 {hours(found.prescribed_halves)} 的 {found.most_percent}%"
    share = f"线上理论 {hours(found.planned_halves)} 课时，超过{most}"
    held = f"（到今天 {hours(found.held_halves)}）" if found.held_halves else ""
    return f"{share}{held}，" + (f"理由：{found.reason}" if found.reason else "还没有写明理由")
