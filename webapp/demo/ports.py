"""Whether a server could listen: asked before anything starts."""

import socket

from training.errors import reason_of
from webapp.commands.context import REFUSED, end


def refuse_taken(host: str, port: int) -> None:
    """End with one line where nobody can listen; a server itself says so late, long and in English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            end(f"{host} 的端口 {port} 不能用（{_reason(error)}）：换一个，如 CHABAN_PORT=8100", REFUSED)


def _reason(error: OSError | OverflowError) -> str:
    if isinstance(error, OverflowError):
        return "最大是 65535"
    return reason_of(error)
