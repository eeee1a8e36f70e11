"""How one variable of the environment is read; what is wrong with it stops the start by its name."""

import base64
from collections.abc import Mapping

KEY_BYTES = 32
LONGEST_NAME = 64
HIGHEST_PORT = 65_535


class SettingsError(Exception):
    """The product cannot start with these settings; the message names the variable and the mend."""


def choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def number(
    environ: Mapping[str, str], name: str, default: int, lowest: int = 0, highest: int | None = None
) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < lowest or (highest is not None and int(text) > highest):
        span = f"from {lowest}" if highest is None else f"from {lowest} to {highest}"
        raise SettingsError(f"{name} must be a whole number {span}, not {text!r}")
    return int(text)


def ports(environ: Mapping[str, str], name: str, taken: int) -> tuple[int, ...]:
    """8081,8082: each once, and none that is taken; empty where nothing is said."""
    texts = [each.strip() for each in (environ.get(name) or "").split(",") if each.strip()]
    if any(not each.isdecimal() or not 0 < int(each) <= HIGHEST_PORT for each in texts):
        raise SettingsError(f"{name} must be ports from 1 to {HIGHEST_PORT}, written as 8081,8082")
    chosen = tuple(int(each) for each in texts)
    if len({*chosen, taken}) <= len(chosen):
        raise SettingsError(f"{name} names a port twice, or that of the pages ({taken})")
    return chosen


def required(environ: Mapping[str, str], name: str) -> str:
    if not environ.get(name):
        raise SettingsError(f"{name} is missing: set it in the environment or in .env")
    return environ[name]


def key(environ: Mapping[str, str], name: str) -> bytes:
    try:
        key = base64.b64decode(required(environ, name), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingsError(
            f"{name} must be {KEY_BYTES} random bytes in base64: openssl rand -base64 {KEY_BYTES}"
        )
    return key


def pairs(environ: Mapping[str, str], name: str) -> Mapping[str, str]:
    """name=value,name=value"""
    given = [each.partition("=") for each in (environ.get(name) or "").split(",") if each.strip()]
    if any(not key.strip() or not value.strip() for key, _, value in given):
        raise SettingsError(f"{name} must be written as name=value,name=value")
    # A plain dict, though nobody changes it: settings are handed to other processes.
    return {key.strip(): value.strip() for key, _, value in given}


def short(environ: Mapping[str, str], name: str, default: str) -> str:
    """A name that stands in a line of its own."""
    text = (environ.get(name) or default).strip()
    if not 0 < len(text) <= LONGEST_NAME:
        raise SettingsError(f"{name} must have 1 to {LONGEST_NAME} letters")
    return text


def address(environ: Mapping[str, str], name: str, default: str) -> str:
    return (environ.get(name) or default).rstrip("/")


def names(environ: Mapping[str, str], name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """name,name"""
    given = (each.strip() for each in (environ.get(name) or "").split(","))
    return tuple(each for each in given if each) or default


def filled(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if value}
