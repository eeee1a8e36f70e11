from datetime import datetime

from sqlalchemy.orm import Session

from training.records.people.sign_in import SignIn


def note_use(session: Session, key: int, *, now: datetime) -> None:
    session.get_one(SignIn, key).seen_at = now
