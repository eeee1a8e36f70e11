"""培训券发放表: what the city hands out with the vouchers, with a place to sign (R10)."""

from collections.abc import Iterator, Sequence

from training.notice.money import yuan
from training.records.vouchers.vouchers import Voucher
from training.sheets.lists import Cell

HEADINGS = (
    "序号",
    "券号",
    "姓名",
    "身份证号",
    "联系电话",
    "旗县区",
    "培训工种",
    "等级",
    "面值（元）",
    "资金来源",
    "有效期起",
    "有效期止",
    "领取人签字",
)


def handout_rows(vouchers: Sequence[Voucher]) -> Iterator[tuple[Cell, ...]]:
    """One row for each that is not void, in the order of the numbers."""
    for place, each in enumerate(vouchers, 1):
        who, batch = each.trainee, each.batch
        face = yuan(batch.face_fen) if batch.face_fen is not None else "定向券"
        days = (batch.valid_from.isoformat(), each.valid_until.isoformat())
        good_for = (batch.trade or "不限", batch.level or "不限", face, batch.fund.value)
        district = each.district.name if each.district else ""
        yield place, each.number, who.name, who.id_number, who.phone, district, *good_for, *days, ""
