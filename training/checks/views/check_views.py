"""A check as pages, cards and commands show it: values that need no database any more."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.checks.rules.calls import VERIFIED, WAITING, CallResult, Standing
from training.checks.rules.confirmations import ConfirmationState
from training.checks.rules.phone_checks import PhoneFacts
from training.checks.rules.spot_checks import Condition
from training.checks.terms import CallOutcome, CheckLevel, CheckMethod, FiledItem, Purpose, Verdict
from training.checks.views.confirmations.confirmation_lines import ConfirmationLine
from training.checks.views.endings import Ending, PredecessorLine
from training.checks.views.leads.lead_views import LeadView
from training.checks.views.video.video_views import VideoView


@dataclass(frozen=True)
class CallLine:
    """One recorded attempt, as it is listed under a trainee."""

    outcome: CallOutcome
    result: CallResult
    differing: tuple[FiledItem, ...]
    started_at: datetime
    ended_at: datetime
    called_by: str
    note: str
    is_correction: bool
    explanation: str
    """Why a mismatch was explained; empty where it was not."""
    signs: tuple[str, ...] = ()
    """What a reader should know of how it was made, in Chinese."""
    confirmed_by: str = ""
    """The second person who accepted the explanation."""


@dataclass(frozen=True)
class PersonLine:
    """One drawn trainee: the sample, and those of the reserve who took a place."""

    position: int
    name: str
    attendance_number: str
    masked_phone: str
    standing: Standing
    attempts: int
    """Those that count; see the policy's pause."""
    may_call_from: datetime | None
    calls: tuple[CallLine, ...]
    takes_place_of: int | None
    replaced_by: int | None
    has_left: bool
    corrected: tuple[CallLine, ...] = ()
    """What was recorded first and corrected later; it stays on the record."""
    is_carried: bool = False
    """带入: chosen by a voided draw."""

    @property
    def is_to_be_called(self) -> bool:
        return self.standing in WAITING


@dataclass(frozen=True)
class PictureLine:
    """One picture of the evidence."""

    evidence_id: UUID
    is_panorama: bool
    """Marked as the panorama with everybody in it."""
    media_type: str
    size: int
    sha256: str
    taken_at: datetime | None
    taken_place: str
    received_by: str
    received_at: datetime
    doubt: str
    """A Chinese hint where the picture's own time does not fit the check; else empty."""
    faces: int | None = None
    """Of a screenshot in a video check, where they were counted."""
    counted_by: str = ""
    joined: int | None = None
    """Trainees who were in the meeting when it came."""
    found_faces: int | None = None
    """How many faces the face counter found, as a hint; None where it has not counted."""
    place: int = 0
    """第几张: of all that came, so that a number stays when another is taken back."""
    withdrawn: str = ""
    """By whom it was taken back, and why; empty where it was not."""
    is_there: bool = True
    """Else its files were removed, when their time was over."""
    still_of: str = ""
    """监控: the room whose camera gave it; empty where somebody sent it."""
    still_at: datetime | None = None
    """When the camera gave it, by our clock."""


@dataclass(frozen=True)
class ClassLine:
    """The class that is checked."""

    class_id: UUID
    number: str
    name: str
    trade: str
    institution: str
    district: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class DrawView:
    """What proves the draw."""

    seed: str
    roster_hash: str
    algorithm: str


@dataclass(frozen=True)
class CheckView:
    """A spot check as it stands."""

    check_id: UUID
    number: str
    of_class: ClassLine
    level: CheckLevel
    ordinal: int
    method: CheckMethod
    state: str
    """进行中, 合格, 不合格, 无法完成 or 已作废."""
    may_act: bool
    """Whether the person who looks may record in it now."""
    started_by: str
    started_at: datetime
    ending: Ending | None
    facts: PhoneFacts
    """The numbers: roster_size, sample_size, reserve_left, heads, panoramas; in a video check the first."""
    people: tuple[PersonLine, ...]
    pictures: tuple[PictureLine, ...]
    conditions: tuple[Condition, ...]
    verdict: Verdict | None
    """As recorded when it has ended, else as it would be now; None while it cannot be decided."""
    missing: tuple[str, ...]
    """What is to be done before it can be decided."""
    corrections: int
    video: VideoView | None = None
    """What only a video check has."""
    withdrawn: tuple[PictureLine, ...] = ()
    """Pictures that were taken back."""
    confirmations: tuple[ConfirmationLine, ...] = ()
    """What was asked of a second person, the oldest first."""
    predecessors: tuple[PredecessorLine, ...] = ()
    calls_owed: int = 0
    """Of a video check: whom the predecessors had chosen and no phone check has called since."""
    override_reason: str = ""
    """Why by phone while an online lesson was on."""
    draw: DrawView | None = None
    """Of a phone check."""
    leads: tuple[LeadView, ...] = ()
    """What trainees said of money or of not having been there; each is followed by itself."""
    flags: tuple[str, ...] = ()
    """What to look at more closely, in Chinese: as concluded, else as it would be now."""

    @property
    def is_running(self) -> bool:
        return self.ending is None

    @property
    def as_video(self) -> VideoView:
        """What a video check has, where nothing but a video check can be meant."""
        if self.video is None:
            raise ValueError(f"{self.number} is no video check")
        return self.video

    @property
    def substituted(self) -> int:
        """How many of the reserve took a place."""
        return sum(each.takes_place_of is not None for each in self.people)

    @property
    def verified(self) -> int:
        return sum(each.standing in VERIFIED for each in self.people)

    @property
    def counted(self) -> int | None:
        """By people: the heads in the room, or the faces on the best screenshot of a meeting."""
        return self.video.facts.best_faces if self.video else self.facts.heads

    @property
    def most_found_faces(self) -> int | None:
        """Of the one picture with most, for the pictures show the same room."""
        found = [each.found_faces for each in self.pictures if each.found_faces is not None]
        return max(found, default=None)

    def count(self, standing: Standing) -> int:
        return sum(each.standing is standing for each in self.people)

    @property
    def void_request(self) -> ConfirmationLine | None:
        """The latest void that waits for a second person; each level may have asked."""
        return next(
            (each for each in reversed(self.open_confirmations) if each.purpose is Purpose.VOID), None
        )

    @property
    def open_confirmations(self) -> tuple[ConfirmationLine, ...]:
        return tuple(each for each in self.confirmations if each.state is ConfirmationState.OPEN)

    def person(self, position: int) -> PersonLine | None:
        return next((each for each in self.people if each.position == position), None)
