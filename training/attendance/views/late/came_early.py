from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.views.late.crediting import is_untimely
from training.notice.policy import Policy
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.sheets.hand_in import HandedFile


def came_early(session: Session, institution_id: int, file: HandedFile, policy: Policy) -> bool:
    """Whether of this very file, imported before, a time was not possible then, and is by now."""
    of_file = select(ImportBatch.id).where(ImportBatch.sha256 == file.sha256, ImportBatch.kind == "punches")
    idle = select(Punch.punched_at).where(
        Punch.institution_id == institution_id, Punch.batch_id.in_(of_file), is_untimely()
    )
    return any(not clock_is_wrong(each, file.handed_at, policy) for each in session.scalars(idle))
