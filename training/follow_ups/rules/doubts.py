"""Which word of a step the city asks again without a draw: where people contradict each other; pure (R56)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.follow_ups.rules.back_checks import COUNTED, bears_out
from training.follow_ups.terms import AnswerSource, WorkStatus

NEARER = {
    AnswerSource.INSTITUTION: (AnswerSource.SELF, AnswerSource.PHONE, AnswerSource.INSURANCE),
    AnswerSource.PHONE: (AnswerSource.SELF,),
    AnswerSource.INSURANCE: (AnswerSource.SELF,),
}
"""Whose word weighs more than that of others: a school is judged by what it says itself."""


@dataclass(frozen=True)
class Word:
    """One answer of a step, and what the city was told of it so far."""

    status: WorkStatus
    source: AnswerSource
    is_checked: bool = False
    is_confirmed: bool = False


def to_ask_again(words: Sequence[Word]) -> int | None:
    """The place of the one that the last of these words makes doubtful; None where it contradicts nobody.

    Whoever says otherwise than the person is asked about, and whoever makes what counts in a rate of what was
    heard otherwise by somebody nearer. Where the person says otherwise than others, it is about the word that
    has a use to somebody: the one that counts, else theirs.
    """
    if words[-1].source is AnswerSource.SELF:
        return _against_others(words)
    last = len(words) - 1
    said = words[last].status
    compared = (each for each in _nearer(words) if each.source is AnswerSource.SELF or said in COUNTED)
    return last if any(contradicts(each.status, said) for each in compared) else None


def contradicts(before: WorkStatus, said: WorkStatus) -> bool:
    """Whoever was not reached said nothing; 灵活就业 and 就业 are two words, for only one of them counts."""
    is_word = before is not WorkStatus.UNREACHABLE
    return is_word and not (bears_out(before, said) and bears_out(said, before))


def _nearer(words: Sequence[Word]) -> Iterator[Word]:
    """What was said last by each of whom the last word has to bear comparison with, and what the city
    confirmed last."""
    before = words[-2::-1] if len(words) > 1 else ()
    for source in NEARER[words[-1].source]:
        yield from _first(each for each in before if each.source is source)
    yield from _first(each for each in before if each.is_confirmed)


def _first(words: Iterator[Word]) -> Iterator[Word]:
    found = next(words, None)
    if found is not None:
        yield found


def _against_others(words: Sequence[Word]) -> int | None:
    last = len(words) - 1
    place = next((at for at in range(last - 1, -1, -1) if words[at].source is not AnswerSource.SELF), None)
    if place is None or not contradicts(words[place].status, words[last].status):
        return None
    theirs = words[place]
    only_own_counts = words[last].status in COUNTED and theirs.status not in COUNTED
    return last if only_own_counts or theirs.is_checked else place
