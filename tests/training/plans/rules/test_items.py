"""计划项: read as a clerk writes it, and never half."""

import pytest

from training.notice.terms import ClassKind, Fund
from training.plans.rules.items import BadItem, Item, read_item

SAID = {
    "trade": " 电工 ",
    "level": "五级",
    "kind": "定向",
    "is_new_occupation": "是",
    "industry": "稀土",
    "classes": "2",
    "people": "60",
    "hours": "80.5",
    "fund": "失业保险基金",
    "amount": "¥72,000.50元",
}


def test_an_item_is_read_whole():
    assert read_item(SAID) == Item(
        "电工", "五级", ClassKind.TARGETED, True, "稀土", 2, 60, 161, Fund.UNEMPLOYMENT, 7_200_050
    )


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("trade", " ", "培训工种"),
        ("trade", "工" * 65, "培训工种"),
        ("kind", "短期", "培训类型"),
        ("is_new_occupation", "可能", "新职业"),
        ("classes", "0", "班数"),
        ("classes", "1000", "班数"),
        ("people", "-1", "人数"),
        ("people", "六十", "人数"),
        ("hours", "0", "课时"),
        ("hours", "80.25", "课时"),
        ("hours", "2000.5", "课时"),
        ("fund", "财政资金", "资金来源"),
        ("amount", "0", "金额"),
        ("amount", "3.6万", "金额"),
        ("amount", "1.005", "金额"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_field(name, value, field):
    with pytest.raises(BadItem) as refused:
        read_item(SAID | {name: value})

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "value"), [("classes", "999"), ("hours", "2000"), ("hours", "0.5"), ("amount", "0.01")]
)
def test_what_is_just_possible_is_taken(name, value):
    assert read_item(SAID | {name: value}).trade == "电工"
