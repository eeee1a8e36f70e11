"""What the own copy says of certificates and vouchers, in Chinese (R08, R10)."""

from collections.abc import Mapping

PARTS_OF_PAPERS: Mapping[str, str] = {
    "certificates": "结业证书的编号和内容，作废的日期",
    "former_certificates": "历史证书：本系统以前发的证书和拨付",
    "certificate_handovers": "证书的领取登记（凭证照片在培训机构和人社部门）",
    "vouchers": "职业培训券的券号、能学什么、有效期和状态",
    "voucher_acts": "培训券的每一步：发放、使用、取消、核销、作废",
    "voucher_tries": "有人输错您的领用码的时间（保存 30 天）",
}
FIELDS_OF_PAPERS: Mapping[str, str] = {
    "face_fen": "面值（分）",
    "fund": "资金来源",
    "issued_at": "发放时间",
    "move": "做了什么",
    "tried_at": "输错领用码的时间",
    "tried_by": "打电话的人",
    "tried_on": "没有打通的日期",
    "valid_from": "有效期起",
}
