from sqlalchemy.orm import Session

from training.database import blind


def code_digest(session: Session, phone: str, code: str) -> bytes:
    """Keyed, so that a stolen database does not give the codes away."""
    return blind(session, "login_code", f"{phone}:{code}")
