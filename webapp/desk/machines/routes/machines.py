"""考勤机 on the desk: the list, the same as a file, one machine, and serials that nobody registered (R43)."""

from typing import Any

from flask import Blueprint, Response, render_template

from training.attendance.views.machines.machine_list import (
    count_machines,
    listed_machines,
    offered_machines,
    order_of_machines,
    see_machine,
)
from training.attendance.views.machines.machines_seen import around_machines, see_around, seen_strangers
from training.attendance.views.policy_for_devices import policy_for_devices
from training.listing.views.page_of import page_of, portions_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.desk.machines.pages.machines import (
    HEADINGS,
    On,
    clock_of,
    command_lines,
    machine_line,
    proof_lines,
    proof_of,
    state_of,
    stranger_lines,
)
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("machines", __name__, url_prefix="/desk/machines")
PORTION = 500
MOST_STRANGERS = 200


@blueprint.get("")
@staff_required(Permission.SEE_MACHINES)
def index(staff: Staff) -> Any:
    at = now()
    with house().database.reading() as rows:
        listing = asked(offered_machines(rows, staff))
        if elsewhere := to_own_address(listing):
            return elsewhere
        on = On(at, shanghai_day(at), policy_for_devices(rows, at))
        wanted, order = listed_machines(staff, listing, on.policy, at), order_of_machines(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        around = around_machines(rows, staff, found.rows, on.today)
        lines = [machine_line(each, around, on) for each in found.rows]
        counts = count_machines(rows, staff, listing, on.policy, now=at)
        strangers = len(seen_strangers(rows, staff))
    shown = Shown(
        *("machines.index", listing, "台", found.total, found.newer, found.older, found.is_first_again),
        counts=counts,
    )
    return render_template("desk_machines.html", shown=shown, lines=lines, strangers=strangers)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_MACHINES)
def take_away(staff: Staff, ending: str) -> Response:
    at = now()
    with house().database.reading() as rows:
        listing = asked(offered_machines(rows, staff))
        on = On(at, shanghai_day(at), policy_for_devices(rows, at))
        wanted, order = listed_machines(staff, listing, on.policy, at), order_of_machines(listing)
        portions = portions_of(rows, wanted, order, size=PORTION)
        cells = (
            machine_line(each, around, on).cells
            for devices in portions
            for around in [around_machines(rows, staff, devices, on.today)]
            for each in devices
        )
        return list_file(ending, "考勤机", HEADINGS, cells)


@blueprint.get("/<int:key>")
@staff_required(Permission.SEE_MACHINES)
def show(staff: Staff, key: int) -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_machine(rows, staff, key, Permission.SEE_MACHINES)
        on = On(at, shanghai_day(at), policy_for_devices(rows, at))
        seen, around = see_around(rows, own), around_machines(rows, staff, [own], on.today)
        return render_template(
            "desk_machine.html",
            own=own,
            seen=seen,
            classes=around.classes.get(own.id, ()),
            waiting=around.waiting.get(own.id, 0),
            state=state_of(own, on),
            clock=clock_of(own, on.policy),
            proof=proof_of(own, on.today),
            proofs=proof_lines(seen.proofs, at),
            commands=command_lines(seen.commands, at),
            strangers=stranger_lines(seen.strangers, at),
            when=lambda moment: short_moment(moment, at) if moment else "—",
            today=on.today,
        )


@blueprint.get("/strangers")
@staff_required(Permission.KEEP_MACHINES)
def strangers(staff: Staff) -> str:
    with house().database.reading() as rows:
        found = seen_strangers(rows, staff)
        lines = stranger_lines(found[:MOST_STRANGERS], now())
    return render_template("machine_strangers.html", lines=lines, total=len(found))
