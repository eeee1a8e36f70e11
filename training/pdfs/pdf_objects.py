"""Whether an object of a PDF acts, leads elsewhere or carries a file: told by its entries, not by bytes."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

GO_TO = "/GoTo"
"""Of all actions the one that stays within the document, and does nothing but turn its pages."""
ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/URI", "/GoToR", "/GoToE", "/GoToDp"),
        *("/Thread", "/Sound", "/Movie", "/Rendition", "/RichMediaExecute", "/GoTo3DView"),
    )
)
ENTRIES = frozenset(
    (
        *("/AA", "/JS", "/JavaScript", "/URI", "/XFA", "/EF", "/AF", "/EmbeddedFiles", "/Collection"),
        *("/RichMedia", "/RichMediaContent", "/RichMediaSettings", "/3DD"),
        *("/Ref", "/OPI", "/Alternates"),
    )
)
"""Whose value acts, leads elsewhere or carries a file, whatever it is."""
KINDS = frozenset(
    (
        *("/EmbeddedFile", "/Filespec", "/FileAttachment", "/Action", "/Collection"),
        *("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"),
    )
)
LEADS_ON = ("/A", "/OpenAction", "/PA", "/Next")


def is_active(found: Any) -> bool:
    """Of one object with all that lies in it directly; what it refers to is an object of its own."""
    return any(_acts(each) for each in _dictionaries(found))


def _acts(entries: Any) -> bool:
    keys = set(entries.keys())
    if keys & ENTRIES or (isinstance(entries, Stream) and "/F" in keys):
        return True
    if _name(entries, "/S") in ACTIONS or any(_does_more_than_go(entries[key]) for key in keys & {*LEADS_ON}):
        return True
    return any(_is_kind(entries, key) for key in ("/Type", "/Subtype"))


def _is_kind(entries: Any, key: str) -> bool:
    kind = _name(entries, key)
    # Writers may say of a harmless jump that it is an action.
    return kind in KINDS and not (kind == "/Action" and _name(entries, "/S") == GO_TO)


def _does_more_than_go(action: Any) -> bool:
    """An array at these places is where to go, or several actions; an item of an outline has no kind."""
    several = list(action) if isinstance(action, Array) else [action]
    return any(isinstance(each, Dictionary) and _name(each, "/S") not in ("", GO_TO) for each in several)


def _name(entries: Any, key: str) -> str:
    """The name that stands there, also by reference; empty where none does."""
    value = entries.get(key)
    return str(value) if isinstance(value, Name) else ""


def _dictionaries(found: Any) -> Iterator[Any]:
    """Without recursion, for nobody knows how deep it goes."""
    left = [found]
    while left:
        each = left.pop()
        if isinstance(each, Dictionary | Stream):
            yield each
            left.extend(value for _, value in each.items() if _lies_within(value))
        elif isinstance(each, Array):
            left.extend(value for value in each if _lies_within(value))


def _lies_within(value: Any) -> bool:
    return isinstance(value, Array | Dictionary) and not value.is_indirect
