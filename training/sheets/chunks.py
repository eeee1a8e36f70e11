"""Rows handed on in lists."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Hand rows on in lists, so that memory does not grow with the file."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk
