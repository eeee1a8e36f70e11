"""What the attendance machines tell: that they are there, and what may be fraud (R43)."""

from datetime import datetime, timedelta

from training.attendance.acts.devices.ask_count import ask_count
from training.attendance.acts.devices.note_counts import note_counts
from training.attendance.acts.devices.note_greeting import Greeting, note_greeting
from training.attendance.acts.devices.note_unknown import note_unknown
from training.attendance.acts.devices.receive_push import receive_push
from training.attendance.views.admit_device import Caller
from training.attendance.views.find_device import find_device
from training.attendance.views.read_upload import Sent, read_upload
from training.notice.clock import SHANGHAI
from webapp.demo.city.city import City
from webapp.demo.city.classes import RUNNING
from webapp.demo.city.staff import CITY
from webapp.demo.machine import CHINESE, FIRMWARE
from webapp.demo.sample_class import SERIALS

SUSPECT, SILENT, AHEAD = "BT2026-QS-207", "BT2026-DH-301", "BT2026-JY-401"
STRANGER = f"{SERIALS}9999"
CLOCK_SET, DATA_CLEARED, FACE_DELETED = 21, 13, 106
FINGER = 1


def hear_machines(city: City) -> None:
    for sample in RUNNING:
        if sample.number != SILENT:
            ahead = timedelta(minutes=7 if sample.number == AHEAD else 0)
            _greet(city, sample.serial, sample.size, ahead)
    serials = {sample.number: sample.serial for sample in RUNNING}
    _tell_of_fraud(city, serials[SUSPECT])
    note_unknown(city.session, Caller(STRANGER, "", "10.20.30.40"), now=city.at(-1, "08:05"))
    device, days = find_device(city.session, serials[SILENT]), (city.day(-2), city.day(-1))
    ask_count(city.session, device, days, asked_by=CITY, now=city.at(-1, "16:40"))


def _greet(city: City, serial: str, users: int, ahead: timedelta) -> None:
    device = find_device(city.session, serial)
    note_greeting(city.session, device, Greeting(CHINESE, city.now + ahead), now=city.now)
    note_counts(device, f"{FIRMWARE},{users},0,{users * 20},192.168.1.201")


def _tell_of_fraud(city: City, serial: str) -> None:
    """Somebody set the clock, cleared it, deleted a face; three punched by finger within one second."""
    noon, evening = city.at(-1, "12:10"), city.at(-1, "20:40")
    operations = (
        _operation(CLOCK_SET, noon, "0"),
        _operation(DATA_CLEARED, noon + timedelta(minutes=2), "0"),
        _operation(FACE_DELETED, noon + timedelta(minutes=5), "4"),
        "USER PIN=6\tName=替签人员\tPri=0\tPasswd=\tCard=\tGrp=1",
    )
    same_moment = f"{city.day(-1)} 13:52:07"
    punches = (f"{number}\t{same_moment}\t0\t{FINGER}\t0\t0\t0" for number in (1, 2, 3))
    for table, lines in (("OPERLOG", operations), ("ATTLOG", punches)):
        device = find_device(city.session, serial)
        body = "\n".join(lines).encode("gb18030")
        receive_push(city.session, device.id, read_upload(device, Sent(table, body, is_proven=True), evening))


def _operation(code: int, at: datetime, about: str) -> str:
    return f"OPLOG {code}\t0\t{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}\t{about}\t0\t0\t0"
