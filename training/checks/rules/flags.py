"""What a reader of a verdict should look at more closely; nothing of it changes the verdict (R32 to R39)."""

from collections.abc import Iterator
from dataclasses import dataclass

from training.notice.policy import Policy

MANY_SHORT_CALLS = 3
"""So many are pointed out however many others were long; of fewer calls, half of them."""


@dataclass(frozen=True, slots=True)
class FlagFacts:
    """All that may be pointed out; a person stands in it by the place in the draw alone."""

    roster_size: int
    matched_seconds: tuple[int, ...] = ()
    """How long the calls took that agreed with the filing, where the number was shown before."""
    never_shown: tuple[int, ...] = ()
    """Whose number nobody had been shown when a call to it was recorded."""
    overlapping: tuple[int, ...] = ()
    """Whom one inspector called while calling another."""
    undone: tuple[tuple[int, str, str], ...] = ()
    """Whom a correction took out of a mismatch: the place, what was recorded before, and what is now."""
    out_of_hours: int = 0
    empty_numbers: tuple[int, ...] = ()
    present: int | None = None
    """Heads in the room, or faces on the best screenshot."""
    joined: int | None = None
    """Trainees who joined the meeting; None where none was held."""
    gap: str = ""
    """That those who joined and the faces differ much, in words."""
    is_without_meeting: bool = False
    """A video check passes though no meeting was held, and nobody has said why."""
    doubtful_pictures: tuple[int, ...] = ()
    """第几张, those whose own time does not fit the check."""
    calls_owed: int = 0
    """Whom earlier checks had chosen that came to nothing, and no phone check has called since."""


def flags_of(facts: FlagFacts, policy: Policy) -> tuple[str, ...]:
    """Each as a Chinese sentence, in the order of the check."""
    return (*_of_calls(facts, policy), *_of_presence(facts))


def is_short_often(seconds: tuple[int, ...], policy: Policy) -> bool:
    """Half of them, or so many, are shorter than anybody could ask and answer the questions."""
    short = short_calls(seconds, policy)
    return short > 0 and (2 * short >= len(seconds) or short >= MANY_SHORT_CALLS)


def short_calls(seconds: tuple[int, ...], policy: Policy) -> int:
    return sum(each < policy.short_call_seconds for each in seconds)


def _of_calls(facts: FlagFacts, policy: Policy) -> Iterator[str]:
    if is_short_often(facts.matched_seconds, policy):
        short, limit = short_calls(facts.matched_seconds, policy), policy.short_call_seconds
        agreed = f"核对一致的通话 {len(facts.matched_seconds)} 个"
        yield f"{agreed}，其中 {short} 个不到 {limit} 秒，来不及逐项核对"
    if facts.never_shown:
        yield f"{_places(facts.never_shown)}没有显示过号码就记了通话"
    if facts.overlapping:
        yield f"{_places(facts.overlapping)}的通话时间相互重叠，记录人是同一人"
    for place, before, now in facts.undone:
        yield f"{place} 号由“{before}”更正为“{now}”（原因见检查记录）"
    if facts.out_of_hours:
        yield f"{facts.out_of_hours} 个通话不在通话时段"
    if facts.empty_numbers:
        yield f"{_places(facts.empty_numbers)}备案的号码是空号"


def _of_presence(facts: FlagFacts) -> Iterator[str]:
    if facts.present is not None and facts.present > facts.roster_size:
        yield f"清点 {facts.present} 人，多于在册 {facts.roster_size} 人，可能有外人"
    if facts.gap and (facts.joined or 0) < (facts.present or 0):
        yield facts.gap
    if facts.is_without_meeting:
        yield "没有开过会议，也没有写明会议为什么没能进行，请核对截图是哪里来的"
    if facts.doubtful_pictures:
        pictures = "、".join(map(str, facts.doubtful_pictures))
        yield f"第 {pictures} 张照片自带的时间与本次检查不符"
    if facts.calls_owed:
        yield f"作废或无法完成的抽查还有 {facts.calls_owed} 人未核实，须由电话查班核实"


def _places(positions: tuple[int, ...]) -> str:
    return f"{'、'.join(map(str, positions))} 号"
