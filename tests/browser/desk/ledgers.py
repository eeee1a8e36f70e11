"""The ways to the ledgers."""

from tests.browser.checked import DISTRICT
from tests.browser.claiming import CITY, enter
from tests.browser.visitor import Visitor

SAID = {"凭证号": "包财社12号", "拨来单位": "市财政局", "专账资金（元）": "1,200.50", "摘要": "第一批"}


def ledgers(visitor: Visitor) -> None:
    enter(visitor, "/desk/ledgers", CITY)


def ledger_with_a_refused_allotment(visitor: Visitor) -> None:
    """The same voucher twice."""
    for _ in range(2):
        enter(visitor, "/desk/ledgers", DISTRICT)
        for label, value in SAID.items():
            visitor.page.get_by_label(label, exact=True).fill(value)
        visitor.press("记账")


def ledger_book(visitor: Visitor) -> None:
    ledger_with_a_refused_allotment(visitor)
    visitor.click(visitor.page.locator("main").get_by_role("link", name="专账资金", exact=True))


def ledger_entry(visitor: Visitor) -> None:
    ledger_book(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def ledger_paper(visitor: Visitor) -> None:
    ledger_book(visitor)
    visitor.follow("打印")


def use_of_funds(visitor: Visitor) -> None:
    enter(visitor, "/desk/ledgers/use", CITY)


OF_LEDGERS = (
    ledgers,
    ledger_with_a_refused_allotment,
    ledger_book,
    ledger_entry,
    ledger_paper,
    use_of_funds,
)
