"""The words of data protection as values; the Chinese value is what a page holds."""

from enum import StrEnum


class Door(StrEnum):
    """从哪里看: each way on which personal data is shown to the office."""

    PAGE = "页面"
    API = "接口"
    CHAT = "聊天"
    COMMAND = "命令行"


class LegalBasis(StrEnum):
    """合法性基础: why personal data may be processed at all (个人信息保护法第十三条第一款)."""

    STATUTORY_DUTY = "履行法定职责或者法定义务所必需（第三项、第三十五条）"
    CONSENT = "本人同意（第一项），可以随时撤回"


class PurgeKind(StrEnum):
    """到期删除的种类: what is planned in the evening and goes in the night after."""

    CLAIMS = "申领材料"
    CHECKS = "检查照片和名单"
    ACCOUNTS = "会议账号"
    PHOTOS = "补卡照片"
    DOCUMENTS = "涉及个人的材料"
    REGION = "自治区学员数据"
    FORMER = "历史证书"
    RECEIPTS = "证书领取凭证"
    COMPARED = "比对名单"
    FOLLOW_UPS = "就业回访的单位和佐证"
