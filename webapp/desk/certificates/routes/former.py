"""/desk/certificates/past: certificates of before this system, and series that go on behind them (R08)."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session

from training.certificates.rules.former_list import HEADINGS
from training.certificates.views.former import listed_former, offered_former, order_of_former, taken_over
from training.notice.permissions import Permission, may
from training.records.exchange.former import FormerCertificate
from training.records.staff.staff import Staff
from webapp.desk.certificates.pages.former import former_lines, series_lines
from webapp.desk.certificates.pages.papers import issuer
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("former_certificates", __name__, url_prefix="/desk/certificates/past")


@blueprint.get("")
@staff_required(Permission.SEE_FORMER_CERTIFICATES)
def index(staff: Staff) -> Any:
    with house().database.reading() as rows:
        series = series_lines(taken_over(rows), issuer().numbering, now())
    acts = (("导入历史证书", url_for("imports.index")),)
    return show_table(
        staff,
        FORMER,
        "former.html",
        series=series,
        crumbs=(("证书", url_for("certificates.index")), ("历史证书", "")),
        acts=acts if may(staff.role, Permission.TAKE_OVER_CERTIFICATES) else (),
    )


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_FORMER_CERTIFICATES)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, FORMER, ending)


def _lines(rows: Session, staff: Staff, found: Sequence[FormerCertificate]) -> list[Line]:
    return former_lines(staff, found, now())


NOTHING = (
    "还没有历史证书",
    "下载“历史证书”模板，照旧台账填写后导入；旧编号的最后流水号用“证书编号序列”模板导入，新编号接着派。",
)
FORMER = Table(
    "former_certificates.index",
    "历史证书",
    "张",
    "编号、姓名、工种",
    "本系统启用以前发的证书，按旧台账导入，只用来查重和核验；不计入本系统的派号、凭证和导出。",
    NOTHING,
    HEADINGS,
    offered_former,
    listed_former,
    order_of_former,
    _lines,
)
