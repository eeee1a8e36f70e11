"""Files that people take away: named in Chinese, never opened inside a page."""

from urllib.parse import quote

from flask import Response, make_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> Response:
    answer = make_response(content)
    answer.content_type = XLSX
    answer.headers["Content-Disposition"] = attachment(name)
    return answer


def attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
