"""Cameras that give a still over HTTP: ISAPI, ONVIF's snapshot URI, or any other address of a JPEG."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import RequestException, SSLError, Timeout
from urllib3.exceptions import HTTPError

from training.cameras.rules.addresses import may_be_asked
from training.cameras.terms import CameraTrouble
from training.ports.cameras import CameraAccess, CameraFailed
from training.settings import Settings
from webapp.cameras.line import a_line_for

MOST_BYTES = 8 * 1024 * 1024
AT_ONCE = 64 * 1024
WAITS = (2.0, 4.0)
"""Seconds to connect, and for the next bytes."""
LONGEST = timedelta(seconds=8)
WITHIN = 10.0
"""Seconds for all of it, from the first word to the last."""
MULTIPLE, BAD = 300, 400


class HttpCameras:
    """Asks within the networks that the operator opened, follows nobody elsewhere, and writes no log."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime],
        waits: tuple[float, float] = WAITS,
        within: float = WITHIN,
    ):
        self._waits, self._within = waits, within
        self._networks = settings.camera_networks
        self._certificates: str | bool = settings.camera_certificates or True
        self._clock = clock

    def still(self, camera: CameraAccess) -> bytes:
        """By digest where the camera asks for it, by basic where it knows no other; raises CameraFailed."""
        if not may_be_asked(urlsplit(camera.address).hostname or "", self._networks):
            raise CameraFailed(CameraTrouble.NOT_ALLOWED)
        with a_line_for(self._within) as (session, line):
            # Neither a proxy nor a .netrc of the machine has a say in it.
            session.trust_env = False
            try:
                content = self._by_either(session, camera)
            except CameraFailed as failed:
                raise CameraFailed(CameraTrouble.SLOW) if line.is_over else failed from None
            if line.is_over:
                raise CameraFailed(CameraTrouble.SLOW)
            return content

    def _by_either(self, session: requests.Session, camera: CameraAccess) -> bytes:
        digest = _Digest(camera.account, camera.password) if camera.account else None
        try:
            return self._content(session, camera, digest)
        except _WantsBasic:
            basic = HTTPBasicAuth(camera.account.encode(), camera.password.encode())
            return self._content(session, camera, basic)

    def _content(self, session: requests.Session, camera: CameraAccess, auth: AuthBase | None) -> bytes:
        try:
            with session.get(
                camera.address,
                auth=auth,
                timeout=self._waits,
                allow_redirects=False,
                stream=True,
                verify=self._certificates,
            ) as answer:
                _refuse_status(answer, isinstance(auth, HTTPDigestAuth))
                return self._read(answer)
        except SSLError:
            raise CameraFailed(CameraTrouble.CERTIFICATE) from None
        except Timeout:
            raise CameraFailed(CameraTrouble.SLOW) from None
        except NoConnection:
            raise CameraFailed(CameraTrouble.UNREACHABLE) from None
        except (RequestException, HTTPError, OSError, ValueError, KeyError) as error:
            # The last two: a question about who asks that is not whole, or words that no head can hold.
            # Its words may hold the address; its kind does not.
            raise CameraFailed(CameraTrouble.REFUSED, type(error).__name__) from None

    def _read(self, answer: requests.Response) -> bytes:
        ends, content = self._clock() + LONGEST, bytearray()
        while part := answer.raw.read1(AT_ONCE, decode_content=True):
            content += part
            if len(content) > MOST_BYTES:
                raise CameraFailed(CameraTrouble.TOO_LARGE)
            if self._clock() >= ends:
                raise CameraFailed(CameraTrouble.SLOW)
        return bytes(content)


class _Digest(HTTPDigestAuth):
    """Reads nothing of the answer that asks who it is: the library would read all of it, however long."""

    def handle_401(self, r: requests.Response, **kwargs: Any) -> requests.Response:
        if r.status_code == requests.codes.unauthorized:
            r.raw.close()
        return super().handle_401(r, **kwargs)


class _WantsBasic(Exception):
    """The camera knows no digest, and says so."""


def _refuse_status(answer: requests.Response, is_by_digest: bool) -> None:
    status = answer.status_code
    if status == requests.codes.ok:
        return
    if status == requests.codes.unauthorized:
        if is_by_digest and answer.headers.get("WWW-Authenticate", "").lower().startswith("basic"):
            raise _WantsBasic
        raise CameraFailed(CameraTrouble.ACCOUNT)
    if MULTIPLE <= status < BAD:
        raise CameraFailed(CameraTrouble.REDIRECTED, str(status))
    if status == requests.codes.forbidden:
        raise CameraFailed(CameraTrouble.ACCOUNT, str(status))
    raise CameraFailed(CameraTrouble.REFUSED, str(status))
