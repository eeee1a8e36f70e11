"""What an inspector may want where 非本人 was said, and of leads, as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WhoAnswered:
    """记 3 非本人: said of three things, so it is asked which."""

    place: int
    note: str = ""
    is_correction: bool = False


@dataclass(frozen=True)
class ShowLeads:
    """线索: what trainees said in calls that waits to be looked into."""

    page: int = 1


LeadCommand = WhoAnswered | ShowLeads
