"""The copy of one's own data (个人信息副本) as a document that programs and people can read; pure.

Names of parts and fields are English, `legend` says in Chinese what each is; times are those of Shanghai with
their offset. Staff are third persons: of their names the family name is shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from training.notice.clock import SHANGHAI
from training.notice.identity import mask_name
from training.privacy.rules.copied_papers import PARTS_OF_PAPERS
from training.privacy.rules.left_out import LEFT_OUT
from training.privacy.rules.own_fields import FIELDS as FIELDS

FORMAT = "chaban-personal-data-1"
Row = Mapping[str, object]
Parts = Mapping[str, Sequence[Row]]
PARTS: Mapping[str, str] = {
    "person": "您的基本信息",
    "classes": "参加的班，退班的日期和原因",
    "roster_changes": "开班后名册上涉及您的变动",
    "hours": "每个班的学时",
    "punches": "考勤机上的打卡，来自哪台考勤机、什么时候导入",
    "watching": "直播课的观看时间",
    "live_statistics": "检查时直播统计里您的观看时长（已结束的检查）",
    "corrections": "补卡申请、审核和复核",
    "leave": "请假和销假",
    "alternatives": "不刷脸的申请和审核",
    "number_matches": "对不上人的考勤号匹配给您的记录",
    "exam_marks": "考核成绩",
    "results": "合格人员名单上您的结论",
    "talent_exports": "哪天录入过包头市人力资源供需对接平台",
    "region_rows": "自治区系统里您的数据，按导入的文件",
    "region_differences": "自治区系统和本系统说的您的信息不一致的地方",
    "compared_lists": "核定补贴时比对的名单里有您的：哪类名单、哪个单位给的、数据截止哪天",
    "reminders": "写过的提醒",
    "follow_ups": "就业回访的结果、佐证的清单和复核（佐证文件在培训机构和人社部门）",
    "back_check_tries": "市里复核回访时没有打通的日子（复核已有结果的）",
    **PARTS_OF_PAPERS,
    "subsidies": "补贴核定、审定和拨付，不可补贴的原因",
    "subsidy_acts": "补贴的每一步",
    "recoveries": "要求退回的补贴",
    "subsidies_on_lists": "审定补贴以后导入、里面有您的比对名单",
    "claims": "C1 补贴申领和拨付",
    "claim_acts": "申领的每一步",
    "counter_filings": "在窗口帮您办理申领的人",
    "papers": "申领材料的清单（照片本身在申领页面看）",
    "paper_reviews": "对材料的审核",
    "paper_openings": "谁打开过您的申领材料",
    "documents": "机构或工作人员上传的关于您的材料的清单",
    "document_openings": "谁打开过这些材料",
    "draws": "抽查抽到您的记录（已结束的检查）",
    "calls": "电话核对的记录（已结束的检查）",
    "call_answers": "电话核对的逐项结果（已结束的检查）",
    "phone_showings": "您的号码给谁看过（已结束的检查）",
    "meetings": "视频查班时您在会议里的时间（已结束的检查）",
    "invitations": "视频会议的邀请（已结束的检查）",
    "chat_accounts": "按手机号查到的聊天账号（进行中的检查里查到的，结束后才列）",
    "messages": "发给您的短信，到期已删内容和号码的为空；登录验证码发给号码，不在其中",
    "phone_changes": "名册更正过的手机号",
    "phone_requests": "您自己换过的手机号",
    "phone_verifications": "手机号的核实",
    "sms_choices": "退订和恢复短信",
    "sign_ins": "登录和设备",
    "notices": "看过的个人信息告知",
    "announcements": "您读过的公告",
    "problems": "您反映过的问题",
    "requests": "您的个人信息请求和答复",
    "restrictions": "限制处理和解除",
    "copies": "您下载过的数据副本",
}
NOBODY = frozenset({"", "系统", "本人", "学员本人"})
SECRETS = frozenset({"code", "link"})
"""Of messages: whoever holds a copy must not be able to sign in or to change a phone by it."""


def document(parts: Parts, own_name: str, made_at: datetime) -> dict[str, object]:
    """Everything as JSON can hold it; every part is there, empty where nothing is stored."""
    return {
        "format": FORMAT,
        "made_at": made_at.astimezone(SHANGHAI).isoformat(),
        "legend": {"parts": dict(PARTS), "fields": dict(FIELDS), "left_out": dict(LEFT_OUT)},
        "data": {name: [_plain(row, own_name) for row in parts.get(name, ())] for name in PARTS},
    }


def without_secrets(parameters: Mapping[str, object]) -> dict[str, object]:
    """What a message said, but for codes and links."""
    return {name: value for name, value in parameters.items() if name not in SECRETS}


def _plain(row: Row, own_name: str) -> dict[str, object]:
    return {name: _value(name, value, own_name) for name, value in row.items()}


def _value(name: str, value: object, own_name: str) -> object:
    if name.endswith("_by") and isinstance(value, str):
        return value if value in NOBODY | {own_name} else mask_name(value)
    if isinstance(value, date):
        return (value.astimezone(SHANGHAI) if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value
