"""A running installation and the machine's own Chromium; where there is none, this folder skips."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.installation import Installation, with_samples
from tests.browser.visitor import PHONE_SIZE, Visitor
from tests.patience import IN_A_BROWSER

# The one without a window first: the same engine, at half the cost.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
Visit = Callable[..., Visitor]

expect.set_options(timeout=IN_A_BROWSER)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        reason = f"no browser on this machine: none of {', '.join(CHROMIUM)} is on the PATH"
        (pytest.fail if os.environ.get("CHABAN_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    return str(found)


@pytest.fixture(scope="session")
def product(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = with_samples(tmp_path_factory.mktemp("installation"))
    with installation.running():
        yield installation


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """For this folder only: while it is open, its event loop would be in the way of other tests."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=arguments, ignore_default_args=["--disable-back-forward-cache"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def visits(browser: Browser, product: Installation) -> Iterator[Visit]:
    """Somebody comes with a fresh browser; for pages that several tests look at."""
    with ExitStack() as leaving:

        def visit(**options: Any) -> Visitor:
            context = browser.new_context(
                viewport=PHONE_SIZE,
                device_scale_factor=2,
                is_mobile=True,
                has_touch=True,
                locale="zh-CN",
                **options,
            )
            leaving.callback(context.close)
            return Visitor(context, product, options.get("java_script_enabled", True))

        yield visit


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(visits: Visit, request: pytest.FixtureRequest) -> Visitor:
    return visits(java_script_enabled=request.param)
