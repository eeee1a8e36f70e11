"""Whoever processes personal data says what for, on which basis, and how long (个人信息保护法第十七条)."""

import re

import pytest

from tests.checkout import CHECKOUT
from training.notice.policy import Policy
from training.privacy.rules.purposes import NOTICE_VERSION, purposes
from training.privacy.terms import LegalBasis

PAGE = (CHECKOUT / "docs" / "personal-data.md").read_text(encoding="utf-8")
NAMES = [each.name for each in purposes(Policy())]


@pytest.mark.parametrize("each", purposes(Policy()), ids=lambda each: each.name)
def test_every_purpose_says_what_why_who_and_how_long(each):
    assert all((each.name, each.data, each.basis, each.seen_by, each.kept))


@pytest.mark.parametrize("name", ["班级备案和名册", "考勤和学时", "电话和视频查班", "补贴申领"])
def test_what_the_notice_asks_of_the_office_hangs_on_no_consent(name):
    (found,) = (each for each in purposes(Policy()) if each.name == name)

    assert found.basis is LegalBasis.STATUTORY_DUTY


def test_what_the_security_log_and_the_list_of_devices_keep_of_a_sign_in_is_told():
    """The log names the network as it is, for months; only the database keeps a digest of it."""
    (found,) = (each for each in purposes(Policy()) if each.name == "登录")

    assert "设备" in found.data
    assert "安全日志里的网络地址" in found.data
    assert "安全日志不少于 6 个月" in found.kept


def test_what_hangs_on_a_consent_says_how_to_end_it():
    asked = [each for each in purposes(Policy()) if each.basis is LegalBasis.CONSENT]

    assert all(each.choice for each in asked)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"retention_years": 11}, "保存 11 年"),
        ({"message_retention_days": 91}, "91 天后删除内容"),
        ({"machine_upload_days": 731}, "原始数据 731 天"),
        ({"unfinished_claim_days": 181}, "181 天后删除照片"),
    ],
)
def test_how_long_is_the_policys_own_number(numbers, told):
    assert not any(told in each.kept for each in purposes(Policy()))
    assert any(told in each.kept for each in purposes(Policy(**numbers)))


def test_the_assessment_speaks_of_each_purpose_and_of_no_other():
    rows = re.findall(r"^\| (\S+) \|", PAGE.partition("## Purposes")[2].partition("\n## ")[0], re.MULTILINE)

    assert [each for each in rows if each != "purpose" and not each.startswith("---")] == NAMES
    assert NOTICE_VERSION in PAGE
