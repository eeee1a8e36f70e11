"""下一位, 记, 更正, 说明, 补抽: the calls of a check, one trainee at a time."""

from bot.answers.asking import Asking
from bot.answers.check_lines import brief
from bot.answers.replies import Button, Line, Reply
from bot.words.commands import DrawMore, ExplainMismatch, NextCall, RecordCall
from bot.words.spellings import (
    ANYWAY,
    DRAW_MORE,
    FIELDS,
    NEXT,
    OUTCOMES,
    PANORAMA,
    PROGRESS,
    RECORD,
    ROSTER,
)
from training.checks.acts.calls.next_call import OutsideCallHours, next_call
from training.checks.acts.calls.record_call import CallReport, record_call
from training.checks.acts.calls.resolve_mismatch import Explanation, resolve_mismatch
from training.checks.acts.calls.substitute import substitute
from training.checks.rules.calls import Standing
from training.checks.terms import CallOutcome, Comparison
from training.checks.views.calls.call_card import CallCard
from training.checks.views.check_in_focus import check_in_focus
from training.checks.views.check_views import CheckView
from training.notice.clock import clock


def show_next(asking: Asking, command: NextCall) -> Reply:
    """Whom to call, the number, and what to ask; only to whoever asked."""
    check_id = check_in_focus(asking.session, asking.staff)
    try:
        card = next_call(
            asking.session,
            asking.staff,
            check_id,
            position=command.place,
            anyway=command.anyway,
            now=asking.now,
        )
    except OutsideCallHours as refusal:
        return _ask_again(command, refusal)
    pause = f"{clock(card.counts_from)} 前再拨不算新的一次。" if card.counts_from else ""
    lines = [
        Line(f"拨打 {card.phone}", address=f"tel:{card.phone}", is_strong=True),
        Line(f"第 {card.attempt} 次拨打；{card.attempts_needed} 次未接通可补抽。{pause}"),
        Line("请学员自己说，不要念给他听："),
        *(Line(f"{item}：{filed}") for item, filed in card.script),
    ]
    return Reply(f"{card.position}号 {card.name}", tuple(lines), _outcomes(card), is_private=True)


def _ask_again(command: NextCall, refusal: OutsideCallHours) -> Reply:
    place = f" {command.place}" if command.place else ""
    return Reply("先别打", (str(refusal),), (Button(ANYWAY, f"{NEXT}{place} {ANYWAY}"), PROGRESS))


def record(asking: Asking, command: RecordCall) -> Reply:
    """One attempt, or a correction of it; nothing recorded before is changed."""
    check_id = check_in_focus(asking.session, asking.staff)
    report = CallReport(
        outcome=command.outcome,
        comparisons=dict.fromkeys(command.fields, Comparison.DIFFERENT),
        note=command.note,
        is_correction=command.is_correction,
    )
    view = record_call(asking.session, asking.staff, check_id, command.place, report, now=asking.now)
    said = OUTCOMES[command.outcome][0] + (f"：{'、'.join(command.fields)}" if command.fields else "")
    verb = "已更正" if command.is_correction else "已记"
    return Reply(
        f"{verb} {command.place}号 {said}",
        (*_standing_lines(view, command.place), *_sign_lines(view, command.place), brief(view)),
        _steps(view),
        has_card=True,
    )


def explain_mismatch(asking: Asking, command: ExplainMismatch) -> Reply:
    """One's own latest picture proves why a trainee's data differ."""
    check_id = check_in_focus(asking.session, asking.staff)
    told = Explanation(command.reason)
    view = resolve_mismatch(asking.session, asking.staff, check_id, command.place, told, now=asking.now)
    lines = (f"用您最后发的照片说明：{command.reason}", brief(view))
    return Reply(f"已说明 {command.place}号", lines, _steps(view), has_card=True)


def draw_more(asking: Asking, command: DrawMore) -> Reply:
    """The next of the reserve take the places of those not reached."""
    check_id = check_in_focus(asking.session, asking.staff)
    done = substitute(asking.session, asking.staff, check_id, now=asking.now)
    lines = tuple(f"{each.position}号 {each.name} 替 {each.takes_place_of}号" for each in done.newcomers)
    passed_over = (f"{each.position}号 已退班，跳过" for each in done.passed_over)
    left = f"备用还有 {done.view.facts.reserve_left} 人"
    return Reply(
        f"已补抽 {len(lines)} 人",
        (*passed_over, *lines, left),
        (NEXT, ROSTER),
        is_private=True,
        has_card=True,
    )


def _outcomes(card: CallCard) -> tuple[Button, ...]:
    """A tap for every outcome; last, where something differs, one for every item that may."""
    said = {outcome: spellings[0] for outcome, spellings in OUTCOMES.items()}
    differs = said.pop(CallOutcome.MISMATCHED)
    record = f"{RECORD} {card.position}"
    items = [FIELDS[item][0] for item, _ in card.script]
    return (
        *(Button(outcome, f"{record} {outcome}") for outcome in said.values()),
        *(Button(f"{item}{differs}", f"{record} {differs} {item}") for item in items),
    )


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


def _steps(view: CheckView) -> tuple[str, ...]:
    if any(each.is_to_be_called for each in view.people):
        return (NEXT, PROGRESS)
    if view.count(Standing.REPLACEABLE) and view.facts.reserve_left:
        return (DRAW_MORE, PROGRESS)
    return (PROGRESS, PANORAMA) if view.pictures and not view.facts.panoramas else (PROGRESS,)
