"""The `chaban` command: a Flask group that a clerk can read."""

from flask.cli import FlaskGroup

from webapp.commands.context import settings


def _create_app():  # type: ignore[no-untyped-def]
    from webapp.app import create_app

    return create_app(settings())


main = FlaskGroup(
    name="chaban",
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    set_debug_flag=False,
    help="查班：补贴制职业技能培训的监督检查。每个命令加 --help 看说明。",
)
