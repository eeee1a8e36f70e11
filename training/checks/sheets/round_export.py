"""Reading an exported round again, to prove its draw with nothing but the file (docs/draw.md)."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from training.checks.rules.rounds import MOST_TICKETS, Candidate, StatedRound
from training.checks.terms import Risk
from training.errors import UnreadableFile, reason_of

FORMAT = "chaban-round/1"
MOST_BYTES = 20 * 2**20
HOW_TO = "请用 chaban round export 导出的文件"


def read_stated_round(path: Path) -> StatedRound:
    """The round that an exported file states; raises UnreadableFile."""
    exported = _read_json(path)
    if not isinstance(exported, dict) or exported.get("format") != FORMAT:
        raise UnreadableFile(f"{path.name} 不是今日抽查的导出文件（{FORMAT}）；{HOW_TO}。")
    try:
        return _stated(exported)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFile(f"{path.name} 缺少抽查记录或内容不对（{error}）；{HOW_TO}。") from error


def _read_json(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"{path.name} 太大，不是今日抽查的导出文件；{HOW_TO}。")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(f"打不开 {path.name}：{reason_of(error)}。") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path.name} 不是 JSON 文件；{HOW_TO}。") from error


def _stated(exported: dict[str, Any]) -> StatedRound:
    own, population = exported["round"], exported["population"]
    drawn = sorted(exported["drawn"], key=lambda each: _whole(each["position"]))
    if [each["position"] for each in drawn] != list(range(1, len(drawn) + 1)):
        raise ValueError("抽中序号不连续")
    return StatedRound(
        algorithm=str(own["algorithm"]),
        seed=bytes.fromhex(own["seed"]),
        population=tuple(Candidate(UUID(each["id"]), _weight(each["weight"])) for each in population),
        points=tuple(tuple(Risk(point["why"]) for point in each["points"]) for each in population),
        population_hash=str(own["population_hash"]),
        size=_whole(own["size"]),
        drawn=tuple(UUID(each["id"]) for each in drawn),
    )


def _weight(number: Any) -> int:
    if not 1 <= _whole(number) <= MOST_TICKETS:
        raise ValueError(f"签数 {number} 不在 1 到 {MOST_TICKETS} 之间")
    return _whole(number)


def _whole(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(f"{number!r} 不是整数")
    return number
