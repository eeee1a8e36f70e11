"""Which cameras of classrooms may be asked for a still, and by whom their certificates are vouched for."""

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from training.settings.environ import SettingsError, choice, names, number

OF_EXAMPLES = "192.0.2.0/24"
"""Kept free for examples (RFC 5737): nobody is there, and the stand-in draws for it."""


def cameras(environ: Mapping[str, str], *, production: bool) -> dict[str, Any]:
    kind = choice(environ, "CAMERA_SOURCE", ("http", "drawn") if production else ("drawn", "http"))
    if production and kind == "drawn":
        raise SettingsError("CAMERA_SOURCE: production asks real cameras (http), and draws none")
    return {
        "cameras": kind,
        "camera_networks": _networks(environ, () if kind == "http" else (OF_EXAMPLES,)),
        "camera_certificates": _certificates(environ),
        "camera_seconds": number(environ, "CAMERA_SECONDS", 60, lowest=5, highest=3600),
    }


def _networks(environ: Mapping[str, str], default: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(each)) for each in names(environ, "CAMERA_NETWORKS", default))
    except ValueError as error:
        raise SettingsError(
            f"CAMERA_NETWORKS must be networks, written as 10.20.0.0/16,10.30.1.0/24: {error}"
        ) from error


def _certificates(environ: Mapping[str, str]) -> str:
    path = environ.get("CAMERA_CERTIFICATES", "")
    if path and not Path(path).is_file():
        raise SettingsError(f"CAMERA_CERTIFICATES: there is no file {path}")
    return path
