"""The manifest: what a backup (备份) holds, so that it can be compared, byte by byte and row by row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from training.errors import NotNow, NotRight

FORMAT = 1
NAME = "manifest.json"
"""The file that makes a folder a backup; it is written last."""
KEYS = {"data": "CHABAN_DATA_KEY", "index": "CHABAN_INDEX_KEY"}


class NotABackup(NotRight):
    """The folder holds no backup, or one that another version wrote."""

    def __init__(self, why: str):
        super().__init__(f"这不是一份完整的备份（{why}）：请选 chaban backup list 列出的文件夹。")


class OtherKeys(NotNow):
    """The keys of this installation are not those that the backup was sealed with."""

    def __init__(self, names: Sequence[str]):
        told = "、".join(KEYS[name] for name in names)
        super().__init__(
            f"{told} 不是做这份备份时的密钥，恢复后打不开身份证号和手机号，没有恢复："
            "请先在设置里换回当时的密钥（secrets.env 或密钥保管人处），再运行一次。"
        )


@dataclass(frozen=True)
class KeptFile:
    """One file of a backup."""

    path: str
    """Within the backup's folder, with slashes."""
    bytes: int
    sha256: str
    """Hexadecimal."""
    put_at: str = ""
    """When the store had it put there last (ISO 8601); empty of what is not from the store."""


@dataclass(frozen=True)
class Manifest:
    """Everything that a restored installation is compared with."""

    made_at: datetime
    version: str
    """Of the product."""
    database: str
    """sqlite or postgresql."""
    revision: str
    """The last migration that the database had."""
    keys: Mapping[str, str]
    """The fingerprints of the keys, never the keys."""
    counts: Mapping[str, int]
    """Rows by table."""
    files: tuple[KeptFile, ...]
    missing: tuple[str, ...] = ()
    """Files that a row names and the store had lost already."""
    chain: str | None = None
    """The head of the chain, once there is one."""
    format: int = FORMAT

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises NotABackup for what `written` did not write."""
        try:
            told: dict[str, Any] = json.loads(text)
            if told["format"] != FORMAT:
                raise NotABackup(f"格式 {told['format']}，本版只认格式 {FORMAT}")
            files = tuple(KeptFile(**each) for each in told["files"])
            made_at = datetime.fromisoformat(told["made_at"])
            return cls(**{**told, "made_at": made_at, "files": files, "missing": tuple(told["missing"])})
        except (ValueError, TypeError, KeyError) as error:
            raise NotABackup("清单读不懂") from error

    def refuse_other_keys(self, keys: Mapping[str, str]) -> None:
        """Raise OtherKeys where a fingerprint differs."""
        differing = [name for name, fingerprint in self.keys.items() if keys.get(name) != fingerprint]
        if differing:
            raise OtherKeys(differing)
