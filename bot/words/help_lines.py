"""帮助: what somebody of a role can say, and what can be said now in a check that runs; pure."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.words.spellings import (
    BATCHES,
    CLAIMS,
    CORRECTIONS,
    DUE,
    FILINGS,
    FOLLOW_UP,
    LEADS,
    LOOK,
    ME,
    ORDERS,
    PLANS,
    RATES,
    REMIND,
    REOPEN,
    ROUND,
    TO_FOLLOW_UP,
    TO_JUDGE,
    TO_NUMBER,
    TO_SUBSIDISE,
    VOUCHERS,
    WORK,
)
from training.notice.permissions import Permission

EVERYTHING = "全部"
"""帮助 全部: also while a check runs."""


@dataclass(frozen=True)
class HelpLine:
    """One line; a tap says `command`, where it can be said as it stands."""

    text: str
    command: str = ""
    is_head: bool = False


@dataclass(frozen=True)
class Situation:
    """How far a running check is, as far as it decides what can be said next."""

    is_video: bool
    is_waiting: bool = False
    """Somebody is to be called."""
    may_draw_more: bool = False
    has_heads: bool = False
    has_panorama: bool = False
    is_complete: bool = False
    meeting_is_on: bool = False
    may_reopen: bool = False


Rows = tuple[HelpLine, ...]
LOOKING: Rows = (
    HelpLine("班级 班号：看一个班（写一部分也行）"),
    HelpLine("学时 姓名或手机尾号：看一名学员的课时"),
)
CHECKING: Rows = (
    HelpLine(f"{DUE}：正在上课的班、还欠的检查", DUE, is_head=True),
    HelpLine("待查 青山区 未查：只看这些；机构、班名的一部分也行；已查、欠查、上课；待查 2：第 2 页"),
    HelpLine("查班 班号：先看清班级和课，再点开始"),
    HelpLine("电话查班 班号：抽三分之一学员，第一位的号码随着来", is_head=True),
    HelpLine(
        "记 3 无误；记 3 不符 身份证后四位；记 3 未接（停机、关机、空号、拒接、家人接听…）：下一位随着来"
    ),
    HelpLine("更正 3 无误 原因；说明 3 第2张 原因（先发证明照片）；补抽：联系不上时换备用"),
    HelpLine("教室照片和“到课 26 全景”一起发：清点的人数，全部学员入镜"),
    HelpLine("进度；结束：出结论；作废 原因；撤回 第2张 原因"),
    HelpLine("视频查班 班号：开钉钉会议查线上课", is_head=True),
    HelpLine("发会议截图，写“在线 25”记人脸；名单、看镜头：谁在会；提醒：未入会的"),
    HelpLine("会议失败 原因：改用当天直播统计（把导出的文件发来）；重新发起：再开会议"),
    HelpLine(f"{ROUND}：今天查哪些班，由抽签定", ROUND, is_head=True),
    HelpLine("今日抽查 5：抽 5 个班；轮外查班 班号 原因：查没有抽中的班"),
    HelpLine(f"{ORDERS}：派给我的班", ORDERS),
    HelpLine("确认：同事请您确认的作废和说明", "确认"),
)
LESSONS: Rows = (HelpLine(f"{DUE}：今天上课的班", DUE, is_head=True),)
LEADING: Rows = (HelpLine("线索：学员反映收费、称未参训的，要核查到底", LEADS, is_head=True),)
FILING: Rows = (HelpLine(f"{FILINGS}：等复核、等答复的备案", FILINGS),)
PLANNING: Rows = (HelpLine(f"{PLANS}：待审查、被退回的季度计划", PLANS),)
JUDGING: Rows = (HelpLine(f"{TO_JUDGE}：已结业、等评估的班，哪些条件还没有满足", TO_JUDGE),)
NUMBERED: Rows = (HelpLine(f"{TO_NUMBER}：名单已确认、等证书编号的班；派号 班号：看一个班", TO_NUMBER),)
SUBSIDISED: Rows = (HelpLine(f"{TO_SUBSIDISE}：名单已确认、等补贴核定或第二人签字的班", TO_SUBSIDISE),)
RATED: Rows = (HelpLine(f"{RATES} 班号（或机构）：合格学员后来的就业和创业"),)
OF_VOUCHERS: Rows = (HelpLine(f"{VOUCHERS}：发了、用了、核销了多少；{VOUCHERS} 券号：看一张", VOUCHERS),)
FOLLOWING: Rows = (
    HelpLine(f"{TO_FOLLOW_UP}：到期要回访的合格学员", TO_FOLLOW_UP),
    HelpLine(f"{FOLLOW_UP} 王芳 就业 鹿城餐饮 10月1日：先给您看，点了才保存"),
)
REVIEWING: Rows = (
    HelpLine(f"{CLAIMS}：C1 申领，看过材料后审核", CLAIMS, is_head=True),
    HelpLine("通过 编号；退回 编号 驾驶证 看不清；不通过 编号 原因"),
)
LOOKING_AGAIN: Rows = (
    HelpLine(f"{CLAIMS}：旗县区已审的 C1 申领，抽到的复查", CLAIMS, is_head=True),
    HelpLine("通过 编号：复查确认；退回 编号 原因：发回旗县区"),
)
DECIDING: Rows = (
    HelpLine(f"{CORRECTIONS}：待审核的补卡申请", CORRECTIONS, is_head=True),
    HelpLine("批准 编号；不批准 编号 原因"),
)
ACCEPTING: Rows = (
    HelpLine(f"{BATCHES}：待确认的打卡（迟交、来源不明，暂不计入学时）", BATCHES, is_head=True),
    HelpLine("批次 12：看一批；批次 12 接受 原因；批次 12 不接受 原因"),
    HelpLine("批次 考勤机 3月2日：一台机器一天的一起看、一起决定"),
)
LOOKING_AT_CORRECTIONS: Rows = (HelpLine(f"{CORRECTIONS}：补卡申请", CORRECTIONS),)
HANDING_IN: Rows = (HelpLine("把名册、备案、课程表、打卡文件发给我：先核对，您确认了才导入"),)
WORKING: Rows = (HelpLine(f"{WORK}：所有等我办的事，先到期的在前", WORK, is_head=True),)
ONESELF: Rows = (HelpLine(f"{ME}：我的身份、登录网页", ME),)


def help_of_role(may: Callable[[Permission], bool]) -> Rows:
    """Nobody is told of what would only be refused."""
    checks, decides = may(Permission.CHECK_CLASSES), may(Permission.DECIDE_CORRECTIONS)
    looks = may(Permission.SEE_CORRECTIONS)
    return (
        *(WORKING if may(Permission.ACT_ON_ALERTS) else ()),
        *(CHECKING if checks else LESSONS),
        *LOOKING,
        *(LEADING if may(Permission.SEE_LEADS) else ()),
        *(FILING if may(Permission.SEE_FILINGS) else ()),
        *(PLANNING if may(Permission.SEE_PLANS) else ()),
        *(JUDGING if may(Permission.SEE_RESULTS) and may(Permission.SEE_CHECKS) else ()),
        *(NUMBERED if may(Permission.SEE_CERTIFICATES) else ()),
        *(SUBSIDISED if may(Permission.SEE_EXCLUSIONS) else ()),
        *(RATED if may(Permission.SEE_OUTCOMES) else ()),
        *(OF_VOUCHERS if may(Permission.SEE_VOUCHERS) else ()),
        *(FOLLOWING if may(Permission.ANSWER_FOLLOW_UPS) else ()),
        *(REVIEWING if may(Permission.REVIEW_CLAIMS) else ()),
        *(LOOKING_AGAIN if may(Permission.LOOK_AGAIN) else ()),
        *(ACCEPTING if may(Permission.ACCEPT_BATCHES) else ()),
        *(DECIDING if decides else LOOKING_AT_CORRECTIONS if looks else ()),
        *(HANDING_IN if may(Permission.HAND_IN_FILES) else ()),
        *ONESELF,
    )


def help_in_check(now: Situation) -> tuple[str, ...]:
    """What leads on stands first, what is done already is left out."""
    return _in_video(now) if now.is_video else _in_calls(now)


def _in_calls(now: Situation) -> tuple[str, ...]:
    steps = {
        "下一位：号码和要问的；拨 3：指定一位": now.is_waiting,
        "记 3 无误；记 3 不符 身份证后四位；记 3 未接（停机、关机、空号、拒接、家人接听…）": now.is_waiting,
        "补抽：联系不上的换备用": now.may_draw_more,
        "教室照片和“到课 26 全景”一起发（26 换成清点的人数）": not (now.has_heads or now.has_panorama),
        "到课 26：教室里清点的人数": now.has_panorama and not now.has_heads,
        "发教室照片，写“全景”：全部学员入镜": now.has_heads and not now.has_panorama,
        "结束：出结论": now.is_complete,
        "更正 3 无误 原因；说明 3 第2张 原因；撤回 第2张 原因": True,
        "名单；进度；结束 无法完成；作废 原因": True,
    }
    return tuple(words for words, can_be_said in steps.items() if can_be_said)


def _in_video(now: Situation) -> tuple[str, ...]:
    steps = {
        f"名单、{LOOK}：谁在会；{REMIND}：未入会的": now.meeting_is_on,
        f"{REOPEN}：再开会议": now.may_reopen,
        "发会议截图，写“在线 25”记人脸（25 换成数到的）": True,
        "结束：出结论": now.is_complete,
        "会议失败 原因：改用当天直播统计（把导出的文件发来）": True,
        "更改截图的人脸数写“在线 25 第2张”；撤回 第2张 原因": True,
        "进度；结束 无法完成；作废 原因": True,
    }
    return tuple(words for words, can_be_said in steps.items() if can_be_said)
