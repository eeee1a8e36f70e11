"""`chaban web`: the pages and interfaces of a running installation."""

import sys

import click

from webapp.app import create_app
from webapp.commands.context import refusals_end_the_command, settings, sound_database
from webapp.demo.ports import refuse_taken
from webapp.server.server import Server
from webapp.web.limits import largest_body


@click.command("web", help="启动网页服务。")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="进程数")
@refusals_end_the_command
def web(workers: int) -> None:
    chosen = settings()
    with sound_database():
        pass
    ports = (chosen.port, *chosen.machine_ports)
    for port in ports:
        refuse_taken(chosen.host, port)
    server = Server(chosen.host, ports, largest_body(chosen), workers, lambda: create_app(chosen))
    sys.exit(server.run())
