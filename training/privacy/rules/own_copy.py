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
from training.privacy.rules.copied_papers import FIELDS_OF_PAPERS, PARTS_OF_PAPERS
from training.privacy.rules.left_out import LEFT_OUT

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
    "reminders": "写过的提醒",
    **PARTS_OF_PAPERS,
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
FIELDS: Mapping[str, str] = {
    **FIELDS_OF_PAPERS,
    "paid_fen": "当时拨付的金额（分）",
    "level": "等级",
    "institution": "培训机构",
    "account": "平台上的账号",
    "act": "做了什么",
    "amount_fen": "金额（分）",
    "answer": "答复",
    "answered_at": "答复时间",
    "answered_by": "答复人",
    "approved_at": "批准时间",
    "credited_halves": "累计课时的两倍",
    "needed_halves": "需要课时的两倍",
    "noted_at": "登记时间",
    "noted_by": "登记人",
    "practice_tenths": "实操成绩的十倍",
    "proposal": "系统建议",
    "theory_tenths": "理论成绩的十倍",
    "approved_by": "批准人",
    "asked_at": "提出时间",
    "asked_by": "提出人",
    "acted_at": "办理时间",
    "acted_by": "办理人",
    "attendance_number": "考勤号",
    "bank_card": "银行卡号",
    "begun_at": "开始时间",
    "begun_by": "办理人",
    "category": "人员类别或类别",
    "changed_at": "更正时间",
    "check": "检查编号",
    "class_name": "班级名称",
    "class_number": "班级编号",
    "comparison": "是否一致",
    "consent_version": "所勾选的告知与承诺的版本",
    "counts": "是否计入学时；时钟不准或者待确认的不计",
    "credited_class_hours": "已计课时",
    "decided_at": "审核时间",
    "decision": "办理结果",
    "device": "设备",
    "day": "日期",
    "done_at": "完成时间",
    "due_on": "答复期限",
    "education": "文化程度",
    "effective_on": "生效日期",
    "ended_at": "结束时间",
    "ends_on": "结束日期",
    "entered_at": "开始观看",
    "expires_at": "有效期至",
    "facts": "在材料上读到的内容",
    "filed_at": "办理时间",
    "filed_by": "办理人",
    "grounds": "为什么认为是您的",
    "handed_on": "领取日期",
    "had_photo": "交过照片",
    "handed_at": "上传时间",
    "handed_by": "上传人",
    "handled_at": "办结的时间",
    "held_on": "上课日期",
    "id_number": "身份证号",
    "imported_at": "导入时间",
    "invited_at": "邀请时间",
    "is_approved": "是否同意",
    "is_confirmed": "复核是否维持",
    "is_self": "是否本人领取",
    "issued_on": "发证日期",
    "item": "核对项目",
    "joined_at": "入会时间",
    "joined_on": "从哪天起在册",
    "kind": "种类",
    "last_day": "最后在班日期",
    "left_at": "离开时间",
    "lift_reason": "解除的原因",
    "lifted_at": "解除时间",
    "lifted_by": "解除人",
    "line": "文件中的行",
    "looked_up_at": "查询时间",
    "media_type": "文件类型",
    "name": "姓名",
    "new_number": "新考勤号",
    "new_phone": "新手机号",
    "note": "说明",
    "number": "编号",
    "occasion": "提醒事由",
    "old_number": "原考勤号",
    "old_phone": "原手机号",
    "opened_at": "打开时间",
    "opened_by": "打开的人",
    "ordinal": "第几次",
    "ours": "本系统的内容",
    "outcome": "结果",
    "paid_on": "拨付日期",
    "parameters": "短信里填的内容（不含验证码和链接）",
    "part": "时段",
    "phone": "手机号",
    "place": "第几张",
    "position": "抽取顺序",
    "prescribed_class_hours": "规定课时",
    "public_id": "系统编号",
    "punch": "签到或签退",
    "punched_at": "打卡时间",
    "purged_at": "到期删除时间",
    "read_at": "阅读时间",
    "reason": "原因",
    "received_at": "收到时间",
    "recorded_at": "登记时间",
    "recorded_by": "登记人",
    "receiver": "代领人",
    "relation": "代领人和您的关系",
    "reported_at": "反映时间",
    "requested_at": "申请时间",
    "result": "结果",
    "reviewed_at": "审核或复核时间",
    "reviewed_by": "审核或复核人",
    "revoked_at": "销假时间",
    "seen_at": "最近使用",
    "sent_at": "发出时间",
    "settled_at": "办结时间",
    "sex": "性别",
    "sha256": "文件指纹",
    "shown_at": "显示时间",
    "shown_by": "看到的人",
    "signed_in_at": "登录时间",
    "signed_out_at": "退出时间",
    "size": "大小（字节）",
    "started_at": "开始时间",
    "starts_on": "开始日期",
    "state": "状态",
    "stayed_seconds": "在会时长（秒）",
    "trade": "培训工种",
    "taken_at": "下载时间",
    "taken_back_at": "恢复时间",
    "source": "本人怎么要求的",
    "theirs": "自治区系统的内容",
    "told_on": "本人要求的日期",
    "taken_back_source": "本人怎么要求恢复的",
    "taken_back_told_on": "本人要求恢复的日期",
    "template": "短信模板",
    "text": "内容",
    "undone_at": "撤销时间",
    "until": "批准到哪一天",
    "valid_until": "有效期至",
    "verified_at": "核实时间",
    "verified_by": "核实人",
    "verify": "识别方式代码",
    "version": "版本",
    "watched_seconds": "观看时长（秒）",
    "way": "方式",
    "withdrawn_at": "撤回时间",
    "written_at": "写下时间",
    "year": "年份",
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
