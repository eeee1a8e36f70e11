"""Under which names the pages are served: an address built with any other would lead to whoever chose it."""

import re

from flask import Flask, request
from werkzeug.exceptions import SecurityError

from training.settings.hosts import is_among
from webapp.web.house import house

NO_PAGES = frozenset({"iclock", "hikvision", "health", "metrics"})
"""Blueprints that redirect nowhere and build no address: machines and monitors may call them by any name."""

A_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)


def register_hosts(app: Flask) -> None:
    """Before anything else looks at a request."""
    app.before_request(_refuse_strange_host)


def _refuse_strange_host() -> None:
    # Of an address that is not there, such as `//evil`, no blueprint is known: Flask would redirect it to
    # the host that the request claims.
    if request.blueprint in NO_PAGES:
        return
    named = A_HOST.fullmatch(request.environ.get("HTTP_HOST") or request.environ["SERVER_NAME"])
    if named is None or not is_among(named[1], house().settings.trusted_hosts):
        raise StrangeHost


class StrangeHost(SecurityError):
    """Pages are asked for by a name that is none of theirs."""

    def __init__(self) -> None:
        super().__init__(f"请用 {house().settings.public_url} 打开。管理员可设置 CHABAN_TRUSTED_HOSTS。")
