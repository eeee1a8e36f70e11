"""What the subject asks of a camera in a classroom."""

from dataclasses import dataclass, field
from typing import Protocol

from training.cameras.terms import CameraTrouble


@dataclass(frozen=True)
class CameraAccess:
    """Where a camera gives its still, and as whom one asks; both are empty where it asks for nobody."""

    address: str
    """http or https, with the number of the camera in its network; see `rules/addresses.py`."""
    account: str = ""
    password: str = field(default="", repr=False)


class CameraFailed(Exception):
    """There is no still; `code` is the camera's own word, never an address, an account or a password."""

    def __init__(self, trouble: CameraTrouble, code: str = ""):
        super().__init__(f"{trouble.value} {code}".strip())
        self.trouble = trouble
        self.code = code


class Cameras(Protocol):
    """Asks cameras; nothing is kept, and nobody is recognised."""

    def still(self, camera: CameraAccess) -> bytes:
        """The picture of this moment as the camera gave it, within seconds; raise CameraFailed."""
        ...
