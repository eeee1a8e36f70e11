"""Runs web, worker and the phone stand-in together, and stops them together."""

import multiprocessing
import os
import signal
import socket
import sys
from secrets import token_hex

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

from training.settings import Settings
from webapp.commands.context import REFUSED, complaints, end
from webapp.commands.phone_stand_in import phone_port

PROCESSES = {"phone": "demo phone", "worker": "worker", "web": "web"}
STOPPED_BY_PERSON = (128 + signal.SIGINT, 128 + signal.SIGTERM)


class _QuietPrinter(Printer):
    """Hands on what the processes say, without names, times and the manager's own diary."""

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            super().write(message)


def run_everything(settings: Settings) -> None:
    """Start every process and stay until Ctrl-C, SIGTERM, a closed terminal, or the end of one of them."""
    for port in (settings.port, phone_port(settings)):
        _refuse_taken(settings.host, port)
    # A closed terminal must stop everything too. Forked watchers inherit this and, ignoring SIGTERM, stay on.
    multiprocessing.set_start_method("fork", force=True)
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    manager = Manager(_QuietPrinter(sys.stdout, prefix=False))
    environment = _environment(settings)
    for name, command in PROCESSES.items():
        manager.add_process(name, _command(command), env=environment)
    manager.loop()
    if manager.returncode in STOPPED_BY_PERSON:
        complaints.print("已停止。", highlight=False)
        return
    end("有一个进程意外结束，已全部停止；原因见上。", REFUSED)


def _command(arguments: str) -> str:
    # `exec`, so that the signal reaches the process itself and not a shell around it.
    return f'exec "{sys.executable}" -m webapp.cli {arguments}'


def _environment(settings: Settings) -> dict[str, str]:
    """Messages go through the real sender to the stand-in, as they would go to the provider."""
    return os.environ | {
        "PYTHONUNBUFFERED": "1",
        "SMS_SENDER": "twilio",
        "TWILIO_API_BASE": f"http://127.0.0.1:{phone_port(settings)}",
        "TWILIO_ACCOUNT_SID": f"AC{token_hex(16)}",
        "TWILIO_AUTH_TOKEN": token_hex(16),
        "TWILIO_FROM": "+15005550006",
    }


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            end(f"端口 {port} 不能用（{error.strerror}）：换一个，如 CHABAN_PORT=8100 make run", REFUSED)
