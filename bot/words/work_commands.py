"""What somebody may want of the work at the desk, as values; looked at here and done on its page."""

from dataclasses import dataclass

from bot.words.follow_up_commands import FollowUpCommand


@dataclass(frozen=True)
class ShowWork:
    """我的待办: what of all subjects waits for whoever asks, what is due first on top."""


@dataclass(frozen=True)
class ShowClassesToJudge:
    """待评估: the classes that ended and wait for their verdict, each with what is met and what is not."""

    page: int = 1


@dataclass(frozen=True)
class ShowClassesToNumber:
    """待派号: the classes whose approved list waits for numbers."""

    page: int = 1


@dataclass(frozen=True)
class ShowClassesToSubsidise:
    """待核定: the classes of which nobody judged who is paid for, or one did and another is to sign."""

    page: int = 1


@dataclass(frozen=True)
class ShowNumbering:
    """派号 班号: how many numbers would be issued, or why none; nothing is issued in a chat."""

    said: str


@dataclass(frozen=True)
class ShowFilings:
    """待复核: filings that wait for the city's review or for the district's answer."""

    page: int = 1


@dataclass(frozen=True)
class ShowPlans:
    """计划: quarterly plans that wait for the city's review, or were returned."""

    page: int = 1


@dataclass(frozen=True)
class ShowRates:
    """就业率 班号 or 机构: what became of the qualified of a class or of a school, as far as one sees."""

    said: str


@dataclass(frozen=True)
class ShowVouchers:
    """培训券: how many there are and what became of them; 培训券 券号: how one stands."""

    number: str = ""


WorkCommand = (
    ShowWork
    | ShowClassesToJudge
    | ShowClassesToNumber
    | ShowClassesToSubsidise
    | ShowNumbering
    | ShowFilings
    | ShowPlans
    | ShowRates
    | ShowVouchers
    | FollowUpCommand
)
