"""One school hands in weeks later what its machine should have told at once: it waits for its district."""

from datetime import datetime, time

from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punches import read_punches
from training.notice.clock import SHANGHAI
from webapp.demo.city.city import City
from webapp.demo.city.classes import CLASSES
from webapp.demo.city.filing import handed

OF_CLASS, DAY = "BT2026-DH-304", -21
TYPED = ("08:21", "11:38", "13:52", "17:06")
NUMBERS = (3, 4, 5)


def hand_in_late(city: City) -> None:
    """A file typed by hand, of one day of a class that ended long ago."""
    (sample,) = (each for each in CLASSES if each.number == OF_CLASS)
    path = city.folder / f"{sample.device}_attlog_补.dat"
    path.write_text("".join(_lines(city, sample.device)), encoding="ascii")
    file = handed(path, city.at(-1, "16:20"))
    import_punches(city.session, read_punches(path), file, city.find(OF_CLASS).institution)


def _lines(city: City, device: str) -> list[str]:
    moments = [datetime.combine(city.day(DAY), time.fromisoformat(clock), SHANGHAI) for clock in TYPED]
    return [
        f"{number:>9}\t{at:%Y-%m-%d %H:%M}:{number:02}\t{device}\t0\t15\t0\n"
        for at in moments
        for number in NUMBERS
    ]
