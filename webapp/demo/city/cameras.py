"""Cameras of the classrooms: most running classes have one, one has none, and one does not answer (R06)."""

from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.rules.addresses import ISAPI
from training.ports.cameras import CameraAccess
from webapp.demo.city.city import City
from webapp.demo.city.classes import RUNNING
from webapp.demo.city.staff import CITY
from webapp.demo.sample_class import SAMPLES, SampleClass

BARE, SILENT = "BT2026-JY-402", "BT2026-DH-301"
AWAY = 8
"""Of so many people one is not there."""


def put_up_cameras(city: City) -> None:
    for place, sample in enumerate((*SAMPLES, *RUNNING)):
        if sample.number != BARE:
            _put_up(city, sample, f"http://192.0.2.{11 + place}{ISAPI}")


def _put_up(city: City, sample: SampleClass, address: str) -> None:
    """The stand-in draws what the address says of the room."""
    staff, own = city.who(CITY), city.find(sample.number)
    shows = "silent" if sample.number == SILENT else f"heads={sample.size - sample.size // AWAY}"
    access = CameraAccess(f"{address}?class={sample.number}&{shows}", "viewer", "sample-only")
    draft = CameraDraft(own.institution, sample.class_room, access)
    camera = add_camera(city.session, staff, draft, now=city.at(-2, "15:00"))
    use_camera(city.session, staff, camera.id, own.public_id, is_used=True, now=city.at(-2, "15:05"))
