"""Where a filing differs from the class that is filed under its number (R25)."""

from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.class_sheet import ClassRow
from training.records.classes.classes import TrainingClass

FILED_FIELDS = (
    "name",
    "trade",
    "level",
    "kind",
    "is_key_group",
    "prescribed_halves",
    "starts_on",
    "ends_on",
    "morning_starts",
    "morning_ends",
    "afternoon_starts",
    "afternoon_ends",
    "attendance_device",
)


PROJECT = CLASS_SHEET.title_of("project_number")


def differing(standing: TrainingClass, row: ClassRow) -> list[str]:
    """By the titles of the sheet. A reason that is not repeated, or is the first, contradicts nothing."""
    pairs = {name: (getattr(standing, name), getattr(row, name)) for name in FILED_FIELDS}
    pairs["institution"] = standing.institution.name, row.institution
    pairs["district"] = standing.district.name, row.district
    if standing.why_online and row.online_reason:
        pairs["online_reason"] = standing.why_online, row.online_reason
    if row.project_number:
        standing_under = standing.project.number if standing.project else ""
        pairs["project_number"] = standing_under, row.project_number
    return [
        CLASS_SHEET.title_of(name.removesuffix("_halves")) for name, (old, new) in pairs.items() if old != new
    ]


def say_different(titles: list[str]) -> str:
    """Why a class is not written over, and where it can change."""
    of_project = "项目编号由旗县区在班级的“项目”里改归。" if PROJECT in titles else ""
    return (
        f"这个班号已经备案，{'、'.join(titles)}与本文件不同；已备案的班级不能改写，"
        f"请核对班号，或在工作台的“申请与审批”里申请变更。{of_project}"
    )
