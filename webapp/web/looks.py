"""Every look of the office at personal data is written down, at the one door where permissions are asked."""

from flask import Flask, Response, current_app, g, request

from training.notice.permissions import Permission
from training.privacy.acts.note_look import Look, note_look
from training.privacy.rules.looks import SHOWS
from training.privacy.terms import Door
from training.records.staff.staff import Staff
from webapp.web.house import house, now
from webapp.web.staff_auth import answered_by_view, permission_of

UNDECIDED = "未分类"
"""A permission that somebody forgot to decide about: the look is kept, and the page is there."""
OF_THE_API = {
    "claims_api": SHOWS[Permission.SEE_CLAIMS],
    "certificates_api": SHOWS[Permission.SEE_CERTIFICATES],
    "outcomes_api": SHOWS[Permission.SEE_OUTCOMES],
    "follow_ups_api": SHOWS[Permission.SEE_FOLLOW_UPS],
    "lines_api": SHOWS[Permission.SEE_LINES],
    "vouchers_api": SHOWS[Permission.SEE_VOUCHERS],
    "documents_api": SHOWS[Permission.OPEN_DOCUMENTS],
    "region_api": SHOWS[Permission.SEE_REGION],
}
"""By blueprint; the others show classes and hours."""
REFUSED = 400
NOTED_BEFORE = "look_noted_before"
"""In `g`: the page that this answer belongs to was written down a moment ago, and it shows no more."""


def register_looks(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    """What was answered with a page or a file was seen; an act is a row of its own."""
    look = _look() if _was_seen(response) else None
    if look is not None:
        # It may be said again by nobody, yet no page should wait for the disk: only a power cut loses it.
        with house().database.jotting() as rows:
            note_look(rows, look, now=now())
    return response


def _was_seen(response: Response) -> bool:
    """A page that says why an act was refused shows as much as another; an error page shows nobody."""
    if response.status_code >= REFUSED:
        return answered_by_view() and not response.is_json
    return response.status_code in (200, 206)


def _look() -> Look | None:
    if g.get(NOTED_BEFORE, False):
        return None
    holder: Staff | None = g.get("token_holder")
    if holder is not None:
        what = OF_THE_API.get(request.blueprint or "", SHOWS[Permission.SEE_CLASSES])
        return Look(holder.name, Door.API, what, request.path, holder.id)
    staff: Staff | None = g.get("staff")
    what = _shown()
    return Look(staff.name, Door.PAGE, what, request.path, staff.id) if staff is not None and what else None


def _shown() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    permission = permission_of(view) if view is not None else None
    return SHOWS.get(permission, UNDECIDED) if permission is not None else ""
