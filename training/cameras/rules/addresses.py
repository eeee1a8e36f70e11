"""Which addresses a camera may have: numbers within the networks that the operator opened, nothing else.

Whoever registers a camera names an address that this house then asks for. It must lead neither into the house
itself nor to what a cloud tells its own machines, whatever somebody opened by a network that is too wide.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from training.errors import NotRight

Number = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LONGEST = 255
ISAPI = "/ISAPI/Streaming/channels/101/picture"
"""Where cameras of Hikvision and those that follow it give a still of their main stream."""
OF_CLOUDS = frozenset(map(ip_address, ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")))
"""Where a machine in a cloud asks for its own secrets."""

TRANSLATED = IPv6Network("64:ff9b::/96")
"""Behind it lie all numbers of the older kind (RFC 6052)."""


class BadAddress(NotRight):
    """What was written is no address at which a camera may be asked."""


def read_address(typed: str, networks: Iterable[str]) -> str:
    """The whole address of the still; a number alone is completed as ISAPI has it.

    `networks` are those that the operator opened, as CIDR. Raises BadAddress.
    """
    text = typed.strip()
    parts = _parts(text if "://" in text else f"http://{text}")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("地址里不要写账号和密码，请填在下面的账号、密码两格里。")
    if not may_be_asked(parts.hostname or "", networks):
        raise BadAddress(
            f"{parts.hostname} 不在允许的网段里；请系统管理员核对后，把它的网段写进 CAMERA_NETWORKS。"
        )
    whole = parts._replace(path=ISAPI if parts.path in ("", "/") else parts.path, fragment="").geturl()
    if len(whole) > LONGEST:
        raise BadAddress(f"地址太长，最多 {LONGEST} 个字。")
    return whole


def may_be_asked(host: str, networks: Iterable[str]) -> bool:
    """Whether a camera at this number may be asked: a name could lead elsewhere tomorrow."""
    number = _number(host)
    return number is not None and any(_opens(ip_network(each), number) for each in networks)


def _opens(network: Network, number: Number) -> bool:
    """The house itself only where exactly that was opened; a link and a cloud's own numbers never."""
    if number.version != network.version or number not in network:
        return False
    if number in OF_CLOUDS or number.is_link_local or number.is_multicast or number.is_unspecified:
        return False
    return not number.is_loopback or network.is_loopback


def _number(host: str) -> Number | None:
    """The one that a question ends at; with the name of a way out of this machine (%eth0) it is none."""
    try:
        found = ip_address(host)
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return found
    return None if found.scope_id is not None else _inside(found) or found


def _inside(found: IPv6Address) -> IPv4Address | None:
    if found in TRANSLATED:
        return IPv4Address(found.packed[-4:])
    return found.ipv4_mapped or found.sixtofour


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        is_good = parts.scheme in ("http", "https") and parts.port != 0 and _number(parts.hostname or "")
    except ValueError:
        is_good = None
    if not is_good or any(each.isspace() or not each.isprintable() for each in text):
        raise BadAddress(
            f"地址“{text[:60]}”不对：请写摄像机的 IP 地址，如 192.168.1.64，"
            "或完整的抓图网址，如 http://192.168.1.64/onvif/snapshot；不能写域名。"
        )
    return parts
