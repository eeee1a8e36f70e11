from bot.words.commands import Command
from bot.words.incomplete import Incomplete
from bot.words.spellings import RATES
from bot.words.work_commands import ShowRates


def read_rates(words: str) -> Command:
    """就业率 of a class or of a school."""
    if not words:
        return Incomplete(RATES, "没有看到班号或培训机构。", "就业率 BT2026-001")
    return ShowRates(words)
