"""密钥: which keys seal the data, since when, and whether a change of them is done; no key is shown, ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from sqlalchemy import select

from training.notice.permissions import Permission
from training.records.keys.keys import KeyInUse
from training.records.keys.reindexing import count_next_indexes
from training.records.keys.sealed_values import count_by_key
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("keys", __name__, url_prefix="/desk/health/keys")
KINDS = {"data": "数据密钥", "index": "索引密钥"}


@dataclass(frozen=True)
class KeyLine:
    """One key by its fingerprint, which opens nothing."""

    kind: str
    fingerprint: str
    crypto: str
    since: str
    state: str
    tone: str
    values: str
    """How many values of the database it still seals; empty of an index key."""


@blueprint.get("")
@staff_required(Permission.SEE_HEALTH)
def show(staff: Staff) -> str:
    opened = house().database
    with opened.reading() as rows:
        known = rows.scalars(select(KeyInUse).order_by(KeyInUse.kind, KeyInUse.id)).all()
        data = [each.fingerprint for each in known if each.kind == "data"]
        counts, left = count_by_key(rows.connection(), data), count_next_indexes(rows)
    wanted, in_use = opened.vault.wanted, opened.vault.fingerprints()
    waiting = [
        KINDS[kind]
        for kind, fingerprint in (("data", wanted.data), ("index", wanted.index))
        if in_use[kind] != fingerprint
    ]
    is_unfinished = left > 0 or sum(each.kind == "data" and each.retired_at is None for each in known) > 1
    return render_template(
        "keys.html",
        lines=[_line(each, known, counts, now()) for each in known],
        waiting=waiting,
        is_unfinished=is_unfinished,
        older=counts[""],
    )


def _line(own: KeyInUse, known: Sequence[KeyInUse], counts: dict[str, int], at: datetime) -> KeyLine:
    live = [each.id for each in known if each.kind == own.kind and each.retired_at is None]
    state, tone = ("在用", "good") if own.id == live[-1] else ("只用于读", "warn")
    if own.retired_at is not None:
        state, tone = f"{short_moment(own.retired_at, at)} 停用", ""
    return KeyLine(
        KINDS[own.kind],
        own.fingerprint,
        own.crypto.value,
        short_moment(own.since, at),
        state,
        tone,
        f"{counts[own.fingerprint]:,}" if own.kind == "data" else "",
    )
