"""R63: what is written down of a teacher's certificate."""

from datetime import date

import pytest

from training.teachers.rules.certificates import BadCertificate, CertificateDraft, read_certificate

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
