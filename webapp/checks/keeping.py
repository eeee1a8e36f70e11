"""What a phone may keep of a check for the moments without a network: whose it is, and for how long.

The service worker is told by a header; it forgets everything at the sign-out and when somebody else comes.
"""

from datetime import timedelta

from flask import Response, after_this_request, request

from training.records.staff.staff import Staff
from webapp.checks.pages.checks import CheckPage

HEADER = "X-Keep"
PAGE_LASTS = timedelta(hours=24)
CALL_LASTS = timedelta(hours=1)
"""One number on the screen: for as long as a call may last, in case the page is loaded again."""
CHECK, CALL, LIST = "check.html", "call.html", "call_list.html"
LASTS = {CHECK: ("", PAGE_LASTS), CALL: ("/call", CALL_LASTS), LIST: ("/calls/list", PAGE_LASTS)}
ONCE = "POST"


def tell_what_to_keep(staff: Staff, page: CheckPage, template: str) -> None:
    """Of a check that has ended, or that is another's, nothing is kept."""
    own = f"/checks/{page.check_id}"
    if not page.may_act:
        _tell(f"drop {own}")
    elif template in LASTS and (request.method != ONCE or template == LIST):
        below, lasting = LASTS[template]
        _tell(_keep(staff, own + below, lasting))


def tell_to_keep_the_list_of_checks(staff: Staff) -> None:
    _tell(_keep(staff, "/checks", PAGE_LASTS))


def _keep(staff: Staff, path: str, lasting: timedelta) -> str:
    return f"keep {path} {int(lasting.total_seconds())} {staff.public_id}"


def _tell(words: str) -> None:
    """With a page that came as it was asked for; a refusal is not the page."""

    @after_this_request
    def add(answer: Response) -> Response:
        if answer.status_code == 200:
            answer.headers[HEADER] = words
        return answer
