"""A claim as a page, a card or a command shows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.claims.rules.c1_acts import EDITABLE
from training.claims.rules.c1_claims import Gate
from training.claims.rules.c1_papers import PaperFacts
from training.claims.rules.c1_training import Training
from training.claims.rules.claim_numbers import ClaimNumber, number_of, seen_mark
from training.claims.terms import Actor, ClaimAct, ClaimState, PaperKind, PaperState
from training.claims.views.money_of_claim import ClaimMoney


@dataclass(frozen=True)
class PaperView:
    """The latest version of one photo; `reason` says why it was returned, `passed_by` who passed it."""

    public_id: UUID
    kind: PaperKind
    place: int
    state: PaperState
    reason: str
    passed_by: tuple[str, ...]
    facts: PaperFacts | None
    media_type: str
    is_there: bool
    """False after it was removed at the end of its retention."""
    received_at: datetime
    received_by: str
    earlier: tuple[UUID, ...]
    """Earlier versions, the latest first."""
    reviews: int
    """How many words of reviewers there are on it, those on earlier versions among them."""


@dataclass(frozen=True)
class EventView:
    """One act: what, who, when, why."""

    act: str
    state: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class LookDraw:
    """复查抽取: with these anybody can compute the draw again."""

    seed: str
    """In hexadecimal."""
    rank: str
    percent: int
    is_drawn: bool


@dataclass(frozen=True)
class FiledData:
    """What the roster and the filing say, to be held beside the papers."""

    name: str
    id_number: str
    """Masked."""
    phone: str
    """Masked."""
    category: str
    class_number: str
    class_name: str
    school: str
    district: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True)
class ClaimView:
    """A claim as it stands."""

    public_id: UUID
    enrolment_id: UUID
    state: ClaimState
    since: datetime
    acts_next: Actor
    gates: tuple[Gate, ...]
    """Three; none where nothing is to be decided any more."""
    papers: tuple[PaperView, ...]
    lacking: tuple[str, ...]
    """What is missing before it can be submitted."""
    reason: str
    """Of the last act, such as why it was returned or refused."""
    may_withdraw: bool
    look_is_due: bool
    has_objection: bool
    money: ClaimMoney
    helpers: tuple[str, ...]
    """代办: who of the staff helped to file it."""
    draw: LookDraw | None
    """Of the second look; None before the approval."""
    events: tuple[EventView, ...]
    filed: FiledData
    training: Training | None = None
    """What of it decides; None where nothing is to be decided any more."""
    is_own: bool = False
    """Of the member of staff who looks: filed by that person, or for one of that name."""
    is_restricted: bool = False
    """限制处理, as the office is told: its papers are opened with a reason."""

    @property
    def seen(self) -> str:
        """How far it was dealt with: a form of its page acts only on that."""
        return seen_mark(len(self.events), sum(each.reviews for each in self.papers))

    def seen_of(self, paper: PaperView) -> str:
        """The same for the forms of one paper."""
        return seen_mark(len(self.events), paper.reviews)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def number(self) -> ClaimNumber:
        """What it is called in the chat."""
        return number_of(self.public_id, len(self.events))

    @property
    def sent_back_because(self) -> str:
        """Why the city sent it back to the district; empty once somebody acted since."""
        is_sent_back = self.events and self.events[-1].act == ClaimAct.SEND_BACK
        return self.reason if is_sent_back else ""

    def of_kind(self, kind: PaperKind) -> tuple[PaperView, ...]:
        return tuple(each for each in self.papers if each.kind is kind)
