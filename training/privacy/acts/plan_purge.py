"""Write down in the evening what the night would remove, and tell the administrator, who may stop it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.database import insert_one
from training.notice.clock import SHANGHAI, shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.privacy.terms import PurgeKind
from training.privacy.views.due_now import Due, due_now
from training.privacy.views.planned_purge import Hold, standing_hold, was_planned_ahead
from training.records.people.purges import PurgePlan

COUNTED_IN: Mapping[PurgeKind, str] = {
    PurgeKind.CLAIMS: "份",
    PurgeKind.CHECKS: "次",
    PurgeKind.ACCOUNTS: "条",
    PurgeKind.PHOTOS: "张",
    PurgeKind.DOCUMENTS: "份",
    PurgeKind.REGION: "个文件",
    PurgeKind.FORMER: "批",
    PurgeKind.RECEIPTS: "份",
    PurgeKind.COMPARED: "份",
    PurgeKind.FOLLOW_UPS: "次",
}
LOOK_FIRST = "清单见工作台“到期删除”"
HOW_TO_STOP = "要停下，在那里写明原因暂停"
SHOWN_REASON = 60


def plan_purge(session: Session, *, now: datetime) -> int:
    """For the Shanghai night after `now`; says how many things, 0 where that night has its plan already.

    One that a clock ahead of time wrote, perhaps a year ago, was told of then: this one takes its place.
    """
    due, night = due_now(session, now=now), shanghai_day(now) + timedelta(days=1)
    row = {
        "night": night,
        "due": {kind.value: keys for kind, keys in due.keys.items()},
        "is_suspicious": bool(due.too_many),
        "planned_at": now,
    }
    count = sum(map(len, due.keys.values()))
    session.execute(delete(PurgePlan).where(PurgePlan.night == night, was_planned_ahead()))
    number = insert_one(session, PurgePlan, row)
    if number is None:
        return 0
    if count:
        raise_alert(session, _told(due, night, number, standing_hold(session)), now=now)
    return count


def _told(due: Due, night: date, number: int, hold: Hold | None) -> AlertDraft:
    what, many = _counted(due), "、".join(kind.value for kind in due.too_many)
    if hold:
        # Once a month: whoever holds it knows, and must not forget.
        return _draft("purge_held", f"{night:%Y-%m}", _told_of_hold(what, hold))
    if many:
        told = f"{what}过了保存期限，其中{many}异常多，今晚不删除：时钟、规则可能有误，或数据库是旧备份。"
        return _draft("purge_plan", f"{night}:{number}", f"{told}{LOOK_FIRST}，确认后加 --anyway 运行。")
    told = f"{night:%m-%d} 凌晨将删除过了保存期限的{what}；办理结果和结论保留。"
    return _draft("purge_plan", f"{night}:{number}", f"{told}{LOOK_FIRST}；{HOW_TO_STOP}。")


def _told_of_hold(what: str, hold: Hold) -> str:
    since, why = f"{hold.since.astimezone(SHANGHAI):%Y-%m-%d}", hold.reason[:SHOWN_REASON]
    told = f"{what}过了保存期限，但从 {since} 起暂停删除（{why}）。"
    return f"{told}不再需要时在工作台“到期删除”里恢复。"


def _draft(kind: str, when: str, text: str) -> AlertDraft:
    return AlertDraft(kind, f"{kind}:{when}", text, Audience.ADMINISTRATOR)


def _counted(due: Due) -> str:
    found = ((kind, len(keys)) for kind, keys in due.keys.items() if keys)
    return "、".join(f"{kind.value} {count} {COUNTED_IN[kind]}" for kind, count in found)
