"""Reading an exported check again, to prove its draw with nothing but the file (docs/draw.md)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from training.checks.rules.sampling import StatedDraw, StatedPredecessor
from training.errors import UnreadableFile, reason_of

FORMAT = "chaban-check/1"
MOST_BYTES = 20 * 2**20
HOW_TO = "请用 chaban check export 导出的文件"


def write_export(exported: dict[str, Any]) -> str:
    """As the file is downloaded and printed."""
    return json.dumps(exported, ensure_ascii=False, indent=2) + "\n"


def read_stated_draw(path: Path) -> StatedDraw:
    """The draw that an exported file states; raises UnreadableFile."""
    exported = read_export(path)
    if "video" in exported:
        raise UnreadableFile(f"{path.name} 是视频查班的导出文件，视频查班检查全班，没有抽取可以复核。")
    try:
        return stated_draw(exported)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFile(f"{path.name} 缺少抽取记录或内容不对（{error}）；{HOW_TO}。") from error


def read_export(path: Path) -> dict[str, Any]:
    """All that an exported file says; raises UnreadableFile."""
    exported = _read_json(path)
    if not isinstance(exported, dict) or exported.get("format") != FORMAT:
        raise UnreadableFile(f"{path.name} 不是查班导出文件（{FORMAT}）；{HOW_TO}。")
    return exported


def stated_draw(exported: dict[str, Any]) -> StatedDraw:
    """The draw of an exported check with the voided ones before it; of what is none it fails somehow."""
    return replace(_stated(exported["draw"]), predecessors=_predecessors(exported))


def _read_json(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(f"{path.name} 太大，不是查班导出文件；{HOW_TO}。")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(f"打不开 {path.name}：{reason_of(error)}。") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{path.name} 不是 JSON 文件；{HOW_TO}。") from error


def _predecessors(exported: dict[str, Any]) -> tuple[StatedPredecessor, ...]:
    """Of a file of before there were any: none; a video check chose nobody."""
    return tuple(
        StatedPredecessor(
            number=str(each["number"]),
            draw=_stated(each["draw"]),
            matched=frozenset(UUID(enrolment) for enrolment in each["matched"]),
        )
        for each in exported.get("predecessors", ())
        if each["draw"] is not None
    )


def _stated(draw: dict[str, Any]) -> StatedDraw:
    in_order = sorted(draw["order"], key=lambda place: _whole(place["position"]))
    if [place["position"] for place in in_order] != list(range(1, len(in_order) + 1)):
        raise ValueError("抽取序号不连续")
    return StatedDraw(
        algorithm=str(draw["algorithm"]),
        seed=bytes.fromhex(draw["seed"]),
        one_in=_whole(draw["one_in"]),
        roster=tuple(UUID(enrolment) for enrolment in draw["roster"]),
        drawn_before=frozenset(UUID(place["enrolment"]) for place in in_order if place["drawn_before"]),
        roster_hash=str(draw["roster_hash"]),
        size=_whole(draw["sample_size"]),
        order=tuple(UUID(place["enrolment"]) for place in in_order),
        replacements=tuple((_whole(each["old"]), _whole(each["new"])) for each in draw["substitutions"]),
        carried=frozenset(UUID(place["enrolment"]) for place in in_order if place.get("carried") is True),
    )


def _whole(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(f"{number!r} 不是整数")
    return number
