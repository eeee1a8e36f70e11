"""What of a check should be looked at more closely, as its rows stand now."""

from collections.abc import Iterable, Iterator, Mapping

from training.checks.rules.calls import CallResult, call_result
from training.checks.rules.flags import FlagFacts, flags_of
from training.checks.rules.overlaps import CallSpan, overlapping_places
from training.checks.rules.video_checks import gap_in_words
from training.checks.terms import CallOutcome, Verdict
from training.checks.views.calls.call_signs import NEVER_SHOWN, OUT_OF_HOURS
from training.checks.views.evidence.doubt_of import doubt_of
from training.checks.views.load_check import LoadedCheck, call_of
from training.records.checks.calls import SpotCall

Signs = Mapping[int, tuple[str, ...]]


def flags_of_check(loaded: LoadedCheck, signs: Signs, calls_owed: int) -> tuple[str, ...]:
    """`signs` by the key of the call; of what was corrected since only that it was a mismatch is told.

    `calls_owed` in a video check.
    """
    calls = [(place.position, call) for place in loaded.in_play for call in loaded.calls.get(place.id, ())]
    video = loaded.video.facts if loaded.video else None
    doubts = ((loaded.place_of_picture(each), doubt_of(each, loaded.check)) for each in loaded.pictures)
    facts = FlagFacts(
        roster_size=loaded.facts.roster_size,
        matched_seconds=tuple(_seconds(call) for _, call in calls if _is_timed_match(call, signs)),
        never_shown=_places((place, NEVER_SHOWN in signs.get(call.id, ())) for place, call in calls),
        overlapping=overlapping_places(_span(place, call) for place, call in calls),
        undone=tuple(_undone(loaded, calls)),
        out_of_hours=sum(OUT_OF_HOURS in signs.get(call.id, ()) for _, call in calls),
        empty_numbers=_places((place, call.outcome is CallOutcome.NO_SUCH_NUMBER) for place, call in calls),
        present=video.best_faces if video else loaded.facts.heads,
        joined=video.joined if video else None,
        gap=gap_in_words(video, loaded.policy) if video else "",
        is_without_meeting=_passes_without_meeting(loaded),
        doubtful_pictures=_places((place, bool(doubt)) for place, doubt in doubts),
        calls_owed=calls_owed,
    )
    return flags_of(facts, loaded.policy)


def _span(place: int, call: SpotCall) -> CallSpan:
    return CallSpan(place, call.called_by, call.started_at, call.ended_at)


def _undone(loaded: LoadedCheck, calls: Iterable[tuple[int, SpotCall]]) -> Iterator[tuple[int, str, str]]:
    for place, call in calls:
        if before := loaded.mismatches_undone_by(call):
            yield place, "、".join(each.outcome for each in before), call.outcome


def _passes_without_meeting(loaded: LoadedCheck) -> bool:
    if loaded.video is None or loaded.judgement.verdict is not Verdict.PASSED:
        return False
    return loaded.video.facts.joined is None and loaded.video.facts.failure is None


def _is_timed_match(call: SpotCall, signs: Signs) -> bool:
    """How long a call took is known from the moment when the number was shown."""
    return call_result(call_of(call)) is CallResult.MATCH and NEVER_SHOWN not in signs.get(call.id, ())


def _seconds(call: SpotCall) -> int:
    return int((call.ended_at - call.started_at).total_seconds())


def _places(found: Iterable[tuple[int, bool]]) -> tuple[int, ...]:
    return tuple(sorted({place for place, is_so in found if is_so}))
