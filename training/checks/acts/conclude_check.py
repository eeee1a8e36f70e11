"""End a check with its verdict and the conditions as they stand (R32 to R39)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.acts.tell_verdict import tell_verdict
from training.checks.terms import CheckMethod
from training.checks.views.calls.call_signs import signs_of_calls
from training.checks.views.check_views import CheckView
from training.checks.views.flags_of_check import flags_of_check
from training.checks.views.load_check import load_running_check
from training.checks.views.predecessors_of import calls_owed
from training.checks.views.see_check import write_conditions
from training.errors import Next, NotNow
from training.meetings.acts.request_closing import request_closing
from training.records.checks.spot_checks import CheckConclusion
from training.records.staff.staff import Staff


class NotDecidable(NotNow):
    """Something is missing; ending now would give 无法完成, which the inspector must say."""

    leads_to = (Next.PROGRESS, Next.NEXT_CALL)

    def __init__(self, missing: tuple[str, ...], method: CheckMethod, *, may_fall_back: bool = False):
        what = "；".join(missing)
        super().__init__(f"还不能下结论：{what}。请补齐后再结束；确实补不齐，可以确认以“无法完成”结束。")
        self.missing = missing
        self.method = method
        self.may_fall_back = may_fall_back
        """Whether the inspector may still report that the meeting could not be held (R34)."""


def conclude_check(
    session: Session, staff: Staff, check_id: UUID, *, as_unable: bool = False, now: datetime
) -> CheckView:
    """End the check; `as_unable` ends it as 无法完成 where the verdict cannot be decided.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded or NotDecidable.
    """
    loaded = load_running_check(session, staff, check_id, now=now)
    check, judgement = loaded.check, loaded.judgement
    if judgement.verdict is None and not as_unable:
        video = loaded.video
        may_fall_back = video is not None and video.facts.failure is None
        raise NotDecidable(judgement.missing, check.method, may_fall_back=may_fall_back)
    check.conclusion = CheckConclusion(
        verdict=judgement.verdict_if_ended,
        conditions=write_conditions(judgement.conditions),
        flags=list(flags_of_check(loaded, signs_of_calls(session, loaded), calls_owed(session, check, now))),
        concluded_by=staff.name,
        concluded_at=now,
    )
    check.ended_at = now
    tell_verdict(session, loaded, check.conclusion.verdict, now)
    if check.method is CheckMethod.VIDEO:
        request_closing(session, check, staff, now=now)
        loaded = loaded.with_meetings(session, now)
    return finish_act(session, staff, loaded)
