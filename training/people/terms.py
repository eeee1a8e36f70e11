"""The words about trainees as values."""

from enum import StrEnum


class VerifiedBy(StrEnum):
    """How a phone was found to be the trainee's own (手机号核实)."""

    CODE = "验证码登录"
    INSTITUTION = "培训机构确认"
    INSPECTOR = "监管人员确认"
