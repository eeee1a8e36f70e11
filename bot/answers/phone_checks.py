"""What only a phone check says: how it begins, who was drawn, and what comes next."""

from bot.answers.asking import Asking
from bot.answers.call_cards import call_buttons
from bot.answers.calls import draw_more_button, following_lines
from bot.answers.check_lines import begun_in_words, carried_lines, page_link, which
from bot.answers.replies import Button, Line, Reply, about, page_of
from bot.words.spellings import FINISH, HEADS, NEXT, PANORAMA, PROGRESS, ROSTER
from training.checks.rules.calls import Standing
from training.checks.views.calls.call_card import CallCard
from training.checks.views.check_views import CheckView, PersonLine

AFTERWARDS = f"；教室照片和“{HEADS} 26 {PANORAMA}”一起发（26 是清点的人数，全部学员入镜），再“{FINISH}”。"
HOW_WITH_NEXT = f"“{NEXT}”看号码、打电话、记结果，每记一个就给出下一位" + AFTERWARDS
HOW = "打电话、记结果，每记一个就给出下一位" + AFTERWARDS


def begun(asking: Asking, view: CheckView, first: CallCard | None = None) -> Reply:
    """With the first to call, for whoever has drawn: a question for the number would be a message more."""
    sample, of = view.facts.sample_size, view.facts.roster_size
    lines: tuple[Line | str, ...] = (
        f"{view.number}，{view.of_class.institution}",
        f"{begun_in_words(view)}。在册 {of} 人，抽 {sample} 人，备用 {view.facts.reserve_left} 人。",
        *([f"线上课时的电话查班，原因：{view.override_reason}"] if view.override_reason else []),
        *carried_lines(view),
        HOW_WITH_NEXT if first is None else HOW,
        page_link(asking, view),
        *(following_lines(first) if first else ()),
    )
    steps = about(view.number, NEXT) if first is None else call_buttons(first)
    title = f"电话查班 {view.of_class.name}"
    return Reply(title, lines, (*steps, *about(view.number, ROSTER, PROGRESS)))


def roster(view: CheckView, page: int) -> Reply:
    """Who was drawn, how each stands; numbers are shown one at a time, by 下一位."""
    paged = page_of([_person_line(each, view.number) for each in view.people], page, ROSTER)
    note = paged.note or f"共 {len(view.people)} 人，备用还有 {view.facts.reserve_left} 人"
    buttons = about(view.number, *paged.more, NEXT, PROGRESS)
    return Reply(f"名单 {view.of_class.number}", (which(view), *paged.items, note), buttons)


def next_steps(view: CheckView) -> tuple[Button, ...]:
    waiting = any(each.is_to_be_called for each in view.people)
    replaceable = bool(view.count(Standing.REPLACEABLE)) and view.facts.reserve_left > 0
    return (
        *(about(view.number, NEXT) if waiting else ()),
        *((draw_more_button(view),) if replaceable else ()),
        *about(view.number, ROSTER, FINISH),
    )


def _person_line(person: PersonLine, check: str) -> Line:
    about_it = {Standing.REPLACED: f"已补抽为 {person.replaced_by} 号"}.get(person.standing, person.standing)
    came = f"（替 {person.takes_place_of} 号）" if person.takes_place_of else ""
    came = "（带入）" if person.is_carried else came
    tried = f"，拨过 {person.attempts} 次" if person.attempts and person.is_to_be_called else ""
    text = f"{person.position}号 {person.name} {person.masked_phone} {about_it}{tried}{came}"
    (call,) = about(check, f"拨 {person.position}")
    return Line(text, command=call.command if person.is_to_be_called else "")
