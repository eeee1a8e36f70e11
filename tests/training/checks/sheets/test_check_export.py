"""An exported check is read by its content; what is none is refused in a sentence."""

import json
from copy import deepcopy
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.checks.sheets.check_export import read_stated_draw
from training.errors import UnreadableFile

PLACES = [
    {"position": 1, "enrolment": str(UUID(int=2)), "drawn_before": False},
    {"position": 2, "enrolment": str(UUID(int=1)), "drawn_before": True},
]
GOOD = {
    "format": "chaban-check/1",
    "draw": {
        "algorithm": "hmac-sha256/1",
        "seed": "00" * 32,
        "one_in": 3,
        "roster": [str(UUID(int=1)), str(UUID(int=2))],
        "roster_hash": "ab" * 32,
        "sample_size": 1,
        "order": PLACES,
        "substitutions": [{"old": 1, "new": 2, "reason": "联系不上"}],
    },
}


def written(folder: Path, content: object) -> Path:
    path = folder / "check.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def changed(name: str, value: object) -> dict[str, object]:
    found = deepcopy(GOOD)
    found["draw"][name] = value  # type: ignore[index]
    return found


def test_the_claim_is_read_as_it_stands(tmp_path):
    claimed = read_stated_draw(written(tmp_path, GOOD))

    assert claimed.order == (UUID(int=2), UUID(int=1))
    assert claimed.drawn_before == {UUID(int=1)}
    assert (claimed.seed, claimed.one_in, claimed.size) == (bytes(32), 3, 1)
    assert claimed.replacements == ((1, 2),)


def test_the_places_may_stand_in_any_order(tmp_path):
    assert read_stated_draw(written(tmp_path, changed("order", PLACES[::-1]))).order[0] == UUID(int=2)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        "text",
        None,
        {"format": "chaban-check/2", "draw": {}},
        {"format": "chaban-check/1"},
        {"format": "chaban-check/1", "draw": []},
        changed("seed", "not hex"),
        changed("seed", 7),
        changed("one_in", "3"),
        changed("one_in", True),
        changed("one_in", -1),
        changed("sample_size", 1.5),
        changed("roster", ["no id"]),
        changed("roster", [7]),
        changed("order", [{"position": 1}]),
        changed("order", [PLACES[0], PLACES[0]]),
        changed("order", [{**PLACES[0], "position": 2}]),
        changed("substitutions", [[1, 2]]),
        changed("substitutions", None),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(content, tmp_path):
    with pytest.raises(UnreadableFile, match=r"check\.json .+请用 chaban check export 导出的文件。"):
        read_stated_draw(written(tmp_path, content))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000])
def test_what_is_no_json_is_refused(content, tmp_path):
    path = tmp_path / "check.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match="不是 JSON 文件"):
        read_stated_draw(path)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    for path, why in ((tmp_path / "none.json", "没有这个文件"), (tmp_path, "文件夹")):
        with pytest.raises(UnreadableFile, match=f"打不开.*{why}"):
            read_stated_draw(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(GOOD["draw"])), json_values)
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path, name, value):
    try:
        read_stated_draw(written(tmp_path, changed(name, value)))
    except UnreadableFile:
        return
