"""What was tried of a camera, sealed into the page until it is kept: no page shows a password."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps, loads

from cryptography.exceptions import InvalidTag

from training.errors import Over
from training.ports.cameras import CameraAccess
from training.vault import Vault

PURPOSE = "camera.draft"
GOOD_FOR = timedelta(minutes=30)


class TriedTooLongAgo(Over):
    """What was tried is not there any more."""

    def __init__(self) -> None:
        super().__init__("试拍已经超过 30 分钟，请再试拍一次，看过画面再登记。")


@dataclass(frozen=True)
class Tried:
    """A camera that gave a picture a moment ago, and who saw it."""

    institution: int
    class_room: str
    access: CameraAccess
    staff: int
    at: datetime


def seal_tried(vault: Vault, tried: Tried) -> str:
    said = {
        "institution": tried.institution,
        "class_room": tried.class_room,
        "address": tried.access.address,
        "account": tried.access.account,
        "password": tried.access.password,
        "staff": tried.staff,
        "at": tried.at.isoformat(),
    }
    return urlsafe_b64encode(vault.seal(PURPOSE, dumps(said))).decode()


def open_tried(vault: Vault, sealed: str, staff: int, now: datetime) -> Tried:
    """What this person tried within the last half hour; raises TriedTooLongAgo."""
    try:
        said = loads(vault.open(PURPOSE, urlsafe_b64decode(sealed)))
    except (InvalidTag, ValueError) as error:
        raise TriedTooLongAgo from error
    access = CameraAccess(said["address"], said["account"], said["password"])
    tried = Tried(
        said["institution"], said["class_room"], access, said["staff"], datetime.fromisoformat(said["at"])
    )
    if tried.staff != staff or now >= tried.at + GOOD_FOR:
        raise TriedTooLongAgo
    return tried
