"""A stand-in of a camera at the end of a wire: HTTP with digest or basic authentication, as ISAPI has it."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

BLOCK = 64 * 1024
REALM, NONCE = "IP Camera(C1234)", "4e4459305a6a"
FIELDS = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class CameraServer:
    """One camera; what it was asked, and by which way it was told who asks, is kept."""

    picture: bytes
    account: str = "viewer"
    password: str = "hunter2"
    scheme: str = "digest"
    answer: Answer | None = None
    """In place of the picture, once who asks is known."""
    asks: str = ""
    """How it asks who it is, in place of its scheme's own words."""
    talks_for: int = 0
    """Bytes of the answer that asks who it is."""
    asked: list[str] = field(default_factory=list)
    """The path of each request that was let in."""
    said: list[str] = field(default_factory=list)
    """What each request said of who asks; empty where nothing."""
    address: str = ""
    crumbs: int = 0
    """Bytes that it gives one at a time, where it does."""
    over: Event = field(default_factory=Event)


@contextmanager
def a_camera_at_a_wire(camera: CameraServer) -> Iterator[CameraServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = self.headers.get("Authorization", "")
            camera.said.append(said)
            if not _is_known(camera, said, self.path):
                self.send_response(401)
                self.send_header("WWW-Authenticate", camera.asks or _challenge(camera))
                self.send_header("Content-Length", str(camera.talks_for))
                self.end_headers()
                talk(self, camera.talks_for)
                return
            camera.asked.append(self.path)
            (camera.answer or give(camera.picture))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    camera.address = f"http://127.0.0.1:{server.server_port}/ISAPI/Streaming/channels/101/picture"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield camera
    finally:
        camera.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def talk(handler: BaseHTTPRequestHandler, size: int) -> int:
    """Until nobody listens any more; gives how many bytes were said by then."""
    said = 0
    with suppress(OSError):
        while said < size:
            said += handler.wfile.write(bytes(BLOCK))
    return said


def give(content: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def _challenge(camera: CameraServer) -> str:
    if camera.scheme == "basic":
        return f'Basic realm="{REALM}"'
    return f'Digest qop="auth", realm="{REALM}", nonce="{NONCE}", algorithm=MD5'


def _is_known(camera: CameraServer, said: str, path: str) -> bool:
    if camera.scheme == "none":
        return True
    if camera.scheme == "basic":
        return said == "Basic " + b64encode(f"{camera.account}:{camera.password}".encode()).decode()
    told = {name: quoted or plain for name, quoted, plain in FIELDS.findall(said)}
    if not said.startswith("Digest ") or told.get("nonce") != NONCE or told.get("uri") != path:
        return False
    who = _md5(f"{camera.account}:{REALM}:{camera.password}")
    proof = _md5(f"{who}:{NONCE}:{told['nc']}:{told['cnonce']}:auth:{_md5(f'GET:{path}')}")
    return told.get("username") == camera.account and told.get("response") == proof


def _md5(words: str) -> str:
    return md5(words.encode(), usedforsecurity=False).hexdigest()
