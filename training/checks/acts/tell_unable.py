"""无法完成 takes one person alone: where a check had found something, district and city are told (R37)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.rules.calls import CallResult, call_result
from training.checks.rules.spot_checks import ConditionState
from training.checks.terms import CheckMethod
from training.checks.views.load_check import LoadedCheck, call_of
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.spot_checks import DrawnTrainee


def tell_unable(session: Session, loaded: LoadedCheck, now: datetime) -> None:
    """Counts what it had found, and names nobody; a check that simply could not be done is told to nobody."""
    check, found = loaded.check, "、".join(_found(loaded))
    if not found:
        return
    which = f"{check.training_class.class_number} 的{check.level}{check.method}（检查 {check.number}）"
    carried = "；抽中而未核实一致的学员带入下一次电话查班" if check.method is CheckMethod.PHONE else ""
    draft = AlertDraft(
        kind="unable_verdict",
        dedupe_key=f"unable_verdict:{check.id}",
        text=f"{which}以无法完成结束，此前有{found}，请核实原因{carried}。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=check.public_id,
    )
    raise_alert(session, draft, now=now)


def _found(loaded: LoadedCheck) -> Iterator[str]:
    if mismatched := sum(_was_mismatched(loaded, each) for each in loaded.in_play):
        yield f"不一致 {mismatched} 人"
    if leads := sum(len(loaded.drawn(each).leads) for each in loaded.in_play):
        yield f"线索 {leads} 条"
    if loaded.withdrawn:
        yield f"撤回照片 {len(loaded.withdrawn)} 张"
    failed = (each for each in loaded.judgement.conditions if each.state is ConditionState.FAILED)
    yield from (f"{each.name}{each.state}" for each in failed)


def _was_mismatched(loaded: LoadedCheck, place: DrawnTrainee) -> bool:
    """By any call, also one that was explained or corrected since."""
    calls = (*loaded.calls.get(place.id, ()), *loaded.corrected.get(place.id, ()))
    return any(call_result(call_of(each)) is CallResult.MISMATCH for each in calls)
