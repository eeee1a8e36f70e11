"""R43: what a request proves of the machine that it names."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from training.attendance.rules.networks import BadNetwork, is_same_site, is_within, read_networks
from training.attendance.rules.proofs import NOBODY, Agreed, Brought, Standing, standing_of

OLD, NEW, WRONG, HOST = (sha256(word.encode()).digest() for word in ("old", "new", "wrong", "host"))
TODAY = date(2026, 3, 3)
NOTHING = Brought(None, WRONG, 8000, "198.51.100.7")


@pytest.mark.parametrize(
    ("agreed", "brought", "standing"),
    [
        (Agreed(secret=OLD), {"secret": OLD}, Standing.PROVEN),
        (Agreed(secret=OLD), {"secret": WRONG}, Standing.REFUSED),
        (Agreed(secret=OLD), {}, Standing.REFUSED),
        (Agreed(), {"secret": OLD}, Standing.REFUSED),
        (Agreed(secret=OLD, next_secret=NEW), {"secret": OLD}, Standing.PROVEN),
        (Agreed(secret=OLD, next_secret=NEW), {"secret": NEW}, Standing.TAKES_UP),
        (Agreed(secret=OLD, next_secret=NEW), {"secret": WRONG}, Standing.REFUSED),
        (Agreed(next_secret=NEW), {"secret": NEW}, Standing.TAKES_UP),
        (Agreed(next_secret=NEW), {}, Standing.UNPROVEN),
        (Agreed(host=HOST), {"host": HOST}, Standing.PROVEN),
        (Agreed(host=HOST), {}, Standing.REFUSED),
        (Agreed(port=8101), {"port": 8101}, Standing.PROVEN),
        (Agreed(port=8101), {"port": 8102}, Standing.REFUSED),
        (Agreed(networks=("198.51.100.0/24",)), {}, Standing.PROVEN),
        (Agreed(networks=("203.0.113.0/24",)), {}, Standing.REFUSED),
        (Agreed(networks=("203.0.113.0/24",)), {"address": "no address"}, Standing.REFUSED),
        (Agreed(secret=OLD, networks=("203.0.113.0/24",)), {"secret": OLD}, Standing.REFUSED),
        (Agreed(next_secret=NEW, networks=("203.0.113.0/24",)), {"secret": NEW}, Standing.REFUSED),
        (Agreed(), {}, Standing.UNPROVEN),
        (Agreed(counts_until=date(2026, 3, 2)), {}, Standing.UNPROVEN),
        (Agreed(counts_until=date(2026, 3, 3)), {}, Standing.IN_GRACE),
        (Agreed(counts_until=date(2026, 3, 4)), {}, Standing.IN_GRACE),
        (Agreed(secret=OLD, counts_until=date(2026, 3, 4)), {}, Standing.REFUSED),
    ],
)
def test_everything_that_was_agreed_must_be_brought(agreed, brought, standing):
    assert standing_of(agreed, replace(NOTHING, **brought), TODAY) is standing


@pytest.mark.parametrize("secret", [None, OLD, bytes(32), b"\0"])
@pytest.mark.parametrize("host", [HOST, bytes(32)])
def test_nobody_can_be_proven_by_nothing(secret, host):
    # The digest of a word is never a row of zeros; were it one, the missing machine would still not be there.
    brought = replace(NOTHING, secret=secret, host=host, port=8000)

    assert standing_of(NOBODY, brought, TODAY) is Standing.REFUSED


@pytest.mark.parametrize(
    ("standing", "is_proven", "counts"),
    [
        (Standing.PROVEN, True, True),
        (Standing.TAKES_UP, True, True),
        (Standing.IN_GRACE, False, True),
        (Standing.UNPROVEN, False, False),
        (Standing.REFUSED, False, False),
    ],
)
def test_only_what_is_proven_is_told_names_and_what_is_in_grace_still_counts(standing, is_proven, counts):
    assert (standing.is_proven, standing.counts) == (is_proven, counts)


@pytest.mark.parametrize(
    ("address", "networks", "is_in"),
    [
        ("198.51.100.0", "198.51.100.0/24", True),
        ("198.51.100.255", "198.51.100.0/24", True),
        ("198.51.101.0", "198.51.100.0/24", False),
        ("198.51.99.255", "198.51.100.0/24", False),
        ("203.0.113.7", "198.51.100.0/24 203.0.113.7/32", True),
        ("::ffff:203.0.113.7", "203.0.113.7/32", True),
        ("2001:db8::1", "203.0.113.7/32", False),
        ("2001:db8::1", "2001:db8::/64", True),
        ("", "203.0.113.7/32", False),
        ("", "", True),
    ],
)
def test_an_address_lies_in_a_network_or_not(address, networks, is_in):
    assert is_within(address, tuple(networks.split())) is is_in


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("198.51.100.7", True),
        ("198.51.100.255", True),
        ("198.51.101.7", False),
        ("::ffff:198.51.100.9", True),
        ("2001:db8::1", False),
        ("x", False),
    ],
)
def test_addresses_of_one_pool_are_one_place(other, is_same):
    assert is_same_site("198.51.100.7", other) is is_same
    assert is_same_site("2001:db8::1", "2001:db8::ffff")
    assert not is_same_site("2001:db8::1", "2001:db8:0:1::1")


def test_networks_are_read_as_they_are_written_each_once():
    assert read_networks(["198.51.100.77/24", " 203.0.113.7 ", "198.51.100.0/24"]) == (
        "198.51.100.0/24",
        "203.0.113.7/32",
    )
    assert read_networks(["10.0.0.0/8"]) == ("10.0.0.0/8",)


@pytest.mark.parametrize("text", ["", "school", "10.0.0.0/7", "0.0.0.0/0", "2001::/31", "1.2.3.4/33"])
def test_what_is_no_network_or_would_prove_nothing_is_refused(text):
    with pytest.raises(BadNetwork, match="请写机构出口的网段"):
        read_networks([text])


def test_more_networks_than_a_row_holds_are_refused():
    assert len(read_networks(f"10.0.{place}.0/24" for place in range(5))) == 5
    with pytest.raises(BadNetwork):
        read_networks(f"10.0.{place}.0/24" for place in range(6))
