"""What personal data is processed for: one row a purpose, with its basis, who sees it and how long it stays.

The supervision of subsidised training is the office's duty by law, so nothing of it hangs on a consent, and
to withdraw one erases no hours. A purpose with `LegalBasis.CONSENT` must be an option and say how to end it.
"""

from dataclasses import dataclass

from training.eligibility.rules.compared import KEPT_AFTER
from training.notice.policy import Policy
from training.people.rules.data_requests import ANSWER_WORKING_DAYS
from training.people.rules.login_codes import SIGN_IN_LASTS
from training.privacy.terms import LegalBasis
from training.talent.rules.rows import FILE_KEPT

NOTICE_VERSION = "2026-12-10"
"""Changes with any change of the words below; stored with every acknowledgement."""


@dataclass(frozen=True)
class Purpose:
    """处理目的: what is processed, why, who sees it, how long it is kept, what one may choose."""

    name: str
    data: str
    basis: LegalBasis
    seen_by: str
    kept: str
    choice: str = ""


def purposes(policy: Policy) -> tuple[Purpose, ...]:
    """Article 17 of the 个人信息保护法, in the order in which a trainee meets them; days by the policy."""
    return (
        *_of_training(policy),
        _of_other_systems(policy),
        _of_lists(),
        _of_work(policy),
        *_of_money_and_messages(policy),
    )


def _of_training(policy: Policy) -> tuple[Purpose, ...]:
    years = f"{policy.retention_years} 年"
    return (
        Purpose(
            "班级备案和名册",
            "姓名、性别、身份证号、手机号、人员类别、文化程度，补贴发给本人时的银行卡号",
            LegalBasis.STATUTORY_DUTY,
            "报送您的培训机构、本旗县区和市人社部门；审计人员只看到打码的",
            f"培训档案保存 {years}",
        ),
        Purpose(
            "考勤和学时",
            "考勤机记下的考勤号和时间，直播课的观看时间，请假和补卡，考核成绩，是否合格；刷脸用的人脸只在考勤机里，本系统不收",
            LegalBasis.STATUTORY_DUTY,
            "培训机构、本旗县区和市人社部门",
            f"学时记录保存 {years}；考勤机原始数据 {policy.machine_upload_days} 天",
            "不愿或不能刷脸的，可以申请用别的方式打卡，旗县区批准后不算异常",
        ),
        Purpose(
            "电话和视频查班",
            "电话核对的结果，视频会议的入会时间，课堂截图；会议邀请用到的账号按手机号查到",
            LegalBasis.STATUTORY_DUTY,
            "本旗县区和市的督查人员；培训机构看不到",
            f"检查记录保存 {years}",
        ),
        Purpose(
            "全景墙",
            "上课时教室摄像机的画面，里面可能有您",
            LegalBasis.STATUTORY_DUTY,
            "培训机构、本旗县区和市人社部门，每次打开都有记录；审计人员看不到",
            f"几分钟后删除；查班时截取的作为检查记录保存 {years}",
        ),
        Purpose(
            "培训材料",
            "培训机构上传的名册、人员类别证明等材料里您的信息",
            LegalBasis.STATUTORY_DUTY,
            "上传的培训机构、本旗县区和市人社部门；查阅您个人的材料要写明理由；审计人员不能打开",
            f"有姓名的材料 {years} 后删除文件",
        ),
    )


def _of_other_systems(policy: Policy) -> Purpose:
    """Of the region's system, and of the platform of supply and demand."""
    years = f"{policy.retention_years} 年"
    return Purpose(
        "自治区系统对照和供需对接",
        "自治区系统里您的姓名、身份证号的摘要、人员类别、证书和补贴；合格后录入供需对接平台的姓名、证件号、"
        "手机号、文化程度、工种、证书编号",
        LegalBasis.STATUTORY_DUTY,
        "本旗县区和市人社部门，包头市人力资源供需对接平台；培训机构看不到",
        f"对照记录保存 {years}；交给供需对接平台的文件加密保存 {FILE_KEPT.days} 天，"
        "以后只留哪天交过和内容的摘要",
        "限制处理期间不再交给供需对接平台",
    )


def _of_lists() -> Purpose:
    """Of lists that the office compares with before it pays (R19)."""
    return Purpose(
        "补贴核定比对",
        "人社等部门的在职参保、退休、财政供养、在校等名单里您的身份证号算出的摘要、起止日期；号码本身不留存",
        LegalBasis.STATUTORY_DUTY,
        "本旗县区和市人社部门只看到比对结果；培训机构看不到",
        f"新名单代替以后 {KEPT_AFTER.days} 天",
    )


def _of_work(policy: Policy) -> Purpose:
    """Of what became of the qualified."""
    years = f"{policy.retention_years} 年"
    return Purpose(
        "就业跟踪",
        "合格以后在做什么工作、单位和岗位、哪天开始，谁回访的，劳动合同等佐证，市里复核的结果",
        LegalBasis.STATUTORY_DUTY,
        "报送您的培训机构、本旗县区和市人社部门；审计人员只看到打码的姓名和就业状态",
        f"{years} 后删除单位、岗位、备注和佐证，只留就业状态",
        "短信里的链接可以不点，不影响证书和补贴",
    )


def _of_money_and_messages(policy: Policy) -> tuple[Purpose, ...]:
    years = f"{policy.retention_years} 年"
    return (
        Purpose(
            "结业证书",
            "证书上的姓名、身份证号、培训项目和日期，以前的证书（历史证书）和当时拨付的金额，领取日期，代领人的姓名，领取时的签字或照片",
            LegalBasis.STATUTORY_DUTY,
            "报送您的培训机构、本旗县区和市人社部门；扫证书二维码的人只看到打码的姓名、培训项目和日期",
            f"培训档案保存 {years}",
        ),
        _of_vouchers(years),
        Purpose(
            "补贴申领",
            "您上传的驾驶证和就业证明照片，审核和核定结果，公示的姓名和打码的身份证号，拨付和追回的金额",
            LegalBasis.STATUTORY_DUTY,
            "本旗县区审核人员、市本级复查人员，每次查阅都有记录；培训机构看不到",
            f"办结后 {years}；没有办成的 {policy.unfinished_claim_days} 天后删除照片",
        ),
        Purpose(
            "短信提醒",
            "手机号、发了什么、是否送达",
            LegalBasis.STATUTORY_DUTY,
            "发送短信的服务商，系统管理人员",
            f"{policy.message_retention_days} 天后删除内容和号码",
            "可以随时退订提醒，不影响学时；验证码不受影响",
        ),
        Purpose(
            "登录",
            "登录时间，设备的种类，网络地址的摘要；安全日志里的网络地址，不记姓名和号码",
            LegalBasis.STATUTORY_DUTY,
            "系统管理人员",
            f"{SIGN_IN_LASTS.days} 天后要重新登录；安全日志不少于 6 个月（网络安全法）",
        ),
    )


def _of_vouchers(years: str) -> Purpose:
    return Purpose(
        "职业培训券",
        "姓名、身份证号、手机号，券号、能学的工种和等级、面值、有效期，"
        "用在哪个班，什么时候核销；您本人手机上的领用码，谁在什么时候输错过它",
        LegalBasis.STATUTORY_DUTY,
        "市人社部门，本旗县区；券用在哪个班，那个培训机构看到",
        f"培训档案保存 {years}；输错领用码的记录 30 天；领用码本身不保存",
        "没有报班就没有使用；不想要的请告诉发券的人社部门，作废后不再使用",
    )


SUMMARY = (
    "只用于监管补贴培训和发放补贴。这是人社部门的法定职责，不以您的同意为前提。",
    "身份证号、手机号、银行卡号和材料加密保存；工作人员每次查看都有记录。",
    "刷脸用的人脸只在考勤机里，本系统不收；教室画面只在上课时看，不另存。",
    "短信提醒可以随时退订，不影响学时。",
)
"""What fits on the first screen of a phone; the purposes below it are the whole of it."""
RIGHTS = (
    "可以随时在“我的信息”里看存了什么、下载全部数据、换手机号、反映不对的地方。",
    "可以在“我的信息”里申请查阅、更正、删除、限制处理个人信息或者要求解释，"
    f"旗县区或市人社部门 {ANSWER_WORKING_DAYS} 个工作日内答复，不予办理会说明理由。",
    "姓名、身份证号由培训机构按身份证报送，更正请联系培训机构或本旗县区人社部门。",
    "法定的档案在保存期内不能删除，申请删除可以改为限制处理：只保存、只用于法定职责，不再发提醒短信，"
    "工作人员打开您的材料要写明理由，学时和补贴不受影响；期满自动删除。",
)
"""Articles 44 to 50, as far as the pages keep them today."""
