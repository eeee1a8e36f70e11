"""Documents: the city asks for two from yesterday on; some classes lack them, and a licence expires."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from training.documents.acts.keep_attachment import NewAttachment, keep_attachment
from training.documents.acts.say_document_kind import say_document_kind
from training.documents.receiving import receive_document
from training.documents.rules.checklist import Kind
from training.documents.terms import OwnerKind
from training.documents.views.owners import find_owner
from training.records.documents import Attachment
from training.sheets.lists import list_book
from webapp.demo.city.city import City
from webapp.demo.city.staff import CITY

COMPLETE, HALF = "BT2026-QS-203", "BT2026-KD-103"
SAYER, HALF_SAYER = "郑老师", "蒋老师"
ASKED_FOR = ("教学计划", "考核方案")
LICENCE, LICENCE_LASTS = "办学许可证", 20
"""Days from the loading; from thirty on somebody is told."""


@dataclass(frozen=True)
class _Paper:
    """What is handed in, by whom, how many days before today."""

    by: str
    kind: str
    name: str
    content: bytes
    days: int
    valid_until: date | None = None
    replaces: Attachment | None = None


def hand_in_documents(city: City) -> None:
    for each in ASKED_FOR:
        kind = Kind(OwnerKind.CLASS, each, applies_from=city.day(-1))
        say_document_kind(city.session, city.who(CITY), kind, "0", now=city.at(-5))
    plan = _sheet("教学计划", ("日期", "内容", "课时"), (("第 1 天", "职业道德和安全", "4"),))
    marks = _sheet("考核方案", ("项目", "方式", "分值"), (("理论", "闭卷", "40"), ("实操", "现场操作", "60")))
    first = _hand_in(city, COMPLETE, _Paper(SAYER, "教学计划", "教学计划-203班.xlsx", plan, -1))
    later = _Paper(SAYER, "教学计划", "教学计划-203班（改）.xlsx", plan, 0, replaces=first)
    _hand_in(city, COMPLETE, later)
    _hand_in(city, COMPLETE, _Paper(SAYER, "考核方案", "考核方案-203班.xlsx", marks, -1))
    _hand_in(city, HALF, _Paper(HALF_SAYER, "教学计划", "教学计划.xlsx", plan, -1))
    until = city.day(LICENCE_LASTS)
    _hand_in(city, "", _Paper(SAYER, LICENCE, "办学许可证.jpg", _picture(), -3, until))


def _hand_in(city: City, class_number: str, paper: _Paper) -> Attachment:
    """Of that class, or of one's own school."""
    staff = city.who(paper.by)
    kind = OwnerKind.CLASS if class_number else OwnerKind.INSTITUTION
    key = str(city.find(class_number).public_id) if class_number else str(staff.institution_id)
    owner = find_owner(city.session, staff, kind, key)
    file = receive_document(city.papers, None, paper.name, paper.content)
    replaces = paper.replaces.public_id if paper.replaces else None
    new = NewAttachment(file, paper.kind, paper.valid_until, replaces)
    return keep_attachment(city.session, staff, owner, new, now=city.at(paper.days))


def _sheet(title: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> bytes:
    return list_book(title, headings, rows)


def _picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 420), (236, 232, 214)).save(kept, "JPEG")
    return kept.getvalue()
