"""Who is meant by what somebody types, as a condition that the index of the keys answers."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select

from training.listing.terms import Kind
from training.listing.views.page_of import Column
from training.notice.spelling import after, folded
from training.records.search.keys import SearchKey


def found_by(kind: Kind, typed: str) -> Select[int]:
    """The owners of that kind whose name, spelling or number begins so; nothing typed finds none."""
    prefix = folded(typed)
    own = select(SearchKey.owner_id).where(SearchKey.kind == kind, SearchKey.key >= prefix)
    end = after(prefix)
    return own.where(SearchKey.key < end) if end is not None else own.where(SearchKey.key == prefix)


def is_any_of(key: Column, ways: Sequence[Select[int]]) -> ColumnElement[bool]:
    """That one way or another finds the key; each by an index of its own, which an OR would not use."""
    first, *others = ways
    return key.in_(first.union_all(*others) if others else first)
