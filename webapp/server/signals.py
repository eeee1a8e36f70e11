"""The signals that end a process in good order."""

import signal


def note_signals() -> list[int]:
    """The signals that have come, in a list that grows; whoever started us under nohup wants no SIGHUP."""
    told: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda came, _: told.append(came))
    return told
