"""Static files under the digest of what is in them: kept for ever, and packed once as small as can be."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask, Response, request, url_for

STATIC = Path(__file__).parents[1] / "static"
ONE_YEAR = "max-age=31536000"
PACKED = frozenset({"text/css", "text/javascript", "image/svg+xml"})
GIVEN = (200, 206, 304)
OF_A_FILE = ("Content-Disposition", "ETag", "Last-Modified")
"""What a file needs that somebody may ask for again; what is kept for ever is not asked for twice."""


def register_static_files(app: Flask) -> None:
    """To be called after whatever else packs or marks answers, for the last one sees an answer first."""
    app.after_request(_pack)
    app.after_request(_read_whole)
    app.add_template_global(static_address)


def static_address(name: str) -> str:
    """The address of a static file, with its content's digest, so that it can be cached for ever."""
    return url_for("static", filename=name, v=_digest(name))


def is_kept_for_ever(response: Response) -> bool:
    """Whether this is a static file under its content's digest.

    While versions change a page of the new one may ask the old one: neither a page that says that there is no
    such file, nor what the file held before, may be kept under the new address.
    """
    if request.endpoint != "static" or response.status_code not in GIVEN:
        return False
    return request.args.get("v") == _digest((request.view_args or {})["filename"])


@lru_cache(maxsize=64)
def _digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def _read_whole(response: Response) -> Response:
    """Static files are a few KB; the compressor never closes a file that it streams."""
    if request.endpoint == "static":
        response.direct_passthrough = False
        response.make_sequence()
    return response


def _pack(response: Response) -> Response:
    """A page packs as fast as it is asked for; what is packed once a year may take the time that it takes."""
    if not is_kept_for_ever(response) or response.status_code != 200:
        return response
    for name in OF_A_FILE:
        response.headers.pop(name, None)
    if response.mimetype in PACKED and request.accept_encodings["br"]:
        response.set_data(_packed(response.get_data()))
        response.content_encoding = "br"
        response.vary.add("Accept-Encoding")
    return response


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=11)
    return packed
