"""The words of C1 claims as values; the Chinese value is what a page and the database hold."""

from enum import StrEnum


class PaperKind(StrEnum):
    """材料: what a C1 claim is proved with (R59, R60)."""

    LICENCE = "驾驶证"
    RIDE_HAIL = "网约车驾驶员证"
    TAXI = "出租车从业资格证"
    CONTRACT = "劳动合同"
    WAGE_SLIP = "工资流水"
    OTHER = "其他就业证明"


class PaperState(StrEnum):
    """材料状态: where one paper of a claim stands."""

    MISSING = "未交"
    READY = "待提交"
    """Handed in by photo, but the claim was not submitted since."""
    IN_REVIEW = "审核中"
    RETURNED = "退回"
    PASSED = "通过"
    EXPIRED = "已过期"


class ClaimState(StrEnum):
    """申领状态: where a C1 claim stands."""

    DRAFT = "未提交"
    WAITING = "待审"
    RETURNED = "退回补正"
    APPROVED = "通过"
    REJECTED = "不通过"
    PUBLICISED = "公示中"
    APPLIED = "已申请拨付"
    PAID = "已拨付"
    RECOVERED = "已追回"
    GIVEN_UP = "已放弃"


class ClaimAct(StrEnum):
    """办理动作: what somebody does with a claim; every one is a row."""

    OPEN = "开始填写"
    SUBMIT = "提交"
    WITHDRAW = "撤回修改"
    GIVE_UP = "放弃申领"
    RETURN = "退回补正"
    APPROVE = "审核通过"
    REJECT = "审核不通过"
    CONFIRM = "复查确认"
    SEND_BACK = "复查发回"
    PUBLICISE = "开始公示"
    OBJECT = "收到异议"
    SETTLE = "异议处理完毕"
    UPHOLD = "异议成立"
    APPLY = "申请拨付"
    TAKE_BACK = "撤回申请"
    PAY = "拨付"
    UNDO = "撤销登记"
    """The payment was written down wrongly."""
    RECOVER = "追回"
    UNDO_RECEIPT = "撤销到账"


class Payee(StrEnum):
    """拨付对象: who receives the subsidy."""

    INSTITUTION = "培训机构"
    TRAINEE = "学员本人"


class Actor(StrEnum):
    """Who acts next in a claim."""

    TRAINEE = "学员"
    DISTRICT = "旗县区审核人"
    SECOND_REVIEWER = "旗县区第二位审核人"
    CITY = "市本级复查人"
    OFFICE = "旗县区经办人"
    FINANCE = "属地财政部门"
    NOBODY = "无"
