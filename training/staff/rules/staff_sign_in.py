"""How staff sign in by the chat: how long a way there lasts, how often it may be tried, where it leads."""

from datetime import datetime, timedelta

from training.errors import NotYours, Over, TooOften

WAY_MINUTES = 10
WAY_LASTS = timedelta(minutes=WAY_MINUTES)
"""From the leave for the platform to the return: time to unlock a phone and scan a code."""
ADDRESS_SPAN = timedelta(hours=1)
# A whole bureau signs in through one address; nobody in it needs the platform more often than this.
MOST_OF_ADDRESS = 100
DESK = "/desk"
LONGEST_PATH = 255


class WayUsedUp(Over):
    """The way to the platform and back took too long, was gone before, or was begun in another browser."""

    def __init__(self) -> None:
        super().__init__(f"这次登录已失效（{WAY_MINUTES} 分钟内有效，只能用一次），请重新点登录。")


class TooManySignIns(TooOften):
    """Too many attempts came from one network."""

    def __init__(self) -> None:
        super().__init__("这个网络登录过于频繁，请一小时后再试，或请机器人发一次性链接（说“我的”）。")
        self.retry_after = ADDRESS_SPAN


class NotRegistered(NotYours):
    """The platform knows this person, we do not; told is only how that is mended."""

    def __init__(self, chat_id: str):
        super().__init__(f"您还没有登记。请把您的账号（userid）发给管理员，登记后再登录：{chat_id}")
        self.chat_id = chat_id


class OutsideTheOrganisation(NotYours):
    """This person is no member of the organisation."""

    def __init__(self) -> None:
        super().__init__("只有本组织的成员能登录。请换成本组织的账号，或先加入组织再请管理员登记。")


def check_way(begun_at: datetime, now: datetime) -> None:
    """Raise WayUsedUp where the way to the platform and back took too long."""
    if not timedelta() <= now - begun_at < WAY_LASTS:
        raise WayUsedUp


def check_attempts(of_address: int) -> None:
    """Raise TooManySignIns where this address has had its share of the last hour."""
    if of_address >= MOST_OF_ADDRESS:
        raise TooManySignIns


def own_path(wanted: str, otherwise: str = DESK) -> str:
    """The path where it is this site's own, else the other one.

    Browsers read // and \\ as other sites, and leave out a tab or a line's end on the way to them.
    """
    is_own = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if is_own and wanted.isprintable() and len(wanted) <= LONGEST_PATH else otherwise
