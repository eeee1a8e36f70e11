"""Whatever goes wrong ends here: as a problem (RFC 9457) in the API, as a page everywhere else."""

import sqlite3

from flask import Flask, Response, request
from sqlalchemy.exc import DatabaseError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException

from training.custody import WrongKey
from training.errors import Refusal
from training.ports.files import StoreUnavailable
from training.records.soundness import is_damage
from webapp.api import problems
from webapp.web.error_pages import page_of_fault, page_of_http_error, page_of_refusal

API_PREFIX = "/api/"


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _not_available)
    app.register_error_handler(DatabaseError, _of_database)
    app.register_error_handler(sqlite3.DatabaseError, _of_database)
    app.register_error_handler(StoreUnavailable, _not_available)
    # Its words are for the operator, who reads them at /healthz and in the log.
    app.register_error_handler(WrongKey, _not_available)
    app.register_error_handler(RecursionError, _too_deep)
    app.register_error_handler(Exception, _fault)


def _refused(refusal: Refusal) -> Response:
    return problems.of_refusal(refusal) if _is_of_api() else page_of_refusal(refusal)


def _http_error(error: HTTPException) -> Response:
    return problems.of_http_error(error) if _is_of_api() else page_of_http_error(error)


def _not_available(error: Exception) -> Response:
    return _broken(error, 503)


def _of_database(fault: Exception) -> Response:
    """A damaged file is nobody's request; whatever else the database says is our own mistake."""
    return _broken(fault, 503 if is_damage(fault) else 500)


def _too_deep(fault: RecursionError) -> Response:
    """JSON nested without end is the sender's fault, and nothing else of ours goes so deep."""
    return _http_error(BadRequest()) if request.is_json else _fault(fault)


def _fault(fault: Exception) -> Response:
    return _broken(fault, 500)


def _broken(fault: Exception, status: int) -> Response:
    return problems.of_fault(fault, status) if _is_of_api() else page_of_fault(fault, status)


def _is_of_api() -> bool:
    return request.path.startswith(API_PREFIX)
