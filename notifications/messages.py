"""The catalogue: every message that may leave the house, in Chinese and short, and what each route forbids.

Mainland providers send nothing but templates that they have read before, so a text is a template and its
ordered parameters: Aliyun is given the names, others the numbers, Twilio the rendered words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from training.people.rules.login_codes import CODE_LASTS

MINUTES = int(CODE_LASTS.total_seconds() // 60)
# Every Chinese text is sent as UCS-2, of which a segment holds 70 units, or 67 where there are several.
SINGLE_SEGMENT, JOINED_SEGMENT = 70, 67
LINK = "link"


@dataclass(frozen=True)
class Template:
    """One message: its name, its words with their places, and what is added where a link gets through."""

    title: str
    text: str
    with_link: str = ""
    most_segments: int = 1

    @property
    def parameters(self) -> tuple[str, ...]:
        """The places in the order of the words; the link is the last."""
        named = (name for _, name, _, _ in Formatter().parse(self.text + self.with_link) if name)
        return tuple(dict.fromkeys(named))


# Short names and clocks only: an SMS is read by whoever holds the phone, so no ID number and no full name.
# With a class name of 10 units, a signature of 4 and a link of 33 each is one segment; tests hold that.
CATALOGUE: Mapping[str, Template] = {
    # The code comes first: phones show the beginning, and fill it in from there.
    "login_code": Template(
        "验证码", f"验证码 {{code}}，{MINUTES} 分钟内有效。查班工作人员不会向您索要，请勿告诉他人。"
    ),
    # It can still be mended, until the window closes.
    "missing_in": Template(
        "漏签到", "{class_short_name}{half_day}未签到，请在{until}前到考勤机刷脸。", "{link}"
    ),
    "missing_out": Template(
        "未签退", "{class_short_name}{half_day}未签退，请在{until}前到考勤机刷脸。", "{link}"
    ),
    # Sent only where something was lost.
    "day_lost": Template(
        "当日汇总", "{class_short_name}{half_day}缺打卡未计课时，{until}前可补卡。", "{link}"
    ),
    "correction_decided": Template("补卡结果", "{class_short_name}{half_day}补卡申请{decision}。", "{link}"),
    # The meeting's number is enough to join it; where a link gets through it saves typing that.
    "meeting_invitation": Template("会议邀请", "{class_short_name}查班，请进钉钉会议{room_code}。", "{link}"),
    # The link opens without a sign-in, and asks nothing but what one does now.
    "follow_up_asked": Template("就业回访", "{class_short_name}结业回访，请登录查班回答。", "{link}"),
    # What it is good for, its number and its code stand behind the sign-in.
    "voucher_issued": Template(
        "发券告知", "您有职业培训券可用到{until}（含当日），请登录查班查看。", "{link}"
    ),
    "voucher_expiring": Template(
        "培训券到期", "您的职业培训券可用到{until}（含当日），请登录查班查看。", "{link}"
    ),
    # Whoever did not want it learns of it at once.
    "voucher_used": Template(
        "用券告知", "您的职业培训券已登记用于{class_short_name}。没报这个班的，请登录查班反映。"
    ),
    # To the phone that stands, whoever holds it; the other one is told nothing before it is agreed to.
    "phone_change_asked": Template(
        "换号告知", "培训机构申请更换您登记的手机号。同意或不同意，请登录查班，在“我的信息”里办理。"
    ),
    # What and why stands behind the sign-in. The word for the money is forbidden on these routes.
    "claim_returned": Template(
        "材料退回", "您的C1申领有材料退回，请登录查班看原因，重拍后再提交。", "{link}"
    ),
    "claim_decided": Template("申领结果", "您的C1申领：{decision}。请登录查班看下一步。", "{link}"),
    # Never a link: one in a message about money is what swindlers send.
    "subsidy_paid": Template(
        "拨付告知", "您的培训资金{amount}元已于{day}拨付到本人，请登录查班核对。办理不收费。"
    ),
}


@dataclass(frozen=True)
class Route:
    """What a provider forbids on its way to mainland phones."""

    may_carry_links: bool
    """False: never. True: where the provider agreed to it, which SMS_LINKS says."""
    forbidden_words: tuple[str, ...] = ()
    most_units: int = 500
    takes_answers: bool = False
    """No mainland route brings a reply back, so no text may ask for one."""


# Twilio forbids what is financial or political, Aliyun and the carriers also marketing and other signatures.
ROUTES: Mapping[str, Route] = {
    "console": Route(may_carry_links=True),
    "twilio": Route(True, ("补贴", "贷款", "金融", "投资", "中奖", "党", "选举")),
    "aliyun": Route(
        False, ("补贴", "贷款", "金融", "投资", "中奖", "党", "选举", "免费", "加微信", "退款", "助考")
    ),
}
ASKS_FOR_AN_ANSWER = ("回复", "回T", "退订")


def text_of(template: str, parameters: Mapping[str, str], signature: str, *, with_link: bool = False) -> str:
    """The words as Twilio and the phone see them; without its link where none was given."""
    chosen = CATALOGUE[template]
    words = chosen.text + (chosen.with_link if with_link and parameters.get(LINK) else "")
    return f"【{signature}】{words.format(**parameters)}"


def segments(text: str) -> int:
    """How many SMS a Chinese text is billed as."""
    units = units_of(text)
    return 1 if units <= SINGLE_SEGMENT else -(-units // JOINED_SEGMENT)


def units_of(text: str) -> int:
    """Its length as networks count it."""
    return len(text.encode("utf-16-le")) // 2
