"""What a manifest says is read back as it was written, and nothing else is taken for one."""

import json
from datetime import UTC, datetime

import pytest

from training.backups.rules.manifest import KeptFile, Manifest, NotABackup

MANIFEST = Manifest(
    made_at=datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
    version="0.2.0",
    database="sqlite",
    revision="0001_baseline",
    keys={"data": ("0" * 16, "2" * 16), "index": ("1" * 16,)},
    counts={"punch": 3},
    files=(KeptFile("database.sqlite", 10, "ab", ""),),
    missing=("original/ab/x.jpg",),
)


def test_a_manifest_is_read_as_it_was_written():
    assert Manifest.read(MANIFEST.written()) == MANIFEST


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", '{"format": 1}', '{"format": 1, "files": [1]}']
)
def test_what_is_no_manifest_is_refused(text):
    with pytest.raises(NotABackup, match="清单读不懂"):
        Manifest.read(text)


def test_a_format_of_tomorrow_is_refused_by_its_number():
    text = json.dumps(json.loads(MANIFEST.written()) | {"format": 3})

    with pytest.raises(NotABackup, match="格式 3，本版只认格式 2 和更早的"):
        Manifest.read(text)


def test_the_format_of_yesterday_named_one_key_of_each_kind():
    told = json.loads(MANIFEST.written()) | {"format": 1, "keys": {"data": "0" * 16, "index": "1" * 16}}

    assert Manifest.read(json.dumps(told)).keys == {"data": ("0" * 16,), "index": ("1" * 16,)}


@pytest.mark.parametrize("keys", [{}, {"data": "0" * 16}, {"data": 5, "index": "1"}, [], None])
def test_a_manifest_that_names_no_keys_is_refused(keys):
    text = json.dumps(json.loads(MANIFEST.written()) | {"keys": keys})

    with pytest.raises(NotABackup, match="清单读不懂"):
        Manifest.read(text)


@pytest.mark.parametrize(
    ("has", "lacking"),
    [
        ({"0" * 16, "1" * 16, "2" * 16, "3" * 16}, {}),
        ({"0" * 16, "1" * 16}, {"data": ("2" * 16,)}),
        ({"2" * 16}, {"data": ("0" * 16,), "index": ("1" * 16,)}),
        (set(), {"data": ("0" * 16, "2" * 16), "index": ("1" * 16,)}),
    ],
)
def test_every_key_that_it_names_is_needed(has, lacking):
    assert MANIFEST.lacking({"data": has.__contains__, "index": has.__contains__}) == lacking
