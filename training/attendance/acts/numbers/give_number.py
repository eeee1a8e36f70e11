from sqlalchemy.orm import Session

from training.attendance.views.places import places_of_numbers
from training.classes.rules.places import Place
from training.classes.views.device_names import NO_OTHER, other_names
from training.errors import NotNow
from training.records.classes.trainees import Enrolment


class NumberTaken(NotNow):
    """Somebody else of the same machine holds the number in some of the same days."""

    def __init__(self, number: str):
        super().__init__(f"考勤号 {number} 同期已由这台考勤机上的另一名学员使用，不能再给别人；请核对名册。")


def give_number(session: Session, enrolment: Enrolment, number: str) -> None:
    """From now on, and for all punches there are, this is the person's number; empty for none.

    What it was before stands in the row of the match. Raises NumberTaken.
    """
    own = enrolment.training_class
    others = other_names(session, own.institution_id).get(own.attendance_device, NO_OTHER)
    place = Place(number, own.attendance_device, own.starts_on, own.ends_on, others)
    held = places_of_numbers(session, own.institution_id, {number}, (own.starts_on, own.ends_on))
    if number and any(place.clashes_with(each) for each in held):
        raise NumberTaken(number)
    enrolment.attendance_number = number or None
    session.flush()
