"""What a verdict leaves to be known at once goes to the district and the city (R07, R37)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.rules.calls import CallResult, call_result
from training.checks.rules.spot_checks import ConditionState
from training.checks.terms import CheckMethod, Verdict
from training.checks.views.load_check import LoadedCheck, call_of
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.spot_checks import DrawnTrainee

NOT_MET = (ConditionState.FAILED, ConditionState.OUT_OF_REACH)


def tell_verdict(session: Session, loaded: LoadedCheck, verdict: Verdict, now: datetime) -> None:
    """不合格 with its conditions, and 无法完成, which takes one person alone, where something was found.

    Counts, and names nobody; what passed, or simply could not be done, is told to nobody.
    """
    if verdict is Verdict.FAILED:
        _tell(session, loaded, "failed_verdict", f"结论为不合格：{_not_met(loaded)}", now)
    if verdict is Verdict.UNABLE and (found := "、".join(_found(loaded))):
        is_phone = loaded.check.method is CheckMethod.PHONE
        carried = "；抽中而未核实一致的学员带入下一次电话查班" if is_phone else ""
        _tell(session, loaded, "unable_verdict", f"以无法完成结束，此前有{found}，请核实原因{carried}", now)


def _tell(session: Session, loaded: LoadedCheck, kind: str, what: str, now: datetime) -> None:
    check = loaded.check
    which = f"{check.training_class.class_number} 的{check.level}{check.method}（检查 {check.number}）"
    draft = AlertDraft(
        kind=kind,
        dedupe_key=f"{kind}:{check.id}",
        text=f"{which}{what}。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=check.public_id,
    )
    raise_alert(session, draft, now=now)


def _not_met(loaded: LoadedCheck) -> str:
    return "、".join(each.name for each in loaded.judgement.conditions if each.state in NOT_MET)


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
