"""The words of the office: command -> what answers it."""

from collections.abc import Callable
from typing import Any

from bot.answers.asking import Asking
from bot.answers.office.follow_ups import ask_follow_up, keep_follow_up, show_follow_ups
from bot.answers.office.numbering import show_numbering
from bot.answers.office.rates import show_rates
from bot.answers.office.subsidies import show_classes_to_subsidise
from bot.answers.office.vouchers import show_vouchers
from bot.answers.office.waiting import (
    show_classes_to_judge,
    show_classes_to_number,
    show_filings,
    show_plans,
)
from bot.answers.office.work import show_work
from bot.answers.replies import Reply
from bot.words.follow_up_commands import AskFollowUp, KeepFollowUp, ShowFollowUps
from bot.words.work_commands import (
    ShowClassesToJudge,
    ShowClassesToNumber,
    ShowClassesToSubsidise,
    ShowFilings,
    ShowNumbering,
    ShowPlans,
    ShowRates,
    ShowVouchers,
    ShowWork,
)

OF_THE_OFFICE: dict[type, Callable[[Asking, Any], Reply]] = {
    AskFollowUp: ask_follow_up,
    KeepFollowUp: keep_follow_up,
    ShowFollowUps: show_follow_ups,
    ShowClassesToJudge: show_classes_to_judge,
    ShowClassesToNumber: show_classes_to_number,
    ShowClassesToSubsidise: show_classes_to_subsidise,
    ShowFilings: show_filings,
    ShowRates: show_rates,
    ShowVouchers: show_vouchers,
    ShowNumbering: show_numbering,
    ShowPlans: show_plans,
    ShowWork: show_work,
}
"""Each makes a link into its page or does something, so none of them is a mere look."""
