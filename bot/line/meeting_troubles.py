"""DingTalk's failures -> the subject's own kinds of trouble with meetings and the address book."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from bot.line.api_answers import (
    ApiFailure,
    ApiRefused,
    ApiThrottled,
    ApiUnavailable,
    ApiUnclear,
    BadToken,
    QuotaEmpty,
)
from bot.line.codes import find_code
from training.meetings.terms import MeetingTrouble
from training.ports.meetings import MeetingFailed


@contextmanager
def troubles_named(also: Mapping[str, MeetingTrouble] | None = None) -> Iterator[None]:
    """Every failure becomes one of the subject's own kinds."""
    try:
        yield
    except ApiFailure as failure:
        pause = failure.pause if isinstance(failure, ApiUnavailable) else timedelta()
        raise MeetingFailed(_trouble(failure, also or {}), failure.code, pause) from None


def trouble_named(code: str) -> MeetingTrouble | None:
    """The subject's own kind of a code that is one of meetings or of people."""
    found = find_code(code)
    return found.trouble if found is not None else None


def _trouble(failure: ApiFailure, also: Mapping[str, MeetingTrouble]) -> MeetingTrouble:
    named = also.get(failure.code) or trouble_named(failure.code)
    if named is not None:
        return named
    if isinstance(failure, QuotaEmpty):
        return MeetingTrouble.QUOTA
    if isinstance(failure, BadToken):
        return MeetingTrouble.TOKEN
    if isinstance(failure, ApiUnclear):
        return MeetingTrouble.UNCLEAR
    if isinstance(failure, ApiRefused):
        return MeetingTrouble.REFUSED
    return MeetingTrouble.TOO_FAST if isinstance(failure, ApiThrottled) else MeetingTrouble.UNREACHABLE
