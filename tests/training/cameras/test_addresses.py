"""Whoever registers a camera names an address that this server asks: only what the operator opened (R06)."""

import pytest

from training.cameras.rules.addresses import ISAPI, BadAddress, may_be_asked, read_address

SCHOOLS = ("10.20.0.0/16", "fd12:3456::/64")
ANYWHERE = ("0.0.0.0/0", "::/0")


@pytest.mark.parametrize(
    ("host", "may"),
    [
        ("10.19.255.255", False),
        ("10.20.0.0", True),
        ("10.20.255.255", True),
        ("10.21.0.0", False),
        ("fd12:3456::7", True),
        ("fd12:3456:0:1::7", False),
        ("::ffff:10.20.0.7", True),
        ("::ffff:10.21.0.7", False),
        ("camera.school.cn", False),
        ("", False),
        ("10.20.0.7.nip.io", False),
        ("fd12:3456::7%eth0", False),
        ("64:ff9b::10.20.0.7", True),
        ("64:ff9b::10.21.0.7", False),
        ("0x0a140007", False),
    ],
)
def test_a_camera_is_asked_within_the_networks_that_were_opened_and_by_number_alone(host, may):
    assert may_be_asked(host, SCHOOLS) is may
    assert not may_be_asked(host, ())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "169.254.169.254",
        "169.254.0.7",
        "100.100.100.200",
        "fd00:ec2::254",
        "fd00:ec2::254%eth0",
        "fd00:ec2::254%25eth0",
        "::1%lo",
        "64:ff9b::169.254.169.254",
        "64:ff9b::127.0.0.1",
        "2002:7f00:1::",
        "fe80::1",
        "224.0.0.1",
        "0.0.0" + ".0",
    ],
)
def test_no_network_that_is_too_wide_leads_into_the_house_or_to_a_clouds_own_numbers(host):
    assert not may_be_asked(host, ANYWHERE)
    assert may_be_asked("203.0.113.7", ANYWHERE)


@pytest.mark.parametrize(
    ("host", "opened", "may"),
    [
        ("127.0.0.1", "127.0.0.1/32", True),
        ("127.0.0.2", "127.0.0.1/32", False),
        ("169.254.169.254", "169.254.0.0/16", False),
        ("100.100.100.200", "100.100.100.0/24", False),
        ("100.100.100.201", "100.100.100.0/24", True),
    ],
)
def test_the_house_itself_is_asked_only_where_exactly_that_was_opened(host, opened, may):
    assert may_be_asked(host, (opened,)) is may


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("10.20.0.7", f"http://10.20.0.7{ISAPI}"),
        (" 10.20.0.7 ", f"http://10.20.0.7{ISAPI}"),
        ("10.20.0.7:8080", f"http://10.20.0.7:8080{ISAPI}"),
        ("https://10.20.0.7/", f"https://10.20.0.7{ISAPI}"),
        ("http://10.20.0.7/onvif/snapshot?channel=1#x", "http://10.20.0.7/onvif/snapshot?channel=1"),
        ("http://[fd12:3456::7]/snap.jpg", "http://[fd12:3456::7]/snap.jpg"),
    ],
)
def test_a_number_alone_is_completed_as_isapi_has_it(typed, whole):
    assert read_address(typed, SCHOOLS) == whole


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "地址“"),
        ("camera.school.cn", "不能写域名"),
        ("ftp://10.20.0.7/", "地址“"),
        ("file:///etc/passwd", "地址“"),
        ("http://10.20.0.7:99999/", "地址“"),
        ("http://10.20.0.7/a b", "地址“"),
        ("http://10.20.0.7/\r\nHost: x", "地址“"),
        ("http://admin:12345@10.20.0.7/", "不要写账号和密码"),
        ("10.21.0.7", "不在允许的网段"),
        ("http://10.20.0.7/" + "x" * 239, "地址太长"),
    ],
)
def test_what_is_no_address_of_a_camera_is_refused_with_what_to_write(typed, why):
    with pytest.raises(BadAddress, match=why) as refused:
        read_address(typed, SCHOOLS)

    assert "12345" not in str(refused.value)


def test_an_address_may_have_255_letters():
    longest = "http://10.20.0.7/" + "x" * 238

    assert len(read_address(longest, SCHOOLS)) == 255
