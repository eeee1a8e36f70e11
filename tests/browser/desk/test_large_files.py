"""R43: a large file goes on where the line broke, in a real browser, and after the page was loaded anew."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.checked import CITY
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

INDEX, PARTS = "/desk/imports", re.compile(r"/desk/parts/[0-9a-f-]{36}$")
LINE = "{}\t2026-03-02 08:00:00\t0\t15\t0\t0\t0\n"
LINES = 80_000
"""Of 2.6 MB, which are three parts."""


def a_large_file(folder: Path) -> Path:
    path = folder / "1_attlog.dat"
    path.write_text("".join(LINE.format(1 + place % 40) for place in range(LINES)), encoding="ascii")
    return path


def at_the_imports(visits: Visit) -> Visitor:
    visitor = visits(java_script_enabled=True)
    visitor.enter_as_staff(CITY)
    visitor.open(INDEX)
    return visitor


def hand_in(visitor: Visitor, path: Path) -> None:
    visitor.page.locator("#files").set_input_files(path)
    visitor.page.get_by_role("button", name="上传", exact=True).click()


def on_parts(visitor: Visitor, act: Callable[[Route], None]) -> None:
    def decide(route: Route) -> None:
        (act if route.request.method == "PATCH" else Route.continue_)(route)

    visitor.page.route(PARTS, decide)


def test_what_was_cut_in_the_middle_goes_on_by_itself(visits: Visit, tmp_path: Path):
    visitor = at_the_imports(visits)
    begun: list[str] = []

    def cut(route: Route) -> None:
        begun.append(route.request.headers.get("upload-offset", ""))
        if len(begun) == 2:
            route.abort()
        elif len(begun) == 3:
            # It arrives, and its answer is lost.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    visitor.page.route(
        PARTS, lambda route: cut(route) if route.request.method == "PATCH" else route.continue_()
    )
    hand_in(visitor, a_large_file(tmp_path))

    expect(visitor.page.get_by_text("SHA-256")).to_be_visible()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("1_attlog.dat")
    assert begun == ["0", "1048576", "1048576", "2097152"]


def test_after_the_page_is_loaded_anew_only_the_rest_is_sent(visits: Visit, tmp_path: Path):
    visitor, path = at_the_imports(visits), a_large_file(tmp_path)
    begun: list[str] = []

    def only_the_first(route: Route) -> None:
        if route.request.headers.get("upload-offset") == "0":
            route.continue_()
        else:
            route.abort()

    on_parts(visitor, only_the_first)
    hand_in(visitor, path)
    expect(visitor.page.get_by_role("status").first).to_contain_text("连接断了")
    # The page of before would go on by itself as soon as nothing is in its way.
    visitor.open(INDEX)
    visitor.page.unroute_all()
    expect(visitor.page.get_by_role("heading", name="没有传完的文件")).to_be_visible()
    visitor.page.on("request", lambda each: begun.append(each.headers.get("upload-offset", "")))
    hand_in(visitor, path)

    expect(visitor.page.get_by_text("SHA-256")).to_be_visible()
    assert [each for each in begun if each] == ["1048576", "2097152"]
    visitor.open(INDEX)
    expect(visitor.page.get_by_role("heading", name="没有传完的文件")).to_have_count(0)
