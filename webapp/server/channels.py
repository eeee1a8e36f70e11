"""One connection of a client, as waitress reads and answers it, and what it is about at the moment."""

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from webapp.server.machine_requests import MachineRequest
from webapp.server.waiting import Stage, may_go_on, seconds_behind

SAYS = {
    400: "请求的格式不对。",
    413: "内容太大，没有收下：请换一个小一些的文件。",
    431: "请求头太大：请清除这个网站的 Cookie 后再试。",
    501: "不支持这样的请求。",
}
FAULT = "程序出错，请稍后再试。"


class Answer(WSGITask):
    """What the app says; while the server ends, it says as well that nothing more is read here."""

    def build_response_header(self) -> bytes:
        if self.channel.server.is_ending:
            self.set_close_on_finish()
        return bytes(super().build_response_header())


class Unreadable(ErrorTask):
    """What is said where no request came about that the app could answer."""

    def execute(self) -> None:
        error = self.request.error
        body = SAYS.get(error.code, FAULT).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that knows how long it is in the stage in which it is, and how far behind its pace."""

    parser_class = MachineRequest
    task_class = Answer
    error_task_class = Unreadable
    _known: tuple[Stage, object, int] | None = None
    _seen = 0.0
    _behind = 0.0
    _moved_before = 0
    _sent = 0

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Hand bytes to the system; returns how many it took."""
        taken = int(super().send(data, do_close=do_close))
        self._sent += taken
        return taken

    @property
    def stage(self) -> Stage:
        if self.total_outbufs_len:
            return Stage.ANSWER
        if self.requests:
            return Stage.WORK
        if self.request is None:
            return Stage.IDLE
        return Stage.BODY if self.request.headers_finished else Stage.HEAD

    @property
    def held_bytes(self) -> int:
        """What it keeps in memory or on the disk: of requests, whole or not, and of answers."""
        bodies = sum(each.body_bytes_received for each in tuple(self.requests))
        return int(self.total_outbufs_len + bodies) + self._received

    def has_outstayed(self, now: float, *, is_crowded: bool) -> bool:
        """Asked again and again, in seconds of a clock that never jumps."""
        stage = self.stage
        # A kept connection may be seen between two requests each time; what it was sent tells its use.
        known = (stage, self.request, 0 if stage is Stage.ANSWER else self._sent)
        if self._known != known:
            self._known, self._behind = known, 0.0
        else:
            moved = self._moved - self._moved_before
            self._behind = seconds_behind(stage, self._behind, now - self._seen, moved)
        self._seen, self._moved_before = now, self._moved
        return not may_go_on(stage, self._behind, is_crowded=is_crowded)

    @property
    def _moved(self) -> int:
        return self._sent + self._received

    @property
    def _received(self) -> int:
        return self.request.body_bytes_received if self.request else 0

    def __repr__(self) -> str:
        """For the log, which holds no address of anybody."""
        return f"<connection in stage {self.stage}>"

    __str__ = __repr__
