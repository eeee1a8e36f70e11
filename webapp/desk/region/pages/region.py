"""The mirror of the region's system as the desk shows it; pure."""

from collections.abc import Sequence
from datetime import date, datetime

from training.records.exchange.region import Difference, RegionStepNote
from training.records.staff.staff import Staff
from training.region.terms import Field, RegionStep, StepStatus
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import cell_of_moment, short_day, short_moment
from webapp.desk.lists.tables import Cell, Line, Mark

NAMES = (Field.PERSON, Field.NAME)
"""What of these is said is somebody's name, perhaps with an ID number that is masked already."""
NOTHING = "没有"
TONES = {StepStatus.WORKING: "now", StepStatus.PASSED: "good", StepStatus.REFUSED: "bad"}


def difference_lines(
    staff: Staff, found: Sequence[Difference], addresses: Sequence[str], now: datetime
) -> list[Line]:
    """In the order given, each with its own page."""
    return [Line(address, _cells(staff, own, now)) for own, address in zip(found, addresses, strict=True)]


def value_shown(staff: Staff, field: Field, said: str) -> str:
    """A name as this person may read it; what a side does not say in words."""
    if field not in NAMES or not said:
        return said or NOTHING
    name, _, rest = said.rpartition(" ") if said.endswith(tuple("0123456789X")) else (said, "", "")
    return f"{name_for(staff, name)} {rest}".rstrip()


def person_of(staff: Staff, own: Difference) -> str:
    return name_for(staff, own.enrolment.trainee.name) if own.enrolment else ""


def state_of(own: Difference) -> Mark:
    if own.settling is None:
        return Mark("待处理", "warn")
    return Mark(own.settling.how.value, "good" if own.settling.how.is_by_hand else "")


def settled_words(own: Difference, now: datetime) -> str:
    """Who did it when and what was said; nothing while it is open."""
    if own.settling is None:
        return ""
    note = f"：{own.settling.note}" if own.settling.note else ""
    return f"{own.settling.settled_by} {short_moment(own.settling.settled_at, now)}{note}"


def step_rows(
    steps: dict[RegionStep, RegionStepNote], today: date
) -> list[tuple[RegionStep, RegionStepNote | None, str, str]]:
    """Each of the four steps, what was noted of it, its tone, its day."""
    return [
        (step, note, TONES[note.status] if note else "", short_day(note.on_day, today) if note else "")
        for step in RegionStep
        for note in [steps.get(step)]
    ]


def _cells(staff: Staff, own: Difference, now: datetime) -> dict[str, Cell]:
    about = own.training_class
    return {
        "field": own.field.value,
        "who": person_of(staff, own),
        "theirs": value_shown(staff, own.field, own.theirs),
        "ours": value_shown(staff, own.field, own.ours),
        "class": about.class_number if about else own.region_number,
        "name": about.name if about else "本系统没有这个班",
        "region": own.region_number,
        "district": own.district.name if own.district else "",
        "imported": cell_of_moment(own.batch.imported_at, now),
        "found": cell_of_moment(own.found_at, now),
        "state": state_of(own),
        "settled": settled_words(own, now),
    }
