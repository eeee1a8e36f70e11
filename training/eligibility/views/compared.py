"""比对: who of a class stands on a list that the office brought (R19, R58)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from training.database import index_in_use
from training.eligibility.rules.compared import Hit, Span, is_within
from training.records.classes.trainees import Trainee
from training.records.subsidies.compared import ComparedList, ComparedPerson


def found_on_lists(session: Session, spans: Mapping[int, Span]) -> dict[int, tuple[Hit, ...]]:
    """Under the same keys (an enrolment's, say), by one statement; who stands on none is missing.

    Only the newest list of a kind counts: the city's for everybody, a district's for its own classes.
    """
    people = {each.trainee_id for each in spans.values()}
    by_person: dict[int, list[tuple[int | None, Hit]]] = defaultdict(list)
    for trainee_id, district_id, *told in session.execute(_hits(session).where(Trainee.id.in_(people))):
        by_person[trainee_id].append((district_id, Hit(*told)))
    found = {key: _of(by_person.get(span.trainee_id, ()), span) for key, span in spans.items()}
    return {key: hits for key, hits in found.items() if hits}


def newest_lists(session: Session) -> Select[int]:
    """Keys of the lists that count: of one kind and place the newest that can still be compared with."""
    place = ComparedList.kind, ComparedList.district_id
    order = func.row_number().over(
        partition_by=place, order_by=(ComparedList.as_of.desc(), ComparedList.id.desc())
    )
    usable = (
        ComparedList.withdrawn_at.is_(None),
        ComparedList.purged_at.is_(None),
        ComparedList.index_key == index_in_use(session),
    )
    ranked = select(ComparedList.id, order.label("place")).where(*usable).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def _hits(session: Session) -> Select[*tuple[Any, ...]]:
    own = aliased(ComparedList)
    told = ComparedPerson.from_day, ComparedPerson.until_day, own.as_of, own.source, own.public_id
    rows = select(Trainee.id, own.district_id, own.kind, *told)
    rows = rows.join(ComparedPerson, ComparedPerson.id_number_index == Trainee.id_number_index)
    rows = rows.join(own, own.id == ComparedPerson.list_id).where(own.id.in_(newest_lists(session)))
    return rows.order_by(Trainee.id, own.kind, ComparedPerson.from_day, own.id)


def _of(hits: Any, span: Span) -> tuple[Hit, ...]:
    here = (None, span.district_id)
    return tuple(hit for district_id, hit in hits if district_id in here and is_within(hit, span))
