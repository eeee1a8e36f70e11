"""下一位, 记, 更正, 说明, 补抽: the calls of a check, one trainee at a time."""

from uuid import UUID

from bot.answers.asking import Asking
from bot.answers.call_cards import call_buttons, call_lines, call_title
from bot.answers.check_lines import brief, which
from bot.answers.its_check import again
from bot.answers.replies import Button, Line, Reply, about
from bot.words.commands import DrawMore, ExplainMismatch, NextCall, RecordCall
from bot.words.spellings import (
    ANYWAY,
    DRAW_MORE,
    EXPLAIN,
    NEXT,
    OUTCOMES,
    PANORAMA,
    PROGRESS,
    ROSTER,
)
from bot.words.stamps import split_stamp
from training.checks.acts.calls.next_call import OutsideCallHours, next_call
from training.checks.acts.calls.record_call import (
    CallReport,
    RecordedBefore,
    RecordedMeanwhile,
    record_call,
)
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.calls.substitute import substitute
from training.checks.rules.calls import Standing
from training.checks.terms import Comparison
from training.checks.views.calls.call_card import CallCard
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.picture_of import picture_at
from training.errors import Refusal
from training.notice.clock import clock


def show_next(asking: Asking, command: NextCall) -> Reply:
    """Whom to call, the number, and what to ask; only to whoever asked."""
    try:
        card = _next(asking, asking.check_id, command)
    except OutsideCallHours as refusal:
        return _ask_again(asking, command, refusal)
    return Reply(call_title(card), call_lines(card), call_buttons(card))


def _next(asking: Asking, check_id: UUID, command: NextCall) -> CallCard:
    return next_call(
        asking.session,
        asking.staff,
        check_id,
        position=command.place,
        anyway=command.anyway,
        now=asking.now,
    )


def _ask_again(asking: Asking, command: NextCall, refusal: OutsideCallHours) -> Reply:
    place = f" {command.place}" if command.place else ""
    (again,) = about(asking.meant.number, f"{NEXT}{place} {ANYWAY}")
    return Reply(
        "先别打", (str(refusal),), (Button(ANYWAY, again.command), *about(asking.meant.number, PROGRESS))
    )


def record(asking: Asking, command: RecordCall) -> Reply:
    """One attempt, or a correction of it; nothing recorded before is changed. The next person follows."""
    report = CallReport(
        outcome=command.outcome,
        comparisons=dict.fromkeys(command.fields, Comparison.DIFFERENT),
        note=command.note,
        ended_at=asking.told_at,
        is_correction=command.is_correction,
        seen=asking.seen,
    )
    try:
        view = record_call(
            asking.session, asking.staff, asking.check_id, command.place, report, now=asking.now
        )
    except (RecordedMeanwhile, RecordedBefore) as refusal:
        return _recorded_already(asking, command, refusal)
    said = OUTCOMES[command.outcome][0] + (f"：{'、'.join(command.fields)}" if command.fields else "")
    verb = "已更正" if command.is_correction else "已记"
    lines = (
        which(view),
        *_standing_lines(view, command.place),
        *_sign_lines(view, command.place),
        brief(view),
    )
    title = f"{verb} {_who(view, command.place)} {said}"
    following = None if command.is_correction else whom_to_call(asking, view.check_id)
    if following is None:
        return Reply(title, lines, _steps(view), has_card=True)
    buttons = (*call_buttons(following), *about(view.number, PROGRESS))
    return Reply(title, (*lines, *following_lines(following)), buttons)


def following_lines(card: CallCard) -> tuple[Line, ...]:
    """Whom to call next, under what is answered."""
    return (Line(f"下一位：{call_title(card)}", is_strong=True), *call_lines(card))


def whom_to_call(asking: Asking, check_id: UUID) -> CallCard | None:
    """Whoever is called next, where somebody may be called now."""
    try:
        with asking.session.begin_nested():
            return _next(asking, check_id, NextCall())
    except Refusal:
        return None


def _recorded_already(
    asking: Asking, command: RecordCall, refusal: RecordedMeanwhile | RecordedBefore
) -> Reply:
    """Pressed on a button of before: what is recorded is told, and nothing is added.

    What may tell of another attempt is one tap from being recorded as that.
    """
    number = asking.meant.number
    steps = about(number, f"拨 {command.place}", NEXT, PROGRESS)
    if isinstance(refusal, RecordedBefore):
        said = again(asking.session, number, split_stamp(asking.text)[0], command)
        steps = (Button("又打过一次", said.command), *steps)
    return Reply("没有再记", (number, str(refusal)), steps)


def explain_mismatch(asking: Asking, command: ExplainMismatch) -> Reply:
    """A picture that is named proves why a trainee's data differ, if a second person agrees."""
    if command.picture is None:
        lines = ("请写明用第几张照片，或把这名学员的证件照片和这句话一起发来。",)
        example = f"例如：{EXPLAIN} {command.place} 第2张 {command.reason}"
        return Reply("用哪一张照片？", (*lines, example), about(asking.meant.number, PROGRESS))
    picture = picture_at(asking.session, asking.meant, command.picture)
    told = Explanation(command.reason, picture.public_id)
    view = resolve_mismatch(
        asking.session, asking.staff, asking.check_id, command.place, told, now=asking.now
    )
    return explained(view, command, command.picture)


def explained(view: CheckView, command: ExplainMismatch, picture: int) -> Reply:
    """Asked of a second person; until that one agrees the mismatch stands."""
    lines = (
        which(view),
        f"用第 {picture} 张照片说明：{command.reason}",
        "已请第二人确认；确认以前仍算不一致。",
        brief(view),
    )
    return Reply(f"已提出说明 {_who(view, command.place)}", lines, _steps(view))


def draw_more(asking: Asking, command: DrawMore) -> Reply:
    """The next of the reserve take the places of those not reached."""
    done = substitute(asking.session, asking.staff, asking.check_id, seen=asking.seen, now=asking.now)
    lines = tuple(f"{each.position}号 {each.name} 替 {each.takes_place_of}号" for each in done.newcomers)
    passed_over = (f"{each.position}号 已退班，跳过" for each in done.passed_over)
    left = f"备用还有 {done.view.facts.reserve_left} 人"
    title = f"已补抽 {len(lines)} 人" if lines else "没有再补抽：这一次已经补抽过"
    said = (which(done.view), *passed_over, *lines, left)
    return Reply(title, said, about(done.view.number, NEXT, ROSTER), has_card=bool(lines))


def _who(view: CheckView, place: int) -> str:
    person = view.person(place)
    return f"{place}号 {person.name}" if person else f"{place}号"


def _standing_lines(view: CheckView, place: int) -> list[str]:
    person = view.person(place)
    if person is None or not person.is_to_be_called:
        return [f"{place}号 {person.standing}"] if person else []
    again = f"，{clock(person.may_call_from)} 后再拨" if person.may_call_from else ""
    return [f"{place}号 {person.standing}{again}"]


def _sign_lines(view: CheckView, place: int) -> list[str]:
    person = view.person(place)
    signs = person.calls[-1].signs if person and person.calls else ()
    return [f"检查记录会注明：{'，'.join(signs)}"] if signs else []


def _steps(view: CheckView) -> tuple[Button, ...]:
    if any(each.is_to_be_called for each in view.people):
        return about(view.number, NEXT, PROGRESS)
    if view.count(Standing.REPLACEABLE) and view.facts.reserve_left:
        return (draw_more_button(view), *about(view.number, PROGRESS))
    words = (PROGRESS, PANORAMA) if view.pictures and not view.facts.panoramas else (PROGRESS,)
    return about(view.number, *words)


def draw_more_button(view: CheckView) -> Button:
    """It counts who came in already: pressed twice, it draws once."""
    return about(view.number, DRAW_MORE, seen=view.substituted)[0]
