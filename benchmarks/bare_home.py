"""What a home costs at the least: a Flask route, two raw sqlite3 queries, a page made beforehand."""

import sqlite3
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import local

from flask import Flask, Response, request

SIGN_IN = "SELECT trainee_id FROM sign_in WHERE digest = ?"
PUNCHES = """SELECT punch.punched_at FROM enrolment
    JOIN training_class ON training_class.id = enrolment.class_id
    JOIN punch ON punch.institution_id = training_class.institution_id
        AND punch.number = enrolment.attendance_number
    WHERE enrolment.trainee_id = ?"""


def bare_app(database: Path, page: Path) -> Flask:
    """`page` is read with the first request, which may come after the start."""
    app = Flask("bare")
    connect, ready = _connections(database), cache(page.read_bytes)

    @app.get("/")
    def home() -> Response:
        connection = connect()
        token = sha256(request.cookies["token"].encode()).digest()
        (trainee_id,) = connection.execute(SIGN_IN, (token,)).fetchone()
        punches = connection.execute(PUNCHES, (trainee_id,)).fetchall()
        assert len(punches) == 240
        return Response(ready(), mimetype="text/html")

    return app


def _connections(database: Path) -> Callable[[], sqlite3.Connection]:
    """One connection for each thread of the server."""
    own = local()

    def connect() -> sqlite3.Connection:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(database)
        connection: sqlite3.Connection = own.connection
        return connection

    return connect
