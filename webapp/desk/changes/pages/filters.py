"""What of the list is asked for stands in its address, so that it can be sent and come back to (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from training.changes.terms import AmendedField, ChangeState, LessonChangeKind
from training.notice.permissions import Permission, may
from training.notice.terms import Role
from training.records.columns import BIGGEST_KEY

LIST = "/desk/changes"
LESSONS = "lessons"
ALL, TO_NOTE = "all", "note"


@dataclass(frozen=True)
class Filters:
    """Of which kind of request, in which state, of which field or kind, of which class, from which key on."""

    is_of_lessons: bool = False
    state: ChangeState | None = ChangeState.WAITING
    is_to_note: bool = False
    field: AmendedField | None = None
    kind: LessonChangeKind | None = None
    class_id: UUID | None = None
    before: int | None = None
    may_note: bool = False

    @property
    def chosen(self) -> str:
        """The field or kind that is filtered by, for the form."""
        return (self.field or self.kind or "") if not self.is_to_note else ""

    @property
    def said_state(self) -> str:
        return TO_NOTE if self.is_to_note else self.state.name.lower() if self.state else ALL

    def address(self, **other: object) -> str:
        """The same list with something else; a page begins anew unless `before` says where."""
        said = {
            "of": LESSONS if self.is_of_lessons else "",
            "state": self.said_state,
            "kind": self.chosen,
            "class": self.class_id or "",
        } | other
        told = {name: value for name, value in said.items() if value not in ("", None)}
        return f"{LIST}?{urlencode(told)}" if told else LIST


def read_filters(arguments: Mapping[str, str], role: Role) -> Filters:
    """What nobody offers counts as not asked for: whatever waits is shown."""
    is_of_lessons, said = arguments.get("of") == LESSONS, arguments.get("state", "")
    may_note = may(role, Permission.NOTE_CHANGES) and not is_of_lessons
    is_to_note = said == TO_NOTE and may_note
    states = {each.name.lower(): each for each in ChangeState}
    everything = said == ALL or is_to_note
    kind = arguments.get("kind", "")
    return Filters(
        is_of_lessons,
        None if everything else states.get(said, ChangeState.WAITING),
        is_to_note,
        AmendedField(kind) if not is_of_lessons and kind in list(AmendedField) else None,
        LessonChangeKind(kind) if is_of_lessons and kind in list(LessonChangeKind) else None,
        _class_id(arguments.get("class", "")),
        _key(arguments.get("before", "")),
        may_note,
    )


def _class_id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _key(said: str) -> int | None:
    is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(BIGGEST_KEY))
    return int(said) if is_number and int(said) <= BIGGEST_KEY else None
