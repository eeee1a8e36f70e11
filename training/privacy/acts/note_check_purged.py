from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from training.privacy.views.checks_due_for_purge import DueCheck
from training.records.checks.evidence import Evidence
from training.records.checks.video_checks import LiveStatistics, StatisticsViewer
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import CameraSighting, MeetingLook, MeetingPresence


def note_check_purged(session: Session, due: DueCheck, *, now: datetime) -> None:
    """After the store has let go of the files."""
    meetings = select(Meeting.id).where(Meeting.check_id == due.check_id)
    looks = select(MeetingLook.id).where(MeetingLook.meeting_id.in_(meetings))
    statistics = select(LiveStatistics.id).where(LiveStatistics.check_id == due.check_id)
    session.execute(delete(CameraSighting).where(CameraSighting.look_id.in_(looks)))
    session.execute(delete(MeetingPresence).where(MeetingPresence.meeting_id.in_(meetings)))
    session.execute(delete(StatisticsViewer).where(StatisticsViewer.statistics_id.in_(statistics)))
    for record in (Meeting, LiveStatistics, Evidence):
        own = update(record).where(record.check_id == due.check_id, record.purged_at.is_(None))
        session.execute(own.values(purged_at=now))
