"""What stands at the edge of the web: names of hosts, cookies, forwarded trust, addresses of files."""

from datetime import timedelta

import pytest
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.line.api_answers import ApiRefused
from bot.line.downloads import refuse_address
from bot.settings import DingTalkSettings
from tests.factories import a_trainee
from tests.webapp.conftest import PHONE
from training.privacy.rules.purposes import NOTICE_VERSION
from webapp.web.cookies import CARRIED_OVER_UNTIL
from webapp.web.hosts import NO_PAGES

HTTPS = {"CHABAN_PUBLIC_URL": "https://chaban.example"}
EVIL = "evil.example"


@pytest.fixture
def https(apps, sqlite, tmp_path):
    """As it is served behind https."""
    sqlite.restore()
    return apps.world(sqlite, tmp_path, **HTTPS)


def locations(answer) -> str:
    return answer.headers.get("Location", "")


# --- hosts


OF_SLASHES = ("//evil.example", "//evil.example/sign-in", "//sign-in", "/sign-in//code", "/api/v1", "/\\evil")


def get_raw(world, path: str, host: str):
    """As it stands in the request: the client would take `//evil.example` for a host."""
    raw = {"PATH_INFO": path, "HTTP_HOST": host}
    return world.client().get("/", base_url="https://chaban.example", environ_overrides=raw)


@pytest.mark.parametrize("path", [*OF_SLASHES, "/", "/desk", "/me", "/nope"])
def test_no_answer_leads_to_the_host_that_a_request_claims(https, path, figure):
    answer = get_raw(https, path, EVIL)

    assert answer.status_code == 400
    assert EVIL not in locations(answer)
    assert "https://chaban.example" in answer.get_data(as_text=True)
    figure("redirects to a forged Host header", "0", "0")


@pytest.mark.parametrize("path", OF_SLASHES)
def test_under_its_own_name_a_path_of_slashes_stays_at_home(https, path):
    answer = get_raw(https, path, "chaban.example")

    assert answer.status_code in (200, 303, 308, 404)
    assert locations(answer) == "" or locations(answer).startswith("https://chaban.example/")


@pytest.mark.parametrize(
    ("host", "more", "status"),
    [
        ("chaban.example", {}, 200),
        ("chaban.example:443", {}, 200),
        ("CHABAN.example", {}, 200),
        ("localhost", {}, 200),
        ("127.0.0.1:8000", {}, 200),
        ("[::1]:8000", {}, 200),
        ("evil.example", {}, 400),
        ("chaban.example.evil.example", {}, 400),
        ("chaban.example@evil.example", {}, 400),
        ("second.example", {"CHABAN_TRUSTED_HOSTS": "second.example"}, 200),
        ("a.second.example", {"CHABAN_TRUSTED_HOSTS": "second.example"}, 400),
        ("a.second.example", {"CHABAN_TRUSTED_HOSTS": "third.example, .second.example"}, 200),
    ],
)
def test_pages_are_served_under_the_names_of_the_settings(apps, sqlite, tmp_path, host, more, status):
    world = apps.world(sqlite, tmp_path, **HTTPS, **more)

    assert world.client().get("/sign-in", headers={"Host": host}).status_code == status


def test_machines_and_monitors_call_by_any_name_and_are_led_nowhere(https):
    client = https.client()

    for path in ("/healthz", "/iclock/cdata?SN=1", "/iclock/getrequest?SN=1", "/metrics"):
        answer = client.get(path, headers={"Host": "192.0.2.7:8081"})
        assert answer.status_code != 400, path
        assert not locations(answer), path


def test_what_may_be_called_by_any_name_never_redirects(https):
    rules = [each for each in https.app.url_map.iter_rules() if each.endpoint.partition(".")[0] in NO_PAGES]

    assert {each.endpoint.partition(".")[0] for each in rules} == NO_PAGES
    assert [each.rule for each in rules if each.redirect_to or each.rule.endswith("/")] == []


# --- cookies


def test_behind_https_every_cookie_is_locked_to_the_host(https):
    client = https.client()
    session = client.post("/sign-in", data={"phone": PHONE}, base_url="https://chaban.example")
    sized = client.post("/text-size", data={"size": "large", "back": "/"}, base_url="https://chaban.example")

    for cookie in (*session.headers.getlist("Set-Cookie"), *sized.headers.getlist("Set-Cookie")):
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "Path=/;" in cookie + ";"
        assert "Domain" not in cookie
    page = client.get("/sign-in", base_url="https://chaban.example").get_data(as_text=True)
    assert 'class="large"' in page


def test_without_https_cookies_have_their_bare_names(apps, sqlite, tmp_path):
    world = apps.world(sqlite, tmp_path)
    answer = world.client().post("/sign-in", data={"phone": PHONE})

    assert answer.headers["Set-Cookie"].startswith("chaban=")


def _somebody_signed_in(world) -> str:
    with world.database.writing() as session:
        a_trainee(session, "王芳", PHONE)
    return world.token()


def _signed_before(world, **held) -> str:
    """The cookie as versions before this one signed it."""
    return SecureCookieSessionInterface().get_signing_serializer(world.app).dumps(held)


def test_whoever_was_signed_in_before_stays_so_in_a_locked_cookie(https):
    world, token = https, _somebody_signed_in(https)
    client = world.client()
    client.set_cookie(
        "chaban", _signed_before(world, token=token, notice=NOTICE_VERSION), domain="chaban.example"
    )

    answer = client.get("/me", base_url="https://chaban.example")

    assert answer.status_code == 200
    given = answer.headers.getlist("Set-Cookie")
    assert any(each.startswith("__Host-chaban=") and "Secure" in each for each in given)
    assert any(each.startswith("chaban=;") for each in given)
    assert client.get("/me", base_url="https://chaban.example").status_code == 200


def test_a_session_of_now_is_of_no_use_under_the_bare_name(https):
    """Another host of the domain could plant it there."""
    world, token = https, _somebody_signed_in(https)
    now = world.app.session_interface.get_signing_serializer(world.app).dumps({"token": token})
    client = world.client()
    client.set_cookie("chaban", now, domain="chaban.example")

    assert client.get("/me", base_url="https://chaban.example").status_code == 303


@pytest.mark.parametrize(
    ("before", "status"), [(timedelta(microseconds=1), 200), (timedelta(), 303), (-timedelta(days=1), 303)]
)
def test_sessions_of_before_are_carried_over_for_some_days_only(https, before, status):
    https.now = CARRIED_OVER_UNTIL - before
    token = _somebody_signed_in(https)
    client = https.client()
    held = {"token": token, "notice": NOTICE_VERSION}
    client.set_cookie("chaban", _signed_before(https, **held), domain="chaban.example")

    assert client.get("/me", base_url="https://chaban.example").status_code == status


@pytest.mark.parametrize("locked", ["", "nonsense"])
def test_whoever_has_a_locked_cookie_takes_no_session_under_the_bare_name(https, locked):
    token = _somebody_signed_in(https)
    client = https.client()
    held = {"token": token, "notice": NOTICE_VERSION}
    client.set_cookie("__Host-chaban", locked, domain="chaban.example", secure=True)
    client.set_cookie("chaban", _signed_before(https, **held), domain="chaban.example")

    assert client.get("/me", base_url="https://chaban.example").status_code == 303


# --- metrics


@pytest.mark.parametrize(
    ("more", "headers", "peer", "status"),
    [
        ({}, {}, "127.0.0.1", 200),
        ({}, {}, "::1", 200),
        ({}, {}, "10.0.0.9", 404),
        ({}, {}, "no address", 404),
        *(({}, {name: "127.0.0.1"}, "127.0.0.1", 404) for name in ("X-Forwarded-For", "Forwarded", "Via")),
        ({}, {"X-Real-IP": "127.0.0.1"}, "127.0.0.1", 404),
        ({}, {"X-Forwarded-Proto": "https"}, "127.0.0.1", 404),
        ({"CHABAN_TRUSTED_PROXIES": "1"}, {}, "127.0.0.1", 404),
        ({"CHABAN_TRUSTED_PROXIES": "1"}, {"X-Forwarded-For": "127.0.0.1"}, "10.0.0.9", 404),
    ],
)
def test_metrics_are_closed_where_a_proxy_may_stand_in_front(
    apps, sqlite, tmp_path, figure, more, headers, peer, status
):
    world = apps.world(sqlite, tmp_path, **more)

    answer = world.client().get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer})

    assert answer.status_code == status
    figure("/metrics read by forwarded trust alone", "0 times", "0 times")


def test_the_peer_of_the_connection_counts_whatever_a_proxy_made_of_it(apps, sqlite, tmp_path):
    """A proxy in front of the app that its settings do not know of."""
    world = apps.world(sqlite, tmp_path)
    before, world.app.wsgi_app = world.app.wsgi_app, ProxyFix(_without_forwarded(world.app.wsgi_app), x_for=1)
    try:
        answer = world.client().get(
            "/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_base={"REMOTE_ADDR": "10.0.0.9"}
        )
    finally:
        world.app.wsgi_app = before

    assert answer.status_code == 404


def _without_forwarded(app):
    def served(environ, start_response):
        environ.pop("HTTP_X_FORWARDED_FOR", None)
        return app(environ, start_response)

    return served


# --- files of the chat

DINGTALK = DingTalkSettings()


@pytest.mark.parametrize(
    "address",
    [
        "https://wukong-file.oss-cn-zhangjiakou.aliyuncs.com/a.jpg?Expires=1",
        "https://down-cdn.dingtalk.com/a.jpg",
        "https://static.dingtalk.com:443/a.jpg",
        "https://api.dingtalk.com/files/1",
    ],
)
def test_files_come_from_the_hosts_of_dingtalk(address):
    assert refuse_address(address, DINGTALK) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://down-cdn.dingtalk.com/a.jpg",
        "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/a.jpg",
        "https://[::1]/a.jpg",
        "https://10.0.0.5:8000/a.jpg",
        "https://localhost/a.jpg",
        "https://evil.example/a.jpg",
        "https://dingtalk.com.evil.example/a.jpg",
        "https://evildingtalk.com/a.jpg",
        "https://down-cdn.dingtalk.com@evil.example/a.jpg",
        "https://user@down-cdn.dingtalk.com/a.jpg",
        "https://down-cdn.dingtalk.com:8443/a.jpg",
        "https://down-cdn.dingtalk.com:none/a.jpg",
        "https://a.oss-cn-beijing-internal.aliyuncs.com/a.jpg",
        "http://api.dingtalk.com/files/1",
        "file:///etc/passwd",
        "ftp://down-cdn.dingtalk.com/a.jpg",
        "down-cdn.dingtalk.com/a.jpg",
        "",
    ],
)
def test_no_file_comes_from_anywhere_else(address, figure):
    with pytest.raises(ApiRefused, match="不是钉钉的"):
        refuse_address(address, DINGTALK)
    figure("files fetched from an address that is not DingTalk's", "0 of 19 kinds", "0 of 19 kinds")


def test_the_hosts_of_files_are_a_setting():
    own = DingTalkSettings.from_environ({"DINGTALK_DOWNLOAD_HOSTS": "files.example, .cn.example"})

    for address in ("https://files.example/a", "https://b.cn.example/a"):
        refuse_address(address, own)
    with pytest.raises(ApiRefused):
        refuse_address("https://down-cdn.dingtalk.com/a", own)
