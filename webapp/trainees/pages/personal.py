"""What is stored of a trainee's meetings and live lessons, in words (pure)."""

from dataclasses import dataclass
from uuid import UUID

from training.notice.clock import SHANGHAI
from training.notice.identity import mask_phone
from training.ports.platform import Platform
from training.privacy.views.see_personal_data import MeetingStay, PersonalData, Watching
from training.records.classes.roster_changes import RosterChange


@dataclass(frozen=True)
class AskedPhone:
    """What a school's file asks for, until the person or the district decides."""

    public_id: UUID
    words: str


def asked_phone(change: RosterChange) -> AskedPhone:
    own, day = change.training_class, change.asked_at.astimezone(SHANGHAI)
    said = f"{day:%Y-%m-%d} {own.institution.name}的名册（{own.class_number}）写的手机号是"
    return AskedPhone(change.public_id, f"{said} {mask_phone(change.phone or '')}，和您登记的不同。")


def account_words(own: PersonalData, platform: Platform) -> str:
    if own.account_since is None:
        return "没有"
    day = own.account_since.astimezone(SHANGHAI)
    return f"有，{day:%Y-%m-%d} 按手机号在{platform.name}查到，只用于视频查班的邀请和点名，加密保存"


def notice_words(own: PersonalData) -> str:
    return f"{own.told_at.astimezone(SHANGHAI):%Y-%m-%d} 看过" if own.told_at else "还没有看过"


def restriction_words(own: PersonalData) -> str:
    """Since when; nothing where nothing is restricted."""
    since = own.restricted_since
    return f"{since.astimezone(SHANGHAI):%Y-%m-%d} 起限制处理" if since else ""


def stay_words(stay: MeetingStay) -> str:
    joined = stay.joined_at.astimezone(SHANGHAI)
    left = f"—{stay.left_at.astimezone(SHANGHAI):%H:%M}" if stay.left_at else " 起"
    return f"{joined:%Y-%m-%d %H:%M}{left}，共 {_minutes(stay.stayed.total_seconds())}（{stay.class_name}）"


def watching_words(watching: Watching) -> str:
    minutes = _minutes(watching.watched.total_seconds())
    return f"{watching.day:%Y-%m-%d} 观看 {minutes}（{watching.class_name}）"


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60} 分钟"
