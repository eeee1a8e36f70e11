"""The manifest: what a backup (备份) holds, so that it can be compared, byte by byte and row by row."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from training.errors import NotNow, NotRight

FORMAT = 2
OLDER = 1
"""It named one key of each kind, without saying that there may be more."""
NAME = "manifest.json"
"""The file that makes a folder a backup; it is written last."""
KEYS = {"data": "CHABAN_DATA_KEY", "index": "CHABAN_INDEX_KEY"}
Keys = Mapping[str, Sequence[str]]
"""Fingerprints by kind of key, data or index."""
NEXT_STEP = (
    "请先把当时的密钥填回设置（不再使用的，填进同名加 S_BEFORE 的设置；在 secrets.env 或密钥保管人处），"
)


class NotABackup(NotRight):
    """The folder holds no backup, or one that another version wrote."""

    def __init__(self, why: str):
        super().__init__(f"这不是一份完整的备份（{why}）：请选 chaban backup list 列出的文件夹。")


class OtherKeys(NotNow):
    """This installation lacks keys that open or find some of the backup; nothing was restored."""

    def __init__(self, lacking: Keys):
        super().__init__(
            f"{_named(lacking)}，恢复后打不开身份证号和手机号，没有恢复：{NEXT_STEP}再运行一次。"
        )


class BackupForOtherKeys(NotNow):
    """The same of a backup that was only looked at: it is whole, and of no use with these keys."""

    def __init__(self, lacking: Keys):
        super().__init__(
            f"{_named(lacking)}。文件都完整，但用现在的设置恢复后打不开身份证号和手机号，"
            f"这份备份现在还不能用：{NEXT_STEP}再核对一次。"
        )


def _named(lacking: Keys) -> str:
    names = "、".join(KEYS[kind] for kind in lacking)
    told = "、".join(each for fingerprints in lacking.values() for each in fingerprints)
    return f"{names} 不是做这份备份时的密钥（设置里缺指纹是 {told} 的）"


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
    keys: Mapping[str, tuple[str, ...]]
    """The fingerprints, never the keys, of all that some of it is sealed or indexed by; the latest last."""
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
            if told["format"] not in (FORMAT, OLDER):
                raise NotABackup(f"格式 {told['format']}，本版只认格式 {FORMAT} 和更早的")
            return cls(
                **told
                | {
                    "format": FORMAT,
                    "made_at": datetime.fromisoformat(told["made_at"]),
                    "keys": {kind: _all_of(told["keys"][kind]) for kind in KEYS},
                    "files": tuple(KeptFile(**each) for each in told["files"]),
                    "missing": tuple(told["missing"]),
                }
            )
        except (ValueError, TypeError, KeyError) as error:
            raise NotABackup("清单读不懂") from error

    def lacking(self, readable: Mapping[str, Callable[[str], bool]]) -> Keys:
        """Which keys are needed and not readable, by kind; empty where it can all be read."""
        found = {
            kind: tuple(each for each in fingerprints if not readable[kind](each))
            for kind, fingerprints in self.keys.items()
        }
        return {kind: each for kind, each in found.items() if each}


def _all_of(told: str | list[str]) -> tuple[str, ...]:
    """One by itself is how the older format named it."""
    return (told,) if isinstance(told, str) else tuple(told)
