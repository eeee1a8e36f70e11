"""A signed-in trainee's first page: requests a second ÷ a bare Flask route on the same server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from flask import Flask

from benchmarks.bare_home import bare_app
from benchmarks.city import PUNCHES_EACH, City, fill_punches, found_city, sign_in_first
from benchmarks.load import Address, answer, free_address, requests_per_second, wait_for
from benchmarks.measuring import measure
from benchmarks.names import SIZE_OF_CLASS
from benchmarks.results import Result
from webapp.app import create_app
from webapp.server.server import Server
from webapp.web.limits import largest_body

ACTIVE_OF_CLASSES = {25: 25, 25_000: 250}
VISITORS = 200
ROUNDS = 5
WORKERS = 2


def run(folder: Path, today: date) -> list[Result]:
    return [
        _result(City(folder / str(classes), classes, active, today))
        for classes, active in ACTIVE_OF_CLASSES.items()
    ]


def _result(city: City) -> Result:
    for work in (found_city, fill_punches):
        measure(work, city)
    tokens: list[str] = measure(sign_in_first, city, VISITORS).answer
    cookies: list[str] = measure(_cookies, city, tokens).answer
    with serving(our_app, city) as ours, serving(_bare_app, city) as bare:
        _page(city).write_bytes(answer(ours, cookies[0]))
        rates = []
        for _ in range(ROUNDS):
            our_rate = measure(requests_per_second, ours, cookies).answer
            bare_rate = measure(requests_per_second, bare, [f"token={token}" for token in tokens]).answer
            rates.append((our_rate, bare_rate))
    return Result(
        f"home of one of {city.classes * SIZE_OF_CLASS:,} trainees, "
        f"{city.active * SIZE_OF_CLASS * PUNCHES_EACH:,} punches ÷ bare Flask with two queries",
        f"{median(ours for ours, _ in rates):.0f} /s",
        f"{median(bare for _, bare in rates):.0f} /s",
        f"{median(ours / bare for ours, bare in rates):.2f}",
        "≥ 0.5",
    )


def _cookies(city: City, tokens: list[str]) -> list[str]:
    """As the sign-in would have given them."""
    app = create_app(city.settings())
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return [f"chaban={serializer.dumps({'token': token})}" for token in tokens]


def _page(city: City) -> Path:
    return city.folder / "home.html"


def our_app(city: City) -> Flask:
    return create_app(city.settings())


def _bare_app(city: City) -> Flask:
    return bare_app(Path(city.settings().database_url.removeprefix("sqlite:///")), _page(city))


@contextmanager
def serving(make_app: Callable[[City], Flask], city: City) -> Iterator[Address]:
    """The app on the product's own server, in processes of its own."""
    address = free_address()
    process = get_context("spawn").Process(target=_serve, args=(make_app, city, address))
    process.start()
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.join()


def _serve(make_app: Callable[[City], Flask], city: City, address: Address) -> None:
    settings = city.settings(address.port)
    Server(settings.host, (address.port,), largest_body(settings), WORKERS, partial(make_app, city)).run()
