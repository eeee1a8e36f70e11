"""Trainees as their list shows them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.notice.identity import mask_id_number, mask_phone
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.classes.pages.class_list import state_of_class
from webapp.desk.lists.days import short_day

HEADINGS = (
    "姓名",
    "性别",
    "身份证号",
    "手机",
    "人员类别",
    "最近的班号",
    "最近的班级",
    "培训机构",
    "班数",
    "状态",
)


@dataclass(frozen=True)
class PersonLine:
    """One trainee; numbers masked, the newest class that whoever looks may see."""

    public_id: UUID
    name: str
    sex: str
    id_number: str
    phone: str
    category: str
    class_id: UUID | None
    class_number: str
    class_name: str
    institution: str
    classes: int
    state: str
    tone: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        own = (self.name, self.sex, self.id_number, self.phone, self.category)
        return (*own, self.class_number, self.class_name, self.institution, self.classes, self.state)


def person_line(staff: Staff, own: Trainee, enrolments: Sequence[Enrolment], today: date) -> PersonLine:
    newest = enrolments[0] if enrolments else None
    of = newest.training_class if newest else None
    state, tone = state_of_enrolment(newest, today) if newest else ("", "")
    return PersonLine(
        own.public_id,
        name_for(staff, own.name),
        own.sex.value,
        mask_id_number(own.id_number),
        mask_phone(own.phone),
        own.category,
        of.public_id if of else None,
        of.class_number if of else "",
        of.name if of else "",
        of.institution.name if of else "",
        len(enrolments),
        state,
        tone,
    )


def state_of_enrolment(own: Enrolment, today: date) -> tuple[str, str]:
    """As the class stands, unless this person has left it."""
    if own.withdrawal is not None and own.withdrawal.last_day < today:
        return f"已退班 {short_day(own.withdrawal.last_day, today)}", ""
    return state_of_class(own.training_class, today)
