"""A picture lies sealed from here on."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.pictures.pictures import SEALED_FOLDER
from training.records.checks.evidence import Evidence


def note_sealed(session: Session, key: str) -> None:
    """After the store has the sealed file, and before it lets go of the other; of every check that has it."""
    for column in (Evidence.original_key, Evidence.served_key):
        session.execute(update(Evidence).where(column == key).values({column: f"{SEALED_FOLDER}/{key}"}))
