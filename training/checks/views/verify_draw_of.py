"""The draw of a check computed again from its own export, with those before it that came to nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.rules.sampling import DrawFinding, verify_draw
from training.checks.rules.verifications import digest_of
from training.checks.sheets.check_export import stated_draw
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check
from training.errors import NotFound
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class VerifiedDraw:
    """What was computed again, of one check."""

    check_id: UUID
    number: str
    class_name: str
    findings: tuple[DrawFinding, ...]
    digest: str
    """校验码 of what was computed from."""

    @property
    def agrees(self) -> bool:
        return all(each.agrees for each in self.findings)


def verify_draw_of(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> VerifiedDraw:
    """Raises NotFound, also where nobody was drawn: a video check looks at the whole class."""
    check = find_check(session, staff, check_id)
    if check.draw is None:
        raise NotFound("这次检查的抽取（视频查班检查全班）")
    exported = export_check(session, check, now=now)
    findings, name = verify_draw(stated_draw(exported)), check.training_class.name
    return VerifiedDraw(check.public_id, check.number, name, findings, digest_of(exported))
