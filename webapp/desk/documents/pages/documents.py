"""Documents of one owner, ready to show: the checklist filled with what is there; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.documents.rules.checklist import OTHER, Kind, There, lacks, missing, owed, there_of
from training.documents.terms import OwnerKind, Standing
from training.documents.views.attachments import may_open, may_read_of, standing
from training.documents.views.owners import Owner
from training.notice.clock import shanghai_day
from training.records.documents import Attachment
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_day, short_moment

KB = 1024
KINDS = {
    "class": OwnerKind.CLASS,
    "institution": OwnerKind.INSTITUTION,
    "trainee": OwnerKind.TRAINEE,
    "teacher": OwnerKind.TEACHER,
    "plan": OwnerKind.PLAN,
    "project": OwnerKind.PROJECT,
}
"""How an address names each."""
WORDS = {kind: word for word, kind in KINDS.items()}
TONES = {
    Standing.IN_FORCE: "good",
    Standing.EXPIRES_SOON: "warn",
    Standing.EXPIRED: "bad",
    Standing.REPLACED: "",
    Standing.WITHDRAWN: "",
}
OVER = (Standing.REPLACED, Standing.WITHDRAWN)


@dataclass(frozen=True)
class FileLine:
    """One document as a row shows it."""

    public_id: str
    kind: str
    need: str
    name: str
    size: str
    by: str
    when: str
    digest: str
    whole_digest: str
    state: Standing
    tone: str
    note: str
    """Until when it is valid, why it was withdrawn, whether it was looked at for viruses."""
    may_open: bool
    asks_why: bool
    is_over: bool


@dataclass(frozen=True)
class Row:
    """A line of the checklist: its documents that count, or none; missing also where all have expired."""

    kind: str
    need: str
    is_missing: bool
    files: Sequence[FileLine]
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """What an owner has: the checklist, and below it what counts no more."""

    rows: Sequence[Row]
    over: Sequence[FileLine]
    missing: Sequence[str]

    @property
    def count(self) -> int:
        return sum(len(each.files) for each in self.rows)


def shown_documents(
    staff: Staff, owner: Owner, kinds: Sequence[Kind], found: Sequence[Attachment], now: datetime
) -> Shown:
    """A class owes what was asked for when it was filed, all others what is asked for today."""
    today = shanghai_day(now)
    day, there = owner.filed_on or today, _there(owner, found, today)
    must, gone = {each.name for each in owed(kinds, day)}, missing(kinds, day, there.in_force)
    needs = {each.name: _need(each, each.name in must) for each in kinds}
    lines = [file_line(staff, each, needs.get(each.kind, OTHER), now) for each in found]
    living = [each for each in lines if not each.is_over]
    named = [*needs, *dict.fromkeys(each.kind for each in living if each.kind not in needs)]
    rows = [
        Row(name, needs.get(name, OTHER), name in gone, [each for each in living if each.kind == name])
        for name in named
    ]
    return Shown(rows, [each for each in lines if each.is_over], lacks(kinds, day, there))


def file_line(staff: Staff, own: Attachment, need: str, now: datetime) -> FileLine:
    state = standing(own, shanghai_day(now))
    return FileLine(
        public_id=str(own.public_id),
        kind=own.kind,
        need=need,
        name=name_of(staff, own),
        size=say_size(own.size),
        by=own.handed_by,
        when=short_moment(own.handed_at, now),
        digest=f"{own.sha256[:4]}…{own.sha256[-4:]}",
        whole_digest=own.sha256,
        state=state,
        tone=TONES[state],
        note=_note(staff, own, state, now),
        may_open=may_open(staff, own),
        asks_why=own.owner_kind is OwnerKind.TRAINEE,
        is_over=state in OVER,
    )


def name_of(staff: Staff, own: Attachment) -> str:
    """What it is where its name may name somebody whom this person does not read of."""
    if own.purged_at is not None:
        return "已删除"
    return own.file_name if may_read_of(staff, own) else f"{own.media} 文件（涉及个人，名称不显示）"


def say_size(count: int) -> str:
    """86 KB, 4.2 MB."""
    if count < KB * KB:
        return f"{max(1, round(count / KB))} KB"
    return f"{count / KB / KB:.1f} MB"


def _need(kind: Kind, must: bool) -> str:
    if must:
        return "必备"
    return f"{kind.applies_from} 起必备" if kind.is_required else "可选"


def _there(owner: Owner, found: Sequence[Attachment], today: date) -> There:
    living = (each for each in found if standing(each, today) not in OVER)
    return there_of(((each.kind, each.valid_until) for each in living), today, owner.ends_on)


def _note(staff: Staff, own: Attachment, state: Standing, now: datetime) -> str:
    today = shanghai_day(now)
    if own.withdrawal is not None:
        gone = own.withdrawal
        reason = gone.reason if may_read_of(staff, own) else "涉及个人，原因不显示"
        return f"{gone.withdrawn_by} {short_moment(gone.withdrawn_at, now)}：{reason}"
    if own.valid_until is not None and state not in OVER:
        return f"有效期至 {short_day(own.valid_until, today)}"
    return "" if own.is_scanned else "没有查毒"
