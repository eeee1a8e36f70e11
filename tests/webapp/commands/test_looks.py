"""A command that shows people is a look as well, and no command is forgotten (PIPL art. 51, 54)."""

import click
import pytest

from tests.webapp.commands.conftest import lines
from training.privacy.terms import Door
from training.privacy.views.list_looks import Wanted, list_looks
from webapp.cli import main
from webapp.commands.looks import SHOWN

SHOWS_NOBODY = """
alerts list, backup, backup list, backup make, backup verify, bot, bot usage, calendar import,
calendar moved, calendar show, change list, check export, check list, check void,
correction approve, correction refuse, db downgrade,
db upgrade, demo, demo chat, demo device, demo files, demo load, demo phone, demo reminder, demo run,
device add, device list, device pin, device query, device read-again, device remove,
device secret, device verify, draw verify, health, import filing, import punches,
import region, import timetable, import watch, keys, keys rotate, leave add, leave revoke, ledger show,
online list, online reason, phone opt-in, phone opt-out, privacy hold, privacy purge, privacy release,
privacy restrict, privacy seal, privacy strays, privacy unrestrict,
punches accept, punches refuse, punches waiting, restore, round draw, round export, round list,
round show, round verify, rules add, rules list, rules show, school approve, school list, school revoke,
sms costs, sms resume, sms retry, sms templates, staff add, staff chat-id, staff dingtalk, staff first,
staff leave, staff link, staff list, staff return, template, token issue, token revoke,
voucher issue, web, withdraw, worker
"""


def commands(group: click.Group, *path: str) -> set[str]:
    context, found = click.Context(group), set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= commands(command, *path, name)
            found |= {" ".join((*path, name))} if command.invoke_without_command else set()
        else:
            found.add(" ".join((*path, name)))
    return found


def test_of_every_command_it_is_decided_whether_it_shows_people():
    nobody = {" ".join(each.split()) for each in SHOWS_NOBODY.split(",")}

    assert nobody | set(SHOWN) >= commands(main)
    assert not nobody & set(SHOWN)


def test_running_it_is_on_record_with_the_class_and_without_the_name(bt_1, monkeypatch):
    monkeypatch.setenv("CHABAN_OPERATOR", "周工")

    assert bt_1("hours", "BT-1", "王芳").exit_code == 0

    with bt_1.database.reading() as session:
        (look,) = list_looks(session, Wanted())
        assert (look.who, look.door, look.what, look.subject) == (
            "周工",
            Door.COMMAND,
            "名册和学时",
            "hours BT-1",
        )
        assert look.staff_id is None


@pytest.mark.parametrize("command", ["claim show", "check show"])
def test_which_claim_and_which_check_were_shown_is_on_record(bt_1, command):
    number = "00000000-0000-4000-8000-000000000000"
    bt_1(*command.split(), number, *(("--as", "李敏") if command == "claim show" else ()))

    with bt_1.database.reading() as session:
        assert [each.subject for each in list_looks(session, Wanted())] == [f"{command} {number}"]


def test_a_command_that_names_people_beside_its_work_is_a_look(bt_1):
    """Whoever has no number yet is named, and no machine is needed for it."""
    bt_1("device", "push-roster", "BT-1")

    with bt_1.database.reading() as session:
        assert [each.subject for each in list_looks(session, Wanted())] == ["device push-roster BT-1"]


def test_what_shows_nobody_leaves_none(bt_1):
    bt_1("rules", "list")

    with bt_1.database.reading() as session:
        assert list_looks(session, Wanted()) == []


def test_the_record_is_listed_by_person_and_day(bt_1, monkeypatch):
    monkeypatch.setenv("CHABAN_OPERATOR", "周工")
    bt_1("hours", "BT-1")

    said = bt_1("privacy", "looks", "--by", "周工")
    assert "hours BT-1" in said.stdout
    assert lines(bt_1("privacy", "looks", "--by", "周工", "--on", "2001-01-01").stdout)[-1].startswith(
        "共 0 条"
    )
    assert lines(said.stdout)[-1].startswith("共 2 条")
