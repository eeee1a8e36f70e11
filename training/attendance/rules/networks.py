"""Where a machine comes from: the networks that it is pinned to, and what may be one line (R43)."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from training.errors import NotRight

POOL_BITS = {4: 24, 6: 64}
"""Of one line of a school, or of the pool that its provider shares out, in each version of IP."""
WIDEST_BITS = {4: 8, 6: 32}
MOST_NETWORKS = 5


class BadNetwork(NotRight):
    """What was written is no network, or so wide a one that it proves nothing."""

    def __init__(self, text: str):
        super().__init__(
            f"网络“{text[:60]}”不对：请写机构出口的网段或地址，如 203.0.113.0/24 或 203.0.113.7，"
            f"不能比 /{WIDEST_BITS[4]}（IPv6 为 /{WIDEST_BITS[6]}）更大，最多 {MOST_NETWORKS} 个。"
        )


def read_networks(texts: Iterable[str]) -> tuple[str, ...]:
    """As CIDR, each once, in order; raises BadNetwork."""
    found = tuple(dict.fromkeys(_network(text) for text in texts))
    if len(found) > MOST_NETWORKS:
        raise BadNetwork(" ".join(found))
    return found


def _network(text: str) -> str:
    try:
        network = ip_network(text.strip(), strict=False)
    except ValueError:
        raise BadNetwork(text) from None
    if network.prefixlen < WIDEST_BITS[network.version]:
        raise BadNetwork(text)
    return str(network)


def is_within(address: str, networks: tuple[str, ...]) -> bool:
    """Whether the address lies in one of the networks; without any it may be anywhere."""
    found = _address(address)
    return not networks or (found is not None and any(found in ip_network(each) for each in networks))


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses may be one line: equal, or of one pool as providers share it among customers."""
    first, second = _address(one), _address(other)
    if first is None or second is None or first.version != second.version:
        return one == other
    return second in ip_network((first, POOL_BITS[first.version]), strict=False)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
