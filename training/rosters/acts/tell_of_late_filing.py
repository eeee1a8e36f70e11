from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.sheets.hand_in import ImportReport


def tell_of_late_filing(session: Session, report: ImportReport, *, now: datetime) -> None:
    """The district is told of a class that came with its whole roster when it had begun, or was over.

    By the day on which the file came: the day of filing that stands in it is the school's own word.
    """
    filed = select(TrainingClass).where(TrainingClass.class_number.in_(report.filed_now))
    late = filed.where(TrainingClass.starts_on <= shanghai_day(now)).order_by(TrainingClass.id)
    for own in session.scalars(late):
        people = select(func.count()).select_from(Enrolment).where(Enrolment.class_id == own.id)
        text = (
            f"班级 {own.class_number} {shanghai_day(now)} 才交备案（表上写的备案日期是 {own.filed_on}），"
            f"{own.starts_on} 已开班，{own.ends_on} 结业，名册 {session.scalar(people)} 人一并入册。"
            "请核实是否如实开班。"
        )
        report.notices.append(f"{own.class_number} 开班后才备案，已告知旗县区。")
        draft = AlertDraft("class_filed_late", f"class_filed_late:{own.id}", text, Audience.INSPECTORS, own)
        raise_alert(session, draft, now=now)
