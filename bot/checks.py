"""电话查班, 名单, 进度, 结束, 作废: a phone check from its start to its verdict."""

from uuid import UUID

from bot.asking import Asking
from bot.commands import CancelCheck, FinishCheck, ShowProgress, ShowRoster, StartCheck
from bot.replies import Line, Reply, page_of
from bot.words import DRAW_MORE, DUE, FINISH, NEXT, PROGRESS, ROSTER, UNABLE
from training.rules.calls import Standing
from training.rules.faces import faces_hint
from training.rules.spot_checks import Condition, ConditionState
from training.services.check_cards import cards_are_due, want_card
from training.services.check_focus import check_in_focus, enter_check
from training.services.check_views import CheckView, PersonLine
from training.services.conclude_check import NotDecidable, conclude_check
from training.services.find_check import level_of
from training.services.find_visible_class import find_visible_class
from training.services.see_check import see_check
from training.services.staff_sessions import make_link
from training.services.start_check import CheckIsRunning, start_check
from training.services.void_check import void_check
from training.terms import SHANGHAI

CHECK_PAGE = "/checks/{}"
SIGNS = {
    ConditionState.MET: "✓",
    ConditionState.FAILED: "✗",
    ConditionState.OPEN: "○",
    ConditionState.OUT_OF_REACH: "✗",
}


def start(asking: Asking, command: StartCheck) -> Reply:
    """Draw and begin; where the level's check of the class runs already, come into that one."""
    level_of(asking.staff)
    own = find_visible_class(asking.session, asking.staff, command.said)
    view = _started_or_entered(asking, own.public_id)
    enter_check(asking.session, asking.staff, view.check_id, now=asking.now)
    want_card(asking.session, asking.staff, view.check_id, now=asking.now)
    sample, of = view.facts.sample_size, view.facts.roster_size
    begun = f"{view.started_by} {view.started_at.astimezone(SHANGHAI):%H:%M} 开始"
    lines = (
        f"{view.number}，{view.of_class.institution}",
        f"{begun}。在册 {of} 人，抽 {sample} 人，备用 {view.facts.reserve_left} 人。",
        "“下一位”看号码、打电话、记结果；再清点到课人数，发一张全部学员入镜的教室照片。",
        _page_link(asking, view),
    )
    return Reply(f"电话查班 {view.of_class.name}", lines, (NEXT, ROSTER, PROGRESS), is_private=True)


def show_roster(asking: Asking, command: ShowRoster) -> Reply:
    """Who was drawn, how each stands; numbers are shown one at a time, by 下一位."""
    view = look(asking)
    paged = page_of([_person_line(each) for each in view.people], command.page, ROSTER)
    note = paged.note or f"共 {len(view.people)} 人，备用还有 {view.facts.reserve_left} 人"
    return Reply(
        f"名单 {view.of_class.number}", (*paged.items, note), (*paged.more, NEXT, PROGRESS), is_private=True
    )


def show_progress(asking: Asking, command: ShowProgress) -> Reply:
    """Every condition with its numbers and clause, and what is still to be done."""
    view = look(asking)
    waiting = (f"待办：{each}" for each in view.missing)
    lines = (*_condition_lines(view), *waiting, *_faces_line(view), _page_link(asking, view))
    return Reply(f"进度 {view.of_class.number}", lines, _next_steps(view), is_private=True)


def finish(asking: Asking, command: FinishCheck) -> Reply:
    """The verdict with its reasons; what cannot be decided yet is said."""
    check_id = check_in_focus(asking.session, asking.staff)
    try:
        view = conclude_check(
            asking.session, asking.staff, check_id, as_unable=command.as_unable, now=asking.now
        )
    except NotDecidable as refusal:
        lines = (*(f"待办：{each}" for each in refusal.missing), "确实补不齐，可以这样结束：")
        return Reply("还不能下结论", lines, (f"{FINISH} {UNABLE}", PROGRESS, NEXT))
    cards_are_due(asking.session, check_id)
    lines = (f"{view.number} {view.of_class.name}", *_condition_lines(view))
    return Reply(f"结论：{view.state}", lines, (DUE,))


def cancel(asking: Asking, command: CancelCheck) -> Reply:
    """The check counts for nothing, and says why."""
    check_id = check_in_focus(asking.session, asking.staff)
    view = void_check(asking.session, asking.staff, check_id, command.reason, now=asking.now)
    cards_are_due(asking.session, check_id)
    return Reply(f"已作废 {view.number}", (f"原因：{command.reason}", "记录仍保留，不计入检查次数。"), (DUE,))


def look(asking: Asking) -> CheckView:
    """The check that this inspector is in."""
    check_id = check_in_focus(asking.session, asking.staff)
    return see_check(asking.session, asking.staff, check_id, now=asking.now)


def brief(view: CheckView) -> str:
    """One line on how far the check is."""
    heads = "未清点" if view.facts.heads is None else f"{view.facts.heads}/{view.facts.roster_size}"
    return (
        f"已核实 {view.verified}/{view.facts.sample_size}，不一致 {view.count(Standing.MISMATCHED)}，"
        f"到课 {heads}，全景 {view.facts.panoramas} 张"
    )


def _started_or_entered(asking: Asking, class_id: UUID) -> CheckView:
    try:
        with asking.session.begin_nested():
            return start_check(
                asking.session, asking.staff, class_id, seed=asking.make_seed(), now=asking.now
            )
    except CheckIsRunning as refusal:
        if refusal.check_id is None:
            raise
        return see_check(asking.session, asking.staff, refusal.check_id, now=asking.now)


def _person_line(person: PersonLine) -> Line:
    about = {Standing.REPLACED: f"已补抽为 {person.replaced_by} 号"}.get(person.standing, person.standing)
    came = f"（替 {person.takes_place_of} 号）" if person.takes_place_of else ""
    tried = f"，拨过 {person.attempts} 次" if person.attempts and person.is_to_be_called else ""
    text = f"{person.position}号 {person.name} {person.masked_phone} {about}{tried}{came}"
    return Line(text, command=f"拨 {person.position}" if person.is_to_be_called else "")


def _condition_lines(view: CheckView) -> list[str]:
    return [_condition_line(each) for each in view.conditions]


def _condition_line(condition: Condition) -> str:
    sign = SIGNS[condition.state]
    return f"{sign} {condition.name}{condition.state}：{condition.numbers}（{condition.clause}）"


def _faces_line(view: CheckView) -> tuple[str, ...]:
    """Nothing where the face counter has not looked."""
    found = view.most_found_faces
    return () if found is None else (faces_hint(found, view.facts.heads),)


def _next_steps(view: CheckView) -> tuple[str, ...]:
    waiting = any(each.is_to_be_called for each in view.people)
    replaceable = bool(view.count(Standing.REPLACEABLE)) and view.facts.reserve_left > 0
    steps = [NEXT] if waiting else []
    if replaceable:
        steps.append(DRAW_MORE)
    return (*steps, ROSTER, FINISH)


def _page_link(asking: Asking, view: CheckView) -> Line:
    """The same check on a page, signed in at once; used once, within ten minutes, by this inspector."""
    token = asking.make_token()
    make_link(asking.session, asking.staff, CHECK_PAGE.format(view.check_id), token=token, now=asking.now)
    return Line("在网页里查（链接只能用一次）", address=f"{asking.settings.public_url}/staff/enter/{token}")
