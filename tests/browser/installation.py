"""The product as `make run` starts it, by its real commands, in a folder and on ports of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from requests import ConnectionError as NoConnection
from requests import Session
from requests.adapters import HTTPAdapter
from sqlalchemy import select
from urllib3.util import Retry

from bot.settings import BotSettings
from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.ports import three_free_ports
from training.classes.views.find_class import find_class
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.districts import RuleSet
from training.records.opening import open_database
from webapp.cli import main
from webapp.commands.context import console

ELECTRICIANS, NANNIES, DRIVERS = "BT2026-DG-003", "BT2026-YY-007", "BT2026-C1-005"
DRIVING_SCHOOL = "包头市平安驾驶员培训学校"
REVIEWER = "审核员甲"
APPROVAL = ["--licence", "蒙B-1", "--from", "2020-01-01", "--until", "2099-12-31", "--filed-on", "2020-01-05"]
STAFF = (
    ("--name", "市局", "--role", "city"),
    ("--name", "教务处", "--role", "institution", "--institution", "鹿城"),
    ("--name", "李敏", "--role", "city", "--dingtalk-id", "limin"),
    ("--name", "王强", "--role", "district", "--district", "昆都仑区", "--dingtalk-id", "wangqiang"),
    ("--name", REVIEWER, "--role", "district", "--district", "昆都仑区"),
    ("--name", "赵会计", "--role", "institution", "--institution", "鹿城", "--dingtalk-id", "zhaokuaiji"),
)
ALERTS = (
    "考勤机 6012（电工（五级）3班）已 30 分钟没有联系，请检查电源和网络。",
    ("班级 BT2026-DG-003 今天上午 30 人中只有 7 人打卡，低于一半，请联系培训机构核实。" * 6)[:255],
)
ANY_HOUR = {
    "calls_from_minutes": 0,
    "calls_rest_from_minutes": 720,
    "calls_rest_until_minutes": 720,
    "calls_until_minutes": 1440,
}
# The samples' files come all at once: of a class that ended five weeks ago too.
ANY_DAY = {"late_punch_days": 60}
OWN_SETTINGS = (
    "CHABAN_",
    "DATABASE_",
    "SMS_",
    "TWILIO_",
    "ALIYUN_",
    "HUEY_",
    "EVIDENCE_",
    "FACE_",
    "DINGTALK_",
    "CLAMAV_",
)
# Asked ten times a second: long enough for two busy processors to start four Python processes.
UNTIL_IT_ANSWERS = Retry(
    total=600,
    status_forcelist=[404, 503],
    backoff_factor=0.05,
    backoff_max=0.1,
    raise_on_status=False,
)


@dataclass(frozen=True)
class Installation:
    """One folder with a database and samples, and the three addresses that a browser opens."""

    folder: Path
    port: int

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def phones(self) -> str:
        """The stand-in that shows every phone's messages."""
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def chat(self) -> str:
        """The stand-in of DingTalk, where one chats as anybody."""
        return f"http://127.0.0.1:{self.port + 2}"

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.web, self.phones, self.chat

    def chaban(self, *arguments: str) -> str:
        """Run a command to its end; whatever it refuses fails the test with its own words.

        Not in a process of its own, which takes seconds only to begin.
        """
        with pytest.MonkeyPatch.context() as here:
            for name in set(os.environ) - set(self._environment()):
                here.delenv(name)
            for name, value in self._environment().items():
                here.setenv(name, value)
            here.chdir(self.folder)
            here.setattr(console, "width", 200)
            done = CliRunner().invoke(main, list(arguments), prog_name="chaban", catch_exceptions=False)
        assert done.exit_code == 0, f"chaban {' '.join(arguments)}\n{done.output}"
        return done.stdout

    def staff_link(self, name: str) -> str:
        """An address that signs this member of staff in, once."""
        return self.chaban("staff", "link", name).strip()

    def hours(self, class_number: str, attendance_number: str) -> list[str]:
        """Number, name, state, credited, needed, prescribed, to come, may miss: as `chaban hours` prints."""
        rows = [line.strip("│").split("│") for line in self.chaban("hours", class_number).splitlines()]
        cells = ([cell.strip() for cell in row] for row in rows)
        return next(row for row in cells if row[0] == attendance_number)

    @contextmanager
    def running(self, *only: str) -> Iterator[None]:
        """Everything that `make run` starts, or `only` this command, which answers at the first address."""
        said = self.folder / "said.txt"
        with said.open("w", encoding="utf-8") as output:
            # In its own folder, so that a developer's .env stays out of it.
            process = subprocess.Popen(
                [sys.executable, "-m", "webapp.cli", *(only or ("demo", "run"))],
                cwd=self.folder,
                env=self._environment() | {"PYTHONPATH": str(CHECKOUT)},
                stdout=output,
                stderr=output,
            )
            try:
                wait_for_all(self.addresses[: 1 if only else None], said)
                yield
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(timeout=PATIENCE)

    def _environment(self) -> dict[str, str]:
        own = {"CHABAN_INSTANCE": str(self.folder), "CHABAN_PORT": str(self.port)}
        foreign = {name: value for name, value in os.environ.items() if not name.startswith(OWN_SETTINGS)}
        return foreign | own


def with_samples(folder: Path) -> Installation:
    """A migrated database into which the sample files came by the import commands."""
    product = Installation(folder, three_free_ports())
    files = folder / "files"
    product.chaban("db", "upgrade")
    _at_any_hour_and_day(product)
    product.chaban("demo", "files", str(files))
    for line in (*_filings(files), *_attendance(files)):
        product.chaban("import", *line)
    for line in STAFF:
        product.chaban("staff", "add", *line)
    product.chaban("school", "approve", DRIVING_SCHOOL, *APPROVAL)
    _raise_alerts(product)
    return product


def _at_any_hour_and_day(product: Installation) -> None:
    """The tests run when they run: the hours of calls must not begin or end in the middle of one.

    Nor must a file be late.
    """
    database = open_database(BotSettings.from_environ({"CHABAN_INSTANCE": str(product.folder)}))
    with database.writing() as session:
        for rules in session.scalars(select(RuleSet)):
            rules.numbers = rules.numbers | ANY_HOUR | ANY_DAY
    database.close()


def _raise_alerts(product: Installation) -> None:
    """One of everyday length and one of the longest, each for everybody who may be told."""
    settings = BotSettings.from_environ({"CHABAN_INSTANCE": str(product.folder)})
    database = open_database(settings)
    with database.writing() as session:
        own = find_class(session, ELECTRICIANS)
        for audience in (Audience.INSPECTORS, Audience.INSTITUTION):
            for text in ALERTS:
                draft = AlertDraft("device_silent", f"{audience}:{text}"[:64], text, audience, own)
                raise_alert(session, draft, now=datetime.now(UTC))
    database.close()


def wait_for_all(addresses: tuple[str, ...], said: Path) -> None:
    """Until the pages and both stand-ins answer; a product that does not come up shows what it said."""
    try:
        wait_for(f"{addresses[0]}/healthz")
        for stand_in in addresses[1:]:
            wait_for(f"{stand_in}/")
    except NoConnection as failure:
        failure.add_note(said.read_text(encoding="utf-8"))
        raise


def wait_for(address: str) -> None:
    """Until it answers and no longer says that there is nothing yet."""
    with Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=UNTIL_IT_ANSWERS))
        assert session.get(address, timeout=PATIENCE).ok, f"{address} gave no good answer"


def _filings(files: Path) -> list[tuple[str, ...]]:
    return [("filing", str(files / f"{number}_备案.xlsx")) for number in (ELECTRICIANS, NANNIES, DRIVERS)]


def _attendance(files: Path) -> list[tuple[str, ...]]:
    return [
        ("punches", "--class", ELECTRICIANS, str(files / "6012_attlog.dat")),
        ("punches", "--class", NANNIES, str(files / "6013_attlog.dat")),
        ("punches", "--class", DRIVERS, str(files / "6015_attlog.dat")),
        ("watch", "--class", NANNIES, str(files / f"{NANNIES}_直播.csv")),
    ]
