"""What axe-core finds wrong with a page: its script is read once, and brought to each page once."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
IS_THERE = "() => 'axe' in window"
# Only what is wrong comes back: the rest of the answer is larger than most pages.
RUN = "options => axe.run(document, options).then(found => found.violations)"


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Each rule that the page breaks, and the elements that break it."""
    if not page.evaluate(IS_THERE):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(RUN, {"resultTypes": ["violations"], **options})
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
