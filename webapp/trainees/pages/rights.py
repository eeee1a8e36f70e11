"""A request about personal data in words, for its trainee and for the office (pure)."""

from dataclasses import dataclass

from training.notice.clock import SHANGHAI
from training.notice.working_days import GUESSED
from training.people.rules.data_requests import number_of
from training.people.terms import RequestDecision
from training.records.people.data_requests import DataRequest

WAITING = "待答复"
TONES = {RequestDecision.DONE: "good", RequestDecision.PARTLY: "fair", RequestDecision.REFUSED: "bad"}


@dataclass(frozen=True)
class RequestLine:
    """One request: what was asked, by when it is answered, what was answered."""

    number: str
    kind: str
    text: str
    filed: str
    due: str
    state: str
    tone: str
    answer: str


def request_line(own: DataRequest) -> RequestLine:
    answer, filed = own.answer, own.filed_at.astimezone(SHANGHAI)
    return RequestLine(
        number=number_of(own.year, own.ordinal),
        kind=own.kind.value,
        text=own.text,
        filed=f"{filed:%Y-%m-%d}",
        due=_due(own),
        state=answer.decision.value if answer else WAITING,
        tone=TONES[answer.decision] if answer else "fair",
        answer=f"{answer.answered_at.astimezone(SHANGHAI):%Y-%m-%d} 答复：{answer.text}" if answer else "",
    )


def _due(own: DataRequest) -> str:
    """What is answered has no last day any more."""
    if own.answer is not None:
        return f"{own.answer.answered_at.astimezone(SHANGHAI):%Y-%m-%d} 已答复"
    return f"最晚 {own.due_on} 答复" + (f"（{GUESSED}）" if own.due_is_guessed else "")
