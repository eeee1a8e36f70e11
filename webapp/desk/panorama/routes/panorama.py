"""/desk/panorama: a wall of stills of the classes that are in their lesson now (全景墙, R06)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, g, jsonify, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.cameras.views.access_to import access_to
from training.cameras.views.uses_of import cameras_of
from training.checks.views.list_checks import running_checks
from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere, may
from training.privacy.views.looked_lately import looked_lately
from training.records.cameras import Camera
from training.records.staff.staff import Staff
from training.worklist.rules.board import ClassNow
from training.worklist.rules.wall import A_PAGE, ALL, VIEWS, Wanted, hang, places
from training.worklist.views.classes_now import classes_now
from webapp.cameras.shots import Shot
from webapp.desk.panorama.pages.wall import Tile, clock_of, mark_of, tile
from webapp.web.house import house, now
from webapp.web.looks import NOTED_BEFORE
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("panorama", __name__, url_prefix="/desk/panorama")
ONE_LOOK = timedelta(minutes=10)
SIZES = ("small", "large")
Seen = Mapping[UUID, Camera | None]


@blueprint.get("")
@staff_required(Permission.SEE_PANORAMA)
def index(staff: Staff) -> str:
    """At once, with what there is; pictures that are too old are fetched meanwhile."""
    wanted = _wanted()
    with house().database.reading() as rows:
        classes = classes_now(rows, staff, now=now())
        cameras = cameras_of(rows, staff, [each.class_id for each in classes if each.is_in_room])
    wall = hang(classes, frozenset(key for key, camera in cameras.items() if camera), wanted)
    return render_template(
        "desk_panorama.html",
        wall=wall,
        tiles=[_tile(each, cameras) for each in wall.classes],
        wanted=wanted,
        chips=[
            (words, _address(wanted, view), wall.counts[view], view == wanted.view)
            for view, words in VIEWS.items()
        ],
        districts=places(classes, lambda each: each.district) if _is_city(staff) else (),
        institutions=places(classes, lambda each: each.institution),
        older=_address(wanted, wanted.view, wall.next_after) if wall.next_after else "",
        newer=_address(wanted, wanted.view) if wall.before else "",
        seconds=house().settings.camera_seconds,
        a_page=A_PAGE,
    )


@blueprint.get("/state")
@staff_required(Permission.SEE_PANORAMA)
def state(staff: Staff) -> Response:
    """For the script of the wall: of which classes there is a newer picture."""
    keys = [_uuid(each) for each in request.args.getlist("of")[:A_PAGE]]
    with house().database.reading() as rows:
        # A wall may stay open all night; then no camera is asked.
        seen = classes_now(rows, staff, now=now())
        on = [each for each in seen if each.is_in_room and each.class_id in keys]
        cameras = cameras_of(rows, staff, [each.class_id for each in on])
        _belongs_to_a_look(rows, staff)
    return jsonify([_told(each, camera) for each in on if (camera := cameras.get(each.class_id)) is not None])


@blueprint.get("/<uuid:class_id>")
@staff_required(Permission.SEE_PANORAMA)
def one(staff: Staff, class_id: UUID) -> str:
    with house().database.reading() as rows:
        own = _in_lesson(rows, staff, class_id)
        cameras = cameras_of(rows, staff, [class_id] if own.is_in_room else [])
        running = _running(rows, staff, class_id)
    return render_template(
        "desk_still.html",
        own=own,
        tile=_tile(own, cameras),
        camera=cameras.get(class_id),
        running=running,
        seconds=house().settings.camera_seconds,
    )


@blueprint.get("/<uuid:class_id>/<any(small, large):size>.jpg")
@staff_required(Permission.SEE_PANORAMA)
def still(staff: Staff, class_id: UUID, size: str) -> Response:
    """The latest still of a class in its lesson; never asks the camera while somebody waits."""
    with house().database.reading() as rows:
        own = _in_lesson(rows, staff, class_id)
        _belongs_to_a_look(rows, staff, url_for(".one", class_id=class_id))
        camera = cameras_of(rows, staff, [class_id] if own.is_in_room else []).get(class_id)
    shot = _shot(own, camera)
    if shot is None or not shot.large:
        raise NotFound("这个班现在的画面")
    answer = make_response(shot.small if size == "small" else shot.large)
    answer.content_type = "image/jpeg"
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _wanted() -> Wanted:
    view = request.args.get("view", ALL)
    if view not in VIEWS:
        abort(404)
    district, institution, after = (request.args.get(each, "") for each in ("district", "school", "after"))
    return Wanted(view, district, institution, after)


def _address(wanted: Wanted, view: str, after: str = "") -> str:
    said = {"view": view, "district": wanted.district, "school": wanted.institution, "after": after}
    chosen: dict[str, Any] = {name: value for name, value in said.items() if value and value != ALL}
    return url_for(".index", **chosen)


def _in_lesson(rows: Session, staff: Staff, class_id: UUID) -> ClassNow:
    """Nobody looks into a room in which the class is not: raises NotFound."""
    see_class(rows, staff, class_id)
    for each in classes_now(rows, staff, now=now()):
        if each.class_id == class_id and each.is_on:
            return each
    raise NotFound("正在上课的这个班；下课以后看不到教室的画面")


def _belongs_to_a_look(rows: Session, staff: Staff, *more: str) -> None:
    """An open wall is one line every ten minutes, not one for each of its pictures."""
    pages, since = (url_for(".index"), url_for(".state"), *more), now() - ONE_LOOK
    if looked_lately(rows, staff, pages, since=since):
        g.setdefault(NOTED_BEFORE, True)


def _running(rows: Session, staff: Staff, class_id: UUID) -> UUID | None:
    """The check of one's own level that runs in the class."""
    if not may(staff.role, Permission.CHECK_CLASSES):
        return None
    own = (each for each in running_checks(rows, staff) if each.of_class.class_id == class_id)
    return next((each.check_id for each in own), None)


def _tile(own: ClassNow, cameras: Seen) -> Tile:
    camera = cameras.get(own.class_id)
    return tile(own, camera is not None, _shot(own, camera))


def _shot(own: ClassNow, camera: Camera | None) -> Shot | None:
    """Of this lesson: what the camera showed before it is of nobody here."""
    shot = None if camera is None else house().stills.latest(camera.id, access_to(camera))
    return shot if shot is not None and shot.taken_at >= own.starts else None


def _told(own: ClassNow, camera: Camera) -> dict[str, str]:
    key, shot = own.class_id, _shot(own, camera)
    picture = {size: url_for(".still", class_id=key, size=size, at=mark_of(shot)) for size in SIZES}
    return {
        "class": str(key),
        "taken": clock_of(shot),
        "trouble": shot.trouble if shot else "",
        **(picture if mark_of(shot) else {}),
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(404)


def _is_city(staff: Staff) -> bool:
    return is_everywhere(staff.role, Permission.SEE_PANORAMA)
