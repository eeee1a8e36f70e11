"""Headers that every answer carries."""

from flask import Flask, Response

from webapp.server.static_files import ONE_YEAR, is_kept_for_ever
from webapp.web.cookies import has_large_text
from webapp.web.house import house

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
OF_A_FILE = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""A sheet, a script or a picture is no document: it may load nothing, and the rest binds documents only."""


def register_security(app: Flask) -> None:
    app.after_request(_add_headers)
    app.add_template_global(has_large_text)


def _add_headers(response: Response) -> Response:
    is_for_ever = is_kept_for_ever(response)
    for name, value in OF_A_FILE if is_for_ever else HEADERS:
        response.headers.setdefault(name, value)
    if house().settings.cookies_are_secure:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if is_for_ever:
        response.headers["Cache-Control"] = f"public, {ONE_YEAR}, immutable"
    else:
        # Personal pages must not come back from a shared phone's cache after the sign-out.
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response
