"""The samples' machines are registered as an office does it: with a secret that is typed into each."""

from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy.orm import Session

from training.attendance.acts.devices.add_device import Registration, add_device
from training.attendance.rules.addresses import SECRET_BYTES
from training.records.classes.classes import Institution
from webapp.demo.machine import Machine, memory_of
from webapp.demo.sample_class import SampleClass


def register_machine(
    session: Session, school: Institution, sample: SampleClass, instance: Path, *, by: str, now: datetime
) -> None:
    """The stand-in of the machine knows its address from then on; raises as `add_device` does."""
    new = Registration(sample.serial, sample.class_room, sample.device, token_hex(SECRET_BYTES))
    add_device(session, school, new, added_by=by, now=now)
    Machine(sample.serial, "", memory_of(instance, sample.serial)).learn(new.secret)
