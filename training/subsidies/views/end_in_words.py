from training.notice.working_days import GUESSED
from training.records.subsidies.publicity import Publicity


def end_in_words(publicity: Publicity) -> str:
    """到 2027-01-05 结束，次日起; of a guessed day also how far it may move, and what then holds."""
    if publicity.latest_on is None:
        return f"到 {publicity.ends_on} 结束，次日起"
    return f"到 {publicity.ends_on} 结束（{GUESSED}，最晚到 {publicity.latest_on}），最晚日期的次日起"
