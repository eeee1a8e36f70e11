"""Whether somebody who names a machine's serial is that machine: the serial stands on every label (R43)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from hmac import compare_digest

from training.attendance.rules.networks import is_within


class Standing(Enum):
    """What a request in the name of a machine is worth."""

    PROVEN = "proven"
    TAKES_UP = "takes up"
    """Proven by the secret that it was to be given: from now on that one is its secret."""
    IN_GRACE = "in grace"
    """It brings no proof because it has none yet, and counts until a day."""
    UNPROVEN = "unproven"
    """It has none: what it brings is taken and waits."""
    REFUSED = "refused"

    @property
    def is_proven(self) -> bool:
        return self in (Standing.PROVEN, Standing.TAKES_UP)

    @property
    def counts(self) -> bool:
        """Whether its punches may credit hours."""
        return self.is_proven or self is Standing.IN_GRACE


@dataclass(frozen=True)
class Agreed:
    """What a machine must bring: everything that is set. Secret and host are digests."""

    secret: bytes | None = None
    next_secret: bytes | None = None
    host: bytes | None = None
    port: int | None = None
    networks: tuple[str, ...] = ()
    counts_until: date | None = None
    """The last day on which it counts with nothing of all that."""

    @property
    def is_something(self) -> bool:
        return bool(self.secret or self.host or self.port or self.networks)


@dataclass(frozen=True)
class Brought:
    """What a request brings: digests of the secret in its path and of the host it names, port, address."""

    secret: bytes | None
    host: bytes
    port: int
    address: str


NOBODY = Agreed(secret=bytes(32), host=bytes(32), port=0)
"""What no request can bring: who names an unknown serial is compared as long as who names a known one."""


def standing_of(agreed: Agreed, brought: Brought, today: date) -> Standing:
    """Every part is compared, whatever the others said, so that the time it takes tells nothing."""
    knows, is_here = knows_secret(agreed, brought), _is_right_place(agreed, brought)
    if not (knows and is_here):
        return Standing.REFUSED
    if _is_next(agreed.next_secret, brought.secret):
        return Standing.TAKES_UP
    if agreed.is_something:
        return Standing.PROVEN
    is_in_grace = agreed.counts_until is not None and today <= agreed.counts_until
    return Standing.IN_GRACE if is_in_grace else Standing.UNPROVEN


def knows_secret(agreed: Agreed, brought: Brought) -> bool:
    """Whether it brings what nobody could guess: the path and the host that were agreed, where any was."""
    has_host = agreed.host is None or compare_digest(agreed.host, brought.host)
    is_old, is_new = _is_secret(agreed.secret, brought.secret), _is_next(agreed.next_secret, brought.secret)
    return has_host and (is_old or is_new)


def _is_right_place(agreed: Agreed, brought: Brought) -> bool:
    return agreed.port in (None, brought.port) and is_within(brought.address, agreed.networks)


def _is_secret(agreed: bytes | None, brought: bytes | None) -> bool:
    # Without a secret there is none to bring: another address than its own is a mistake as well.
    return _is_next(agreed, brought) if agreed else brought is None


def _is_next(agreed: bytes | None, brought: bytes | None) -> bool:
    return compare_digest(agreed or bytes(32), brought or bytes(1))
