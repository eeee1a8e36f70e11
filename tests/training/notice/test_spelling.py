"""Names are found by their parts and by how they are read, whichever of its readings a character has."""

import pytest

from training.notice.spelling import LONGEST, READINGS, after, folded, keys_of_name, keys_of_number


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王芳", "wf"),
        ("王芳", "wangfang"),
        ("王芳", "芳"),
        ("单雄信", "sxx"),
        ("单雄信", "dxx"),
        ("单雄信", "cxx"),
        ("单雄信", "shanxiongxin"),
        ("曾国藩", "zgf"),
        ("曾国藩", "cgf"),
        ("曾国藩", "cengguofan"),
        ("阿拉坦·巴特尔", "altbte"),
        ("阿拉坦·巴特尔", "巴特尔"),
        ("吕布", "lvbu"),
        ("启明职业培训学校", "qmzy"),
        ("Ａlice Smith", "smith"),
        ("王 芳", "王芳"),
    ],
)
def test_a_name_is_found_by_what_is_typed_of_it(name, typed):
    keys = keys_of_name(name)

    assert any(key.startswith(folded(typed)) for key in keys)


def test_a_name_has_no_key_of_other_people():
    assert not any(key.startswith(("lf", "zhang", "王方")) for key in keys_of_name("王芳"))


def test_nothing_to_read_gives_no_key():
    assert keys_of_name("") == keys_of_name("·（）") == frozenset()


def test_a_name_of_letters_has_no_reading_beside_itself():
    assert keys_of_name("Bo") == {"bo", "o"}


def test_many_readings_stay_within_their_bound_and_keep_those_of_the_family_name():
    name = "单" + "行" * 10

    keys = {key for key in keys_of_name(name) if key.isascii()}

    assert len(keys) <= 2 * READINGS
    assert {key[0] for key in keys} == {"d", "s", "c"}


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1])
def test_no_key_is_longer_than_its_column(length):
    assert max(map(len, keys_of_name("长" * length))) <= LONGEST


@pytest.mark.parametrize("number", ["BT2026-DG-003", "bt2026_dg_003", "BT2026 DG 003", "ＢＴ2026－DG－003"])
def test_a_number_is_found_whole_and_from_each_of_its_parts(number):
    assert keys_of_number(number) == {"bt2026dg003", "dg003", "003"}


def test_separators_alone_are_no_number():
    assert keys_of_number("--") == frozenset()


@pytest.mark.parametrize(
    ("prefix", "following"),
    [
        ("wf", "wg"),
        ("王", "玌"),
        ("\ud7ff", "\ue000"),
        ("a\U0010ffff", "b"),
        ("\U0010ffff", None),
        ("", None),
    ],
)
def test_what_begins_so_ends_before_the_next_text(prefix, following):
    assert after(prefix) == following
