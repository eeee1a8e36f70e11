from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.proofs.keep_proof import keep_proof
from training.attendance.terms import ProofKind
from training.attendance.views.find_device import find_device
from training.attendance.views.secrets_given import newest_secret
from training.errors import NotNow
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device, DeviceProof
from training.staff.rules.digest import digest


class SecretWaits(NotNow):
    """One was given that the machine has not come with yet: another would void what somebody typed in."""

    def __init__(self, serial: str, given: DeviceProof):
        when = f"{given.given_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        super().__init__(
            f"考勤机 {serial} 的新网址已在 {when} 由 {given.given_by} 生成，机器还没有用过，没有再生成："
            "请先问清有没有填进机器，填好了等它联系就行；"
            "确实丢了再写明要重新生成，那个网址随即作废。"
        )


def give_secret(
    session: Session, named: str, secret: str, *, given_by: str, again: bool = False, now: datetime
) -> Device:
    """A new secret for the machine of that serial; raises NotFound.

    Its address until now is served until it first comes at the new one: somebody has to walk there. Raises
    SecretWaits where one was given that is not used yet, unless it is to be replaced (`again`).
    """
    device = session.get_one(Device, find_device(session, named).id, with_for_update=True)
    if device.next_secret_digest is not None and not again:
        raise SecretWaits(device.serial, newest_secret(session, device))
    device.next_secret_digest = digest(secret)
    keep_proof(session, device, (ProofKind.PATH, ""), given_by=given_by, now=now)
    return device
