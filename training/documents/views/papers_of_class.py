"""What a class and its school have not handed in, or what has expired, for whoever judges the class (R04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.documents.rules.checklist import WARNED, lacks, there_of
from training.documents.terms import OwnerKind
from training.documents.views.attachments import counts
from training.documents.views.checklists import all_checklists
from training.records.classes.classes import TrainingClass
from training.records.documents import Attachment

Paper = tuple[str, date | None]


@dataclass(frozen=True)
class Papers:
    """In words what is missing of each; of what expires the kind and its last day, the earliest first."""

    of_class: tuple[str, ...]
    of_school: tuple[str, ...]
    expiring: tuple[tuple[str, date], ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        return (*self.of_class, *(f"培训机构的{each}" for each in self.of_school))


def papers_of_class(session: Session, own: TrainingClass, today: date) -> Papers:
    """Two statements."""
    kinds, of_class = all_checklists(session), Attachment.owner_kind == OwnerKind.CLASS
    whose = (of_class & (Attachment.owner_id == own.id)) | (
        (Attachment.owner_kind == OwnerKind.INSTITUTION) & (Attachment.owner_id == own.institution_id)
    )
    asked = select(of_class, Attachment.kind, Attachment.valid_until).where(whose, counts())
    found = [(is_of_class, (kind, until)) for is_of_class, kind, until in session.execute(asked)]
    ours, schools = ([paper for mine, paper in found if bool(mine) is of] for of in (True, False))
    return Papers(
        lacks(kinds[OwnerKind.CLASS], own.filed_on, there_of(ours, today, own.ends_on)),
        lacks(kinds[OwnerKind.INSTITUTION], today, there_of(schools, today)),
        _expiring(ours, schools, own.ends_on, today),
    )


def _expiring(
    ours: Sequence[Paper], schools: Sequence[Paper], ends_on: date, today: date
) -> tuple[tuple[str, date], ...]:
    """Within thirty days or already; beyond its last day a class needs no paper."""
    needed = [(kind, until) for kind, until in ours if until is not None and until < ends_on]
    needed += [(f"培训机构的{kind}", until) for kind, until in schools if until is not None]
    soon = [(kind, until) for kind, until in needed if until <= today + WARNED]
    return tuple(sorted(soon, key=lambda each: each[1]))
