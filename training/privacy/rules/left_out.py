"""What the copy of one's own data lacks, each for a reason that the document says."""

from collections.abc import Mapping

LEFT_OUT: Mapping[str, str] = {
    "certificate_voiding": "作废申请是人社部门内部的办理，结果在证书的状态里",
    "voiding_decision": "作废决定是人社部门内部的办理，结果在证书的状态里",
    "camera_sighting": "点名时的画面状态与他人的合在一起",
    "chat_card": "内部办理的卡片，内容已在申领记录里",
    "code_attempt": "验证码的试错记录，只有时间",
    "confirmation": "检查人员之间的二人确认",
    "confirmation_answer": "检查人员之间的二人确认",
    "delivery_attempt": "短信发送的技术记录，结果已在短信的状态里",
    "fraud_signal": "监督线索，提供会妨碍履行法定职责（第十八条、第三十五条）",
    "lead": "监督线索，提供会妨碍履行法定职责（第十八条、第三十五条）",
    "lead_act": "监督线索，提供会妨碍履行法定职责（第十八条、第三十五条）",
    "line_objection": "公示异议由人社部门处理，提出异议的人受保护；步骤和结果在补贴的每一步里",
    "login_code": "验证码只存摘要，到期作废",
    "message_receipt": "运营商回执的技术记录，结果已在短信的状态里",
    "mismatch_resolution": "检查人员之间的核实",
    "short_link": "短信链接只存摘要，到期删除",
    "substitution": "补抽记录涉及他人",
    "voucher_money": "券款去向是人社部门和财政之间的办理，没有您的信息；撤销核销的步骤在培训券的每一步里",
    "upload_reading": "核对导入文件时的底稿，30 天后清空；确认导入的内容已在各项记录里",
}
"""Tables about a person that the copy lacks, and why; the document says it. A request may ask for more."""
