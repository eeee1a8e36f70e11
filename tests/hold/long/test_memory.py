"""A process that serves takes as much memory after fifty thousand requests as before them."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http.client import HTTPConnection

from bot.settings import BotSettings
from tests.hold.serving import Serving, serving
from tests.patience import PATIENCE
from tests.webapp.commands.conftest import Chaban, bt_1, chaban
from training.people.acts.request_login_code import request_login_code
from training.people.acts.sign_in import sign_in
from training.people.acts.try_code import try_code
from webapp.app import create_app

__all__ = ["bt_1", "chaban"]
CLIENTS, WARM, REQUESTS = 8, 6_000, 50_000
MOST_GROWTH_KB = 16 * 1024
PHONE = "13800000001"


def test_memory_is_flat_over_fifty_thousand_requests(bt_1: Chaban, figure):
    cookie = cookie_of_a_trainee(bt_1)
    with serving("--workers", "1") as server:
        ask(server, cookie, 0, WARM)
        ((process, before),) = server.workers().items()

        ask(server, cookie, WARM, REQUESTS)

        ((same, after),) = server.workers().items()

    assert same == process
    assert after - before < MOST_GROWTH_KB
    figure(
        f"{REQUESTS:,} requests of every kind",
        "grows by less than 16 MB",
        f"{(after - before) / 1024:.1f} MB",
    )


def cookie_of_a_trainee(chaban: Chaban) -> str:
    now = datetime.now(UTC)
    with chaban.database.writing() as session:
        request_login_code(session, PHONE, "10.0.0.1", code="123456", now=now)
        code = try_code(session, PHONE, "123456", now=now).code_id or 0
        sign_in(session, code, None, token="token", now=now)
    app = create_app(BotSettings.from_environ(os.environ))
    return "chaban=" + app.session_interface.get_signing_serializer(app).dumps({"token": "token"})


def ask(server: Serving, cookie: str, first: int, count: int) -> None:
    """So many requests, by clients who keep their connections."""
    each = count // CLIENTS
    shares = [range(first + place * each, first + (place + 1) * each) for place in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda share: ask_each(server, cookie, share), shares))


def ask_each(server: Serving, cookie: str, share: range) -> None:
    line = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for number in share:
        path, fields = request(number, cookie)
        line.request("GET", path, headers=fields)
        line.getresponse().read()
    line.close()


def request(number: int, cookie: str) -> tuple[str, dict[str, str]]:
    """Of every kind in turn: no two of strangers and of what is not there are alike."""
    kinds = (
        ("/healthz", {}),
        ("/sign-in", {"Accept-Encoding": "gzip"}),
        (f"/nothing/{number}?n={number}", {}),
        ("/static/pages.css", {"Accept-Encoding": "br"}),
        (f"/iclock/getrequest?SN=STRANGER{number}", {}),
        (f"/verify?code={number}", {"X-Forwarded-For": f"10.0.{number % 251}.{number % 241}"}),
        ("/api/v1/me/progress", {"Authorization": f"Bearer {number}"}),
        ("/", {"Cookie": cookie}),
    )
    return kinds[number % len(kinds)]
