from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.proofs.keep_proof import keep_proof
from training.attendance.rules.networks import read_networks
from training.attendance.terms import ProofKind
from training.attendance.views.admit_device import agreed_with
from training.attendance.views.find_device import find_device
from training.errors import NotNow
from training.records.attendance.devices import Device


class LastProof(NotNow):
    """Without its networks the machine could not prove itself any more."""

    def __init__(self, serial: str):
        super().__init__(f"考勤机 {serial} 只靠固定网络证明身份：请先给它一个带密钥的新网址。")


def pin_networks(
    session: Session, named: str, networks: Iterable[str], *, given_by: str, now: datetime
) -> Device:
    """From now on the machine must come from one of these networks, or, without any, from anywhere.

    Raises NotFound, BadNetwork, or LastProof where the networks are all that it proves itself by.
    """
    device = find_device(session, named)
    device.pinned_networks = " ".join(read_networks(networks))
    if not device.pinned_networks and not agreed_with(device).is_something:
        raise LastProof(device.serial)
    keep_proof(session, device, (ProofKind.NETWORK, device.pinned_networks), given_by=given_by, now=now)
    return device
