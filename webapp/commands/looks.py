"""Which commands show people to whoever runs them; each such run is on the record of looks (查阅记录)."""

from collections.abc import Mapping

from training.privacy.acts.note_look import Look
from training.privacy.terms import Door

NOTHING = ""
SHOWN: Mapping[str, str] = {
    "hours": "名册和学时",
    "punches quarantine": "打卡记录",
    "phone verify": "名册和学时",
    "leave list": "请假",
    "correction list": "补卡申请",
    "remind": "名册和学时",
    "check show": "检查",
    "device push-roster": "名册和学时",
    "import roster": "名册和学时",
    "import roster-changes": "人员增减",
    "device signals": "考勤机可疑迹象",
    "device unread": "打卡记录",
    "claim list": "申领",
    "claim show": "申领",
    "claim export": "审核通过名单",
    "voucher show": "培训券",
    "privacy looks": "查阅记录",
    "sms list": "短信",
    "sms show": "短信",
}
"""The words of the command, without its arguments; those that are not named here show nobody."""


def look_of(command: str, number: object, operator: str) -> Look | None:
    """What running it shows; None where it shows nobody.

    Of its arguments only the number of the class, the check, the claim or the message is kept.
    """
    what = SHOWN.get(command, NOTHING)
    subject = f"{command} {number}" if number else command
    return Look(operator, Door.COMMAND, what, subject) if what else None
