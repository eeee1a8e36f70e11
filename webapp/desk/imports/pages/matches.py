"""What the pages of 一键匹配 say; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.attendance.terms import MatchState
from training.attendance.views.numbers.gains_of import Gain
from training.attendance.views.numbers.proposals_for import Candidate, Proposal
from training.notice.clock import SHANGHAI

NUMBER = "number-"
"""Before each number in the name of its field."""
TONES: Mapping[MatchState, str] = {
    MatchState.WAITS: "warn",
    MatchState.AT_ONCE: "good",
    MatchState.APPROVED: "good",
    MatchState.REFUSED: "bad",
    MatchState.UNDONE: "",
}


@dataclass(frozen=True)
class NumberLine:
    """A number, where and when it was seen; whom it may mean as (key, words); `chosen` a key or empty."""

    number: str
    machines: str
    punches: int
    days: Sequence[date]
    people: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class GainLine:
    """One match before it is confirmed."""

    number: str
    key: str
    whose: str
    class_number: str
    old_number: str
    grounds: str
    half_days: int
    becomes_qualified: bool
    how: str
    tone: str


def number_lines(found: Sequence[Proposal], picked: Mapping[str, UUID] | None) -> list[NumberLine]:
    """Those that may mean somebody first; what was picked stays picked."""
    lines = [_number_line(each, picked) for each in found]
    return sorted(lines, key=lambda each: not each.people)


def read_picks(fields: Mapping[str, str]) -> dict[str, UUID]:
    """By number the enrolment that was chosen; raises ValueError where it is no key."""
    return dict(_picks(fields))


def gain_line(gain: Gain) -> GainLine:
    whose = gain.candidate.enrolment
    if gain.is_at_once:
        how, tone = "确认后马上生效", "good"
    else:
        how, tone = ("已结业，等审核" if gain.is_over else "有较早的打卡，等审核"), "warn"
    return GainLine(
        gain.lost.number,
        str(whose.public_id),
        whose.trainee.name,
        whose.training_class.class_number,
        whose.attendance_number or "没有",
        "；".join(gain.candidate.grounds),
        gain.half_days,
        gain.becomes_qualified,
        how,
        tone,
    )


def when(moment: datetime) -> str:
    """11-29 16:40, in Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%m-%d %H:%M}"


def _number_line(found: Proposal, picked: Mapping[str, UUID] | None) -> NumberLine:
    lost = found.lost
    chosen = _sure(found.candidates) if picked is None else str(picked.get(lost.number, ""))
    people = [(str(each.enrolment.public_id), _words(each)) for each in found.candidates]
    days = sorted({day for _, day in lost.seen})
    return NumberLine(lost.number, "、".join(lost.devices) or "没有写明", lost.punches, days, people, chosen)


def _sure(candidates: Sequence[Candidate]) -> str:
    """The only one whose name the machine has for the number: chosen before anybody chooses."""
    best = [each for each in candidates if len(each.grounds) > 1]
    return str(best[0].enrolment.public_id) if len(best) == 1 else ""


def _words(one: Candidate) -> str:
    own = one.enrolment
    where = own.training_class.class_number
    return f"{own.trainee.name}（{where}，在册 {one.days} 天；{'；'.join(one.grounds)}）"


def _picks(fields: Mapping[str, str]) -> Iterator[tuple[str, UUID]]:
    for name, key in fields.items():
        if name.startswith(NUMBER) and key:
            yield name.removeprefix(NUMBER), UUID(key)
