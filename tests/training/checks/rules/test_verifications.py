"""校验码: the same record has the same digest, and any change changes it (R33, R39)."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.verifications import (
    MOST_OF_ADDRESS,
    TooManyVerifications,
    check_verifications,
    digest_of,
    is_digest,
    line_of,
)

RECORD = {
    "format": "chaban-check/1",
    "exported_at": "2026-03-03T02:00:00+00:00",
    "check": {"number": "BT-1-市1", "verdict": "合格"},
    "calls": [{"number": 1, "outcome": "接通一致"}, {"number": 2, "outcome": "未接"}],
}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner), max_leaves=5
)
records = st.dictionaries(st.text(min_size=1), values, min_size=1).filter(
    lambda each: "exported_at" not in each
)


def test_the_moment_of_the_export_is_not_of_the_record():
    later = {**RECORD, "exported_at": "2027-01-01T00:00:00+00:00"}

    assert digest_of(later) == digest_of(RECORD)


def test_the_order_of_the_names_is_not_of_the_record_and_that_of_the_calls_is():
    turned = dict(reversed(RECORD.items()))
    calls = {**RECORD, "calls": RECORD["calls"][::-1]}

    assert digest_of(turned) == digest_of(RECORD)
    assert digest_of(calls) != digest_of(RECORD)


def test_anybody_computes_it_from_the_file_alone():
    read = json.loads(json.dumps(RECORD, ensure_ascii=False, indent=2))
    del read["exported_at"]
    text = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert digest_of(RECORD) == sha256(text.encode()).hexdigest()


@given(records, st.data())
def test_any_change_changes_it(record, data):
    name = data.draw(st.sampled_from(sorted(record)))
    other = data.draw(values.filter(lambda each: json.dumps(each) != json.dumps(record[name])))

    assert digest_of({**record, name: other}) != digest_of(record)
    assert digest_of({each: said for each, said in record.items() if each != name}) != digest_of(record)


@pytest.mark.parametrize(
    ("said", "is_one"),
    [("a" * 64, True), ("A" * 64, False), ("a" * 63, False), ("a" * 65, False), ("g" * 64, False)],
)
def test_a_digest_is_64_small_hexadecimal_digits(said, is_one):
    assert is_digest(said) is is_one
    assert is_digest(digest_of(RECORD))


def test_a_network_has_its_share_of_an_hour_and_no_more():
    check_verifications(MOST_OF_ADDRESS - 1)

    with pytest.raises(TooManyVerifications, match="一小时后"):
        check_verifications(MOST_OF_ADDRESS)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::1", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "203.0.113.7", True),
        ("", "", True),
    ],
)
def test_one_line_of_ipv6_has_a_whole_network_of_addresses_and_counts_as_one(one, other, is_one):
    assert (line_of(one) == line_of(other)) is is_one
