"""How this installation runs, with its place in DingTalk: read by whoever composes the chat with the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from training.chat.terms import EVENTS, TODOS, TodoKind, UsageKind
from training.settings import Settings, SettingsError
from training.settings.environ import address, choice, names, number

# DingTalk's own card of a text with buttons, which every organisation has.
STANDARD_CARD = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema"


@dataclass(frozen=True)
class DingTalkSettings:
    """One internal app of one organisation; every field is an environment variable (see .env.example)."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    corp_id: str = ""
    """The organisation's number, which DingTalk's app asks for before it says who somebody is."""
    robot_code: str = ""
    openapi_endpoint: str = "https://api.dingtalk.com"
    oapi_endpoint: str = "https://oapi.dingtalk.com"
    """The older host, for the few calls that the newer one lacks."""
    login_endpoint: str = "https://login.dingtalk.com"
    """Where a browser outside DingTalk's app is sent to sign in."""
    card_template: str = STANDARD_CARD
    """Of the card of a running check; the default is public and needs nothing built in DingTalk."""
    phone_invitations: bool = False
    """Whether meetings may ring people by telephone, which few plans include."""
    agent_id: int = 0
    """The app's AgentId, in whose name work notices come."""
    work_notices: bool = False
    """Whether alerts come as work notices (工作通知) that open their page, in place of chat messages."""
    todos: bool = False
    """Whether what is owed stands in DingTalk's own list of things to do too; each costs two calls."""
    calendar: bool = False
    """Whether what a round gives to an inspector stands in their 日程; each costs a call or two."""
    download_hosts: tuple[str, ...] = (".dingtalk.com", ".aliyuncs.com", ".alicdn.com")
    """Where DingTalk keeps what is sent in the chat; a dot in front means every name below."""
    monthly_calls: int = 5000
    monthly_messages: int = 3000

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raises SettingsError naming what is wrong."""
        client_id = environ.get("DINGTALK_CLIENT_ID", "")
        return cls(
            client_id=client_id,
            client_secret=environ.get("DINGTALK_CLIENT_SECRET", ""),
            corp_id=environ.get("DINGTALK_CORP_ID", ""),
            robot_code=environ.get("DINGTALK_ROBOT_CODE") or client_id,
            openapi_endpoint=address(environ, "DINGTALK_OPENAPI_ENDPOINT", cls.openapi_endpoint),
            oapi_endpoint=address(environ, "DINGTALK_OAPI_ENDPOINT", cls.oapi_endpoint),
            login_endpoint=address(environ, "DINGTALK_LOGIN_ENDPOINT", cls.login_endpoint),
            card_template=environ.get("DINGTALK_CARD_TEMPLATE") or STANDARD_CARD,
            phone_invitations=choice(environ, "DINGTALK_PHONE_INVITATIONS", ("off", "on")) == "on",
            agent_id=number(environ, "DINGTALK_AGENT_ID", cls.agent_id),
            work_notices=choice(environ, "DINGTALK_WORK_NOTICES", ("off", "on")) == "on",
            todos=choice(environ, "DINGTALK_TODOS", ("off", "on")) == "on",
            calendar=choice(environ, "DINGTALK_CALENDAR", ("off", "on")) == "on",
            download_hosts=names(environ, "DINGTALK_DOWNLOAD_HOSTS", cls.download_hosts),
            monthly_calls=number(environ, "DINGTALK_MONTHLY_CALLS", cls.monthly_calls),
            monthly_messages=number(environ, "DINGTALK_MONTHLY_MESSAGES", cls.monthly_messages),
        )

    @property
    def kinds_kept(self) -> frozenset[TodoKind]:
        """What is owed that stands in DingTalk's own lists."""
        return (TODOS if self.todos else frozenset()) | (EVENTS if self.calendar else frozenset())

    @property
    def is_set_up(self) -> bool:
        return bool(self.client_id and self.client_secret)

    @property
    def limits(self) -> Mapping[UsageKind, int]:
        """What the organisation's plan includes a month."""
        return {UsageKind.CALLS: self.monthly_calls, UsageKind.MESSAGES: self.monthly_messages}

    def refuse_without_secrets(self) -> None:
        """The pages do without them, so only the bot asks; raises SettingsError naming what is missing."""
        needed = {"DINGTALK_CLIENT_ID": self.client_id, "DINGTALK_CLIENT_SECRET": self.client_secret}
        for name, value in needed.items():
            if not value:
                raise SettingsError(f"{name} is missing: chaban bot needs it")
        if self.work_notices and not self.agent_id:
            raise SettingsError("DINGTALK_AGENT_ID is missing: DINGTALK_WORK_NOTICES=on needs it")


@dataclass(frozen=True)
class BotSettings(Settings):
    """The settings of the whole installation, DingTalk's included."""

    dingtalk: DingTalkSettings = DingTalkSettings()

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raises SettingsError naming what is missing or wrong."""
        return replace(super().from_environ(environ), dingtalk=DingTalkSettings.from_environ(environ))
