"""The form of an answer on its way in: what was typed, and the proof that lies beside it."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date
from secrets import token_bytes
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from training.documents.receiving import NewFile, receive_document
from training.errors import NotRight, Refusal
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import WorkStatus
from training.follow_ups.views.find_follow_up import find_follow_up
from training.follow_ups.views.source_of import source_of
from training.intake.rules.receiving import MB
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.web.forms import take_in
from webapp.web.house import house, now
from webapp.web.parts.sent import SentFile, let_go, sent_files, settle

FIELD = "files"
SEED_BYTES, KEY_LETTERS = 32, 64


class NoStatus(NotRight):
    """Nothing was chosen."""

    def __init__(self) -> None:
        super().__init__("请先选就业状态，再保存。")


class BadDayTyped(NotRight):
    """The browser has no calendar, and what was typed is no day."""

    def __init__(self, field: str):
        super().__init__(f"{field}不是日期，请写成 2026-12-04 这样。")


class OneProof(NotRight):
    """An answer has one proof."""

    def __init__(self) -> None:
        super().__init__("一次回访只交一份佐证，多页的请合成一个 PDF。")


def keep_answer(staff: Staff, follow_up_id: UUID) -> None:
    """Into the store before the row, so that no row names what is not there."""
    said = _said()
    with ExitStack() as open_files:
        for each in request.files.getlist(FIELD):
            open_files.enter_context(closing(each))
        files = sent_files(staff, FIELD, house().settings.attachment_most_mb * MB)
        if len(files) > 1:
            raise OneProof
        _keep(staff, follow_up_id, said, files)


def _keep(staff: Staff, follow_up_id: UUID, said: Answer, files: Sequence[SentFile]) -> None:
    proof, used = _stored(files), list[str]()

    def act(rows: Session, digest: str) -> None:
        own = find_follow_up(rows, staff, follow_up_id, Permission.ANSWER_FOLLOW_UPS)
        seed, key = token_bytes(SEED_BYTES), digest[:KEY_LETTERS]
        answer_follow_up(rows, own, said, AnsweredBy(source_of(staff), seed, staff, key, proof), now=now())
        used.extend(settle(rows, files))

    try:
        take_in(staff, act)
    except Refusal:
        if proof is not None:
            let_go([proof.store_key])
        raise
    let_go(used)


def _stored(files: Sequence[SentFile]) -> NewFile | None:
    for each in files:
        return receive_document(house().papers, house().scanner, each.name, each.content)
    return None


def _said() -> Answer:
    """As it was typed; raises NoStatus or BadDayTyped."""
    status = request.form.get("status", "")
    if status not in list(WorkStatus):
        raise NoStatus
    typed = request.form
    return Answer(
        WorkStatus(status),
        _day("asked_on", "回访日期") or shanghai_day(now()),
        typed.get("employer", ""),
        typed.get("credit_code", ""),
        typed.get("job", ""),
        _day("since", "起始日期"),
        typed.get("note", ""),
    )


def _day(field: str, words: str) -> date | None:
    typed = request.form.get(field, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise BadDayTyped(words) from None
