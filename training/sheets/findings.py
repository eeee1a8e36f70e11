"""What is wrong with a row of a file, or worth a second look."""

from collections.abc import Collection
from dataclasses import dataclass

from training.notice.terms import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where it stands (row as a spreadsheet numbers it, 0 for the whole sheet) and the mend."""

    row: int
    column: str
    value: str
    message: str
    severity: Severity
    sheet: str = ""


def has_error(findings: Collection[Finding]) -> bool:
    return bool(findings) and any(finding.severity is Severity.ERROR for finding in findings)
