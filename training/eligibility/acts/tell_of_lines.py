from datetime import datetime

from sqlalchemy.orm import Session

from training.eligibility.views.judgements import Judged
from training.eligibility.views.proposals import ClassProposal
from training.eligibility.views.to_recover import to_recover
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.subsidies.lines import SubsidyJudgement

LONGEST_NAME = 60


def tell_of_lines(
    session: Session, made: SubsidyJudgement, proposal: ClassProposal, judged: Judged, *, now: datetime
) -> None:
    """The district hears that somebody else is to sign, and of money that is to be taken back."""
    own = made.training_class
    name = f"{own.class_number} {own.name[:LONGEST_NAME]}"
    key = f"{own.public_id}:{made.ordinal}"
    if made.needs_second:
        text = f"{made.signed_by}核定了班级 {name}的补贴，其中有另定为可补贴的，请另一位同事第二人签字。"
        _raise(session, made, AlertDraft("subsidy_second", f"subsidy_second:{key}", text, TO), now)
    found = to_recover(proposal, judged)
    if found:
        text = f"班级 {name}有 {len(found)} 人的补贴已申请或已拨付，重新核定后不再符合，请撤回申请或追回。"
        _raise(session, made, AlertDraft("subsidy_recover", f"subsidy_recover:{key}", text, TO), now)


TO = Audience.INSPECTORS


def _raise(session: Session, made: SubsidyJudgement, draft: AlertDraft, now: datetime) -> None:
    own = made.training_class
    told = AlertDraft(draft.kind, draft.dedupe_key, draft.text, draft.audience, own, about=own.public_id)
    raise_alert(session, told, now=now)
