"""培训机构: what is told of one by whoever registers it."""

import re

from training.errors import NotNow, NotRight

LONGEST_NAME = 64
LONGEST_PERSON = 64
TELEPHONE = re.compile(r"\+?\d[\d -]{5,18}\d")
"""A mobile or one of an office, with its area."""


class BadInstitution(NotRight):
    """A name, a person or a telephone that is none."""


class InstitutionKnown(NotNow):
    """It is registered already."""

    def __init__(self, name: str):
        super().__init__(f"“{name}”已经登记，不用再登记；在培训机构里查找它。")
        self.name = name


class InstitutionChanged(NotNow):
    """Somebody else was faster."""

    def __init__(self, name: str):
        super().__init__(f"“{name}”刚被别人改过，没有存。请看现在的内容，再改您要改的。")


def check_institution_name(typed: str) -> str:
    """Without blanks, as filings write it; raises BadInstitution."""
    name = "".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadInstitution(f"机构名称应为 1 到 {LONGEST_NAME} 个字，和备案表、许可证上的全称一致。")
    return name


def check_contact(person: str, telephone: str) -> tuple[str, str]:
    """The name and the number as they are kept; raises BadInstitution."""
    name, number = " ".join(person.split()), " ".join(telephone.split())
    if not 0 < len(name) <= LONGEST_PERSON:
        raise BadInstitution(f"联系人姓名应为 1 到 {LONGEST_PERSON} 个字。")
    if not (number.isascii() and TELEPHONE.fullmatch(number)):
        raise BadInstitution("联系电话应为手机号或带区号的座机，如 0472-5150000。")
    return name, number
