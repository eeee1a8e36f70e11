"""A check as somebody may see it who is shown no full name."""

from dataclasses import replace

from training.checks.views.check_views import CheckView
from training.checks.views.video.video_views import StatisticsLine, VideoView
from training.meetings.views.meeting_views import MeetingView
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for


def names_for(staff: Staff | None, view: CheckView) -> CheckView:
    """The same check; without staff, as acts and cards need it."""
    if staff is None:
        return view
    people = tuple(replace(each, name=name_for(staff, each.name)) for each in view.people)
    return replace(view, people=people, video=_video(staff, view.video) if view.video else None)


def _video(staff: Staff, video: VideoView) -> VideoView:
    told = video.statistics
    return replace(
        video,
        meetings=tuple(_meeting(staff, each) for each in video.meetings),
        statistics=_statistics(staff, told) if told else None,
    )


def _meeting(staff: Staff, meeting: MeetingView) -> MeetingView:
    people = tuple(replace(each, name=name_for(staff, each.name)) for each in meeting.people)
    strangers = tuple(replace(each, name=name_for(staff, each.name)) for each in meeting.strangers)
    return replace(meeting, people=people, strangers=strangers)


def _statistics(staff: Staff, told: StatisticsLine) -> StatisticsLine:
    return replace(
        told, viewers=tuple(replace(each, name=name_for(staff, each.name)) for each in told.viewers)
    )
