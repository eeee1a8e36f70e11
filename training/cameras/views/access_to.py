"""How a camera is asked: where, and as whom."""

from training.ports.cameras import CameraAccess
from training.records.cameras import Camera


def access_to(camera: Camera) -> CameraAccess:
    return CameraAccess(camera.address, camera.account, camera.password)
