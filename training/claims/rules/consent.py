"""What a claimant of C1 is told (告知): what the papers are for, who sees them, how long they are kept.

To pay a subsidy is the office's duty by law (个人信息保护法第十三条第一款第三项): the tick says that this was
read and that the papers are true, and the duty does not hang on it.
"""

from training.errors import NotRight
from training.notice.policy import Policy

CONSENT_VERSION = "2026-12"
"""Changes with any change of the words below; stored with every submission."""


class ConsentMissing(NotRight):
    """A claim was to be submitted without the tick."""

    def __init__(self) -> None:
        super().__init__("请先阅读并勾选“告知与承诺”，再提交。")


def consent_lines(policy: Policy) -> tuple[str, ...]:
    """Article 17 of the 个人信息保护法: purpose, kind, who, how long, and the rights."""
    return (
        "用途：只用来审核您这一次的 C1 培训补贴申领。",
        "依据：审核和发放补贴是人社部门的法定职责（个人信息保护法第十三条第一款第三项）。",
        "内容：您上传的驾驶证和就业证明照片，以及名册里您的姓名、身份证号、手机号。",
        "谁能看：本旗县区人社审核人员、市本级复查人员。每次查阅都有记录，审计人员可以核查。培训机构看不到。",
        f"保存：办结后保存 {policy.retention_years} 年（补贴资金档案）；放弃或一直没有提交的，"
        f"{policy.unfinished_claim_days} 天后删除照片。",
        "您的权利：审核开始前可以撤回；可以随时查看交了什么、更正信息、反映问题。",
    )
