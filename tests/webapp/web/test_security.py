"""Headers, CSRF, cookies and faults."""

import logging
import re
from hashlib import sha256

import brotli
import pytest

from tests.webapp.conftest import PHONE, a_world
from webapp.server.static_files import STATIC


@pytest.mark.parametrize(
    "page", ["/sign-in", "/", "/nope", "/healthz", "/api/v1/me/progress", "/static/pages.css"]
)
def test_every_answer_carries_the_security_headers(world, page):
    with world.client().get(page) as answer:
        headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_pages_hold_no_inline_script_or_style(world):
    client = world.signed_in()
    for page in ("/", "/sign-in", "/offline", "/nope", "/api/v1/"):
        content = client.get(page).get_data(as_text=True)
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", content), page


def test_personal_pages_are_kept_by_no_cache_and_static_files_for_ever(world):
    client = world.signed_in()
    page = client.get("/")

    assert page.headers["Cache-Control"] == "private, no-store"
    styles = re.search(r'href="(/static/[^"]+)"', page.get_data(as_text=True))
    assert styles
    with client.get(styles[1]) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_that_is_kept_for_ever_may_load_nothing_and_is_packed_for_who_can_unpack_it(world):
    client = world.client()
    address = f"/static/desk.css?v={sha256((STATIC / 'desk.css').read_bytes()).hexdigest()[:10]}"

    with client.get(address, headers={"Accept-Encoding": "br"}) as packed, client.get(address) as plain:
        assert brotli.decompress(packed.get_data()) == plain.get_data() == (STATIC / "desk.css").read_bytes()
        for answer in (packed, plain):
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("file", ["desk.css", "of-the-next-version.css"])
def test_neither_an_older_file_nor_its_absence_is_kept_under_a_newer_address(world, file):
    with world.client().get(f"/static/{file}?v=0123456789") as answer:
        assert "immutable" not in answer.headers["Cache-Control"]
        assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "form", ["/sign-in", "/sign-in/code", "/sign-in/code/again", "/sign-in/person", "/sign-out", "/text-size"]
)
def test_a_form_without_its_token_is_refused(world, form):
    world.app.config["WTF_CSRF_ENABLED"] = True

    answer = world.client().post(form, data={"phone": PHONE})

    assert answer.status_code == 400
    assert "刷新" in answer.get_data(as_text=True)


def test_a_form_with_its_token_is_accepted(world):
    world.app.config["WTF_CSRF_ENABLED"] = True
    client = world.client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").get_data(as_text=True))
    assert token

    assert client.post("/sign-in", data={"phone": PHONE, "csrf_token": token[1]}).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(world):
    client = world.client()
    cookie = client.post("/sign-in", data={"phone": PHONE}).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_https_cookies_are_secure_and_the_browser_remembers(tmp_path, sqlite):
    world = a_world(sqlite.url, tmp_path, CHABAN_PUBLIC_URL="https://chaban.example")

    answer = world.client().post("/sign-in", data={"phone": "no phone"})
    sized = world.client().post("/text-size", data={"size": "large", "back": "/"})

    assert "Strict-Transport-Security" in answer.headers
    assert "Secure" in sized.headers["Set-Cookie"]
    world.database.close()


def test_a_proxy_is_believed_only_as_far_as_it_is_trusted(tmp_path, sqlite):
    for hops, address in (("0", "127.0.0.1"), ("1", "10.9.9.9")):
        world = a_world(sqlite.url, tmp_path, CHABAN_TRUSTED_PROXIES=hops)
        seen = []
        world.app.add_url_rule("/who", view_func=lambda seen=seen: seen.append(_address()) or "")
        world.client().get("/who", headers={"X-Forwarded-For": "10.8.8.8, 10.9.9.9"})
        assert seen == [address]
        world.database.close()


def _address() -> str:
    from flask import request

    return str(request.remote_addr)


def test_a_fault_is_a_number_for_the_person_and_a_trace_for_the_log(sqlite, tmp_path, caplog):
    world = a_world(sqlite.url, tmp_path)
    world.app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    world.app.add_url_rule("/api/v1/broken", endpoint="api_broken", view_func=lambda: 1 / 0)

    with caplog.at_level(logging.ERROR):
        page, problem = world.client().get("/broken"), world.client().get("/api/v1/broken")

    assert page.status_code == problem.status_code == 500
    number = re.search(r"<b>([0-9a-f]{8})</b>", page.get_data(as_text=True))
    assert number
    assert number[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in page.get_data(as_text=True)
    assert problem.json["fault"] in caplog.text


def test_a_database_out_of_reach_is_an_apology_without_personal_data_in_the_log(world, caplog):
    with world.database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE login_code RENAME TO gone")

    with caplog.at_level(logging.ERROR):
        answer = world.client().post("/sign-in", data={"phone": PHONE})

    assert answer.status_code == 503
    assert "no such table" in caplog.text
    assert PHONE not in caplog.text


@pytest.mark.parametrize("page", ["/nope", "/classes/1"])
def test_a_page_that_is_not_there_says_so_kindly(world, page):
    answer = world.client().get(page)

    assert answer.status_code == 404
    assert "没有这一页" in answer.get_data(as_text=True)


def test_a_form_opened_as_a_page_says_where_to_go(world):
    answer = world.client().get("/sign-out")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_giant_request_is_refused(world):
    assert world.client().post("/sign-in", data={"phone": "1" * 100_000}).status_code == 413


def test_the_health_page_knows_a_database_that_is_behind(world):
    assert world.client().get("/healthz").status_code == 200

    with world.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM alembic_version")

    assert world.client().get("/healthz").status_code == 503


def test_the_service_worker_and_the_offline_page_hold_nothing_personal(world):
    client = world.signed_in()

    with client.get("/service-worker.js") as worker:
        assert worker.headers["Content-Type"].startswith("text/javascript")
    page = client.get("/offline").get_data(as_text=True)

    assert "王" not in page
    assert "没有网络" in page


NEWER_THAN_ES5 = re.compile(r"=>|\?\.|\?\?|\b(?:let|const|class|async|await)\b|`")
NEWER_CSS = re.compile(r":is\(|:where\(|:has\(|clamp\(|\binset\b|(?<![-\w])gap:|var\(")


def test_scripts_and_styles_are_old_enough_for_old_webviews():
    for script in ("pages.js", "service-worker.js", "shrink.js", "photo.js", "review.js"):
        code = re.sub(r"//.*", "", (STATIC / script).read_text(encoding="utf-8"))
        assert not NEWER_THAN_ES5.search(code), script
    for styles in ("pages.css", "claims.css"):
        assert not NEWER_CSS.search((STATIC / styles).read_text(encoding="utf-8")), styles


def test_the_scripts_of_the_photo_fit_8_kb():
    assert sum((STATIC / name).stat().st_size for name in ("shrink.js", "photo.js")) <= 8 * 1024
