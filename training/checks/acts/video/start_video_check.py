"""Start a video spot check: the roster is fixed, and the meeting asked for (R31)."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.carry_over import carry_over
from training.checks.acts.enter_check import enter_check
from training.checks.acts.finish_act import finish_act
from training.checks.acts.new_check import ORDINARY, Why, new_check
from training.checks.acts.video.request_meeting import HostNotInChat, request_meeting
from training.checks.rules.sampling import roster_hash
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import class_to_check, refuse_second_check, roster_to_check
from training.checks.views.lesson_on_now import lesson_on_now
from training.checks.views.load_check import load_check
from training.errors import Next, NotNow
from training.notice.notes import read_note
from training.records.checks.video_checks import VideoStart
from training.records.staff.staff import Staff


class NoOnlineLesson(NotNow):
    """Online lessons are checked by video; whoever wants it otherwise says why."""

    leads_to = (Next.DUE,)

    def __init__(self, on_now: str):
        super().__init__(
            f"{on_now}，没有可以视频检查的线上课。确需现在视频查班的，请写明原因，会留在检查记录里。"
        )


def start_video_check(
    session: Session,
    staff: Staff,
    class_id: UUID,
    *,
    why: Why = ORDINARY,
    now: datetime,
) -> CheckView:
    """Begin; with a reason in `why` also while no online lesson is on, or where the round has drawn others.

    Raises NotAnInspector, NotFound, ClassNotRunning, NobodyOnRoster, NoOnlineLesson, TextTooLong,
    CheckIsRunning (with the `check_id`), or OutsideRound.
    """
    own, reason = class_to_check(session, staff, class_id, now), read_note(why.method)
    ids = sorted(str(each.public_id) for each in roster_to_check(session, own, now))
    lesson = lesson_on_now(session, own, now)
    is_online = lesson.method is CheckMethod.VIDEO
    if not is_online and not reason:
        refuse_second_check(session, own, staff)
        raise NoOnlineLesson(lesson.words)
    check = new_check(session, own, staff, CheckMethod.VIDEO, why, now=now)
    check.video_start = VideoStart(
        roster=ids,
        roster_hash=roster_hash(map(UUID, ids)),
        roster_size=len(ids),
        override_reason="" if is_online else reason,
    )
    session.flush()
    carry_over(session, check, now=now)
    # Who is not known in the chat may hold the meeting elsewhere, or fall back; the view says that none runs.
    with suppress(HostNotInChat):
        request_meeting(session, check, staff, now=now)
    enter_check(session, staff, check, now=now)
    return finish_act(session, staff, load_check(session, check, now))
