from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.proofs.keep_proof import keep_proof
from training.attendance.terms import ProofKind
from training.attendance.views.find_device import find_device
from training.records.attendance.devices import Device
from training.staff.rules.digest import digest


def give_secret(session: Session, named: str, secret: str, *, given_by: str, now: datetime) -> Device:
    """A new secret for the machine of that serial; raises NotFound.

    Its address until now is served until it first comes at the new one: somebody has to walk there.
    """
    device = find_device(session, named)
    device.next_secret_digest = digest(secret)
    keep_proof(session, device, (ProofKind.PATH, ""), given_by=given_by, now=now)
    return device
