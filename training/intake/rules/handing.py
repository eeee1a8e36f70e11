"""Who may hand in which kind of file: some are only for those whose affair they are."""

from collections.abc import Mapping

from training.intake.terms import FileKind
from training.notice.permissions import Permission, may
from training.notice.terms import Role

NEEDED: Mapping[FileKind, Permission] = {
    FileKind.REGION: Permission.HAND_IN_REGION_TOTALS,
    FileKind.REGION_CLASSES: Permission.HAND_IN_REGION_TOTALS,
    FileKind.REGION_PEOPLE: Permission.HAND_IN_REGION_TOTALS,
    FileKind.PLANS: Permission.WRITE_PLANS,
    FileKind.FORMER: Permission.TAKE_OVER_CERTIFICATES,
    FileKind.SERIES: Permission.ISSUE_CERTIFICATES,
    FileKind.VOUCHERS: Permission.ISSUE_VOUCHERS,
    FileKind.FOLLOW_UPS: Permission.ANSWER_FOLLOW_UPS,
    FileKind.MARKS: Permission.SIGN_RESULTS,
    FileKind.TEACHERS: Permission.KEEP_TEACHERS,
    FileKind.STANDARDS: Permission.KEEP_STANDARDS,
    FileKind.COMPARED: Permission.KEEP_COMPARED,
}
"""What the region's own system exports, what a district plans or examines, and what was issued before,
are no school's affair; teachers are none of the city's."""


def may_hand_in(role: Role, kind: FileKind) -> bool:
    return may(role, Permission.HAND_IN_FILES) and may(role, NEEDED.get(kind, Permission.HAND_IN_FILES))
