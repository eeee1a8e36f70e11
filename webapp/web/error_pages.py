"""What a person reads when something is refused, not found or broken."""

from flask import Response, make_response, render_template, request, session
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from training.errors import Refusal
from webapp.web.errors import fault_id, say_when, status_of
from webapp.web.hosts import StrangeHost
from webapp.web.staff_auth import STAFF_TOKEN

WORDS = {
    400: ("请求有误", "页面可能放得太久了，请返回重新打开再试。"),
    403: ("不能打开", "您没有权限看这一页。"),
    404: ("没有这一页", "地址可能不对，或者这不是您的内容。"),
    405: ("不能这样打开", "请从首页重新进入。"),
    410: ("已失效", "请重新获取。"),
    413: (
        "内容太大",
        "提交的内容超过了限制。照片请用手机默认尺寸拍，或先缩小再上传；扫描的 PDF 请降低清晰度。",
    ),
    429: ("操作太频繁", "请稍候再试。"),
    500: ("系统出错了", "不是您的操作问题，我们已记录。请稍后再试。"),
    503: ("系统暂时不可用", "请过几分钟再试，已有的记录不会丢失。"),
}
OTHER = ("请求没有成功", "请返回首页重试。")


def page_of_refusal(refusal: Refusal) -> Response:
    return say_when(_page(status_of(refusal), message=str(refusal)), refusal)


def page_of_http_error(error: HTTPException) -> Response:
    if isinstance(error, CSRFError):
        return _page(400, title="页面放得太久了", message="为了安全，请返回上一页、刷新后再试一次。")
    if isinstance(error, StrangeHost):
        return _page(400, title="网址不对", message=error.description or "")
    if error.response is not None:
        return make_response(error.response)
    page = _page(error.code or 500)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            page.headers[name] = value
    return page


def page_of_fault(fault: Exception, status: int) -> Response:
    return _page(status, number=fault_id(fault))


def _page(status: int, *, title: str = "", message: str = "", number: str = "") -> Response:
    words = WORDS.get(status, OTHER)
    page = render_template(
        "error.html", title=title or words[0], message=message or words[1], number=number, home=_home()
    )
    return make_response(page, status)


def _home() -> str:
    """Staff go back to where they work; everybody else to their hours."""
    is_of_staff = STAFF_TOKEN in session or request.path.startswith("/desk")
    return "/desk" if is_of_staff else "/"
