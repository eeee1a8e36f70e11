"""A client that sends a file part by part, as tus 1.0.0 has it."""

from base64 import b64encode
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VERSION = {"Tus-Resumable": "1.0.0"}
OF_A_PART = "application/offset+octet-stream"
PARTS = "/desk/parts"


def packed(text: str) -> str:
    return b64encode(text.encode()).decode()


@dataclass
class Sender:
    """Somebody's browser, before its form is sent."""

    client: FlaskClient

    def begin(self, size: int | str, name: str = "名册.xlsx", **headers: str) -> TestResponse:
        told = {
            "Upload-Length": str(size),
            "Upload-Metadata": f"filename {packed(name)},changed {packed('7')}",
        }
        return self.client.post(PARTS, headers={**VERSION, **told, **headers})

    def ask(self, address: str) -> TestResponse:
        return self.client.head(address, headers=VERSION)

    def go_on(self, address: str, offset: int | str, content: bytes, kind: str = OF_A_PART) -> TestResponse:
        told = {**VERSION, "Upload-Offset": str(offset)}
        return self.client.patch(address, data=content, headers=told, content_type=kind)

    def end(self, address: str) -> TestResponse:
        return self.client.delete(address, headers=VERSION)

    def send(self, content: bytes, name: str = "名册.xlsx", part: int = 1000) -> str:
        """All of it; gives its address."""
        address = self.begin(len(content), name).location
        for start in range(0, len(content), part):
            assert self.go_on(address, start, content[start : start + part]).status_code == 204
        return address


def id_of(address: str) -> str:
    return address.rpartition("/")[2]
