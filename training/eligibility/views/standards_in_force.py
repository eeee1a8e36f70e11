"""核价: by which standards a class is paid for, and what they come to (R47, R61)."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from training.eligibility.rules.standards import (
    ClassFacts,
    NoProjectOfClass,
    NoStandard,
    Price,
    Standard,
    price_by,
    price_of_project,
)
from training.notice.terms import ClassKind, Mode
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.subsidies.standards import StandardSet, SubsidyStandard


def standards_for(session: Session, district_id: int, first_day: date) -> StandardSet | None:
    """For a class that begins that day: the district's latest in force, else the city's; None: none."""
    return _held(_sets(session, {district_id}), district_id, first_day)


def price_of_class(session: Session, training_class: TrainingClass) -> Price:
    """Raises NoStandard."""
    found = prices_of_classes(session, [training_class])[training_class.id]
    if isinstance(found, NoStandard):
        raise found
    return found


def prices_of_classes(session: Session, classes: Sequence[TrainingClass]) -> dict[int, Price | NoStandard]:
    """By class, in as many statements whatever their number; where nothing fits the refusal that says so."""
    others = [each for each in classes if each.kind is not ClassKind.PROJECT]
    sets = _sets(session, {each.district_id for each in others})
    mixed = _taught_online(session, [each.id for each in others])
    return {each.id: _price(each, sets, is_mixed=each.id in mixed) for each in classes}


def as_standard(row: SubsidyStandard) -> Standard:
    """What the rules read of a row."""
    return Standard(
        row.kind,
        row.trade,
        row.level,
        row.halves_from,
        row.halves_until,
        row.amount_fen,
        row.mixed_percent,
        row.payee,
        row.fund,
        row.id,
    )


def _price(own: TrainingClass, sets: Sequence[StandardSet], *, is_mixed: bool) -> Price | NoStandard:
    facts = ClassFacts(own.kind, own.trade, own.level, own.prescribed_halves, is_mixed)
    try:
        return _project_price(own) if own.kind is ClassKind.PROJECT else _set_price(own, sets, facts)
    except NoStandard as refusal:
        return refusal


def _set_price(own: TrainingClass, sets: Sequence[StandardSet], facts: ClassFacts) -> Price:
    held = _held(sets, own.district_id, own.starts_on)
    return price_by(map(as_standard, held.standards if held else ()), facts)


def _project_price(own: TrainingClass) -> Price:
    if own.project is None:
        raise NoProjectOfClass
    return price_of_project(own.project.number, own.project.standard_fen, own.project.fund, own.project.payee)


def _sets(session: Session, district_ids: Collection[int]) -> Sequence[StandardSet]:
    """In force, of these places and of the city: of one place the latest first."""
    if not district_ids:
        return ()
    here = or_(StandardSet.district_id.in_(district_ids), StandardSet.district_id.is_(None))
    rows = select(StandardSet).where(here, StandardSet.in_force_at.is_not(None))
    latest = rows.order_by(StandardSet.effective_from.desc(), StandardSet.version.desc())
    return session.scalars(latest.options(selectinload(StandardSet.standards))).all()


def _held(sets: Sequence[StandardSet], district_id: int, first_day: date) -> StandardSet | None:
    begun = [each for each in sets if each.effective_from <= first_day]
    own = (each for each in begun if each.district_id == district_id)
    city = (each for each in begun if each.district_id is None)
    return next(own, None) or next(city, None)


def _taught_online(session: Session, class_ids: Collection[int]) -> frozenset[int]:
    """Those of whose lessons that were not cancelled some were online."""
    if not class_ids:
        return frozenset()
    rows = select(Lesson.class_id).outerjoin(LessonCancellation).where(LessonCancellation.id.is_(None))
    online = rows.where(Lesson.class_id.in_(class_ids), Lesson.mode == Mode.ONLINE)
    return frozenset(session.scalars(online.distinct()))
