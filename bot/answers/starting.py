"""电话查班, 视频查班: begin a check of a class, or come into the one that runs."""

from collections.abc import Callable

from bot.answers import phone_checks, video_checks
from bot.answers.asking import Asking
from bot.answers.replies import Reply
from bot.words.commands import StartCheck, StartVideoCheck
from bot.words.spellings import CLASS, DUE, START, START_VIDEO
from training.checks.acts.join_check import join_check
from training.checks.acts.start_check import start_check
from training.checks.acts.video.start_video_check import NoOnlineLesson, start_video_check
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import CheckIsRunning
from training.checks.views.find_check import level_of
from training.classes.views.find_class import SeveralFound
from training.classes.views.find_visible_class import find_visible_class
from training.errors import NotFound
from training.records.classes.classes import TrainingClass


def start(asking: Asking, command: StartCheck) -> Reply:
    """Draw and begin."""
    level_of(asking.staff)
    own = find_visible_class(asking.session, asking.staff, command.said)
    return _enter(
        asking,
        lambda: start_check(
            asking.session,
            asking.staff,
            own.public_id,
            seed=asking.make_seed(),
            outside_reason=command.outside_reason,
            now=asking.now,
        ),
    )


def start_video(asking: Asking, command: StartVideoCheck) -> Reply:
    """Fix the roster and ask for the meeting; without an online lesson only for a written reason."""
    level_of(asking.staff)
    own, reason = _class_and_reason(asking, command.said)
    try:
        return _enter(
            asking,
            lambda: start_video_check(
                asking.session,
                asking.staff,
                own.public_id,
                override=reason or command.outside_reason,
                outside_reason=command.outside_reason,
                now=asking.now,
            ),
        )
    except NoOnlineLesson as refusal:
        lines = (str(refusal), f"例如：{START_VIDEO} {own.class_number} 老师临时改为线上")
        return Reply(
            "现在没有线上课", lines, (f"{CLASS} {own.class_number}", f"{START} {own.class_number}", DUE)
        )


def _class_and_reason(asking: Asking, said: str) -> tuple[TrainingClass, str]:
    """A class's name may have a space in it, so that all of it is tried first."""
    try:
        return find_visible_class(asking.session, asking.staff, said), ""
    except (NotFound, SeveralFound):
        named, _, reason = said.partition(" ")
        if not reason:
            raise
        return find_visible_class(asking.session, asking.staff, named), reason


def _enter(asking: Asking, begin: Callable[[], CheckView]) -> Reply:
    """Where the level's check of the class runs already, by whichever method, come into that one."""
    try:
        with asking.session.begin_nested():
            view = begin()
    except CheckIsRunning as refusal:
        if refusal.check_id is None:
            raise
        view = join_check(asking.session, asking.staff, refusal.check_id, now=asking.now)
    return video_checks.begun(asking, view) if view.video else phone_checks.begun(asking, view)
