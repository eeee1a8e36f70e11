"""接续: what was issued before this system, beside what it issues itself; pure (R08, R17)."""

from training.certificates.rules.numbers import LAST_SERIAL
from training.errors import NotNow

TWICE = "这个编号在第 {row} 行已经有了，请只留一行。"
OURS = "这个编号是本系统派发的，不是历史证书，请删去这一行。"
ANOTHERS_ROW = "第 {row} 行把这个编号写给另一个人，请核对编号和身份证号。"
ANOTHERS = "这个编号已经登记给另一个人，请核对编号和身份证号。"
DIFFERENT = "这张历史证书已登记，内容和这一行不同，没有更改；登记错了请联系市级核对。"
NO_DISTRICT = "没有这个旗县区，请写全称，或者留空。"
OTHER_DISTRICT = "不是您的旗县区，请交给那个旗县区或市级导入。"
NOT_YET = "发证日期在今天以后，请核对。"
PAID_BEFORE = "拨付日期要和拨付金额一起写。"
FAR_AHEAD = 50_000
"""More than the city ever issued in a year: rather a digit too many."""
FAR = "比现在派到的 {last} 多出很多，请核对是不是多写了一位；导入后不能改小。"
ISSUED = "这个序列已派到 {last}，最后流水号不能改小到 {said}，请核对旧台账。"


class NumberIsFormer(NotNow):
    """A number that comes next was issued before this system."""

    def __init__(self, number: str):
        super().__init__(
            f"编号 {number} 已是历史证书的编号，没有派号；"
            "请先在“证书编号序列”里导入旧台账的最后流水号，再派。"
        )


def why_no_serial(last: int, said: int) -> str:
    """Why a series cannot go on behind this serial; empty where it can, or stands there already."""
    return ISSUED.format(last=last, said=said) if said < last else ""


def is_serial(text: str) -> bool:
    """0 to 999,999, in digits of ASCII."""
    return text.isascii() and text.isdecimal() and int(text) <= LAST_SERIAL
