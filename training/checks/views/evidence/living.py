"""Which pictures still prove something."""

from sqlalchemy import Select

from training.records.checks.evidence import Evidence, EvidenceWithdrawal


def living(pictures: Select[Evidence]) -> Select[Evidence]:
    """Without those that were taken back."""
    taken_back = EvidenceWithdrawal.evidence_id == Evidence.id
    return pictures.outerjoin(EvidenceWithdrawal, taken_back).where(EvidenceWithdrawal.id.is_(None))
