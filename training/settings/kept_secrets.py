"""The secrets of an installation that was given none: made once, kept in its own folder."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from training.settings.environ import KEY_BYTES, SettingsError

SECRETS = ("CHABAN_SECRET_KEY", "CHABAN_DATA_KEY", "CHABAN_INDEX_KEY")
SECRETS_FILE = "secrets.env"


def embedded_secrets(instance: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Make the secrets once and keep them in the instance folder, readable by its owner only."""
    if all(environ.get(name) for name in SECRETS):
        return {}
    path = instance / SECRETS_FILE
    try:
        # Names and hours stand in the database as they are: no other user of the machine looks in.
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path)
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise SettingsError(f"CHABAN_INSTANCE: cannot write in {instance} ({error.strerror})") from error
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write_once(path: Path) -> None:
    """Two processes that start together must end with the same secrets: the first link wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    made = "".join(f"{name}={_new_key()}\n" for name in SECRETS)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
