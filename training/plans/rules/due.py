"""When the plan of a quarter ought to be there (R02): the notice gives no day, the rules a number of days."""

from datetime import date, timedelta

from training.plans.rules.quarters import Quarter, quarter_of


def quarters_due(today: date, days: int) -> tuple[Quarter, ...]:
    """The quarter that runs, and the next one from so many days before its first day on."""
    runs = quarter_of(today)
    is_near = today >= runs.following.first - timedelta(days=days)
    return (runs, runs.following) if is_near else (runs,)


def last_day_for(quarter: Quarter) -> date:
    """On which its plan is still in time: the day before it begins."""
    return quarter.first - timedelta(days=1)
