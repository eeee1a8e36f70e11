"""What only a video check has, as plain values for its export: no name, no phone."""

from datetime import UTC, datetime
from typing import Any

from training.checks.views.video.load_video import LoadedVideo
from training.records.checks.video_checks import FaceCount, LiveStatistics, MeetingFailure


def export_video(loaded: LoadedVideo) -> dict[str, Any]:
    """Every count and file with its hash; what people wrote in their own words stays behind."""
    return {
        "roster": loaded.start.roster,
        "roster_hash": loaded.start.roster_hash,
        "roster_size": loaded.start.roster_size,
        "was_overridden": bool(loaded.start.override_reason),
        "face_counts": [_count(loaded, each) for each in loaded.all_counts],
        "joined": loaded.facts.joined,
        "failure": _failure(loaded.failure) if loaded.failure else None,
        "statistics": _statistics(loaded.statistics) if loaded.statistics else None,
    }


def time_in_words(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _count(loaded: LoadedVideo, count: FaceCount) -> dict[str, Any]:
    return {
        "picture": loaded.hashes[count.evidence_id],
        "faces": count.faces,
        "counted_at": time_in_words(count.counted_at),
    }


def _failure(failure: MeetingFailure) -> dict[str, Any]:
    return {"reason": failure.reason.value, "reported_at": time_in_words(failure.reported_at)}


def _statistics(statistics: LiveStatistics) -> dict[str, Any]:
    return {
        "source": statistics.source.value,
        "day": statistics.day.isoformat(),
        "sha256": statistics.sha256,
        "size": statistics.size,
        "lines": statistics.lines,
        "strangers": statistics.strangers,
        "teachers": statistics.teachers,
        "duplicates": statistics.duplicates,
        "viewers": [
            {"enrolment": str(each.enrolment.public_id), "watched_seconds": each.watched_seconds}
            for each in statistics.viewers
        ],
    }
