"""The rows that only a video check has, and the facts that they give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.checks.rules.participants import Roll
from training.checks.rules.video_checks import VideoFacts
from training.meetings.views.meeting_views import MeetingView
from training.meetings.views.see_meeting import see_meetings
from training.notice.policy import Policy
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import (
    FaceCount,
    LiveStatistics,
    MeetingFailure,
    StatisticsViewer,
    VideoStart,
)
from training.records.classes.trainees import Enrolment


@dataclass(frozen=True)
class LoadedVideo:
    """The rows as they stand now, or when the check ended."""

    check: SpotCheck
    start: VideoStart
    hashes: dict[int, str]
    """Of every screenshot, also of those that were taken back: the SHA-256 of its bytes."""
    living: frozenset[int]
    """The screenshots that prove something."""
    all_counts: tuple[FaceCount, ...]
    """As they were made, also of screenshots that were taken back."""
    failure: MeetingFailure | None
    statistics: LiveStatistics | None
    meetings: tuple[MeetingView, ...]
    """The oldest first; the others failed or broke."""

    @property
    def policy(self) -> Policy:
        return self.check.rule_set.policy

    @cached_property
    def counts(self) -> dict[int, FaceCount]:
        """The latest of each screenshot holds, and of one that was taken back none."""
        return {each.evidence_id: each for each in self.all_counts if each.evidence_id in self.living}

    @cached_property
    def roll(self) -> Roll | None:
        found = self.statistics
        if found is None:
            return None
        watched = {each.enrolment_id: timedelta(seconds=each.watched_seconds) for each in found.viewers}
        return Roll(watched, found.strangers, found.teachers, found.duplicates)

    @cached_property
    def facts(self) -> VideoFacts:
        return VideoFacts(
            roster_size=self.start.roster_size,
            screenshots=len(self.living),
            faces=tuple(each.faces for each in self.counts.values()),
            joined=self._joined,
            failure=self.failure.reason if self.failure else None,
            participants=self.roll.participants(self.policy.participant_watches) if self.roll else None,
        )

    @property
    def _joined(self) -> int | None:
        """Distinct trainees, whichever of the meetings they came to."""
        held = [each for each in self.meetings if each.opened_at is not None and not each.is_purged]
        joined = {each.enrolment_id for own in held for each in own.people if each.has_joined}
        return len(joined) if held else None

    def joined_then(self, moment: datetime) -> int | None:
        """How many were in when a screenshot came; None where no meeting ran."""
        running = [each for each in self.meetings if _ran_at(each, moment)]
        return running[-1].joined_at(moment) if running else None


def load_video(
    session: Session, check: SpotCheck, pictures: Sequence[Evidence], now: datetime
) -> LoadedVideo | None:
    """None for a phone check; `pictures` are all that came, with what was taken back."""
    start = check.video_start
    if start is None:
        return None
    return LoadedVideo(
        check=check,
        start=start,
        hashes={each.id: each.sha256 for each in pictures},
        living=frozenset(each.id for each in pictures if each.withdrawal is None),
        all_counts=_counts(session, check),
        failure=_failure(session, check),
        statistics=_statistics(session, check),
        meetings=see_meetings(session, check, now),
    )


def _counts(session: Session, check: SpotCheck) -> tuple[FaceCount, ...]:
    in_order = select(FaceCount).where(FaceCount.check_id == check.id).order_by(FaceCount.id)
    return tuple(session.scalars(in_order))


def _ran_at(meeting: MeetingView, moment: datetime) -> bool:
    opened, ended = meeting.opened_at, meeting.ended_at
    return opened is not None and opened <= moment and (ended is None or moment <= ended)


def _failure(session: Session, check: SpotCheck) -> MeetingFailure | None:
    own = select(MeetingFailure).where(MeetingFailure.check_id == check.id)
    return session.scalars(own.order_by(MeetingFailure.id.desc()).limit(1)).one_or_none()


def _statistics(session: Session, check: SpotCheck) -> LiveStatistics | None:
    kept = (LiveStatistics.check_id == check.id, LiveStatistics.purged_at.is_(None))
    own = select(LiveStatistics).where(*kept)
    viewer = selectinload(LiveStatistics.viewers).joinedload(StatisticsViewer.enrolment)
    latest = own.options(viewer.joinedload(Enrolment.trainee)).order_by(LiveStatistics.id.desc()).limit(1)
    return session.scalars(latest).one_or_none()
