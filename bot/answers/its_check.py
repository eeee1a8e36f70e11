"""Which check something is about: the one that its button names, else the one shown last, never a guess."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.answers.asking import Asking
from bot.answers.replies import Button, Line, Reply, about
from bot.words.commands import Command, DrawMore, RecordCall
from bot.words.lead_commands import WhoAnswered
from bot.words.spellings import DUE, PROGRESS
from bot.words.stamps import SIGN, Stamp
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.views.calls.count_calls import count_calls, count_substitutions
from training.checks.views.check_in_focus import RunningCheck, SaidBefore, WhichCheck, check_in_focus
from training.checks.views.check_of_card import check_of_card
from training.checks.views.find_check import find_visible_check
from training.errors import NotFound
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff

PICTURE, FILE = "照片", "文件"
LONGEST_AGAIN = 100
"""Letters of what stands on a button for each of several checks: more would not fit into an answer."""


def check_meant(
    session: Session, staff: Staff, stamp: Stamp | None, said_at: datetime | None, card_id: str = ""
) -> SpotCheck:
    """Raises NotFound, NotAnInspector, NoCheckRunning, WhichCheck or SaidBefore."""
    on_card = check_of_card(session, staff, card_id) if card_id else None
    if stamp is None:
        return on_card or check_in_focus(session, staff, said_at)
    named = find_visible_check(session, staff, stamp.check)
    if on_card is not None and on_card.id != named.id:
        raise NotFound("这张卡片上的检查")
    return named


def about_its_check(asking: Asking) -> Asking:
    """The answer will show that check, so what is typed next is about it."""
    check = check_meant(asking.session, asking.staff, asking.stamp, asking.said_at, asking.card_id)
    if asking.stamp is not None or asking.card_id:
        show_in_chat(asking.session, asking.staff, check, now=asking.now)
    return replace(asking, check=check)


def again(session: Session, check: str, words: str, command: object) -> Button:
    """The same words about that check; with how much there is of what they add, so that they add it once."""
    return all_again(session, check, ((words, command),))[0]


def all_again(session: Session, check: str, said: Iterable[tuple[str, object]]) -> tuple[Button, ...]:
    """As `again`, of several at once: what they add is counted once for a trainee."""
    counted: dict[int | None, int] = {}

    def count(command: object) -> int | None:
        if not isinstance(command, RecordCall | WhoAnswered | DrawMore):
            return None
        place = None if isinstance(command, DrawMore) else command.place
        if place not in counted:
            counted[place] = _count(session, check, place)
        return counted[place]

    return tuple(about(check, words, seen=count(command))[0] for words, command in said)


def _count(session: Session, check: str, place: int | None) -> int:
    """The calls of a trainee, or those who came in."""
    return count_substitutions(session, check) if place is None else count_calls(session, check, place)


def ask_which(
    session: Session, refusal: WhichCheck, words: str, command: Command, brought: str = ""
) -> Reply:
    """Every running check with its class.

    What was said too early for the check that is shown stands on a button for each; else a tap looks at the
    check, and does nothing else. What was `brought` (PICTURE, FILE) is not kept, and that is said.
    """
    words, running = words.strip(), refusal.running
    lines = [Line(f"{each.number} {each.class_name}（{each.started_by}）") for each in running]
    if brought:
        lines.append(Line(_send_again(running[0], brought), is_strong=True))
    if isinstance(refusal, SaidBefore) and not brought and 0 < len(words) <= LONGEST_AGAIN:
        said = {each.number: again(session, each.number, words, command) for each in running}
        buttons = [Button(f"{number}：{words}", each.command) for number, each in said.items()]
    else:
        buttons = [Button(f"看 {each.number}", about(each.number, PROGRESS)[0].command) for each in running]
    return Reply("哪一次检查？", (str(refusal), *lines), (*buttons, DUE))


def _send_again(check: RunningCheck, brought: str) -> str:
    named = f"；或者再发时写上检查，例如“{SIGN}{check.number}”" if brought == PICTURE else ""
    return f"{brought}没有收下，请先点要查的那一个，再发一次{named}。"
