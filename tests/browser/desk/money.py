"""The ways to the standards of subsidies and to the lists to compare with."""

from tests.browser.checked import DISTRICT
from tests.browser.claiming import CITY, enter
from tests.browser.visitor import Visitor

CHOSEN = {"类型": "普通", "拨付对象": "培训机构", "资金来源": "就业补助资金"}


def standards(visitor: Visitor) -> None:
    enter(visitor, "/desk/standards", CITY)


def standards_refused(visitor: Visitor) -> None:
    """Two rows for one and the same class."""
    _write(visitor, ("40", "80", "800"), ("60", "120", "1000"))


def standards_that_wait(visitor: Visitor) -> None:
    _write(visitor, ("40", "80", "800"), ("80.5", "120", "1000"))


def compared_lists(visitor: Visitor) -> None:
    enter(visitor, "/desk/compared-lists", CITY)


def _write(visitor: Visitor, *rows: tuple[str, str, str]) -> None:
    enter(visitor, "/desk/standards/new", DISTRICT)
    visitor.page.get_by_label("文号", exact=True).fill("昆人社〔2026〕3号")
    for place, row in enumerate(rows, 1):
        for label, said in zip(("课时起", "课时止", "每人（元）"), row, strict=True):
            visitor.page.get_by_label(f"第 {place} 行 {label}", exact=True).fill(said)
        for label, said in CHOSEN.items():
            visitor.page.get_by_label(f"第 {place} 行 {label}", exact=True).select_option(said)
    visitor.press("写好，等第二人同意")


OF_MONEY = (standards, standards_refused, standards_that_wait, compared_lists)
