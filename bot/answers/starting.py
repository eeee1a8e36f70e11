"""查班, 电话查班, 视频查班: see what is to be checked, begin it, or come into the one that runs."""

from collections.abc import Callable

from bot.answers import phone_checks, video_checks
from bot.answers.asking import Asking
from bot.answers.calls import whom_to_call
from bot.answers.check_lines import moment
from bot.answers.replies import Button, Line, Reply, about
from bot.words.commands import PrepareCheck, StartCheck, StartVideoCheck
from bot.words.spellings import CLASS, DUE, PREPARE, PROGRESS, START, START_VIDEO
from training.checks.acts.join_check import join_check
from training.checks.acts.new_check import Why
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.acts.start_check import OnlineLessonOn, start_check
from training.checks.acts.video.start_video_check import NoOnlineLesson, start_video_check
from training.checks.terms import CheckMethod
from training.checks.views.calls.call_card import CallCard
from training.checks.views.check_views import CheckView
from training.checks.views.class_to_check import CheckIsRunning, class_to_check
from training.checks.views.find_check import find_visible_check, level_of, state_of
from training.checks.views.lesson_on_now import LessonNow, lesson_on_now
from training.checks.views.next_check import check_number, next_ordinal
from training.classes.views.find_class import SeveralFound
from training.classes.views.find_visible_class import find_visible_class
from training.errors import NotFound, Refusal
from training.records.classes.classes import TrainingClass

VERBS = {CheckMethod.PHONE: START, CheckMethod.VIDEO: START_VIDEO}


def prepare(asking: Asking, command: PrepareCheck) -> Reply:
    """Which class, which lesson, which method: nothing begins before it was seen."""
    level = level_of(asking.staff)
    own = find_visible_class(asking.session, asking.staff, command.said)
    class_to_check(asking.session, asking.staff, own.public_id, asking.now)
    lesson, ordinal = lesson_on_now(asking.session, own, asking.now), next_ordinal(asking.session, own, level)
    lines = (
        Line(f"{own.institution.name}，{own.district.name}"),
        Line(f"现在 {moment(asking.now)}，{lesson.words}", is_strong=True),
        Line(f"{level}第 {ordinal} 次检查；适合{lesson.method}。点下面的按钮才开始。"),
    )
    buttons = _start_buttons(own, lesson, check_number(own, level, ordinal))
    return Reply(f"要查 {own.class_number} {own.name}？", lines, (*buttons, DUE))


def _start_buttons(own: TrainingClass, lesson: LessonNow, number: str) -> tuple[Button, ...]:
    """The method that fits comes first; each names the check that it begins, so that it begins no other."""
    methods = sorted(VERBS, key=lambda method: method is not lesson.method)
    return tuple(
        Button(VERBS[each], about(number, f"{VERBS[each]} {own.class_number}")[0].command) for each in methods
    )


def start(asking: Asking, command: StartCheck) -> Reply:
    """Draw and begin; while an online lesson is on only for a written reason."""
    level_of(asking.staff)
    own, reason = _class_and_reason(asking, command.said)
    try:
        return _enter(
            asking,
            own,
            lambda: start_check(
                asking.session,
                asking.staff,
                own.public_id,
                seed=asking.make_seed(),
                why=Why(reason or command.outside_reason, command.outside_reason),
                now=asking.now,
            ),
        )
    except OnlineLessonOn as refusal:
        example = f"例如：{START} {own.class_number} 平台打不开，改为打电话"
        return _odd("现在是线上课", refusal, example, Button(START_VIDEO, f"{PREPARE} {own.class_number}"))


def start_video(asking: Asking, command: StartVideoCheck) -> Reply:
    """Fix the roster and ask for the meeting; without an online lesson only for a written reason."""
    level_of(asking.staff)
    own, reason = _class_and_reason(asking, command.said)
    try:
        return _enter(
            asking,
            own,
            lambda: start_video_check(
                asking.session,
                asking.staff,
                own.public_id,
                why=Why(reason or command.outside_reason, command.outside_reason),
                now=asking.now,
            ),
        )
    except NoOnlineLesson as refusal:
        example = f"例如：{START_VIDEO} {own.class_number} 老师临时改为线上"
        return _odd("现在没有线上课", refusal, example, Button(CLASS, f"{CLASS} {own.class_number}"))


def _odd(title: str, refusal: Refusal, example: str, button: Button) -> Reply:
    return Reply(title, (str(refusal), example), (button, DUE))


def _class_and_reason(asking: Asking, said: str) -> tuple[TrainingClass, str]:
    """A class's name may have a space in it, so that all of it is tried first."""
    try:
        return find_visible_class(asking.session, asking.staff, said), ""
    except (NotFound, SeveralFound):
        named, _, reason = said.partition(" ")
        if not reason:
            raise
        return find_visible_class(asking.session, asking.staff, named), reason


def _enter(asking: Asking, own: TrainingClass, begin: Callable[[], CheckView]) -> Reply:
    """Where the level's check of the class runs already, by whichever method, come into that one.

    A button of before begins nothing: the check that it named has been, and is told.
    """
    level = level_of(asking.staff)
    if asking.stamp and asking.stamp.check != check_number(
        own, level, next_ordinal(asking.session, own, level)
    ):
        return _named(asking, asking.stamp.check)
    try:
        with asking.session.begin_nested():
            view = begin()
    except CheckIsRunning as refusal:
        if refusal.check_id is None:
            raise
        return _begun(asking, join_check(asking.session, asking.staff, refusal.check_id, now=asking.now))
    return _begun(asking, view, whom_to_call(asking, view.check_id) if not view.video else None)


def _named(asking: Asking, number: str) -> Reply:
    found = find_visible_check(asking.session, asking.staff, number)
    if found.ended_at is None:
        return _begun(asking, join_check(asking.session, asking.staff, found.public_id, now=asking.now))
    show_in_chat(asking.session, asking.staff, found, now=asking.now)
    lines = (
        f"{number} {found.training_class.name} 已在 {moment(found.ended_at)} 结束（{state_of(found)}）。",
        "这个按钮是那一次的，没有开始新的检查。",
    )
    again = Button("再查一次", f"{PREPARE} {found.training_class.class_number}")
    return Reply("已经查过", lines, (again, *about(number, PROGRESS), DUE))


def _begun(asking: Asking, view: CheckView, first: CallCard | None = None) -> Reply:
    return video_checks.begun(asking, view) if view.video else phone_checks.begun(asking, view, first)
