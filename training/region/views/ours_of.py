"""What our own records say, field by field, in the shape in which it is compared (R05).

A field that this house does not keep of somebody is left out, so that it is not compared. Who brings a new
field adds one function that gives it by enrolment.
"""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.notice.class_hours import hours
from training.notice.money import yuan
from training.notice.terms import ClassKind
from training.records.certificates import Certificate
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal
from training.records.payments.paid_money import paid_money
from training.region.rules.comparing import Said
from training.region.terms import Field, RegionStep
from training.region.views.steps_of import steps_of
from training.results.views.find_approved_list import find_approved_list

MIRRORED = {RegionStep.OPENING: Field.OPENING, RegionStep.CLOSING: Field.CLOSING}


def ours_of_classes(session: Session, classes: Sequence[TrainingClass]) -> dict[int, Said]:
    """By class; a few statements, however many there are."""
    people, steps = _people(session, classes), steps_of(session, [each.id for each in classes])
    return {
        each.id: {
            Field.CLASS_NAME: each.name,
            Field.INSTITUTION: each.institution.name,
            Field.TRADE: each.trade,
            Field.LEVEL: each.level,
            Field.STARTS: each.starts_on.isoformat(),
            Field.ENDS: each.ends_on.isoformat(),
            Field.HOURS: hours(each.prescribed_halves),
            Field.PEOPLE: str(people.get(each.id, 0)),
        }
        | {
            field: steps[each.id, step].status.value if (each.id, step) in steps else ""
            for step, field in MIRRORED.items()
        }
        for each in classes
    }


def ours_of_people(session: Session, own: TrainingClass) -> dict[int, Said]:
    """By enrolment, of those who did not leave."""
    said: dict[int, dict[Field, str]] = {
        each.id: {Field.NAME: each.trainee.name, Field.CATEGORY: each.trainee.category}
        for each in roster_of(session, own)
    }
    for texts in (source(session, own) for source in SOURCES):
        for key, more in texts.items():
            if key in said:
                said[key].update(more)
    return {key: texts for key, texts in said.items()}


def roster_of(session: Session, own: TrainingClass) -> Sequence[Enrolment]:
    """With their people; those who left are not on it."""
    rows = select(Enrolment).outerjoin(Withdrawal).options(joinedload(Enrolment.trainee))
    still = rows.where(Enrolment.class_id == own.id, Withdrawal.id.is_(None))
    return session.scalars(still.order_by(Enrolment.id)).all()


def _people(session: Session, classes: Sequence[TrainingClass]) -> dict[int, int]:
    rows = select(Enrolment.class_id, func.count()).outerjoin(Withdrawal)
    still = rows.where(Enrolment.class_id.in_([each.id for each in classes]), Withdrawal.id.is_(None))
    return {key: count for key, count in session.execute(still.group_by(Enrolment.class_id))}


def _paid(session: Session, own: TrainingClass) -> Mapping[int, Mapping[Field, str]]:
    """补贴: of C1 alone, the one subsidy of which every payment is known here; less what came back, and of
    whom nothing stays paid both are empty. The day is that of the last payment."""
    if own.kind is not ClassKind.C1:
        return {}
    paid = paid_money()
    rows = (
        select(Enrolment.id, func.sum(paid.c.amount_fen), func.max(paid.c.paid_on))
        .outerjoin(paid, paid.c.enrolment_id == Enrolment.id)
        .where(Enrolment.class_id == own.id)
        .group_by(Enrolment.id)
    )
    return {
        key: {
            Field.SUBSIDY: yuan(int(fen)) if fen else "",
            Field.PAID: day.isoformat() if fen else "",
        }
        for key, fen, day in session.execute(rows)
    }


def _decided(session: Session, own: TrainingClass) -> Mapping[int, Mapping[Field, str]]:
    """评定: by the list that counts; before there is one nothing is compared."""
    found = find_approved_list(session, own.id)
    people = found.people if found else ()
    return {each.enrolment_id: {Field.RESULT: each.decision.value} for each in people}


def _certified(session: Session, own: TrainingClass) -> Mapping[int, Mapping[Field, str]]:
    """证书: of a class whose numbers were issued; of whom there is no good one both are empty."""
    good = select(Certificate.enrolment_id, Certificate.number, Certificate.issued_on)
    rows = good.where(Certificate.class_id == own.id, Certificate.live_enrolment_id.is_not(None))
    found = {
        key: {Field.CERTIFICATE: number, Field.ISSUED: day.isoformat()}
        for key, number, day in session.execute(rows)
    }
    if not found:
        return {}
    nothing = {Field.CERTIFICATE: "", Field.ISSUED: ""}
    keys = session.scalars(select(Enrolment.id).where(Enrolment.class_id == own.id))
    return {key: found.get(key, nothing) for key in keys}


Source = Callable[[Session, TrainingClass], Mapping[int, Mapping[Field, str]]]
SOURCES: tuple[Source, ...] = (_decided, _certified, _paid)
"""Each gives fields of its own by enrolment."""
