"""What replies about a check have in common: which check is meant, how far it is, and its conditions."""

from datetime import datetime

from bot.answers.asking import Asking
from bot.answers.replies import Line
from training.checks.rules.calls import Standing
from training.checks.rules.spot_checks import Condition, ConditionState
from training.checks.views.check_views import CheckView
from training.checks.views.endings import PredecessorLine
from training.checks.views.see_check import see_check
from training.checks.views.video.video_views import VideoView
from training.notice.clauses import with_clause
from training.notice.clock import SHANGHAI
from training.staff.acts.make_link import make_link

CHECK_PAGE = "/checks/{}"
SIGNS = {
    ConditionState.MET: "✓",
    ConditionState.FAILED: "✗",
    ConditionState.OPEN: "○",
    ConditionState.OUT_OF_REACH: "✗",
}


def look(asking: Asking) -> CheckView:
    """The check that is meant."""
    return see_check(asking.session, asking.staff, asking.check_id, now=asking.now)


def which(view: CheckView) -> str:
    """Which check an answer is about: its number and its class."""
    return f"{view.number} {view.of_class.name}"


def brief(view: CheckView) -> str:
    """One line on how far the check is."""
    if view.video:
        return _brief_video(view.video)
    heads = "未清点" if view.facts.heads is None else f"{view.facts.heads}/{view.facts.roster_size}"
    return (
        f"已核实 {view.verified}/{view.facts.to_verify}，不一致 {view.count(Standing.MISMATCHED)}，"
        f"到课 {heads}，全景 {view.facts.panoramas} 张"
    )


def begun_in_words(view: CheckView) -> str:
    return f"{view.started_by} {view.started_at.astimezone(SHANGHAI):%H:%M} 开始"


def carried_lines(view: CheckView) -> list[str]:
    """The checks before it that came to nothing, by whom they ended so, and whom a call is owed."""
    if not view.predecessors:
        return []
    told = "；".join(map(_came_to_nothing, view.predecessors))
    if view.video:
        owed = f"，还有 {view.calls_owed} 人未核实，须由电话查班核实" if view.calls_owed else ""
        return [f"前次作废或无法完成{owed}（{told}）"]
    return [f"带入 {view.facts.carried} 人：作废或无法完成的检查抽中而没有核实一致的也要打（{told}）"]


def _came_to_nothing(before: PredecessorLine) -> str:
    return f"{before.number} 由{before.ending.in_words}{before.how}{before.why}"


def confirmation_lines(view: CheckView) -> list[str]:
    """What waits for a second person."""
    return [
        f"待第二人确认：{each.about}（{each.asked_by}：{each.reason}），"
        f"{moment(each.lapses_at)} 前{each.guess}"
        for each in view.open_confirmations
    ]


def moment(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%m月%d日 %H:%M}"


def condition_lines(view: CheckView) -> list[str]:
    return [_condition_line(each) for each in view.conditions]


def flag_lines(view: CheckView) -> list[str]:
    """Beside the verdict, and nothing of it changes that."""
    return [f"请核对：{each}" for each in view.flags]


def page_link(asking: Asking, view: CheckView) -> Line:
    """The same check on a page, signed in at once; used once, within ten minutes, by this inspector."""
    token = asking.make_token()
    make_link(asking.session, asking.staff, CHECK_PAGE.format(view.check_id), token=token, now=asking.now)
    return Line("在网页里查（链接只能用一次）", address=f"{asking.settings.public_url}/desk/enter/{token}")


def _brief_video(video: VideoView) -> str:
    facts = video.facts
    best = "未清点" if facts.best_faces is None else f"最多 {facts.best_faces}/{facts.roster_size}"
    joined = "" if facts.joined is None else f"，入会 {facts.joined} 人"
    told = "" if facts.participants is None else f"，直播统计参培 {facts.participants}/{facts.roster_size}"
    return f"人脸{best}，截图 {facts.screenshots} 张{joined}{told}"


def _condition_line(condition: Condition) -> str:
    sign = SIGNS[condition.state]
    words = f"{sign} {condition.name}{condition.state}：{condition.numbers}"
    return with_clause(words, condition.clause)
