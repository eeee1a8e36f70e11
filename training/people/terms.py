"""The words about trainees as values."""

from enum import StrEnum


class VerifiedBy(StrEnum):
    """How a phone was found to be the trainee's own (手机号核实)."""

    CODE = "验证码登录"
    INSTITUTION = "培训机构确认"
    INSPECTOR = "监管人员确认"


class ChoiceSource(StrEnum):
    """本人要求的来源: how a school heard that somebody wants no SMS, or wants them again."""

    CALL = "电话"
    PAPER = "书面"
    IN_PERSON = "当面"


class RequestKind(StrEnum):
    """What somebody asks for about the own data (个人信息保护法第四十四条至第四十八条)."""

    ACCESS = "查阅、复制"
    CORRECT = "更正、补充"
    ERASE = "删除"
    RESTRICT = "限制处理"
    WITHDRAW = "撤回同意"
    EXPLAIN = "解释说明"


class RequestDecision(StrEnum):
    """What became of such a request; each is said with its reason."""

    DONE = "已办理"
    PARTLY = "部分办理"
    REFUSED = "不予办理"
