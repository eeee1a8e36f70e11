"""Field by field: what ours and theirs say of one class or one person, and where they differ (R05)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.region.rules.normal import normal
from training.region.terms import OF_CLASS, OF_PERSON, Field

Said = Mapping[Field, str]
"""Text by field; a field that a side does not keep is not in it, an empty text is said by nobody."""
THERE = "有"
"""What stands on the side that knows the class or the person, where the other does not."""


@dataclass(frozen=True)
class Differs:
    """One field with both values, each as its own side says it in the way that is compared."""

    field: Field
    ours: str
    theirs: str


def compare_class(ours: Said | None, theirs: Said | None) -> tuple[Differs, ...]:
    """None is a side that does not have the class at all; that alone is the difference then."""
    if ours is None or theirs is None:
        return _missing(Field.CLASS, ours, theirs, Field.CLASS_NAME)
    return tuple(_fields(OF_CLASS, ours, theirs))


def compare_person(ours: Said | None, theirs: Said | None) -> tuple[Differs, ...]:
    """The same of somebody of a class."""
    if ours is None or theirs is None:
        return _missing(Field.PERSON, ours, theirs, Field.NAME)
    return tuple(_fields(OF_PERSON, ours, theirs))


def _fields(fields: Sequence[Field], ours: Said, theirs: Said) -> Iterator[Differs]:
    """Only what both sides keep: a column that their file has not says nothing."""
    for field in fields:
        if field in ours and field in theirs:
            own, other = normal(field, ours[field]), normal(field, theirs[field])
            if own != other:
                yield Differs(field, own, other)


def _missing(what: Field, ours: Said | None, theirs: Said | None, name: Field) -> tuple[Differs, ...]:
    if ours is None and theirs is None:
        return ()
    return (Differs(what, _name(ours, name), _name(theirs, name)),)


def _name(said: Said | None, name: Field) -> str:
    return "" if said is None else said.get(name, "") or THERE
