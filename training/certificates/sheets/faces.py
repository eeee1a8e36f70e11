"""The face that papers are printed in: named by a setting, else found by fontconfig; never invented."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from training.confined import NoAnswer, run_confined
from training.errors import NotNow

WANTED = (
    "Noto Serif CJK SC,Noto Serif SC,Source Han Serif SC,Source Han Serif CN,FandolSong,SimSun,"
    "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC:lang=zh-cn"
)
"""Song faces first, as documents of an office are set."""
MUST_HAVE = "结业证书发内蒙古"
SECONDS = 10.0


class NoFace(NotNow):
    """Without a Chinese face the paper would be full of empty boxes."""

    def __init__(self, why: str):
        super().__init__(
            f"印不了：{why}。请管理员安装中文字体（如 fonts-noto-cjk），"
            "或在设置 CHABAN_CERTIFICATE_FONT 里指定字体文件。"
        )


class LettersMissing(NotNow):
    """The face lacks letters that a name has; a box in its place would be a wrong name."""

    def __init__(self, letters: Iterable[str], names: Iterable[str]):
        super().__init__(
            f"打印用的字体里没有“{'、'.join(letters)}”（{'、'.join(names)}），没有印。"
            "请管理员换一个收字更全的字体再印。"
        )


@dataclass(frozen=True)
class Face:
    """A file, its place in a collection, and the letters that it has (as code points)."""

    path: Path
    index: int
    letters: frozenset[int]

    def missing(self, text: str) -> list[str]:
        """The letters of the text that it lacks, each once."""
        return [each for each in dict.fromkeys(text) if each.isprintable() and ord(each) not in self.letters]


@lru_cache(maxsize=4)
def find_face(setting: str) -> Face:
    """`setting`: a path, for a collection with # and the place of the face in it; empty: fontconfig is asked.

    Raises NoFace.
    """
    path, index = _named(setting) if setting else _found()
    try:
        letters = _letters(path, index)
    except (OSError, TTLibError, IndexError, ValueError) as error:
        raise NoFace(f"字体文件 {path} 读不了") from error
    if any(ord(each) not in letters for each in MUST_HAVE):
        raise NoFace(f"字体 {path.name} 里没有常用汉字")
    return Face(path, index, letters)


def _named(setting: str) -> tuple[Path, int]:
    path, _, index = setting.partition("#")
    return Path(path), int(index) if index.isdecimal() else 0


def _found() -> tuple[Path, int]:
    command = shutil.which("fc-match")
    if command is None:
        raise NoFace("这台机器上没有 fontconfig")
    try:
        said = run_confined((command, "-f", "%{file}\t%{index}", WANTED), b"", SECONDS).decode()
    except NoAnswer as error:
        raise NoFace("这台机器上的 fontconfig 没有回答") from error
    path, _, index = said.partition("\t")
    if not path:
        raise NoFace("这台机器上没有中文字体")
    # The upper half of the number is the instance of a variable face.
    return Path(path), int(index or 0) & 0xFFFF


def _letters(path: Path, index: int) -> frozenset[int]:
    is_collection = path.suffix.lower() in (".ttc", ".otc")
    with path.open("rb") as file:
        if is_collection:
            index = range(len(TTCollection(file, lazy=True)))[index]
        with TTFont(file, fontNumber=index if is_collection else -1, lazy=True) as face:
            return frozenset(face.getBestCmap())
