from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.acts.proofs.tell_duty import tell_duty
from training.attendance.views.admit_device import agreed_with
from training.notice.clock import shanghai_day
from training.records.attendance.devices import Device

KIND = "device unproven"
DAILY_BEFORE = timedelta(days=7)


def alert_missing_proofs(session: Session, *, now: datetime) -> int:
    """Tell of machines that anybody could speak for: weekly, daily in the last week of their grace (R43).

    Says how many alerts are new.
    """
    today = shanghai_day(now)
    in_use = select(Device).where(Device.removed_at.is_(None)).order_by(Device.id)
    bare = [each for each in session.scalars(in_use) if not agreed_with(each).is_something]
    return sum(
        tell_duty(session, each, KIND, _cause(each, today), _text(each, today), now=now) for each in bare
    )


def _cause(device: Device, today: date) -> str:
    year, week, _ = today.isocalendar()
    due_on = device.proof_due_on
    is_daily = due_on is not None and today <= due_on < today + DAILY_BEFORE
    return str(today) if is_daily else f"{year}-{week}"


def _text(device: Device, today: date) -> str:
    where, due_on = f"考勤机 {device.serial}（{device.class_room}）", device.proof_due_on
    mend = "请在工作台“考勤机”里打开它，换一个新网址（或限定网段），并在机器上改网址。"
    if device.next_secret_digest is not None:
        mend = "新网址已经生成，请在机器的“云服务器”里改成它。"
    if due_on is not None and today <= due_on:
        return f"{where} 没有身份凭据，知道序列号的人都能冒充它；{due_on} 以后它的打卡不再计入。{mend}"
    return f"{where} 没有身份凭据，收到的打卡只留存、不计入。{mend}"
