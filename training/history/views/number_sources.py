"""Numbers of machines that were given to people afterwards (一键匹配), as rows of the history."""

from collections.abc import Callable, Mapping

from sqlalchemy import case

from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import Of, Rows, of_person, row
from training.notice.permissions import Permission
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision, NumberMatchUndoing
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff


def _asked(of: Of) -> Rows:
    own = NumberMatch
    what = (
        Happened.MATCH_ASKED,
        own.asked_at,
        own.id,
        own.asked_by,
        Trainee.name,
        own.reason,
        own.new_number,
    )
    return of_person(row(*what).join(Enrolment, own.enrolment_id == Enrolment.id), of)


def _decided(of: Of) -> Rows:
    own = NumberMatchDecision
    yes = case((own.is_approved, YES), else_="")
    rows = row(Happened.MATCH_DECIDED, own.decided_at, own.id, Staff.name, Trainee.name, own.note, yes)
    return of_person(_of_match(rows.join(Staff, own.decided_by_id == Staff.id), own.match_id), of)


def _undone(of: Of) -> Rows:
    own = NumberMatchUndoing
    what = (own.undone_at, own.id, own.undone_by, Trainee.name, own.reason, NumberMatch.new_number)
    return of_person(_of_match(row(Happened.MATCH_UNDONE, *what), own.match_id), of)


def _of_match(rows: Rows, match_id: object) -> Rows:
    matched = rows.join(NumberMatch, NumberMatch.id == match_id)
    return matched.join(Enrolment, NumberMatch.enrolment_id == Enrolment.id)


SOURCES_OF_NUMBERS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    Happened.MATCH_ASKED: (Permission.SEE_UNMATCHED_PUNCHES, _asked),
    Happened.MATCH_DECIDED: (Permission.SEE_UNMATCHED_PUNCHES, _decided),
    Happened.MATCH_UNDONE: (Permission.SEE_UNMATCHED_PUNCHES, _undone),
}
