"""规则草案 that somebody else proposed: it waits for a second person."""

from training.notice.permissions import Permission
from training.policies.views.proposals import proposals_to_confirm
from training.records.classes.rule_proposals import RuleProposal
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue


def _proposed(own: RuleProposal, mark: Mark) -> Work:
    place = own.district.name if own.district else "全市"
    note = f"{own.proposed_by}提出，{own.effective_from:%Y-%m-%d} 起备案的班用"
    return Work(mark, f"{place}规则草案，待确认", note, "去确认", WorkPlace.RULES, own.public_id)


OF_RULES = (
    Queue(
        WorkKind.RULES,
        Permission.MAKE_RULES,
        lambda staff, today: proposals_to_confirm(staff),
        RuleProposal.id,
        RuleProposal.proposed_at,
        _proposed,
    ),
)
