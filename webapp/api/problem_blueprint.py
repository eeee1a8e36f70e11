"""Routes whose refusals are described as they are answered: as problem details."""

from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint

from webapp.api.problems import MEDIA_TYPE, SCHEMA

FIRST_ERROR = 400


class ProblemBlueprint(Blueprint):  # type: ignore[misc]
    """flask-smorest's own, but that an error needs no schema of its own."""

    def alt_response(self, status_code: int, response: str | None = None, **more: Any) -> Callable[..., Any]:
        if response is None and status_code >= FIRST_ERROR:
            more = {"schema": SCHEMA, "content_type": MEDIA_TYPE} | more
        described: Callable[..., Any] = super().alt_response(status_code, response, **more)
        return described
