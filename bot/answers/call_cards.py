"""One trainee to call, in words: the number, what to ask, and a tap for every outcome; pure."""

from bot.answers.replies import Button, Line
from bot.words.spellings import FIELDS, OUTCOMES, RECORD
from bot.words.stamps import Stamp
from training.checks.terms import CallOutcome
from training.checks.views.calls.call_card import CallCard
from training.notice.clock import clock


def call_title(card: CallCard) -> str:
    return f"{card.position}号 {card.name}"


def call_lines(card: CallCard) -> tuple[Line, ...]:
    pause = f"{clock(card.counts_from)} 前再拨不算新的一次。" if card.counts_from else ""
    return (
        Line(f"{card.check_number} {card.class_name}"),
        Line(f"拨打 {card.phone}", address=f"tel:{card.phone}", is_strong=True),
        Line(f"第 {card.attempt} 次拨打；{card.attempts_needed} 次未接通可补抽。{pause}"),
        Line("请学员自己说，不要念给他听："),
        *(Line(f"{item}：{filed}") for item, filed in card.script),
    )


def call_buttons(card: CallCard) -> tuple[Button, ...]:
    """A tap for every outcome; last, where something differs, one for every item that may.

    Each names the check, and how many calls of this trainee there were: pressed twice, it records once.
    """
    said = {outcome: spellings[0] for outcome, spellings in OUTCOMES.items()}
    differs = said.pop(CallOutcome.MISMATCHED)
    record, stamp = f"{RECORD} {card.position}", Stamp(card.check_number, card.calls_before)
    items = [FIELDS[item][0] for item, _ in card.script]
    return (
        *(Button(outcome, f"{record} {outcome} {stamp}") for outcome in said.values()),
        *(Button(f"{item}{differs}", f"{record} {differs} {item} {stamp}") for item in items),
    )
