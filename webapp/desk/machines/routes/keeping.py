"""A machine is registered, given a new secret, bound to networks and taken out of use at the desk (R43)."""

from dataclasses import dataclass
from functools import partial
from secrets import token_hex

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.devices.add_device import BadDevice, Registration, add_device
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.acts.proofs.give_secret import give_secret
from training.attendance.acts.proofs.pin_networks import pin_networks
from training.attendance.rules.addresses import SECRET_BYTES, Address
from training.attendance.views.machines.machine_list import see_machine
from training.attendance.views.machines.machines_seen import around_machines
from training.attendance.views.secrets_given import secret_in_use
from training.classes.views.lists.institution_list import see_institution, visible_institutions
from training.errors import NotNow, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.machines.pages.proving import By, read_networks_field, read_proof
from webapp.web.forms import answer_form, refused, take_in
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("machine_keeping", __name__, url_prefix="/desk/machines")


@dataclass(frozen=True)
class Given:
    """What a machine was given just now, with the secret that nobody keeps; `keeps_host`: at its own name."""

    key: int
    new: Registration
    keeps_host: bool = False


class NoLongerInUse(NotNow):
    """A machine that was removed is given nothing any more."""

    def __init__(self) -> None:
        super().__init__("这台考勤机已经停用；要再用，请重新登记。")


@blueprint.get("/new")
@staff_required(Permission.KEEP_MACHINES)
def form(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.KEEP_MACHINES)
def register(staff: Staff) -> Response:
    """The address with its secret is shown by this answer and by nothing later."""
    made: list[Given] = []

    def act(rows: Session, digest: str) -> None:
        new, where = _registration(), _institution(rows, staff)
        made.append(Given(add_device(rows, where, new, added_by=staff.name, now=now()).id, new))

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, partial(_form, staff))
    return _secret_page(made[0]) if made else _shown_before()


@blueprint.get("/<int:key>/secret")
@staff_required(Permission.KEEP_MACHINES)
def ask_secret(staff: Staff, key: int) -> str:
    return _confirm(staff, key, "machine_secret.html")


@blueprint.post("/<int:key>/secret")
@staff_required(Permission.KEEP_MACHINES)
def secret(staff: Staff, key: int) -> Response:
    made: list[Given] = []

    def act(rows: Session, digest: str) -> None:
        own, word = _in_use(rows, staff, key), token_hex(SECRET_BYTES)
        again = "again" in request.form
        give_secret(rows, own.serial, word, given_by=staff.name, again=again, now=now())
        new = Registration(own.serial, own.class_room, secret=word, port=own.own_port)
        made.append(Given(own.id, new, keeps_host=own.own_host_digest is not None))

    try:
        take_in(staff, act)
    except Refusal as refusal:
        return refused(refusal, partial(_confirm, staff, key, "machine_secret.html"))
    return _secret_page(made[0]) if made else _shown_before(key)


@blueprint.get("/<int:key>/networks")
@staff_required(Permission.KEEP_MACHINES)
def ask_networks(staff: Staff, key: int) -> str:
    return _confirm(staff, key, "machine_networks.html")


@blueprint.post("/<int:key>/networks")
@staff_required(Permission.KEEP_MACHINES)
def networks(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        wanted = read_networks_field(request.form.get("networks", ""))
        pin_networks(rows, _in_use(rows, staff, key).serial, wanted, given_by=staff.name, now=now())

    page = partial(_confirm, staff, key, "machine_networks.html")
    return answer_form(staff, act, url_for("machines.show", key=key), page)


@blueprint.get("/<int:key>/remove")
@staff_required(Permission.KEEP_MACHINES)
def ask_remove(staff: Staff, key: int) -> str:
    return _confirm(staff, key, "machine_remove.html")


@blueprint.post("/<int:key>/remove")
@staff_required(Permission.KEEP_MACHINES)
def remove(staff: Staff, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        remove_device(rows, _in_use(rows, staff, key).serial, removed_by=staff.name, now=now())

    page = partial(_confirm, staff, key, "machine_remove.html")
    return answer_form(staff, act, url_for("machines.show", key=key), page)


def _registration() -> Registration:
    form = request.form
    by, port = read_proof(form, house().settings.machine_ports)
    return Registration(
        form.get("serial", "").strip(),
        form.get("class_room", ""),
        form.get("number", "").strip(),
        token_hex(SECRET_BYTES) if by is By.PATH else "",
        port=port,
        networks=read_networks_field(form.get("networks", "")),
    )


def _institution(rows: Session, staff: Staff) -> Institution:
    said = request.form.get("school", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise BadDevice("请选择考勤机属于哪个培训机构。")
    return see_institution(rows, staff, int(said))


def _in_use(rows: Session, staff: Staff, key: int) -> Device:
    own = see_machine(rows, staff, key, Permission.KEEP_MACHINES)
    if not own.is_active:
        raise NoLongerInUse
    return own


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        places = visible_institutions(staff).with_only_columns(Institution.id, Institution.name)
        institutions = rows.execute(places.order_by(Institution.name)).all()
        taken = set(rows.scalars(select(Device.own_port).where(Device.removed_at.is_(None))))
    return render_template(
        "machine_new.html",
        institutions=institutions,
        ports=[each for each in house().settings.machine_ports if each not in taken],
        chosen=request.values.get("school", ""),
        typed=request.values,
        error=error,
    )


def _confirm(staff: Staff, key: int, template: str, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_machine(rows, staff, key, Permission.KEEP_MACHINES)
        around = around_machines(rows, staff, [own], shanghai_day(at))
        return render_template(
            template,
            own=own,
            classes=around.classes.get(own.id, ()),
            given=secret_in_use(rows, own),
            when=lambda moment: short_moment(moment, at),
            typed=request.form,
            error=error,
        )


def _secret_page(given: Given) -> Response:
    new = given.new
    address = Address(house().settings.public_url, new.secret, port=new.port)
    page = render_template(
        "machine_address.html", given=given, new=new, address=address, events=address.of_events(new.serial)
    )
    return make_response(page)


def _shown_before(key: int | None = None) -> Response:
    return make_response(render_template("machine_address_gone.html", key=key))
