from training.follow_ups.terms import AnswerSource
from training.notice.permissions import Permission, Place, place_of
from training.records.staff.staff import Staff


def source_of(staff: Staff) -> AnswerSource:
    """What a school says of its own trainees is marked as that, and everything else of the office 电话."""
    place = place_of(staff.role, Permission.ANSWER_FOLLOW_UPS)
    return AnswerSource.INSTITUTION if place is Place.OWN_INSTITUTION else AnswerSource.PHONE
