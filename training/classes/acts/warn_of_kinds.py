from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.doubts_of import doubts_of
from training.notice.clauses import with_clause
from training.notice.terms import Severity
from training.records.classes.classes import TrainingClass
from training.sheets.findings import Finding
from training.sheets.hand_in import ImportReport


def warn_of_kinds(session: Session, classes: Collection[int], report: ImportReport) -> None:
    """Find what is doubtful of these classes, by their keys, once their people are recorded (R40, R57)."""
    if not classes:
        return
    wanted = select(TrainingClass).where(TrainingClass.id.in_(classes)).order_by(TrainingClass.class_number)
    own = session.scalars(wanted.options(joinedload(TrainingClass.rule_set))).all()
    found = doubts_of(session, own)
    report.doubtful.update(found)
    report.findings.extend(
        Finding(0, "班级", each.class_number, with_clause(doubt.message, doubt.clause), Severity.WARNING)
        for each in own
        for doubt in found.get(each.id, ())
    )
