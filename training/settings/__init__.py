"""The only reader of the environment: one frozen Settings (all of it is documented in .env.example)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from training.ciphers import Crypto
from training.settings.backups import backups
from training.settings.cameras import cameras
from training.settings.certificates import certificates
from training.settings.environ import SettingsError, choice, filled, number, ports, required, short
from training.settings.evidence import evidence
from training.settings.hosts import trusted_hosts
from training.settings.kept_secrets import embedded_secrets
from training.settings.keys import keys
from training.settings.security_log import security_log
from training.settings.senders import senders
from training.vault import KeysBefore

__all__ = ["Settings", "SettingsError"]

SHORTEST_SECRET = 32
"""Letters: whoever guesses the key of the cookies may be any trainee."""
LONGEST_OPERATOR = 64


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
    machine_ports: tuple[int, ...]
    """Further ports, at which attendance machines alone are answered."""
    public_url: str
    """What a trainee's phone opens; https makes the cookies Secure."""
    trusted_hosts: tuple[str, ...]
    """By which names pages may be asked for; whoever asks by another could send people to it."""
    trusted_proxies: int
    """How many reverse proxies stand in front and set X-Forwarded-For."""
    secret_key: str = field(repr=False)
    data_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)
    crypto: Crypto
    """aes, or sm for the national algorithms (密评)."""
    keys_before: KeysBefore = field(repr=False)
    """On their way out: what they sealed and indexed is still read, until `chaban keys rotate` is through."""
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
    evidence_store: str
    evidence_folder: Path
    evidence_s3_bucket: str
    evidence_s3_endpoint: str
    evidence_s3_region: str
    evidence_s3_access_key: str
    evidence_s3_secret_key: str = field(repr=False)
    evidence_most_mb: int
    import_most_mb: int
    """Of the files that are handed in at once."""
    face_counts: bool
    """Whether the worker proposes a count of faces; the extra `chaban[faces]` is there where it does."""
    face_count_seconds: int
    clamav_address: str
    """A path of a socket, or host:port; empty means that nothing is scanned."""
    cameras: str
    """http: the cameras of the classrooms are asked; drawn: a stand-in draws what they would show."""
    camera_networks: tuple[str, ...]
    """In which networks cameras may be asked, as CIDR; nowhere else is anything asked for."""
    camera_certificates: str
    """A file of certificates by which https cameras are believed; empty: what browsers believe."""
    camera_seconds: int
    """How long a still of the panorama is good for, however many look."""
    backup_folder: Path | None
    """Where the worker puts a backup every night; None where nobody wants one."""
    backups_kept: int
    office: str
    """Who writes to the districts (发文机关)."""
    letter_series: str
    """What the numbers of its letters begin with (机关代字)."""
    certificate_area: str
    """区划代码, with which certificate numbers begin."""
    certificate_template: str
    certificate_font: str
    """The face of printed certificates: a path, in a collection with # and its place; empty: fontconfig."""
    security_log: str
    security_log_folder: Path
    security_log_days: int
    syslog_address: str
    """A path of a socket, or host:port."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raises SettingsError naming what is missing or wrong."""
        production = choice(environ, "CHABAN_ENV", ("embedded", "production")) == "production"
        instance = Path(environ.get("CHABAN_INSTANCE") or "instance").absolute()
        kept = environ if production else {**embedded_secrets(instance, environ), **filled(environ)}
        settings = cls(
            production=production,
            instance=instance,
            database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'chaban.db'}",
            operator=_operator(environ),
            **_address(environ, production=production),
            secret_key=required(kept, "CHABAN_SECRET_KEY"),
            **keys(kept),
            huey_url=_huey_url(environ),
            worker_threads=number(environ, "CHABAN_WORKER_THREADS", 4, lowest=1),
            metrics_token=environ.get("CHABAN_METRICS_TOKEN", ""),
            **senders(environ, production=production),
            **evidence(environ, instance),
            **cameras(environ, production=production),
            **certificates(environ),
            **security_log(environ, instance),
            **backups(environ),
            office=short(environ, "CHABAN_OFFICE", "包头市人力资源和社会保障局"),
            letter_series=short(environ, "CHABAN_LETTER_SERIES", "包人社查"),
        )
        settings._refuse_half_configured()
        if len(settings.operator) > LONGEST_OPERATOR:
            raise SettingsError(f"CHABAN_OPERATOR: a name of at most {LONGEST_OPERATOR} letters")
        return settings

    @property
    def cookies_are_secure(self) -> bool:
        return self.public_url.startswith("https://")

    def _refuse_half_configured(self) -> None:
        if self.production:
            self._refuse_half_a_production()
        if self.sms_sender == "twilio":
            self._refuse_missing("twilio_account_sid", "twilio_auth_token")
            if not (self.twilio_from or self.twilio_messaging_service_sid):
                raise SettingsError("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID is missing: one is needed")
        if self.sms_sender == "aliyun":
            names = ("aliyun_access_key_id", "aliyun_access_key_secret", "aliyun_template_codes")
            self._refuse_missing(*names)
        if self.evidence_store == "s3":
            self._refuse_half_an_object_store()

    def _refuse_half_a_production(self) -> None:
        if self.sms_sender == "console":
            raise SettingsError(
                "SMS_SENDER: production needs a real sender (twilio, aliyun), not the console"
            )
        if not self.cookies_are_secure:
            raise SettingsError("CHABAN_PUBLIC_URL: production needs an https address")
        if len(self.secret_key) < SHORTEST_SECRET:
            # Not the secret itself: who reads the start's complaint is not who may sign cookies.
            raise SettingsError(
                f"CHABAN_SECRET_KEY: production needs {SHORTEST_SECRET} letters: openssl rand -base64 32"
            )

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


def _address(environ: Mapping[str, str], *, production: bool) -> dict[str, Any]:
    host, port = environ.get("CHABAN_HOST") or "127.0.0.1", number(environ, "CHABAN_PORT", 8000)
    public_url = (environ.get("CHABAN_PUBLIC_URL") or f"http://{host}:{port}").rstrip("/")
    return {
        "host": host,
        "port": port,
        "machine_ports": ports(environ, "CHABAN_MACHINE_PORTS", port),
        "public_url": public_url,
        "trusted_hosts": trusted_hosts(environ, public_url, production=production),
        "trusted_proxies": number(environ, "CHABAN_TRUSTED_PROXIES", 0),
    }


def _operator(environ: Mapping[str, str]) -> str:
    """Who answers for what a command does and shows: a person, as far as sudo says who it is."""
    names = (environ.get(each) for each in ("CHABAN_OPERATOR", "SUDO_USER", "USER"))
    return next(filter(None, names), "命令行")


def _huey_url(environ: Mapping[str, str]) -> str:
    url = environ.get("HUEY_URL") or ""
    if url and not url.startswith(("redis://", "rediss://", "postgres://", "postgresql://")):
        # Not the address itself: it may hold a password.
        raise SettingsError("HUEY_URL must begin with redis:// or postgresql://")
    return url
