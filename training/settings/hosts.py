"""By which names a browser may ask for the pages."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from training.settings.environ import SettingsError, names

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
A_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.IGNORECASE)


def trusted_hosts(environ: Mapping[str, str], public_url: str, *, production: bool) -> tuple[str, ...]:
    """Names without ports; the one of the public address always, embedded this machine too.

    Raises SettingsError where one is no name.
    """
    own = () if production else LOOPBACK
    hosts = dict.fromkeys((_host_of(public_url), *own, *names(environ, "CHABAN_TRUSTED_HOSTS")))
    for host in hosts:
        if not A_HOST.fullmatch(host):
            raise SettingsError(f"CHABAN_TRUSTED_HOSTS: {host!r} is no host name; write them as a.cn,.b.cn")
    return tuple(each.lower() for each in hosts)


def is_among(host: str, hosts: Collection[str]) -> bool:
    """Whether a name is one of these; one that begins with a dot stands for every name below it."""
    name = host.lower()
    return any(name == each or (each.startswith(".") and name.endswith(each)) for each in hosts)


def _host_of(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host
