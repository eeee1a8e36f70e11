from collections.abc import Sequence

from training.classes.rules.filing import FiledClass, FiledLesson, filing_findings
from training.notice.terms import Severity
from training.records.classes.classes import Lesson, TrainingClass
from training.sheets.findings import Finding
from training.sheets.hand_in import ImportReport


def check_filing(
    training_class: TrainingClass, lessons: Sequence[Lesson], report: ImportReport, sheet: str
) -> None:
    """Hold the class with these lessons against R45 and R51 to R54."""
    filed = FiledClass(
        kind=training_class.kind,
        prescribed_halves=training_class.prescribed_halves,
        starts_on=training_class.starts_on,
        ends_on=training_class.ends_on,
        lessons=tuple(_filed(lesson) for lesson in lessons),
        online_reason=training_class.why_online,
    )
    for found in filing_findings(filed, training_class.rule_set.policy):
        report.breaks_rules |= found.severity is Severity.ERROR
        report.findings.append(
            Finding(0, "班级", training_class.class_number, found.message, found.severity, sheet)
        )


def _filed(lesson: Lesson) -> FiledLesson:
    return FiledLesson(lesson.held_on, lesson.half_day, lesson.content, lesson.mode, lesson.halves)
