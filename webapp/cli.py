"""The `chaban` command: a Flask command group that a clerk can read."""

from flask.cli import AppGroup

from webapp.commands.alerts import alerts
from webapp.commands.chat import bot
from webapp.commands.checks import check, draw
from webapp.commands.claims import claim
from webapp.commands.classes import punches, rules, withdraw
from webapp.commands.corrections import correction
from webapp.commands.databases import databases
from webapp.commands.demo import demo
from webapp.commands.demo_device import machine
from webapp.commands.devices import device
from webapp.commands.hours import show_hours
from webapp.commands.import_files import import_files
from webapp.commands.privacy import privacy
from webapp.commands.remind import remind
from webapp.commands.schools import school
from webapp.commands.serve import web, worker
from webapp.commands.sms import sms
from webapp.commands.staff import staff, token
from webapp.commands.templates import template
from webapp.commands.trainees import leave, phone

# Not FlaskGroup: that one makes the app for its help, so that a wrong setting would hide even the help.
main = AppGroup("chaban", help="查班：补贴制职业技能培训的监督检查。每个命令加 --help 看说明。")
for command in (
    *(databases, import_files, template, show_hours, punches, withdraw, rules),
    *(leave, phone, correction, remind),
    *(check, draw, device),
    *(school, claim, privacy),
    *(staff, token, alerts, sms, web, worker, bot, demo),
):
    main.add_command(command)
demo.add_command(machine)

if __name__ == "__main__":
    main(prog_name="chaban")
