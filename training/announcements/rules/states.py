"""Where an announcement stands on a day; pure (R12)."""

from dataclasses import dataclass
from datetime import date

from training.announcements.terms import AnnouncementState


@dataclass(frozen=True, slots=True)
class Standing:
    """What was done with it, and its days; both edges are inside."""

    from_day: date
    until_day: date | None
    is_published: bool
    is_withdrawn: bool
    is_replaced: bool
    """By a version that is published itself, from its first day on."""


def state_of(own: Standing, today: date) -> AnnouncementState:
    if own.is_withdrawn:
        return AnnouncementState.WITHDRAWN
    if own.is_replaced:
        return AnnouncementState.REPLACED
    if not own.is_published:
        return AnnouncementState.DRAFT
    if today < own.from_day:
        return AnnouncementState.COMING
    if own.until_day is not None and today > own.until_day:
        return AnnouncementState.OVER
    return AnnouncementState.SHOWN
