"""Whether a backup is what its manifest says, to the last byte."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from training.backups.rules.manifest import BackupForOtherKeys, KeptFile, Keys, Manifest, NotABackup
from training.backups.shelf import digest_of, manifest_of
from training.backups.snapshots import DATABASES
from training.errors import NotRight
from training.vault import Vault

FEW = 3


class BackupDamaged(NotRight):
    """Files of it are gone or changed."""

    def __init__(self, backup: Path, paths: list[str]):
        told = "、".join(paths[:FEW]) + ("等" if len(paths) > FEW else "")
        super().__init__(
            f"备份 {backup.name} 已损坏：{len(paths)} 个文件缺失或与清单不符（{told}）。请改用另一份备份。"
        )


def check_backup(backup: Path) -> Manifest:
    """Read every file; raises NotABackup or BackupDamaged."""
    manifest = manifest_of(backup)
    wrong = [each.path for each in manifest.files if not _is_as_told(backup, each)]
    wrong += _lacking(manifest)
    if wrong:
        raise BackupDamaged(backup, wrong)
    return manifest


def refuse_unreadable(manifest: Manifest, vault: Vault) -> None:
    """Raise BackupForOtherKeys where this vault cannot read all of it."""
    lacking = lacking_keys(manifest, vault)
    if lacking:
        raise BackupForOtherKeys(lacking)


def lacking_keys(manifest: Manifest, vault: Vault) -> Keys:
    """What of the backup's keys the settings do not have, in use or from before."""
    return manifest.lacking({"data": vault.has_data, "index": vault.has_index})


def _is_as_told(backup: Path, told: KeptFile) -> bool:
    inside = PurePosixPath(told.path)
    if inside.is_absolute() or ".." in inside.parts:
        raise NotABackup("清单里的路径不在备份里")
    path = backup / told.path
    try:
        return path.stat().st_size == told.bytes and digest_of(path) == told.sha256
    except OSError:
        return False


def _lacking(manifest: Manifest) -> Iterator[str]:
    """A manifest that names no database was cut by somebody."""
    name = DATABASES.get(manifest.database)
    if name is None or name not in {each.path for each in manifest.files}:
        yield name or manifest.database
