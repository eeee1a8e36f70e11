"""Files that people take away or look at: named in Chinese, called by us, able to run nothing."""

from urllib.parse import quote

from flask import Response, make_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A browser that shows a picture alone brings a style of its own to fit it into the window.
RUNS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


def workbook(content: bytes, name: str) -> Response:
    return _named(content, XLSX, attachment(name))


def kept_file(content: bytes, media_type: str, name: str) -> Response:
    """A picture is shown, anything else is a download."""
    called = f"{name}.{ENDINGS[media_type]}"
    is_picture = media_type.startswith("image/")
    answer = _named(content, media_type, "inline" if is_picture else attachment(called))
    answer.headers["Content-Security-Policy"] = RUNS_NOTHING
    return answer


def taken_away(content: bytes, name: str) -> Response:
    """Whatever it is, as it came."""
    return _named(content, "application/octet-stream", attachment(name))


def kept_document(content: bytes, name: str) -> Response:
    """Whatever it is, as it came, for the disk and for no window."""
    answer = taken_away(content, name)
    answer.headers["Content-Security-Policy"] = RUNS_NOTHING
    answer.headers["Cache-Control"] = "no-store"
    return answer


def table_text(content: bytes, name: str) -> Response:
    return _named(content, "text/csv; charset=utf-8", attachment(name))


def json_file(content: bytes, name: str) -> Response:
    return _named(content, "application/json; charset=utf-8", attachment(name))


def attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _named(content: bytes, media_type: str, disposition: str) -> Response:
    answer = make_response(content)
    answer.content_type = media_type
    answer.headers["Content-Disposition"] = disposition
    return answer
