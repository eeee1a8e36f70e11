"""What a browser says of itself, in the words that its owner knows it by."""

import pytest

from webapp.web.devices import OTHER, device_of

ANDROID = (
    "Mozilla/5.0 (Linux; Android 13; V2203A) AppleWebKit/537.36 Version/4.0 Chrome/116.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{ANDROID} MicroMessenger/8.0.44", "安卓手机 微信"),
        (f"{ANDROID} AliApp(DingTalk/7.5.0)", "安卓手机 钉钉"),
        (ANDROID, "安卓手机 谷歌浏览器"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", "苹果手机 Safari 浏览器"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows 电脑 Edge 浏览器"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Linux 电脑 火狐浏览器"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17.0 Safari/605.1", "苹果电脑 Safari 浏览器"),
        ("python-requests/2.32", OTHER),
        ("", OTHER),
        ("x" * 100_000, OTHER),
    ],
)
def test_a_device_is_called_by_its_kind_and_its_app(user_agent, words):
    assert device_of(user_agent) == words
