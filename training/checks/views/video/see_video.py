"""What only a video check has, for its view."""

from training.checks.rules.video_checks import gap_in_words
from training.checks.views.video.load_video import LoadedVideo
from training.checks.views.video.video_views import FailureLine, StatisticsLine, VideoView, ViewerLine
from training.notice.policy import Policy
from training.records.checks.video_checks import LiveStatistics, MeetingFailure, StatisticsViewer


def video_view(loaded: LoadedVideo, *, may_act: bool) -> VideoView:
    """`may_act`: whether the person who looks may record in the check now."""
    facts, policy = loaded.facts, loaded.policy
    return VideoView(
        facts=facts,
        meetings=loaded.meetings,
        gap=gap_in_words(facts, policy),
        override_reason=loaded.start.override_reason,
        failure=_failure(loaded.failure) if loaded.failure else None,
        statistics=_statistics(loaded.statistics, loaded) if loaded.statistics else None,
        may_fall_back=may_act and facts.failure is None,
        wants_statistics=may_act and facts.failure is not None,
    )


def _failure(row: MeetingFailure) -> FailureLine:
    return FailureLine(row.reason, row.explanation, row.reported_by, row.reported_at)


def _statistics(row: LiveStatistics, loaded: LoadedVideo) -> StatisticsLine:
    longest = sorted(row.viewers, key=lambda each: (-each.watched_seconds, each.id))
    return StatisticsLine(
        statistics_id=row.public_id,
        source=row.source,
        day=row.day,
        file_name=row.file_name,
        sha256=row.sha256,
        lines=row.lines,
        participants=loaded.facts.participants or 0,
        viewers=tuple(_viewer(each, loaded.policy) for each in longest),
        strangers=row.strangers,
        teachers=row.teachers,
        duplicates=row.duplicates,
        received_by=row.received_by,
        received_at=row.received_at,
    )


def _viewer(row: StatisticsViewer, policy: Policy) -> ViewerLine:
    minutes = row.watched_seconds // 60
    is_counted = minutes >= policy.participant_minutes
    return ViewerLine(row.enrolment.public_id, row.enrolment.trainee.name, minutes, is_counted)
