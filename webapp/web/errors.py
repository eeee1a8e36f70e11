"""The six kinds of refusal -> status, for pages and API alike; and the log of faults."""

import logging
from secrets import token_hex

from flask import Response, request

from training.errors import NotFound, NotNow, NotRight, NotYours, Over, Refusal, TooOften
from training.turns import Busy

log = logging.getLogger("chaban.web")

STATUS: dict[type[Refusal], int] = {
    # No fault of who asks, unlike everything else that comes too often.
    Busy: 503,
    NotFound: 404,
    NotYours: 403,
    NotNow: 409,
    NotRight: 422,
    TooOften: 429,
    Over: 410,
}


def status_of(refusal: Refusal) -> int:
    return next(status for kind, status in STATUS.items() if isinstance(refusal, kind))


def say_when(answer: Response, refusal: Refusal) -> Response:
    """Whoever came too often is told when to come again, where that is known."""
    if isinstance(refusal, TooOften) and refusal.retry_after is not None:
        answer.headers["Retry-After"] = str(int(refusal.retry_after.total_seconds()) + 1)
    return answer


def fault_id(fault: BaseException) -> str:
    """Log a fault under a number that the person can tell us; the person sees nothing else of it."""
    number = token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.url_rule, exc_info=fault)
    return number
