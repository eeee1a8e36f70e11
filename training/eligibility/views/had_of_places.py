"""What somebody had before, asked of a place in a class, wherever its money is to come from (R19, R22)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from training.eligibility.rules.claims import had_around, not_overridden
from training.eligibility.rules.eligibility import had_before
from training.eligibility.rules.reasons import Reason
from training.eligibility.rules.telling import paid_by_voucher
from training.eligibility.views.claims_to_grant import approved_on
from training.eligibility.views.history import OfClass, subsidies_of
from training.eligibility.views.proposals import course_of, elsewhere
from training.records.classes.trainees import Enrolment
from training.records.subsidies.lines import SubsidyLine


def had_elsewhere(session: Session, places: Sequence[Enrolment]) -> Mapping[int, tuple[Reason, ...]]:
    """By place, what was had in other classes: as many statements for many as for one."""
    history = subsidies_of(session, {each.trainee_id for each in places})
    return {each.id: _of_class(each, history.get(each.trainee_id, ())) for each in places}


def paid_meanwhile(session: Session, lines: Sequence[SubsidyLine]) -> Mapping[int, tuple[Reason, ...]]:
    """By line, what else paid for its person since: the voucher of this very place, and other classes."""
    history = subsidies_of(session, {each.enrolment.trainee_id for each in lines})
    return {each.id: _of_line(each, history.get(each.enrolment.trainee_id, ())) for each in lines}


def _of_line(line: SubsidyLine, history: Sequence[OfClass]) -> tuple[Reason, ...]:
    place = line.enrolment
    vouchers = (had.voucher for key, had in history if key == place.class_id and had.voucher)
    own = tuple(paid_by_voucher(number) for number in vouchers)
    if line.claim is None:
        return own + _of_class(place, history)
    about = place.training_class
    others, course = elsewhere(history, about.id), course_of(about, about.prescribed_halves)
    found = own + had_around(others, course, approved_on(line.claim), about.policy)
    return not_overridden(found, line.reasons) if line.override_reason else found


def _of_class(place: Enrolment, history: Sequence[OfClass]) -> tuple[Reason, ...]:
    own = place.training_class
    return had_before(elsewhere(history, own.id), course_of(own, own.prescribed_halves), own.policy)
