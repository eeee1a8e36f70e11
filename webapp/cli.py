"""The `chaban` command: a command group that a clerk can read, quick to start."""

import gc
import sys
from importlib import import_module
from typing import Any

import click

# In the order of a class's life. The code of a command is loaded when it is asked for: all of it together
# takes seconds, and a clerk waits at every start.
COMMANDS = {
    "db": "commands.databases:databases",
    "import": "commands.import_files:import_files",
    "template": "commands.templates:template",
    "hours": "commands.hours:show_hours",
    "punches": "commands.classes:punches",
    "withdraw": "commands.classes:withdraw",
    "rules": "commands.classes:rules",
    "online": "commands.online:online",
    "leave": "commands.trainees:leave",
    "phone": "commands.trainees:phone",
    "change": "commands.changes:change",
    "correction": "commands.corrections:correction",
    "remind": "commands.remind:remind",
    "check": "commands.checks:check",
    "draw": "commands.checks:draw",
    "round": "commands.rounds:check_round",
    # With `device add`, `device secret` and `device pin`, which join it there.
    "device": "commands.machines.proofs:device",
    "calendar": "commands.calendar.arrangement:calendar",
    "school": "commands.schools:school",
    "claim": "commands.claims:claim",
    "ledger": "commands.money.ledgers:ledger",
    "voucher": "commands.money.vouchers:voucher",
    "privacy": "commands.privacy.privacy:privacy",
    "staff": "commands.staff:staff",
    "token": "commands.staff:token",
    "alerts": "commands.alerts:alerts",
    "sms": "commands.sms:sms",
    "keys": "commands.keys.keys:keys",
    "web": "server.web:web",
    "worker": "commands.serve:worker",
    "bot": "commands.chat:bot",
    # With `demo device` and `demo reminder`, which join it there.
    "backup": "commands.upkeep.backups:backup",
    "restore": "commands.upkeep.backups:restore",
    "health": "commands.upkeep.health:health",
    "demo": "demo.reminder:demo",
}


def load(name: str) -> Any:
    """The module of the product's web side; loaded for the first time, it is not searched for garbage.

    What it defines stays until the end: to go through all of that again and again takes a quarter of a start.
    """
    whole = f"webapp.{name}"
    if whole in sys.modules:
        return sys.modules[whole]
    was_on = gc.isenabled()
    gc.disable()
    try:
        return import_module(whole)
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


class Commands(click.Group):
    """Not Flask's own group: that one makes the app for its help, and a wrong setting would hide the help."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        found: click.Command = getattr(load(module), attribute)
        return found


# Lets click speak Chinese, before any command is made.
load("commands.context")
main = Commands("chaban", help="查班：补贴制职业技能培训的监督检查。每个命令加 --help 看说明。")

if __name__ == "__main__":
    main(prog_name="chaban")
