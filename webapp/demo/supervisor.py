"""Runs web, worker, bot and the stand-ins together, and stops them together."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from secrets import token_hex
from time import monotonic, sleep

from bot.sandbox.organisation import CORP
from training.settings import Settings
from webapp.commands.context import REFUSED, complain, end
from webapp.demo.chat_stand_in import chat_port
from webapp.demo.phone_stand_in import phone_port
from webapp.demo.ports import refuse_taken
from webapp.server.signals import note_signals

PROCESSES = ("demo phone", "demo chat", "worker", "bot", "web")
LOOKS_EVERY_SECONDS = 0.2
SECONDS_TO_FINISH = 5

Child = subprocess.Popen[bytes]


def run_everything(settings: Settings) -> None:
    """Start every process and stay until Ctrl-C, SIGTERM, a closed terminal, or the end of one of them."""
    refuse_taken(settings.host, settings.port)
    for stand_in in (phone_port(settings), chat_port(settings)):
        refuse_taken("127.0.0.1", stand_in)
    environment = _environment(settings)
    told = note_signals()
    children: list[Child] = []
    try:
        for arguments in PROCESSES:
            children.append(_start(arguments, environment))
        while not told and all(child.poll() is None for child in children):
            sleep(LOOKS_EVERY_SECONDS)
    finally:
        _stop(children)
    if not told:
        end("有一个进程意外结束，已全部停止；原因见上。", REFUSED)
    with suppress(OSError):  # A closed terminal reads nothing any more.
        complain("已停止。", style="none")


def _start(arguments: str, environment: dict[str, str]) -> Child:
    command = [sys.executable, "-m", "webapp.cli", *arguments.split()]
    # In a session of its own, so that Ctrl-C reaches it through us alone and its own children with it.
    return subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603


def _stop(children: list[Child]) -> None:
    for child in children:
        # Also of one that has ended: what it started may still run.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    until = monotonic() + SECONDS_TO_FINISH
    for child in children:
        try:
            child.wait(max(0, until - monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _environment(settings: Settings) -> dict[str, str]:
    """The same for all: the real libraries talk to the stand-ins, whose secrets they share."""
    dingtalk = f"http://127.0.0.1:{chat_port(settings)}"
    return os.environ | {
        "PYTHONUNBUFFERED": "1",
        "SMS_SENDER": "twilio",
        "TWILIO_API_BASE": f"http://127.0.0.1:{phone_port(settings)}",
        "TWILIO_ACCOUNT_SID": f"AC{token_hex(16)}",
        "TWILIO_AUTH_TOKEN": token_hex(16),
        "TWILIO_FROM": "+15005550006",
        "DINGTALK_OPENAPI_ENDPOINT": dingtalk,
        "DINGTALK_OAPI_ENDPOINT": dingtalk,
        "DINGTALK_LOGIN_ENDPOINT": dingtalk,
        "DINGTALK_CLIENT_ID": f"ding{token_hex(8)}",
        "DINGTALK_CLIENT_SECRET": token_hex(16),
        "DINGTALK_CORP_ID": CORP,
        "DINGTALK_ROBOT_CODE": "",
    }
