"""学时: how far a trainee has come, and why."""

from collections.abc import Container

from bot.answers.asking import Asking
from bot.answers.replies import Line, Reply
from bot.words.commands import ShowHours
from bot.words.spellings import DUE, HOURS
from training.attendance.rules.explanations import explain, may_miss_words, say_needed, say_waiting
from training.attendance.views.progress_of import ClassProgress, progress_of
from training.notice.class_hours import hours
from training.notice.identity import mask_phone
from training.notice.permissions import Permission
from training.people.rules.restrictions import RESTRICTED
from training.people.views.find_trainees import MOST_FOUND, find_trainees
from training.people.views.restricted import told_restricted
from training.records.classes.trainees import Enrolment, Trainee

# What people ask about happened lately; the pages show everything.
LAST_HALF_DAYS = 6


def show_hours(asking: Asking, command: ShowHours) -> Reply:
    """One person's hours explained; of several, each by a button that says enough to find the one."""
    who, *more = command.said.split()
    found = find_trainees(asking.session, asking.staff, who, asking.today, more)
    restricted = told_restricted(asking.session, asking.staff, [each.trainee_id for each in found])
    if len(found) == 1:
        return _explained(progress_of(asking.session, found[0], asking.now), asking, restricted)
    people = tuple(_line(asking, each, who, restricted) for each in found)
    how = "点一下要看的人。"
    if len(found) == MOST_FOUND:
        how += f"最多列 {MOST_FOUND} 人，没有的请加手机尾号：{HOURS} {who} 1234"
    return Reply(f"“{command.said}”有 {len(found)} 人", (*people, how), is_private=True)


def _line(asking: Asking, enrolment: Enrolment, said: str, restricted: Container[int]) -> Line:
    trainee, own = enrolment.trainee, enrolment.training_class
    # A button may not tell what its words hide; what was said finds the same one with the phone's end.
    name = trainee.name if asking.may(Permission.SEE_FULL_NAMES) else said
    mark = _mark(trainee, restricted)
    text = f"{asking.name_of(trainee)} {mask_phone(trainee.phone)} {own.class_number}{mark}"
    return Line(text, command=f"{HOURS} {name} {trainee.phone[-4:]} {own.class_number}")


def _mark(trainee: Trainee, restricted: Container[int]) -> str:
    """So that nobody uses the data of such a person unknowingly."""
    return f" {RESTRICTED}" if trainee.id in restricted else ""


def _explained(found: ClassProgress, asking: Asking, restricted: Container[int]) -> Reply:
    progress, own = found.progress, found.enrolment.training_class
    sums = (
        f"{progress.state.value}：已修 {hours(progress.credited_halves)}，{say_needed(progress)}"
        f"{f'，还能缺 {may_miss_words(progress)}' if progress.is_judged else ''}"
    )
    waiting = (say_waiting(progress.waiting),) if progress.waiting else ()
    past = [each for each in progress.half_days if each.windows.lesson.starts <= asking.now]
    lines = [
        f"{lesson.held_on:%m月%d日}{lesson.half_day} {explain(credit, asking.now, to_staff=True)}"
        for credit in past[-LAST_HALF_DAYS:]
        for lesson in [credit.windows.lesson]
    ]
    trainee = found.enrolment.trainee
    title = f"{asking.name_of(trainee)} {own.class_number}{_mark(trainee, restricted)}"
    return Reply(title, (own.name, Line(sums, is_strong=True), *waiting, *lines), (DUE,), is_private=True)
