"""A photo of 5 MB, kept ÷ a plain write of its bytes; the queue with 100,000 claims ÷ with 100."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, request
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from benchmarks.city import City, fill, found_city, sign_in_first
from benchmarks.load import Address, free_address, wait_for
from benchmarks.measuring import measure
from benchmarks.names import SIZE_OF_CLASS
from benchmarks.results import Result
from training.claims.terms import ClaimState
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from webapp.app import create_app
from webapp.server.server import Server
from webapp.web.limits import largest_body

CLASSES = 25
FEW, MANY = 100, 100_000
PHOTO_BYTES = 5 * 2**20
UPLOADS = 12
LOOKS = 40


def run(folder: Path, today: date) -> list[Result]:
    few, many = _queues(City(folder / "few", CLASSES, 0, today), City(folder / "many", CLASSES, 0, today))
    ours, plain = _uploads(City(folder / "upload", 1, 0, today))
    return [
        Result(
            "photo of 5 MB: read, turned, drawn anew, sealed and kept ÷ plain write on the same server",
            f"{ours * 1000:.0f} ms",
            f"{plain * 1000:.0f} ms",
            f"{ours / plain:.1f}",
        ),
        Result(
            f"review queue page with {MANY:,} claims ÷ with {FEW}",
            f"{many * 1000:.1f} ms",
            f"{few * 1000:.1f} ms",
            f"{many / few:.2f}",
            "≤ 2",
        ),
    ]


def _queues(small: City, large: City) -> tuple[float, float]:
    for city, count in ((small, FEW), (large, MANY)):
        measure(found_city, city)
        measure(_fill_claims, city, count)
    few, many = measure(_look, small, large).answer
    return few, many


def _fill_claims(city: City, count: int) -> None:
    """All of one district, so that the whole queue is one reviewer's."""
    database = city.open()
    now = datetime.now(UTC)
    fill(
        database,
        C1Claim,
        (
            {
                "public_id": UUID(int=place + 1),
                "enrolment_id": 1 + place % (city.classes * SIZE_OF_CLASS),
                "district_id": 1,
                "state": ClaimState.WAITING,
                "since": now - timedelta(minutes=place),
                "second_reviewer_is_due": False,
                "look_is_due": False,
                "has_objection": False,
            }
            for place in range(count)
        ),
    )
    with database.writing() as session:
        _enter(session)
    database.close()


def _enter(session: Any) -> None:
    now = datetime.now(UTC)
    staff = add_staff(session, "审核员", Role.DISTRICT, session.get_one(District, 1), None, now=now)
    make_link(session, staff, "/desk", token="link", now=now)
    enter_by_link(session, "link", session_token="session", now=now)


def _look(small: City, large: City) -> tuple[float, float]:
    """The medians of a reviewer's looks at the first page, in turns, so that both meet the same load."""
    clients = [_reviewer(small), _reviewer(large)]
    took = [[_seconds_of(client) for client in clients] for _ in range(LOOKS)]
    return median(few for few, _ in took), median(many for _, many in took)


def _reviewer(city: City) -> FlaskClient:
    client = create_app(city.settings()).test_client()
    with client.session_transaction() as cookie:
        cookie["staff_token"] = "session"
    return client


def _seconds_of(client: FlaskClient) -> float:
    begun = perf_counter()
    assert client.get("/desk/claims").status_code == 200
    return perf_counter() - begun


def _uploads(city: City) -> tuple[float, float]:
    measure(found_city, city)
    (token,) = measure(sign_in_first, city, 1).answer
    measure(_begin_claim, city)
    cookie: str = measure(_cookie, city, token).answer
    with _serving(_our_app, city) as ours, _serving(_plain_app, city) as plain:
        path = f"/classes/{UUID(int=1)}/claim/contract/1"
        took = [(_send(ours, path, cookie, 303), _send(plain, "/", "", 200)) for _ in range(UPLOADS)]
    return median(each for each, _ in took), median(each for _, each in took)


def _begin_claim(city: City) -> None:
    database = city.open()
    draft = {"public_id": uuid4(), "enrolment_id": 1, "live_enrolment_id": 1, "district_id": 1}
    nothing = {"second_reviewer_is_due": False, "look_is_due": False, "has_objection": False}
    fill(database, C1Claim, [draft | nothing | {"state": ClaimState.DRAFT, "since": datetime.now(UTC)}])
    database.close()


def _cookie(city: City, token: str) -> str:
    app = create_app(city.settings())
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"chaban={serializer.dumps({'token': token})}"


def _photo() -> bytes:
    """A camera's picture of about 5 MB: 12 megapixels with some noise."""
    drawn = Image.effect_noise((2000, 1500), 36).resize((4000, 3000)).convert("RGB")
    for quality in (98, 97, 96, 95, 93, 90):
        content = BytesIO()
        drawn.save(content, "JPEG", quality=quality)
        if content.tell() <= PHOTO_BYTES:
            break
    return content.getvalue()


PHOTO: list[bytes] = []


def _send(address: Address, path: str, cookie: str, expected: int) -> float:
    if not PHOTO:
        PHOTO.append(_photo())
    boundary, body = encode_multipart({"photo": FileStorage(BytesIO(PHOTO[0]), "a.jpg")})
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Cookie": cookie}
    connection = HTTPConnection(*address)
    begun = perf_counter()
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    taken = perf_counter() - begun
    connection.close()
    assert answer.status == expected, answer.status
    return taken


def _our_app(city: City) -> Flask:
    app = create_app(city.settings())
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def _plain_app(city: City) -> Flask:
    """The same bytes written to a file that is on the disk before the answer."""
    app = Flask("plain")

    @app.post("/")
    def keep() -> str:
        with (city.folder / f"plain-{uuid4()}").open("wb") as file:
            file.write(request.files["photo"].read())
            file.flush()
            os.fsync(file.fileno())
        return "kept"

    return app


@contextmanager
def _serving(make_app: Callable[[City], Flask], city: City) -> Iterator[Address]:
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
    Server(settings.host, (address.port,), largest_body(settings), 1, partial(make_app, city)).run()
