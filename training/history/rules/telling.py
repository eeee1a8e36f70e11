"""One act of a class's history in words: what was done, and what of it a reader should notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from training.eligibility.terms import LineAct
from training.history.terms import Happened
from training.notice.money import yuan

YES = "1"
GOOD, BAD = "good", "bad"


VERDICTS: Mapping[Happened, tuple[str, str, str]] = {
    Happened.CORRECTION_DECIDED: ("批准 {of} 补卡", "没有批准 {of} 补卡", ""),
    Happened.CORRECTION_REVIEWED: ("复核通过 {of} 的补卡", "撤销 {of} 的补卡", BAD),
    Happened.ALTERNATIVE_DECIDED: ("批准 {of} 不刷脸到 {what}", "没有批准 {of} 不刷脸", ""),
    Happened.AMENDMENT_DECIDED: ("同意变更{of}", "没有同意变更{of}", ""),
    Happened.LESSON_DECIDED: ("同意{of}", "没有同意{of}", ""),
    Happened.ROSTER_DECIDED: ("同意 {of} 的人员增减", "没有同意 {of} 的人员增减", ""),
    Happened.MATCH_DECIDED: ("同意 {of} 的考勤号匹配", "没有同意 {of} 的考勤号匹配", ""),
    Happened.VERDICT_SECONDED: ("第二人同意班级评估", "第二人退回班级评估", BAD),
    Happened.LIST_SECONDED: ("第二人同意第 {of} 版合格名单", "第二人退回第 {of} 版合格名单", BAD),
    Happened.VOIDING_DECIDED: ("作废证书 {of}", "没有作废证书 {of}", BAD),
    Happened.CARD_DECIDED: ("同意撤销教师 {of}", "没有同意撤销教师 {of}", ""),
    Happened.LINES_SECONDED: ("第二人同意第 {of} 次补贴核定", "第二人退回第 {of} 次补贴核定", BAD),
    Happened.BATCH_DECIDED: ("接受打卡批次 {of}", "不接受打卡批次 {of}", BAD),
}
"""Of a yes, of a no, and the tone of a no."""
ENDED: Mapping[Happened, str] = {
    Happened.DOCUMENT_WITHDRAWN: "撤回材料：{of}",
    Happened.CANCELLED: "停课 {of} {what}",
    Happened.MACHINE_REMOVED: "停用考勤机 {of}",
    Happened.CAMERA_RETIRED: "停用 {of} 的摄像机",
    Happened.ACCESS_REVOKED: "吊销 {of} 的接口令牌",
    Happened.ANNOUNCEMENT_WITHDRAWN: "撤回公告 {of}",
    Happened.SCHOOL_REVOKED: "撤销 {of} 的驾校核准备案，从 {what} 起",
    Happened.CARD_WITHDRAWN: "{what}教师 {of}",
}
"""What takes something away."""


@dataclass(frozen=True)
class Act:
    """What a row says: who, whom or what it concerns, why, what came of it; empty where nothing."""

    at: datetime
    kind: Happened
    who: str
    of: str = ""
    why: str = ""
    what: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the history; `tone` as a state has it."""

    at: datetime
    title: str
    text: str
    tone: str = ""
    deed: str = ""
    """The title without the person."""


def tell(act: Act) -> Line:
    """In Chinese, the person first."""
    title, tone = _title(act)
    return Line(act.at, f"{act.who} {title}".strip(), _text(act), tone, title)


def _title(act: Act) -> tuple[str, str]:
    of, what = act.of, act.what
    plain = {
        Happened.FILING_ANSWERED: "答复对备案的质疑",
        Happened.DOCUMENT_KEPT: f"{'换新版' if what else '上传'}材料：{of}",
        Happened.IMPORTED: f"交来名册，入册 {what} 人",
        Happened.WITHDRAWN: f"办理 {of} 退班，最后一天 {what}",
        Happened.REASON_GIVEN: "写明线上超比例的理由",
        Happened.CORRECTION_ASKED: f"申请补卡：{of} {what}",
        Happened.LEAVE: f"批准 {of} 请假 {what}",
        Happened.LEAVE_REVOKED: f"为 {of} 销假 {what}",
        Happened.ALTERNATIVE_ASKED: f"为 {of} 申请不刷脸：{what}",
        Happened.FEEDBACK_SENT: "发出抽查反馈",
        Happened.FEEDBACK_ANSWERED: "答复反馈" if act.why else "收悉反馈",
        Happened.PLAN_CHOSEN: "归入计划项" if what else "归为计划外",
        Happened.PROJECT_CHOSEN: f"归入项目 {of} 第 {what} 版",
        Happened.URGED: f"督办，{what} 前答复",
        Happened.URGING_MOVED: f"{what}督办",
        Happened.CLAIM: f"{what}：{of} 的 C1 申领",
        Happened.AMENDMENT_ASKED: f"申请变更{what}",
        Happened.LESSON_ASKED: f"{what} {of} 的课",
        Happened.ROSTER_ASKED: f"申请{what} {of}",
        Happened.MATCH_ASKED: f"把考勤号 {what} 匹配给 {of}",
        Happened.TEACHER_CHANGED: f"报备教师变更：{of} → {what}",
        Happened.TEACHER_CHANGE_RECEIVED: f"接收教师变更：{of} → {what}",
        Happened.TEACHER_REVIEWED: f"审核教师 {of}：{what}",
        Happened.CARD_WRITTEN: f"登记教师 {of}（{what}）",
        Happened.MATCH_UNDONE: f"撤销 {of} 的考勤号 {what}",
        **_of_outcome(act),
        **_of_office(act),
        **_of_money(act),
    }
    if act.kind in plain:
        return plain[act.kind], ""
    return _marked(act)


def _of_outcome(act: Act) -> Mapping[Happened, str]:
    of, what = act.of, act.what
    return {
        Happened.VERDICT_SIGNED: f"评估班级为{what}",
        Happened.UNCHECKABLE_NOTED: "说明检查无法补做",
        Happened.LIST_SIGNED: f"确认第 {of} 版合格名单",
        Happened.NUMBERS_ISSUED: f"派发 {what} 个证书编号",
        Happened.CERTIFICATE_HANDED: f"{'更正' if act.why else '登记'}证书 {of} 的领取",
        Happened.VOIDING_ASKED: f"申请作废证书 {of}",
        Happened.VOUCHER_MOVED: f"{what}培训券 {of}",
        Happened.FOLLOWED_UP: f"登记 {of} 天回访 {what} 人次",
        Happened.BACK_CHECKED: f"复核 {of} 天回访 {what} 人次",
        Happened.REGION_STEP_NOTED: f"登记自治区{what}" + (f"，受理号 {of}" if of else ""),
        Happened.REGION_NUMBER_NOTED: f"登记自治区班级编号 {of}",
        Happened.DIFFERENCE_SETTLED: f"处理与自治区系统的不一致：{what}",
    }


def _of_money(act: Act) -> Mapping[Happened, str]:
    of, what = act.of, act.what
    return {
        Happened.LINES_JUDGED: f"第 {of} 次核定补贴" + ("，要第二人签字" if what else ""),
        Happened.LINES_GRANTED: f"登记会议 {of} 审定：{_people_and_money(what)}",
        Happened.LINES_MOVED: f"{what} {of} 人",
        Happened.LINES_PAID: f"登记拨付 {_people_and_money(what)}，凭证 {of}",
        Happened.RECOVERY_RECEIVED: f"登记 {of} 的补贴退回 {_money(what)}",
    }


def _people_and_money(said: str) -> str:
    """2/240000 -> 2 人 2,400.00 元."""
    people, _, fen = said.partition("/")
    return f"{people} 人 {_money(fen)}"


def _money(fen: str) -> str:
    return f"{yuan(int(fen))} 元" if fen.isdecimal() else fen


def _of_office(act: Act) -> Mapping[Happened, str]:
    of, what = act.of, act.what
    return {
        Happened.MACHINE_REGISTERED: f"登记考勤机 {of}",
        Happened.MACHINE_GIVEN: f"给考勤机 {of} {what}",
        Happened.MACHINE_ASKED: f"向考勤机 {of} {what}",
        Happened.CAMERA_REGISTERED: f"登记 {of} 的摄像机",
        Happened.CAMERA_USED: f"给班级 {of} 指定 {what} 的摄像机" if what else f"不再给班级 {of} 用摄像机",
        Happened.MESSAGE_RETRIED: "重发短信",
        Happened.CHANNEL_RESUMED: f"恢复短信通道 {of}",
        Happened.ACCESS_GIVEN: f"给 {of} 签发接口令牌",
        Happened.STAFF_LOOKED_AFTER: f"{what}：{of}",
        Happened.DEPUTY_NAMED: f"请 {what} 代理 {of}",
        Happened.DEPUTY_ACTED: f"{what}（代理 {of}）",
        Happened.RULES_MADE: f"制定{of}第 {what} 版规则",
        Happened.SCHOOL_APPROVED: f"登记 {of} 的驾校核准备案，至 {what}",
        Happened.PURGES_HELD: f"{what}到期删除",
        Happened.DISTRICT_URGED: f"督办{of}，{what} 前答复",
        Happened.DISTRICT_URGING_MOVED: f"{what}{of}的督办",
        Happened.ANNOUNCED: f"发布公告 {of}",
        Happened.PLAN_MOVED: f"{what}：{of}",
        Happened.PROJECT_REGISTERED: f"登记项目 {of}",
        Happened.PROJECT_MOVED: f"{what}：项目 {of}",
        Happened.CHOICE_MOVED: f"{what}{of}",
        Happened.STANDARDS_WRITTEN: f"写{of}",
        Happened.STANDARDS_DECIDED: f"{what}{of}",
        Happened.COMPARED_WITHDRAWN: f"撤回{of}比对名单（截止 {what}）",
    }


def _marked(act: Act) -> tuple[str, str]:
    """What should be seen at a glance."""
    of, what = act.of, act.what
    if act.kind in VERDICTS:
        yes, no, tone_of_no = VERDICTS[act.kind]
        is_yes = bool(what)
        return (yes if is_yes else no).format(of=of, what=what), GOOD if is_yes else tone_of_no
    if act.kind in ENDED:
        return ENDED[act.kind].format(of=of, what=what), BAD
    match act.kind:
        case Happened.FILING_REVIEWED:
            return f"备案复核{what}", GOOD if what == "通过" else BAD
        case Happened.CHECK_STARTED:
            return f"开始{what} {of}", ""
        case Happened.LINE_OBJECTED:
            return f"{of} 的补贴{what}", GOOD if what == LineAct.SETTLE else BAD
        case Happened.RECOVERY_DEMANDED:
            return f"要求追回 {of} 的补贴 {_money(what)}", BAD
        case Happened.RECOVERY_WITHDRAWN:
            return f"撤销对 {of} 的补贴的追回", ""
        case Happened.RECEIPT_UNDONE:
            return f"撤销 {of} 的补贴到账 {_money(what)}", BAD
        case Happened.CHECK_CONCLUDED:
            return f"完成 {of}：{what}", GOOD if what == "合格" else BAD
        case _:
            return f"{what or '作废'} {of}", BAD


def _text(act: Act) -> str:
    return f"文件：{act.of}" if act.kind is Happened.IMPORTED else act.why
