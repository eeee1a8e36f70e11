"""The policy's numbers of minutes and hours as what is reckoned with."""

from datetime import timedelta
from functools import cached_property


class Lengths:
    """Lengths of time by the numbers of a policy, made once: every half day of everybody asks for them."""

    half_day_hours: int
    in_opens_before_minutes: int
    in_closes_after_minutes: int
    out_opens_before_minutes: int
    out_closes_after_minutes: int
    duplicate_punch_minutes: int
    clock_drift_minutes: int
    device_silent_minutes: int
    same_moment_seconds: int
    missing_in_after_minutes: int
    missing_out_before_minutes: int
    correction_days: int
    call_pause_minutes: int
    participant_minutes: int

    @cached_property
    def half_day_halves(self) -> int:
        """The most a half day can credit, in half class hours."""
        return 2 * self.half_day_hours

    @cached_property
    def in_opens_before(self) -> timedelta:
        return timedelta(minutes=self.in_opens_before_minutes)

    @cached_property
    def in_closes_after(self) -> timedelta:
        return timedelta(minutes=self.in_closes_after_minutes)

    @cached_property
    def out_opens_before(self) -> timedelta:
        return timedelta(minutes=self.out_opens_before_minutes)

    @cached_property
    def out_closes_after(self) -> timedelta:
        return timedelta(minutes=self.out_closes_after_minutes)

    @cached_property
    def duplicate_punch(self) -> timedelta:
        return timedelta(minutes=self.duplicate_punch_minutes)

    @cached_property
    def clock_drift(self) -> timedelta:
        return timedelta(minutes=self.clock_drift_minutes)

    @cached_property
    def device_silent(self) -> timedelta:
        return timedelta(minutes=self.device_silent_minutes)

    @cached_property
    def same_moment(self) -> timedelta:
        return timedelta(seconds=self.same_moment_seconds)

    @cached_property
    def call_pause(self) -> timedelta:
        return timedelta(minutes=self.call_pause_minutes)

    @cached_property
    def participant_watches(self) -> timedelta:
        return timedelta(minutes=self.participant_minutes)

    @cached_property
    def missing_in_after(self) -> timedelta:
        return timedelta(minutes=self.missing_in_after_minutes)

    @cached_property
    def missing_out_before(self) -> timedelta:
        return timedelta(minutes=self.missing_out_before_minutes)

    @cached_property
    def correction_lasts(self) -> timedelta:
        return timedelta(days=self.correction_days)
