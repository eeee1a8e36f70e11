"""DingTalk's failures -> the subject's own kinds of trouble with meetings and the address book."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.line.api_answers import ApiFailure, ApiRefused, ApiUnclear, BadToken, QuotaEmpty
from training.meetings.terms import MeetingTrouble
from training.ports.meetings import MeetingFailed

TROUBLES: Mapping[str, MeetingTrouble] = {
    "orgAccessForbidden": MeetingTrouble.NO_PERMISSION,
    "permissionError": MeetingTrouble.NO_PERMISSION,
    "noPermission": MeetingTrouble.NO_PERMISSION,
    "Forbidden.AccessDenied.AccessTokenPermissionDenied": MeetingTrouble.NO_PERMISSION,
    "60011": MeetingTrouble.NO_PERMISSION,
    "unknownUserError": MeetingTrouble.UNKNOWN_PERSON,
    "60121": MeetingTrouble.UNKNOWN_PERSON,
    "paramsTitleError": MeetingTrouble.BAD_REQUEST,
    "paramsError": MeetingTrouble.BAD_REQUEST,
    "paramError": MeetingTrouble.BAD_REQUEST,
    "missingRoomId": MeetingTrouble.BAD_REQUEST,
    "resourceClose": MeetingTrouble.CLOSED,
    "roomClosed": MeetingTrouble.CLOSED,
    "roomNotFound": MeetingTrouble.NOT_FOUND,
    "waterLimitError": MeetingTrouble.FULL,
    # Its own fault in the middle of something: nobody knows how far it came.
    "systemError": MeetingTrouble.UNCLEAR,
}


@contextmanager
def troubles_named(also: Mapping[str, MeetingTrouble] | None = None) -> Iterator[None]:
    """Every failure becomes one of the subject's own kinds."""
    try:
        yield
    except ApiFailure as failure:
        raise MeetingFailed(_trouble(failure, also or {}), failure.code) from None


def _trouble(failure: ApiFailure, also: Mapping[str, MeetingTrouble]) -> MeetingTrouble:
    named = also.get(failure.code) or TROUBLES.get(failure.code)
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
    # What has a code was answered: DingTalk asks for patience.
    return MeetingTrouble.TOO_FAST if failure.code else MeetingTrouble.UNREACHABLE
