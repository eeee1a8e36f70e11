"""The `chaban` command: a Flask group that a clerk can read."""

from flask import Flask
from flask.cli import FlaskGroup

from webapp.commands.classes import punches, rules, withdraw
from webapp.commands.context import settings
from webapp.commands.databases import databases
from webapp.commands.demo import demo
from webapp.commands.hours import show_hours
from webapp.commands.import_files import import_files
from webapp.commands.serve import web, worker
from webapp.commands.staff import staff, token
from webapp.commands.templates import template


def _create_app() -> Flask:
    from webapp.app import create_app

    return create_app(settings())


main = FlaskGroup(
    name="chaban",
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    set_debug_flag=False,
    load_dotenv=False,
    help="查班：补贴制职业技能培训的监督检查。每个命令加 --help 看说明。",
)
# Flask's own --app and --env-file choose an app; this command has only the one.
main.params = []
for command in (
    *(databases, import_files, template, show_hours, punches, withdraw, rules),
    *(staff, token, web, worker, demo),
):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="chaban")
