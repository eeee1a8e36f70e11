"""What stands beside a check's numbers: its draw, second persons, checks before it, leads, flags (pure)."""

from dataclasses import dataclass

from training.checks.views.check_views import CheckView
from webapp.checks.pages.check_rows import PictureRow, picture_row, screenshot_row
from webapp.checks.pages.confirmations import ConfirmationRow, confirmation_row, predecessor_row
from webapp.checks.pages.leads import LeadRow, lead_row


@dataclass(frozen=True)
class Proof:
    """What a reader needs who must trust the verdict later."""

    withdrawn: tuple[PictureRow, ...]
    """Pictures that were taken back."""
    confirmations: tuple[ConfirmationRow, ...]
    """What was asked of a second person."""
    void_is_asked: bool
    predecessors: tuple[tuple[str, str], ...]
    """Checks before it that came to nothing: their id, and how they ended so."""
    carried: str
    """What becomes of those whom they had chosen, in words; empty where nobody is owed a call."""
    override: str
    """Why by phone while an online lesson was on."""
    draw: tuple[tuple[str, str], ...]
    leads: tuple[LeadRow, ...]
    flags: tuple[str, ...]


def proof_of(view: CheckView) -> Proof:
    return Proof(
        withdrawn=tuple(map(screenshot_row if view.video else picture_row, view.withdrawn)),
        confirmations=tuple(map(confirmation_row, view.confirmations)),
        void_is_asked=view.void_request is not None,
        predecessors=tuple(map(predecessor_row, view.predecessors)),
        carried=_carried(view),
        override=view.override_reason,
        draw=_draw(view),
        leads=tuple(map(lead_row, view.leads)),
        flags=view.flags,
    )


def _carried(view: CheckView) -> str:
    if view.calls_owed:
        return f"还有 {view.calls_owed} 人未核实，须由电话查班核实，视频查班不代替"
    return f"抽中而没有核实一致的 {view.facts.carried} 人，本次也要打" if view.facts.carried else ""


def _draw(view: CheckView) -> tuple[tuple[str, str], ...]:
    own = view.draw
    if own is None:
        return ()
    return (("抽取种子", own.seed), ("名册指纹", own.roster_hash), ("算法", own.algorithm))
