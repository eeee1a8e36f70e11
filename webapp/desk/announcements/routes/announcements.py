"""/desk/notices: what trainees and the office are to know, written, published, withdrawn (R12)."""

from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.announcements.acts.note_reading import Reader, note_reading
from training.announcements.acts.publish_announcement import publish_announcement
from training.announcements.acts.withdraw_announcement import withdraw_announcement
from training.announcements.acts.write_announcement import AnnouncementDraft, write_announcement
from training.announcements.rules.texts import BadAnnouncement
from training.announcements.terms import AnnouncementState, Readers
from training.announcements.views.own_place import find_to_change, may_change
from training.announcements.views.see_announcements import (
    ReadBy,
    list_announcements,
    readings_of,
    see_announcement,
    state_on,
)
from training.classes.views.find_class import find_district, list_districts
from training.classes.views.find_visible_class import find_visible_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, is_everywhere
from training.records.announcements import Announcement
from training.records.staff.staff import Staff
from webapp.desk.announcements.pages.announcements import announcement_row
from webapp.web.forms import Act, answer_form, make_by_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("announcements", __name__, url_prefix="/desk/notices")


@blueprint.get("")
@staff_required(Permission.SEE_ANNOUNCEMENTS)
def index(staff: Staff) -> str:
    at = now()
    with house().database.reading() as rows:
        page = list_announcements(rows, staff, request.args.get("at", ""))
        read = readings_of(rows, page.rows)
        lines = [announcement_row(each, read.get(each.id, ReadBy()), at) for each in page.rows]
    return render_template("desk_announcements.html", page=page, lines=lines)


@blueprint.get("/new")
@staff_required(Permission.WRITE_ANNOUNCEMENTS)
def new(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("")
@staff_required(Permission.WRITE_ANNOUNCEMENTS)
def write(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        return write_announcement(rows, staff, _draft(rows, staff), now=now()).public_id

    return make_by_form(staff, make, _address, partial(_form, staff))


def _address(made: UUID | None) -> str:
    return url_for(".one", announcement_id=made) if made else url_for(".index")


@blueprint.get("/<uuid:announcement_id>")
@staff_required(Permission.SEE_ANNOUNCEMENTS)
def one(staff: Staff, announcement_id: UUID) -> str:
    page, key = _one(staff, announcement_id)
    if key is not None:
        with house().database.jotting() as rows:
            note_reading(rows, key, Reader(staff_id=staff.id), now=now())
    return page


@blueprint.post("/<uuid:announcement_id>/publish")
@staff_required(Permission.WRITE_ANNOUNCEMENTS)
def publish(staff: Staff, announcement_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        publish_announcement(rows, staff, announcement_id, now=now())

    return _acted(staff, announcement_id, act)


@blueprint.post("/<uuid:announcement_id>/withdraw")
@staff_required(Permission.WRITE_ANNOUNCEMENTS)
def withdraw(staff: Staff, announcement_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        withdraw_announcement(rows, staff, announcement_id, request.form.get("reason", ""), now=now())

    return _acted(staff, announcement_id, act)


def _acted(staff: Staff, announcement_id: UUID, act: Act) -> Response:
    address = url_for(".one", announcement_id=announcement_id)
    return answer_form(staff, act, address, lambda error: _one(staff, announcement_id, error)[0])


def _one(staff: Staff, announcement_id: UUID, error: str = "") -> tuple[str, int | None]:
    """The page, and the key of what was read by it; of none that is not out."""
    at = now()
    with house().database.reading() as rows:
        own = see_announcement(rows, staff, announcement_id)
        state = state_on(own, shanghai_day(at))
        read = readings_of(rows, [own]).get(own.id, ReadBy())
        is_own = may_change(staff, own)
        page = render_template(
            "desk_announcement.html",
            row=announcement_row(own, read, at),
            may_publish=is_own and state is AnnouncementState.DRAFT,
            may_withdraw=is_own and own.withdrawal is None,
            may_replace=is_own and own.replaced_by is None,
            typed=request.form,
            error=error,
        )
        return page, own.id if own.publication else None


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        old = _old(rows, staff)
        return render_template(
            "desk_announcement_new.html",
            old=old,
            readers=_readers(staff),
            places=[each.name for each in list_districts(rows)] if _is_city(staff) else [],
            today=shanghai_day(now()),
            typed=_typed(old),
            error=error,
        )


def _old(rows: Session, staff: Staff) -> Announcement | None:
    said = request.values.get("replaces", "")
    try:
        return find_to_change(rows, staff, UUID(said)) if said else None
    except ValueError:
        abort(404)


def _typed(old: Announcement | None) -> dict[str, str]:
    """What was typed, or what the version says that is to be replaced."""
    if request.form or old is None:
        return dict(request.values.items())
    return {
        "title": old.title,
        "body": old.body,
        "readers": old.readers.name,
        "place": old.district.name if old.district else "",
        "number": old.training_class.class_number if old.training_class else "",
        "from_day": old.from_day.isoformat(),
        "until_day": old.until_day.isoformat() if old.until_day else "",
    }


def _readers(staff: Staff) -> list[Readers]:
    """A district lets its own people know, and not everybody's."""
    return [each for each in Readers if each is not Readers.ALL or _is_city(staff)]


def _is_city(staff: Staff) -> bool:
    return is_everywhere(staff.role, Permission.WRITE_ANNOUNCEMENTS)


def _draft(rows: Session, staff: Staff) -> AnnouncementDraft:
    said = request.form
    if said.get("readers", "") not in Readers.__members__:
        raise BadAnnouncement("请选发给谁。")
    readers, place, number = Readers[said["readers"]], said.get("place", ""), said.get("number", "")
    old = _old(rows, staff)
    return AnnouncementDraft(
        said.get("title", ""),
        said.get("body", ""),
        readers,
        _day(said.get("from_day", "")) or shanghai_day(now()),
        _day(said.get("until_day", "")),
        find_district(rows, place) if readers is Readers.DISTRICT and place else None,
        find_visible_class(rows, staff, number) if readers is Readers.CLASS and number else None,
        old.public_id if old else None,
    )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise BadAnnouncement("日期应写成 2026-03-02 这样。") from None
