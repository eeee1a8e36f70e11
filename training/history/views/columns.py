"""The columns in which every act is told, whatever its own subject keeps of it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, select

from training.history.terms import Happened
from training.records.classes.trainees import Enrolment, Trainee

Rows = Select[Any]
Of = Callable[[Any], ColumnElement[bool]]
"""Whether the class, by the column of its key, is meant."""
COLUMNS = ("at", "kind", "key", "who", "of", "why", "what")
NOTHING = literal("")
NO_CLASS = literal(0)


def row(kind: Happened, *columns: Any) -> Rows:
    """The columns of COLUMNS but the kind, in their order; those left out at the end are empty.

    After them comes `class_id`, by `within_of` or `of_no_class`.
    """
    at, key, *texts = columns
    texts += [NOTHING] * (len(COLUMNS) - 3 - len(texts))
    shown = (at, literal(kind.value), key, *(cast(each, String) for each in texts))
    return select(*(each.label(name) for each, name in zip(shown, COLUMNS, strict=True)))


def within_of(rows: Rows, class_id: Any, of: Of) -> Rows:
    return rows.add_columns(class_id.label("class_id")).where(of(class_id))


def of_person(rows: Rows, of: Of) -> Rows:
    """Of the enrolment that the rows have joined."""
    return within_of(rows.join(Trainee, Enrolment.trainee_id == Trainee.id), Enrolment.class_id, of)


def of_no_class(rows: Rows) -> Rows:
    return rows.add_columns(NO_CLASS.label("class_id"))
