"""Compiled code over bytes that somebody sent runs in a process of its own, where it may crash or hang."""

import subprocess
import sys
from contextlib import suppress

MB = 2**20
# None of our secrets, and one thread: the machine has other things to do.
ENVIRONMENT = {"OMP_NUM_THREADS": "1"}


class NoAnswer(Exception):
    """The process gave none; the message says how it ended and holds nothing of the bytes."""


def run_confined(command: tuple[str, ...], content: bytes, seconds: float) -> bytes:
    """What it answers to the bytes; raises NoAnswer."""
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=seconds, env=ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoAnswer("timeout") from error
    except OSError as error:
        raise NoAnswer(f"not started: {error.strerror}") from error
    if done.returncode < 0:
        raise NoAnswer(f"killed by signal {-done.returncode}")
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NoAnswer(f"exit {done.returncode}: {last}")
    return done.stdout


def module(name: str, seconds: float, most_mb: int) -> tuple[str, ...]:
    """The command that runs a module of ours, which confines itself with these limits."""
    return (sys.executable, "-m", name, str(max(1, round(seconds))), str(most_mb))


def confine(seconds: int, most_mb: int) -> None:
    """As far as this platform can; whoever started us ends us in any case."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (most_mb * MB, most_mb * MB))
