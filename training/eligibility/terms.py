"""The words of 补贴核定 as values; the Chinese value is what a page, a workbook and the database hold."""

from enum import StrEnum


class Scheme(StrEnum):
    """补贴项目: what is paid for."""

    TRAINING = "培训补贴"
    C1 = "C1补贴"


class LineState(StrEnum):
    """Where one person's subsidy stands."""

    ELIGIBLE = "可补贴"
    EXCLUDED = "不可补贴"
    GRANTED = "已上会"
    PUBLIC = "公示中"
    APPLIED = "已申请"
    PAID = "已拨付"
    RECOVERED = "已追回"
    LAPSED = "已失效"
    """Judged anew by a later 核定, or no more on the list."""


class LineAct(StrEnum):
    """What is done with it; every one is a row."""

    JUDGE = "核定"
    CARRY_OVER = "转入"
    """Of C1 from before, with what a meeting had granted and the public had read."""
    OVERRIDE = "另定为可补贴"
    """Of C1 from before: what was found when it was carried over, by the first of two."""
    AGREE = "第二人同意"
    SEND_BACK = "第二人退回"
    LAPSE = "失效"
    GRANT = "上会审定"
    STRIKE = "会上去掉"
    PUBLICISE = "开始公示"
    OBJECT = "收到异议"
    SETTLE = "异议不成立"
    UPHOLD = "异议成立"
    APPLY = "申请拨付"
    TAKE_BACK = "撤回申请"
    PAY = "拨付"
    RECOVER = "追回"
    UNDO = "撤销登记"
    """The payment was recorded wrongly: the money is due again."""
    UNDO_RECEIPT = "撤销到账"
    """Money that was said to be back is not."""


class Exclusion(StrEnum):
    """不可补贴原因: why somebody who is qualified is not paid for (R19, R54, R58)."""

    NOT_QUALIFIED = "培训不合格"
    HOURS_NOT_DELIVERED = "课时未完成"
    SAME_TRADE = "同工种未满期"
    SAME_LEVEL = "同等级已享受"
    TOO_MANY = "年度次数已满"
    AGE = "年龄不符"
    CATEGORY = "人员类别不符"
    CATEGORY_PROOF = "缺类别证明"
    COMPARED = "比对名单命中"
    VOUCHER = "已用培训券结算"
    OBJECTED = "公示异议成立"
    """Judged anew, nobody comes back by one signature."""


class ComparedKind(StrEnum):
    """比对名单类别: of what a list is that the office brings."""

    EMPLOYED = "在职参保"
    RETIRED = "退休"
    PUBLIC_PAYROLL = "财政供养"
    STUDENT = "在校"
    DEAD = "死亡"
    IMPRISONED = "服刑"
    ABROAD = "出境"
