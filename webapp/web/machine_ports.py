"""Ports at which attendance machines alone are answered, for firmware that can carry no path."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, request

from webapp.web.house import house

MACHINES = frozenset({"iclock", "hikvision"})
"""The blueprints of their endpoints."""
ORIGINAL = "werkzeug.proxy_fix.orig"


def register_machine_ports(app: Flask) -> None:
    """Before anything else is asked of a request."""
    app.before_request(_refuse_others)


def listening_port(environ: Mapping[str, Any]) -> int:
    """The port that the request really came in at, whatever a proxy or a client says of its host."""
    seen: Mapping[str, Any] = environ.get(ORIGINAL) or environ
    return int(seen["SERVER_PORT"])


def _refuse_others() -> None:
    ports = house().settings.machine_ports
    if ports and request.blueprint not in MACHINES and listening_port(request.environ) in ports:
        abort(404)
