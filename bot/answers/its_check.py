"""Which check something is about: the one that its button names, else the one shown last, never a guess."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply, about
from bot.words.spellings import DUE, PROGRESS
from bot.words.stamps import Stamp
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.views.check_in_focus import WhichCheck, check_in_focus
from training.checks.views.find_check import find_visible_check
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def check_meant(session: Session, staff: Staff, stamp: Stamp | None) -> SpotCheck:
    """Raises NotFound, NotAnInspector, NoCheckRunning or WhichCheck."""
    if stamp is not None:
        return find_visible_check(session, staff, stamp.check)
    return check_in_focus(session, staff)


def about_its_check(asking: Asking) -> Asking:
    """The answer will show that check, so what is typed next is about it."""
    check = check_meant(asking.session, asking.staff, asking.stamp)
    if asking.stamp is not None:
        show_in_chat(asking.session, asking.staff, check, now=asking.now)
    return replace(asking, check=check)


def ask_which(refusal: WhichCheck) -> Reply:
    """Every running check with its class; a tap looks at it, and does nothing else."""
    lines = tuple(Line(f"{each.number} {each.class_name}（{each.started_by}）") for each in refusal.running)
    buttons = tuple(
        Button(f"看 {each.number}", about(each.number, PROGRESS)[0].command) for each in refusal.running
    )
    return Reply("哪一次检查？", (str(refusal), *lines), (*buttons, DUE))
