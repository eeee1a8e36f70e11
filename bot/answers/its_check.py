"""Which check something is about: the one that its button names, else the one shown last, never a guess."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply, about, reply_to_refusal
from bot.words.spellings import DUE, PROGRESS
from bot.words.stamps import Stamp
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.views.check_in_focus import WhichCheck, check_in_focus
from training.checks.views.check_of_card import check_of_card
from training.checks.views.find_check import find_visible_check
from training.errors import NotFound, Refusal
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def check_meant(session: Session, staff: Staff, stamp: Stamp | None, card_id: str = "") -> SpotCheck:
    """Raises NotFound, NotAnInspector, NoCheckRunning or WhichCheck."""
    on_card = check_of_card(session, staff, card_id) if card_id else None
    if stamp is None:
        return on_card or check_in_focus(session, staff)
    named = find_visible_check(session, staff, stamp.check)
    if on_card is not None and on_card.id != named.id:
        raise NotFound("这张卡片上的检查")
    return named


def about_its_check(asking: Asking) -> Asking:
    """The answer will show that check, so what is typed next is about it."""
    check = check_meant(asking.session, asking.staff, asking.stamp, asking.card_id)
    if asking.stamp is not None or asking.card_id:
        show_in_chat(asking.session, asking.staff, check, now=asking.now)
    return replace(asking, check=check)


def reply_to(refusal: Refusal, check: str = "") -> Reply:
    """Why not, and what leads on; where it was not clear which check is meant, those that run."""
    return ask_which(refusal) if isinstance(refusal, WhichCheck) else reply_to_refusal(refusal, check)


def ask_which(refusal: WhichCheck) -> Reply:
    """Every running check with its class; a tap looks at it, and does nothing else."""
    lines = tuple(Line(f"{each.number} {each.class_name}（{each.started_by}）") for each in refusal.running)
    buttons = tuple(
        Button(f"看 {each.number}", about(each.number, PROGRESS)[0].command) for each in refusal.running
    )
    return Reply("哪一次检查？", (str(refusal), *lines), (*buttons, DUE))
