"""All rows of a check at once, and what the rules make of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Self, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.checks.rules.calls import Call, CallResult, Drawn, Standing, call_result, standing_of
from training.checks.rules.phone_checks import PhoneFacts, judge_phone_check
from training.checks.rules.spot_checks import Judgement
from training.checks.rules.video_checks import judge_video_check
from training.checks.terms import CheckMethod, LeadKind
from training.checks.views.find_check import find_running_check
from training.checks.views.video.load_video import LoadedVideo, load_video
from training.classes.views.active_roster import has_left, roster_size_of
from training.notice.policy import Policy
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence, HeadCount, PanoramaMark
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck, Substitution
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

Row = TypeVar("Row", Substitution, HeadCount)


@dataclass(frozen=True)
class LoadedCheck:
    """A check's rows as they stand at `at`: now, or the moment when it ended."""

    check: SpotCheck
    at: datetime
    now: datetime
    places: tuple[DrawnTrainee, ...]
    calls: dict[int, list[SpotCall]]
    """By drawn trainee, as they were recorded; corrected ones are left out."""
    corrected: dict[int, list[SpotCall]]
    """By drawn trainee: those that a correction took the place of; they stay on the record."""
    substitutions: tuple[Substitution, ...]
    counts: tuple[HeadCount, ...]
    """The latest comes last."""
    pictures: tuple[Evidence, ...]
    """Those that prove something."""
    withdrawn: tuple[Evidence, ...]
    """Those that were taken back; they prove nothing."""
    confirmations: tuple[Confirmation, ...]
    """What was asked of a second person, the oldest first."""
    marks: dict[int, PanoramaMark]
    """The latest of each picture."""
    video: LoadedVideo | None
    """What only a video check has."""

    @property
    def policy(self) -> Policy:
        return self.check.rule_set.policy

    @cached_property
    def in_play(self) -> tuple[DrawnTrainee, ...]:
        """The sample, those carried over, and those of the reserve who took a place; replaced ones too."""
        return self.places[: self._sample_size + self._carried + len(self.substitutions)]

    @property
    def reserve(self) -> tuple[DrawnTrainee, ...]:
        """In the order of the draw; whoever has left is passed over."""
        return self.places[len(self.in_play) :]

    @property
    def corrections(self) -> int:
        return sum(map(len, self.corrected.values()))

    @cached_property
    def replaced(self) -> frozenset[int]:
        return frozenset(each.old_id for each in self.substitutions)

    @property
    def _sample_size(self) -> int:
        return self.check.draw.sample_size if self.check.draw else 0

    @property
    def _carried(self) -> int:
        return self.check.draw.carried if self.check.draw else 0

    @cached_property
    def _positions(self) -> dict[int, int]:
        return {each.id: each.position for each in self.places}

    @cached_property
    def facts(self) -> PhoneFacts:
        """In a video check nobody is drawn or counted in a room."""
        return PhoneFacts(
            roster_size=roster_size_of(self.check),
            sample_size=self._sample_size,
            drawn=tuple(self.drawn(each) for each in self.in_play),
            reserve_left=sum(not has_left(each.enrolment, self.at) for each in self.reserve),
            heads=self.counts[-1].heads if self.counts else None,
            panoramas=sum(self.is_panorama(each) for each in self.pictures),
            carried=self._carried,
        )

    @cached_property
    def judgement(self) -> Judgement:
        if self.video is not None:
            return judge_video_check(self.video.facts, self.policy)
        return judge_phone_check(self.facts, self.policy)

    def drawn(self, place: DrawnTrainee) -> Drawn:
        calls = tuple(self._call(each) for each in self.calls.get(place.id, ()))
        left = has_left(place.enrolment, self.at)
        before = (call_of(each).lead_kinds for each in self.corrected.get(place.id, ()))
        leads = frozenset[LeadKind]().union(*before)
        return Drawn(place.position, calls, left, place.id in self.replaced, leads)

    def mismatches_undone_by(self, call: SpotCall) -> tuple[SpotCall, ...]:
        """What a correction took a trainee out of, the first one first; none where it is one too."""
        before = {each.id: each for each in self.corrected.get(call.drawn_id, ())}
        line = [call]
        while line[0].corrects_id in before:
            line.insert(0, before[line[0].corrects_id])
        results = [call_result(call_of(each)) for each in line]
        if results[-1] is CallResult.MISMATCH:
            return ()
        found = zip(line, results, strict=True)
        return tuple(each for each, result in found if result is CallResult.MISMATCH)

    def _call(self, row: SpotCall) -> Call:
        return replace(call_of(row), undoes_mismatch=bool(self.mismatches_undone_by(row)))

    def standing(self, place: DrawnTrainee) -> Standing:
        return standing_of(self.drawn(place), self.policy)

    def position_before(self, place: DrawnTrainee) -> int | None:
        """Whose place this one took."""
        old = {each.new_id: each.old_id for each in self.substitutions}
        return self._positions.get(old.get(place.id, 0))

    def position_after(self, place: DrawnTrainee) -> int | None:
        """Who took this one's place."""
        new = {each.old_id: each.new_id for each in self.substitutions}
        return self._positions.get(new.get(place.id, 0))

    def is_panorama(self, picture: Evidence) -> bool:
        mark = self.marks.get(picture.id)
        return mark is not None and mark.is_panorama and mark.everybody_in

    def calls_of(self, place: DrawnTrainee) -> int:
        """How many were recorded, corrected ones too."""
        return len(self.calls.get(place.id, ())) + len(self.corrected.get(place.id, ()))

    def place_of_picture(self, picture: Evidence) -> int:
        """第几张, of all that came."""
        return sorted(each.id for each in (*self.pictures, *self.withdrawn)).index(picture.id) + 1

    def with_call(self, call: SpotCall) -> Self:
        """With a call that was just recorded; the one that it corrects counts no more."""
        own = self.calls.get(call.drawn_id, [])
        valid = [each for each in own if each.id != call.corrects_id]
        before = [*self.corrected.get(call.drawn_id, ()), *(each for each in own if each not in valid)]
        corrected = self.corrected | ({call.drawn_id: before} if before else {})
        return replace(self, calls=self.calls | {call.drawn_id: [*valid, call]}, corrected=corrected)

    def with_substitution(self, made: Substitution) -> Self:
        return replace(self, substitutions=(*self.substitutions, made))

    def with_meetings(self, session: Session, now: datetime) -> Self:
        """With its meetings as an act has just left them."""
        return replace(self, video=load_video(session, self.check, (*self.pictures, *self.withdrawn), now))


def load_running_check(
    session: Session, staff: Staff, check_id: UUID, method: CheckMethod | None = None, *, now: datetime
) -> LoadedCheck:
    """The check to act in, held and loaded; raises what `find_running_check` raises."""
    return load_check(session, find_running_check(session, staff, check_id, method), now)


def load_check(session: Session, check: SpotCheck, now: datetime) -> LoadedCheck:
    calls = _calls(session, check)
    out_of_force = {each.corrects_id for each in calls if each.corrects_id}
    by_place: dict[int, list[SpotCall]] = defaultdict(list)
    corrected: dict[int, list[SpotCall]] = defaultdict(list)
    for call in calls:
        (corrected if call.id in out_of_force else by_place)[call.drawn_id].append(call)
    every_picture = _pictures(session, check)
    pictures = tuple(each for each in every_picture if each.withdrawal is None)
    return LoadedCheck(
        check=check,
        at=check.ended_at or now,
        now=now,
        places=_places(session, check),
        calls=dict(by_place),
        corrected=dict(corrected),
        substitutions=_in_order(session, Substitution, check),
        counts=_in_order(session, HeadCount, check),
        pictures=pictures,
        withdrawn=tuple(each for each in every_picture if each.withdrawal is not None),
        confirmations=_confirmations(session, check),
        marks=_marks(session, pictures),
        video=load_video(session, check, every_picture, now),
    )


def call_of(row: SpotCall) -> Call:
    """A recorded call as the rules see it."""
    comparisons = {each.item: each.comparison for each in row.comparisons}
    return Call(row.outcome, row.started_at, comparisons, row.resolution is not None)


def _places(session: Session, check: SpotCheck) -> tuple[DrawnTrainee, ...]:
    own = select(DrawnTrainee).where(DrawnTrainee.check_id == check.id).order_by(DrawnTrainee.position)
    person = joinedload(DrawnTrainee.enrolment)
    loaded = own.options(person.joinedload(Enrolment.trainee), person.joinedload(Enrolment.withdrawal))
    return tuple(session.scalars(loaded))


def _calls(session: Session, check: SpotCheck) -> list[SpotCall]:
    own = select(SpotCall).where(SpotCall.check_id == check.id).order_by(SpotCall.id)
    whole = own.options(selectinload(SpotCall.comparisons), selectinload(SpotCall.resolution))
    return list(session.scalars(whole.execution_options(populate_existing=True)))


def _pictures(session: Session, check: SpotCheck) -> tuple[Evidence, ...]:
    own = select(Evidence).where(Evidence.check_id == check.id).order_by(Evidence.id)
    return tuple(session.scalars(own.options(joinedload(Evidence.withdrawal), joinedload(Evidence.still))))


def _confirmations(session: Session, check: SpotCheck) -> tuple[Confirmation, ...]:
    own = select(Confirmation).where(Confirmation.check_id == check.id).order_by(Confirmation.id)
    return tuple(session.scalars(own.options(joinedload(Confirmation.answer))))


def _in_order(session: Session, record: type[Row], check: SpotCheck) -> tuple[Row, ...]:
    return tuple(session.scalars(select(record).where(record.check_id == check.id).order_by(record.id)))


def _marks(session: Session, pictures: Sequence[Evidence]) -> dict[int, PanoramaMark]:
    if not pictures:
        return {}
    of_these = PanoramaMark.evidence_id.in_([each.id for each in pictures])
    in_order = select(PanoramaMark).where(of_these).order_by(PanoramaMark.id)
    return {mark.evidence_id: mark for mark in session.scalars(in_order)}
