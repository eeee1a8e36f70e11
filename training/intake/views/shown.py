"""What became of a file's rows, as it is shown, kept and fingerprinted."""

from typing import Any

from training.sheets.findings import Finding
from training.sheets.hand_in import ImportReport

COUNTS = ("stored", "known", "quarantined", "refused", "unused")
MOST_FINDINGS = 2_000


def shown_of(report: ImportReport) -> dict[str, Any]:
    """As JSON: counts, findings, notices, and what of the file was not read.

    The number of a batch is not in it: it is another one each time, and says nothing of the file.
    """
    of_batches = {each.told() for each in report.waits}
    before = report.imported_before
    return {
        "scope": report.scope,
        "counts": {"read": report.read, **{name: getattr(report, name) for name in COUNTS}},
        "findings": [_finding(each) for each in report.findings[:MOST_FINDINGS]],
        "more_findings": max(0, len(report.findings) - MOST_FINDINGS),
        "notices": [each for each in report.notices if each not in of_batches],
        "unread": report.unread.told(),
        "waits": [[each.count, each.why] for each in report.waits],
        "imported_before": before.isoformat() if before else "",
    }


def _finding(finding: Finding) -> list[object]:
    return [
        finding.severity.value,
        finding.sheet,
        finding.row,
        finding.column,
        finding.value,
        finding.message,
    ]
