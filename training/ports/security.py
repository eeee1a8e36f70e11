"""Security events (安全事件): who came in or did not, who was refused, whose role changed (等保 2.0)."""

import logging
from enum import StrEnum

log = logging.getLogger("chaban.security")
PREFIX, ENDING = "security-", ".jsonl"
"""Of the file of a day, where the log is kept in files of ours."""


class SecurityEvent(StrEnum):
    """What happened, as a collector of logs filters it."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    REFUSED = "refused"
    COMMAND = "command"
    KEYS = "keys"
    STAFF = "staff"
    """At the desk somebody was registered, given a role or a way in, or taken out of service."""


def tell_security(event: SecurityEvent, **facts: str | int) -> None:
    """Write it down; facts are names of the office, paths, networks, counts: nothing of a trainee."""
    log.info(event.value, extra={"facts": facts})
