"""What a reviewer of claims says is understood however it is typed, and nothing is decided by mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.claim_commands import PassClaim, RejectClaim, ReturnClaim, ShowClaim, ShowClaims
from bot.words.commands import ShowClass
from bot.words.correction_commands import DecideCorrection
from bot.words.readers import read_command
from bot.words.spellings import PAPERS
from training.claims.rules.claim_numbers import ClaimNumber
from training.claims.terms import PaperKind

NUMBER = ClaimNumber("3f2a91bc", 4)
LICENCE, SLIP = PaperKind.LICENCE, PaperKind.WAGE_SLIP


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("待审", ShowClaims()),
        ("待审。", ShowClaims()),
        ("待审 2", ShowClaims(2)),
        ("待审 第2页", ShowClaims(2)),
        ("审核申领", ShowClaims()),
        ("待审 3f2a", ShowClaim(ClaimNumber("3f2a"))),
        ("待审 3F2A91BC-4", ShowClaim(NUMBER)),
        ("待审 编号３ｆ２ａ９１ｂｃ－４", ShowClaim(NUMBER)),
        ("@查班助手 待审 3f2a91bc-4", ShowClaim(NUMBER)),
        ("通过 3f2a91bc-4", PassClaim(NUMBER)),
        ("通过3f2a91bc-4", PassClaim(NUMBER)),
        ("审核通过 3f2a91bc-4！", PassClaim(NUMBER)),
        ("复查确认 3f2a91bc-4", PassClaim(NUMBER)),
        ("通过", PassClaim(None)),
        ("通过 3", PassClaim(None)),
        ("通过了吗", PassClaim(None)),
        ("退回 3f2a91bc-4", ReturnClaim(NUMBER)),
        ("退回 3f2a91bc-4 驾驶证", ReturnClaim(NUMBER, "", LICENCE)),
        ("退回 3f2a91bc-4 驾驶证 看不清", ReturnClaim(NUMBER, "看不清", LICENCE)),
        ("退回 3f2a91bc-4：驾照，看不清", ReturnClaim(NUMBER, "看不清", LICENCE)),
        ("退回 3f2a91bc-4 工资流水第2张 月份不够", ReturnClaim(NUMBER, "月份不够", SLIP, 2)),
        ("退回 3f2a91bc-4 流水 第 2 张", ReturnClaim(NUMBER, "", SLIP, 2)),
        ("退回 3f2a91bc-4 驾驶证副页请补", ReturnClaim(NUMBER, "驾驶证副页请补")),
        ("退回 3f2a91bc-4 请补驾驶证副页", ReturnClaim(NUMBER, "请补驾驶证副页")),
        ("打回 3f2a91bc-4 请补", ReturnClaim(NUMBER, "请补")),
        ("不通过 3f2a91bc-4 没有就业", RejectClaim(NUMBER, "没有就业")),
        ("审核不通过3f2a91bc-4，没有就业", RejectClaim(NUMBER, "没有就业")),
        ("不通过", RejectClaim(None)),
    ],
)
def test_a_command_is_understood_however_it_is_written(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_can_be_named_by_each_of_its_words(kind):
    for spelling in PAPERS[kind]:
        assert read_command(f"退回 3f2a91bc-4 {spelling} 看不清") == ReturnClaim(NUMBER, "看不清", kind)


def test_the_words_for_corrections_and_for_claims_are_never_taken_for_each_other():
    assert isinstance(read_command("批准 3f2a91bc"), DecideCorrection)
    assert isinstance(read_command("不批准 3f2a91bc 没有来"), DecideCorrection)
    assert isinstance(read_command("驳回 3f2a91bc 没有来"), DecideCorrection)
    assert isinstance(read_command("通过 3f2a91bc"), PassClaim)


@pytest.mark.parametrize("number", ["C1-1", "c1-12", "BT2026-C1-005"])
def test_the_number_of_a_c1_class_is_still_a_class(number):
    assert read_command(number) == ShowClass(number)


@given(st.uuids(), st.integers(4, 32), st.none() | st.integers(0, 999))
def test_every_number_is_read_as_it_was_shown(claim, digits, acts):
    number = ClaimNumber(claim.hex[:digits], acts)

    assert read_command(f"通过 {number}") == PassClaim(number)
    assert read_command(f"待审 {number}") == ShowClaim(number)


@given(st.sampled_from(["通过", "退回", "不通过"]), st.text("请补重拍清楚，。：- xyz0", max_size=40))
def test_without_a_number_no_claim_is_named(verb, words):
    command = read_command(f"{verb} {words}")

    assert "0000" in words or command.number is None
