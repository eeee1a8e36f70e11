"""What the own copy says of vouchers, in Chinese (R10)."""

from collections.abc import Mapping

PARTS_OF_VOUCHERS: Mapping[str, str] = {
    "vouchers": "职业培训券的券号、能学什么、有效期和状态",
    "voucher_acts": "培训券的每一步：发放、使用、取消、核销、作废",
}
FIELDS_OF_VOUCHERS: Mapping[str, str] = {
    "face_fen": "面值（分）",
    "fund": "资金来源",
    "issued_at": "发放时间",
    "move": "做了什么",
    "valid_from": "有效期起",
}
