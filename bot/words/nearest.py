"""Words that are no command -> the commands that they nearly are, with what stood behind the verb; pure."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.words.calls import read_record
from bot.words.commands import RecordCall
from bot.words.details import READERS
from bot.words.incomplete import Incomplete
from bot.words.lead_commands import WhoAnswered
from bot.words.spellings import DUE, RECORD, ROSTER, SEPARATORS, TAKES_WORDS, VERBS, longest_first

MOST_SUGGESTIONS, MOST_CLOSE = 3, 8
LONGEST_VERB = 6
ALIKE = 0.5
KEEPS_WORDS = frozenset((*TAKES_WORDS, DUE, ROSTER))
SPELLINGS = longest_first(VERBS)


def nearest_commands(said: str) -> tuple[str, ...]:
    """Each may be sent as it stands; none is ever done without a tap on it."""
    inside = [verb for spelling, verb in SPELLINGS if len(spelling) > 1 and spelling in said.lower()]
    return tuple(dict.fromkeys((*_as_a_record(said), *_with_words(said), *inside)))[:MOST_SUGGESTIONS]


def _as_a_record(said: str) -> tuple[str, ...]:
    """际 3 无误: one letter says nothing of which verb it was, what follows does."""
    rest = said[1:].strip(SEPARATORS)
    recorded = read_record(rest) if rest[:1].isdecimal() and not said[0].isdecimal() else None
    return (f"{RECORD} {rest}",) if isinstance(recorded, RecordCall | WhoAnswered) else ()


def _with_words(said: str) -> Iterator[str]:
    verbs = dict(SPELLINGS)
    for begin, rest in _beginnings(said):
        for spelling in _alike(begin.lower(), verbs):
            yield _completed(verbs[spelling], rest.strip(SEPARATORS))


def _alike(begin: str, spellings: Iterable[str]) -> list[str]:
    """Letters in their places count more than letters anywhere: 道课 is 到课 before it is 课时."""
    close = get_close_matches(begin, spellings, MOST_CLOSE, ALIKE)
    return sorted(close, key=lambda each: -sum(map(str.__eq__, each, begin)))[:MOST_SUGGESTIONS]


def _beginnings(said: str) -> Iterator[tuple[str, str]]:
    """Up to the first space, and as much as a verb is long: 电话插班 BT-1, 电话插班BT-1."""
    first, _, rest = said.partition(" ")
    if len(first) <= LONGEST_VERB:
        yield first, rest
    for length in (4, 2):
        yield said[:length], said[length:]


def _completed(verb: str, rest: str) -> str:
    """What was said behind it stays, where it makes sense there."""
    command = READERS[verb](rest) if rest and verb in KEEPS_WORDS else None
    return verb if command is None or isinstance(command, Incomplete) else f"{verb} {rest}"
