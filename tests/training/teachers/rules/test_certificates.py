"""R63: what is written down of a teacher's certificate."""

from datetime import date

import pytest

from training.teachers.rules.certificates import (
    BadCertificate,
    CertificateDraft,
    read_certificate,
    tells_a_person,
)
from training.teachers.rules.levels import is_level

SAID = {"kind": "技能等级证书", "trade": "电工", "level": " 三级 ", "number": "s15 0123"}


def test_spaces_and_small_letters_make_no_other_number():
    read = read_certificate(SAID | {"issued_on": "2024-05-12", "expires_on": "2024-05-12"})

    day = date(2024, 5, 12)
    assert read == CertificateDraft("技能等级证书", "电工", "三级", "S150123", day, day)


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"number": ""}, "证书编号"),
        ({"trade": " "}, "职业（工种）"),
        ({"kind": "证" * 65}, "证书类型"),
        ({"expires_on": "2026-02-30"}, "有效期至"),
        ({"issued_on": "2024-05-13", "expires_on": "2024-05-12"}, "有效期至"),
    ],
)
def test_what_cannot_be_is_refused_with_its_column(wrong, column):
    with pytest.raises(BadCertificate) as refused:
        read_certificate(SAID | wrong)

    assert refused.value.column == column


@pytest.mark.parametrize(
    ("number", "tells"), [("无", False), ("见附件见附件", False), ("S1234", False), ("S12345", True)]
)
def test_only_what_looks_like_a_number_tells_who_somebody_is(number, tells):
    assert tells_a_person(number) is tells


@pytest.mark.parametrize(
    ("said", "kind", "may_be"),
    [
        ("", "技能等级证书", True),
        ("3级", "技能等级证书", True),
        ("三级/高级工", "职业资格证书", True),
        ("高级技师（一级）", "技能等级证书", True),
        ("0", "技能等级证书", False),
        ("六级", "职业资格证书", False),
        ("2026-03-01", "技能等级证书", False),
        ("高级讲师", "职称证书", True),
        ("三级/高级技能", "职业资格证书", True),
        ("国家职业资格三级 高级技能", "职业资格证书", True),
        ("职业技能等级三级", "职业技能等级证书", True),
        ("职业技能等级", "职业技能等级证书", False),
        ("高级中学", "教师职业资格证书", True),
    ],
)
def test_a_paper_of_skills_has_one_of_its_levels_by_any_name_and_others_have_their_own(said, kind, may_be):
    assert is_level(said, kind) is may_be
