"""What a trainee says of money, or of not having been there, becomes a lead by being recorded (R37)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.terms import LeadKind
from training.checks.views.load_check import LoadedCheck, call_of
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.checks.calls import SpotCall
from training.records.checks.leads import Lead, LeadAct
from training.records.checks.spot_checks import DrawnTrainee


def record_leads(
    session: Session, loaded: LoadedCheck, place: DrawnTrainee, call: SpotCall, *, now: datetime
) -> None:
    """The leads of a call that was just recorded; a correction leaves those of before, with a note."""
    if not loaded.drawn(place).leads:
        return
    session.flush()
    own = select(Lead).where(Lead.drawn_id == place.id).order_by(Lead.id)
    kept = {lead.kind: lead for lead in session.scalars(own)}
    said = call_of(call).lead_kinds
    for kind in sorted(said - kept.keys()):
        _raise(session, loaded, call, kind, now)
    repeated = kept.values() if call.corrects_id else [kept[kind] for kind in sorted(said & kept.keys())]
    session.add_all(_notes(repeated, call, now))


def _raise(session: Session, loaded: LoadedCheck, call: SpotCall, kind: LeadKind, now: datetime) -> None:
    check = loaded.check
    lead = Lead(
        check_id=check.id,
        drawn_id=call.drawn_id,
        call_id=call.id,
        kind=kind,
        raised_by=call.called_by,
        raised_at=now,
    )
    session.add(lead)
    session.flush()
    which = f"{check.training_class.class_number} 查班时有学员{kind}（检查 {check.number}）"
    draft = AlertDraft(
        kind="lead",
        dedupe_key=f"lead:{lead.id}",
        text=f"{which}，已记为线索，请在工作台“线索”里核查并写明结果。",
        audience=Audience.INSPECTORS,
        training_class=check.training_class,
        about=lead.public_id,
    )
    raise_alert(session, draft, now=now)


def _notes(leads: Iterable[Lead], call: SpotCall, now: datetime) -> list[LeadAct]:
    said = f"通话更正为“{call.outcome}”（原因见检查记录），线索照旧核查。"
    note = said if call.corrects_id else "学员在另一次通话中又这样说。"
    return [
        LeadAct(lead_id=lead.id, state=None, note=note, acted_by=call.called_by, acted_at=now)
        for lead in leads
    ]
