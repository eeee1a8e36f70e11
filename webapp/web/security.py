"""Headers that every answer carries, and static files that may be kept for ever."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request, url_for

from webapp.web.cookies import has_large_text
from webapp.web.house import house

STATIC = Path(__file__).parents[1] / "static"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
ONE_YEAR = "max-age=31536000"


def register_security(app: Flask) -> None:
    app.after_request(_add_headers)
    app.after_request(_read_whole)
    app.add_template_global(static_address)
    app.add_template_global(has_large_text)


def static_address(name: str) -> str:
    """The address of a static file, with its content's digest, so that it can be cached for ever."""
    return url_for("static", filename=name, v=_digest(name))


@lru_cache(maxsize=64)
def _digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS:
        response.headers.setdefault(name, value)
    if house().settings.cookies_are_secure:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = f"public, {ONE_YEAR}, immutable"
    else:
        # Personal pages must not come back from a shared phone's cache after the sign-out.
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _read_whole(response: Response) -> Response:
    """Static files are a few KB; the compressor never closes a file that it streams."""
    if request.endpoint == "static":
        response.direct_passthrough = False
        response.make_sequence()
    return response
