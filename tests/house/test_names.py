"""One word for one thing, in every room the same."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.checkout import CHECKOUT
from tests.house.tree import CODE, Function, functions, modules, name_of, nodes

EMPTY_WORDS = re.compile(r"util|helper|manager", re.IGNORECASE)
CLAIM_AS_A_VERB = re.compile(r"_?claim(s|ed|ing)?(_|$)")
OF_CLAIMS = re.compile(r"claim|subsid")
READS = re.compile(r"(find|list|see)_")
"""One or refuse; many; ready to show."""
WRITES = re.compile(r"(record|take|lease)_")
"""One act as a row; under a lease."""
FINDS_FIRST = "find_or_add_instructor"
"""Finds, and writes where there is none."""


def test_nothing_is_named_by_a_word_that_says_nothing() -> None:
    named = [name_of(each) for each in modules(*CODE)]
    defined = (
        node for each in modules(*CODE) for node in nodes(each) if isinstance(node, Function | ast.ClassDef)
    )
    named += [each.name for each in defined]

    assert not [each for each in named if EMPTY_WORDS.search(each)], "name what it does"


def test_a_claim_is_a_c1_claim_and_nothing_else() -> None:
    """A worker takes a message, a lock holds a row; nobody claims them."""
    elsewhere = (each for each in modules(*CODE) if not OF_CLAIMS.search(name_of(each)))
    verbs = [f"{name_of(each)}: {verb}" for each in elsewhere for verb in _names(each, CLAIM_AS_A_VERB)]

    assert not verbs, "claim is a word of claims and subsidies"


def test_what_finds_lists_or_shows_is_a_view() -> None:
    acts = modules("training/*/acts")
    reading = {f"{name_of(each)}: {verb}" for each in acts for verb in _names(each, READS)}

    assert reading <= {f"training/classes/acts/{FINDS_FIRST}.py: {FINDS_FIRST}"}, "move it to views"


def test_what_records_or_takes_is_an_act() -> None:
    views = modules("training/*/views")
    writing = {f"{name_of(each)}: {verb}" for each in views for verb in _names(each, WRITES)}

    assert not writing, "move it to acts, or name what it shows"


def test_every_template_has_a_name_of_its_own() -> None:
    """The rooms of the pages share one search path: of two of a name the second would never be shown."""
    paths = (each for each in (CHECKOUT / "webapp").rglob("templates/**/*") if each.is_file())
    names = Counter(each.as_posix().rpartition("/templates/")[2] for each in paths)

    assert names
    assert [name for name, times in names.items() if times > 1] == []


def _names(module: Path, pattern: re.Pattern[str]) -> Iterator[str]:
    return (each.name for each in functions(module) if pattern.match(each.name))
