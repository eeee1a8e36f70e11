"""The pages of leads: what stands where, in words (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.checks.acts.leads.follow_lead import LeadStep
from training.checks.terms import LeadState
from training.checks.views.leads.lead_views import LeadActLine, LeadView
from training.checks.views.leads.list_leads import LeadLine
from training.errors import NotRight
from training.notice.identity import mask_name
from webapp.checks.pages.moments import moment

TONES = {
    LeadState.OPEN: "bad",
    LeadState.UNDER_WAY: "now",
    LeadState.TRUE: "bad",
    LeadState.UNTRUE: "quiet",
}
ONLY_A_NOTE = "只补充备注"


class UnknownStep(NotRight):
    """The form says something that its page never offers."""

    def __init__(self) -> None:
        super().__init__("没有看懂选的是哪一步，请刷新页面后重新选择。")


@dataclass(frozen=True)
class LeadRow:
    """A lead in a list, or in the record of its check."""

    lead_id: str
    position: int
    kind: str
    title: str
    state: str
    tone: str
    small: str
    raised: str
    acts: tuple[str, ...]


@dataclass(frozen=True)
class LeadPage:
    """One lead with its check and its class."""

    row: LeadRow
    check_id: str
    check_number: str
    about: tuple[str, ...]
    call_note: str
    steps: tuple[str, ...]
    """What may be said next; a note without a step is always possible."""


def lead_row(lead: LeadView) -> LeadRow:
    """As the page of its check lists it."""
    raised = f"{lead.raised_by} {moment(lead.raised_at)} 记录"
    return LeadRow(
        lead_id=str(lead.lead_id),
        position=lead.position,
        kind=lead.kind.value,
        title=f"{lead.position} 号{lead.kind}",
        state=lead.state.value,
        tone=TONES[lead.state],
        small=raised,
        raised=raised,
        acts=tuple(map(_act, lead.acts)),
    )


def lead_line(line: LeadLine) -> tuple[LeadRow, str]:
    """As the list of all shows it: with the class beside it."""
    own = line.of_class
    return lead_row(line.lead), f"{own.number} {own.name} · {own.institution} · {own.district}"


def lead_page(line: LeadLine, *, names_are_masked: bool) -> LeadPage:
    own = line.of_class
    return LeadPage(
        row=lead_row(line.lead),
        check_id=str(line.check_id),
        check_number=line.check_number,
        about=(
            f"{mask_name(line.name) if names_are_masked else line.name}（{line.lead.position} 号）",
            f"{own.number} {own.name}",
            f"{own.institution} · {own.district}",
        ),
        call_note=line.call_note,
        steps=tuple(line.lead.next_states),
    )


def read_step(form: Mapping[str, str]) -> LeadStep:
    """Raises UnknownStep."""
    said, note = form.get("state", ""), form.get("note", "")
    if said == ONLY_A_NOTE:
        return LeadStep(None, note)
    if said not in set(LeadState):
        raise UnknownStep
    return LeadStep(LeadState(said), note)


def _act(act: LeadActLine) -> str:
    step = f"{act.state}：" if act.state else "备注："
    return f"{moment(act.acted_at)} {act.acted_by} {step}{act.note}"
