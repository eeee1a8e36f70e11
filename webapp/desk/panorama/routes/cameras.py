"""/desk/cameras: cameras are tried, registered, given to classes and taken out of use (R06)."""

from base64 import b64encode
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.cameras.acts.add_camera import CameraDraft, add_camera
from training.cameras.acts.retire_camera import retire_camera
from training.cameras.acts.use_camera import use_camera
from training.cameras.rules.addresses import read_address
from training.cameras.rules.drafts import BadCamera, check_account, read_class_room
from training.cameras.views.access_to import access_to
from training.cameras.views.see_cameras import list_cameras, see_camera
from training.cameras.views.uses_of import classes_of, classes_to_see
from training.classes.views.lists.institution_list import see_institution, visible_institutions
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.pictures.photos import read_photo
from training.ports.cameras import CameraAccess
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff
from webapp.cameras.taking import take_still
from webapp.desk.lists.days import short_moment
from webapp.desk.panorama.pages.drafts import Tried, open_tried, seal_tried
from webapp.web.bad_input import small_number
from webapp.web.forms import answer_form, done, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("cameras", __name__, url_prefix="/desk/cameras")
A_PAGE = 50
LONGEST_KEY = 10


@blueprint.get("")
@staff_required(Permission.KEEP_CAMERAS)
def index(staff: Staff) -> str:
    retired, after = "retired" in request.args, request.args.get("after", 0, type=small_number)
    with house().database.reading() as rows:
        found = list_cameras(rows, staff, retired=retired, after=after, most=A_PAGE + 1)
        classes = classes_of(rows, found)
    page = found[:A_PAGE]
    return render_template(
        "desk_cameras.html",
        cameras=[(each, host_of(each.address), classes.get(each.id, [])) for each in page],
        retired=retired,
        after=after,
        older=page[-1].id if len(found) > A_PAGE else 0,
        when=lambda moment: short_moment(moment, now()),
    )


@blueprint.get("/new")
@staff_required(Permission.KEEP_CAMERAS)
def form(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/try")
@staff_required(Permission.KEEP_CAMERAS)
def try_out(staff: Staff) -> Response:
    """Nothing is kept yet: whoever registers it sees first what it shows."""
    try:
        with house().database.reading() as rows:
            school, tried = _typed(rows, staff)
        shown = _inline(take_still(tried.access))
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff))
    sealed = seal_tried(house().database.vault, tried)
    values = {"school": school, "tried": tried, "host": host_of(tried.access.address)}
    return make_response(render_template("desk_camera_tried.html", sealed=sealed, picture=shown, **values))


@blueprint.post("")
@staff_required(Permission.KEEP_CAMERAS)
def register(staff: Staff) -> Response:
    made: list[int] = []

    def act(rows: Session, _: str) -> None:
        tried = open_tried(house().database.vault, request.form.get("sealed", ""), staff.id, now())
        school = see_institution(rows, staff, tried.institution)
        made.append(
            add_camera(rows, staff, CameraDraft(school, tried.class_room, tried.access), now=now()).id
        )

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff))
    return done(url_for(".one", key=made[0]) if made else url_for(".index"))


@blueprint.get("/<int:key>")
@staff_required(Permission.KEEP_CAMERAS)
def one(staff: Staff, key: int) -> str:
    return _page(staff, key)


@blueprint.post("/<int:key>/try")
@staff_required(Permission.KEEP_CAMERAS)
def try_again(staff: Staff, key: int) -> Response:
    with house().database.reading() as rows:
        camera = see_camera(rows, staff, key)
        if camera.retirement is not None:
            raise NotFound("这台摄像机，它已停用")
    try:
        shown = _inline(take_still(access_to(camera)))
    except Refusal as refusal:
        return refused(refusal, partial(_page, staff, key))
    return make_response(_page(staff, key, picture=shown))


@blueprint.post("/<int:key>/classes")
@staff_required(Permission.KEEP_CAMERAS)
def use(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        is_used = request.form.get("used") == "yes"
        use_camera(rows, staff, key, _class_id(), is_used=is_used, now=now())

    return answer_form(staff, act, url_for(".one", key=key), partial(_page, staff, key))


@blueprint.get("/<int:key>/retire")
@staff_required(Permission.KEEP_CAMERAS)
def ask_retire(staff: Staff, key: int) -> str:
    return _page(staff, key, template="desk_camera_retire.html")


@blueprint.post("/<int:key>/retire")
@staff_required(Permission.KEEP_CAMERAS)
def retire(staff: Staff, key: int) -> Response:
    def act(rows: Session, _: str) -> None:
        retire_camera(rows, staff, key, request.form.get("reason", ""), now=now())

    page = partial(_page, staff, key, template="desk_camera_retire.html")
    return answer_form(staff, act, url_for(".one", key=key), page)


def host_of(address: str) -> str:
    """What of an address may stand on a page: neither its path nor what is asked there."""
    return urlsplit(address).netloc


def _typed(rows: Session, staff: Staff) -> tuple[Institution, Tried]:
    said = request.form.get("school", "")
    if not (said.isascii() and said.isdecimal() and len(said) < LONGEST_KEY):
        raise BadCamera("请选择摄像机属于哪个培训机构。")
    school, room = (
        see_institution(rows, staff, int(said)),
        read_class_room(request.form.get("class_room", "")),
    )
    account, password = request.form.get("account", "").strip(), request.form.get("password", "")
    check_account(account, password)
    address = read_address(request.form.get("address", ""), house().settings.camera_networks)
    return school, Tried(school.id, room, CameraAccess(address, account, password), staff.id, now())


def _inline(content: bytes) -> str:
    """Drawn anew, and in the page itself: it lies nowhere. Raises BadPicture or Busy."""
    return f"data:image/jpeg;base64,{b64encode(read_photo(content)).decode()}"


def _class_id() -> UUID:
    try:
        return UUID(request.form.get("class", ""))
    except ValueError:
        raise BadCamera("请选择班级。") from None


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        places = visible_institutions(staff).with_only_columns(Institution.id, Institution.name)
        institutions = rows.execute(places.order_by(Institution.name)).all()
    return render_template(
        "desk_camera_new.html",
        institutions=institutions,
        typed=request.values,
        error=error,
        networks=house().settings.camera_networks,
    )


def _page(
    staff: Staff, key: int, error: str = "", *, picture: str = "", template: str = "desk_camera.html"
) -> str:
    at = now()
    with house().database.reading() as rows:
        camera = see_camera(rows, staff, key)
        used = classes_of(rows, [camera]).get(key, [])
        free = [each for each in classes_to_see(rows, staff, camera, shanghai_day(at)) if each not in used]
    values: dict[str, Any] = {"used": used, "free": free, "picture": picture, "error": error}
    return render_template(
        template,
        own=camera,
        host=host_of(camera.address),
        when=lambda moment: short_moment(moment, at),
        typed=request.form,
        **values,
    )
