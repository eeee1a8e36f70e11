"""The money of classes that waits: meetings, publicities, objections, applications, payments, recoveries."""

from training.eligibility.terms import Scheme
from training.notice.money import yuan
from training.notice.permissions import Permission
from training.payments.views.carried.override_of import overrides_to_sign
from training.payments.views.waiting import (
    applications_to_pay,
    classes_of_claims_to_grant,
    found_to_settle,
    judged_to_grant,
    lines_with_objection,
    meetings_to_publicise,
    publicities_to_apply,
    recoveries_to_come,
    undoings_to_decide,
)
from training.records.classes.classes import TrainingClass
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication, Recovery
from training.records.payments.undoings import PaymentUndoing
from training.records.subsidies.found import FoundLine
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.of_classes import named
from training.worklist.views.queues import Queue


def _to_grant(own: SubsidyJudgement, mark: Mark) -> Work:
    about = own.training_class
    note = f"{about.institution.name}，{own.signed_by} 核定；会议研究审定以后登记"
    return Work(mark, f"班级 {named(about)}已核定，待上会", note, "登记会议", WorkPlace.NEW_MEETING)


def _c1_to_grant(own: TrainingClass, mark: Mark) -> Work:
    note = f"{own.institution.name}，C1 申领已审核通过；会议研究审定以后登记"
    return Work(mark, f"班级 {named(own)}的 C1 申领待上会", note, "登记会议", WorkPlace.NEW_MEETING)


def _to_publicise(own: SubsidyMeeting, mark: Mark) -> Work:
    note = f"{own.district.name}，{own.held_on} 开会，{own.noted_by} 登记"
    return Work(mark, f"会议 {own.number} 已审定，待公示", note, "去公示", WorkPlace.MEETING, own.public_id)


def _to_apply(own: SubsidyPublicity, mark: Mark) -> Work:
    about = own.meeting
    note = f"公示至 {own.surely_ends_on:%m-%d}，{own.district.name}；按资金申请，有异议的先处理"
    title = f"会议 {about.number} 公示期满，请申请拨付"
    return Work(mark, title, note, "去申请", WorkPlace.MEETING, about.public_id)


def _objection(own: SubsidyLine, mark: Mark) -> Work:
    about = own.enrolment.training_class
    note = f"{about.institution.name}；处理完毕以前不能申请拨付"
    title = f"{named(about)}有异议，公示中待处理"
    return Work(mark, title, note, "处理异议", WorkPlace.SUBSIDY_LINE, own.public_id)


def _override(own: SubsidyLine, mark: Mark) -> Work:
    about = own.enrolment.training_class
    note = f"{about.institution.name}；转入时查出有不符合的，有人另定为可补贴"
    title = f"{named(about)}转入的 C1 补贴另定待第二人签字"
    return Work(mark, title, note, "去签字", WorkPlace.SUBSIDY_LINE, own.public_id)


def _to_pay(own: FinanceApplication, mark: Mark) -> Work:
    title = f"申请 {own.number} 待登记拨付"
    note = f"{own.fund.value} {yuan(own.amount_fen)} 元；由 {own.made_by} 以外的同事按凭证登记"
    return Work(mark, title, note, "登记拨付", WorkPlace.MEETING, own.publicity.meeting.public_id)


def _recovery(own: Recovery, mark: Mark) -> Work:
    payment = own.payment_line.payment
    whose = payment.institution.name if payment.institution else payment.payee.value
    note = f"{own.demanded_on} {own.demanded_by} 要求，原凭证 {payment.voucher}；在名单里打开这个人登记"
    title = f"{whose}要退回 {yuan(own.amount_fen)} 元"
    meeting = payment.application.publicity.meeting
    return Work(mark, title, note, "登记到账", WorkPlace.MEETING, meeting.public_id)


def _undoing(own: PaymentUndoing, mark: Mark) -> Work:
    payment = own.payment
    title = f"凭证 {payment.voucher} 的拨付申请撤销登记，待同意"
    note = f"{yuan(payment.amount_fen)} 元，{own.asked_by} 申请；由另一位同事办"
    meeting = payment.application.publicity.meeting
    return Work(mark, title, note, "去看", WorkPlace.MEETING, meeting.public_id)


def _found(own: FoundLine, mark: Mark) -> Work:
    about = own.line.enrolment.training_class
    title = f"{named(about)}有人{own.line.state.value}，在新的比对名单里"
    other = "重新核定" if own.line.scheme is Scheme.TRAINING else "请市本级发回申领"
    note = f"{own.kind.value}，数据截止 {own.compared_list.as_of}；核实后追回或{other}"
    return Work(mark, title, note, "去核实", WorkPlace.SUBSIDY_LINE, own.line.public_id)


OF_PAYMENTS = (
    Queue(
        WorkKind.TO_GRANT,
        Permission.BEGIN_PUBLICITY,
        lambda staff, today: judged_to_grant(staff),
        SubsidyJudgement.id,
        SubsidyJudgement.signed_at,
        _to_grant,
    ),
    Queue(
        WorkKind.TO_GRANT,
        Permission.BEGIN_PUBLICITY,
        lambda staff, today: classes_of_claims_to_grant(staff),
        TrainingClass.id,
        TrainingClass.ends_on,
        _c1_to_grant,
        is_last_day=True,
    ),
    Queue(
        WorkKind.TO_PUBLICISE,
        Permission.BEGIN_PUBLICITY,
        lambda staff, today: meetings_to_publicise(staff),
        SubsidyMeeting.id,
        SubsidyMeeting.noted_at,
        _to_publicise,
    ),
    Queue(
        WorkKind.TO_APPLY,
        Permission.APPLY_FOR_PAYMENT,
        publicities_to_apply,
        SubsidyPublicity.id,
        SubsidyPublicity.ends_on,
        _to_apply,
        is_due=True,
    ),
    Queue(
        WorkKind.LINE_OBJECTION,
        Permission.HANDLE_OBJECTIONS,
        lambda staff, today: lines_with_objection(staff),
        SubsidyLine.id,
        SubsidyLine.since,
        _objection,
    ),
    Queue(
        WorkKind.LINE_OVERRIDE,
        Permission.JUDGE_LINES,
        lambda staff, today: overrides_to_sign(staff),
        SubsidyLine.id,
        SubsidyLine.since,
        _override,
    ),
    Queue(
        WorkKind.TO_PAY,
        Permission.RECORD_PAYMENTS,
        lambda staff, today: applications_to_pay(staff),
        FinanceApplication.id,
        FinanceApplication.made_at,
        _to_pay,
    ),
    Queue(
        WorkKind.RECOVERY,
        Permission.RECORD_PAYMENTS,
        lambda staff, today: recoveries_to_come(staff),
        Recovery.id,
        Recovery.demanded_at,
        _recovery,
    ),
    Queue(
        WorkKind.UNDOING,
        Permission.RECORD_PAYMENTS,
        lambda staff, today: undoings_to_decide(staff),
        PaymentUndoing.id,
        PaymentUndoing.asked_at,
        _undoing,
    ),
    Queue(
        WorkKind.FOUND,
        Permission.RECORD_PAYMENTS,
        lambda staff, today: found_to_settle(staff),
        FoundLine.id,
        FoundLine.found_at,
        _found,
    ),
)
