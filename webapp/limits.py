"""How large a request may be: small everywhere, but where a photo is handed in."""

from flask import Flask, request

LARGEST_PHOTO_REQUEST = 6 * 1024 * 1024
TAKE_PHOTOS = ("corrections.ask",)


def register_limits(app: Flask) -> None:
    """Before anything reads the form: the check against forged forms is the first that does."""
    app.before_request(_allow_photos)


def _allow_photos() -> None:
    if request.endpoint in TAKE_PHOTOS:
        request.max_content_length = LARGEST_PHOTO_REQUEST
