"""补贴花名册: the lines of a class as a workbook; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from training.notice.class_hours import hours
from training.notice.identity import mask_id_number, mask_phone
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.results import QualifiedPerson
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.name_for import name_for
from webapp.desk.eligibility.pages.class_lines import override_for, reasons_for

HEADINGS = (
    *("序号", "姓名", "身份证号", "人员类别", "联系电话", "班号", "培训工种", "证书编号", "出勤课时"),
    *("补贴标准", "补贴金额", "资金来源", "是否可补贴", "不可补贴原因"),
)


def roll_cells(
    staff: Staff,
    own: TrainingClass,
    lines: Sequence[SubsidyLine],
    people: Iterable[QualifiedPerson],
    numbers: Mapping[int, str],
) -> Iterator[tuple[str | int, ...]]:
    """Whole numbers only for those who may see them."""
    credited = {each.enrolment_id: hours(each.credited_halves) for each in people}
    for place, each in enumerate(lines, 1):
        is_paid = each.amount_fen is not None
        why = "；".join(filter(None, (*reasons_for(staff, each), override_for(staff, each))))
        yield (
            place,
            *_who(staff, each),
            own.class_number,
            own.trade,
            numbers.get(each.enrolment_id, ""),
            credited.get(each.enrolment_id, ""),
            yuan(each.amount_fen) if each.amount_fen else "",
            yuan(each.granted_fen or each.amount_fen) if each.amount_fen else "",
            each.fund.value if each.fund else "",
            "是" if is_paid else "否",
            "" if is_paid else why,
        )


def _who(staff: Staff, line: SubsidyLine) -> tuple[str, str, str, str]:
    trainee = line.enrolment.trainee
    number, phone = trainee.id_number, trainee.phone
    if not may(staff.role, Permission.SEE_WHOLE_NUMBERS):
        number, phone = mask_id_number(number), mask_phone(phone)
    return name_for(staff, trainee.name), number, trainee.category, phone
