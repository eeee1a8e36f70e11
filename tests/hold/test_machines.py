"""R43: a serial stands on every label; with it alone nobody forges hours, and nobody learns a name."""

import os
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from bot.settings import BotSettings
from tests.webapp.commands.conftest import DAY, Chaban, bt_1, chaban, rows
from training.attendance.views.list_devices import list_unknown
from webapp.app import create_app

__all__ = ["bt_1", "chaban"]
BACK_DATED = 100
UNKNOWN = "CJDE9"
QUESTIONS = (
    "/iclock/cdata?SN={}&options=all&pushver=2.2.14",
    "/iclock/getrequest?SN={}",
    "/iclock/ping?SN={}",
)


@pytest.fixture
def school(bt_1: Chaban) -> Chaban:
    """As an office registers a machine that it knows nothing special of."""
    where = ("--institution", "第一", "--class-room", "实训室1", "--number", "6012")
    assert bt_1("device", "add", "CJDE1", *where).exit_code == 0
    assert bt_1("device", "push-roster", "BT-1").exit_code == 0
    return bt_1


@pytest.fixture
def curl(school: Chaban) -> FlaskClient:
    return create_app(BotSettings.from_environ(os.environ)).test_client()


def back_dated() -> bytes:
    """Two trainees, four punches on each of the days of the class and long before."""
    days = [DAY + timedelta(days=day) for day in range(13)]
    clocks = ("08:20", "11:40", "13:50", "17:10")
    lines = [_line(number, day, clock) for day in days for clock in clocks for number in (1, 2)]
    return "".join(lines[:BACK_DATED]).encode()


def _line(number: int, day: date, clock: str) -> str:
    return f"{number}\t{day} {clock}:00\t0\t15\t0\t0\t0\n"


def credited(school: Chaban) -> list[str]:
    return [row[3] for row in rows(school("hours", "BT-1").stdout)]


def test_a_hundred_back_dated_punches_by_the_serial_alone_credit_nothing_and_are_told(school, curl, figure):
    before, counts = credited(school), school.counts()

    told = curl.post("/iclock/cdata?SN=CJDE1&table=ATTLOG&Stamp=9999", data=back_dated())

    assert told.status_code == 403
    assert school.counts() == counts | {"unknown_device": 1}
    assert credited(school) == before == ["0", "0"]
    with school.database.reading() as session:
        assert [each.serial for each in list_unknown(session)] == ["CJDE1"]
    figure(f"{BACK_DATED} back-dated punches with a serial alone", "0 hours credited", "0 hours, listed")


def test_whoever_asks_for_commands_by_the_serial_alone_gets_no_name_and_takes_none_away(school, curl, figure):
    anonymous = curl.get("/iclock/getrequest?SN=CJDE1")
    given = _given_to_the_machine(school, curl)

    assert anonymous.data == b"OK"
    assert given.count("USERINFO") == 2
    figure("names handed to whoever names a serial", "0", anonymous.data.count(b"Name="))


def _given_to_the_machine(school: Chaban, curl: FlaskClient) -> str:
    """At the new address that the office types into it."""
    said = school("device", "secret", "CJDE1").stdout
    secret = said.partition("8000/")[2].splitlines()[0]
    return curl.get(f"/iclock/{secret}/getrequest?SN=CJDE1").data.decode("gb18030")


def test_no_question_tells_which_serials_exist(curl, figure):
    told = {
        path: {
            (answer.status_code, answer.text.replace(serial, "SN"), str(sorted(answer.headers)))
            for serial in ("CJDE1", UNKNOWN)
            for answer in [curl.get(path.format(serial))]
        }
        for path in QUESTIONS
    }

    differing = [path for path, answers in told.items() if len(answers) > 1]
    assert differing == []
    figure("questions that tell whether a serial exists", "0", len(differing))


def test_what_a_proxy_would_write_proves_nothing_where_no_proxy_stands(school, figure, monkeypatch):
    monkeypatch.setenv("CHABAN_TRUSTED_PROXIES", "1")
    monkeypatch.setenv("CHABAN_MACHINE_PORTS", "8106")
    where = ("--institution", "第一", "--class-room", "实训室2", "--without-secret")
    school("device", "add", "PORT1", *where, "--port", "8106")
    school("device", "add", "PINNED1", *where, "--network", "198.51.100.0/24")
    client = create_app(BotSettings.from_environ(os.environ)).test_client()

    def sent(serial: str, port: int, **headers: str) -> int:
        to, by = f"/iclock/cdata?SN={serial}&table=ATTLOG", {"SERVER_PORT": str(port)}
        return client.post(to, data=back_dated(), environ_overrides=by | headers).status_code

    forged = [
        sent("PORT1", 8000, HTTP_X_FORWARDED_HOST="x:8106"),
        sent("PORT1", 8000, HTTP_X_FORWARDED_PORT="8106"),
        sent("PORT1", 8000, HTTP_HOST="x:8106"),
        sent("PINNED1", 8107, HTTP_X_FORWARDED_FOR="198.51.100.7"),
        sent("PINNED1", 8000, HTTP_X_FORWARDED_FOR="203.0.113.9"),
    ]

    assert forged == [403] * len(forged)
    assert sent("PORT1", 8106) == 200
    assert sent("PINNED1", 8000, HTTP_X_FORWARDED_FOR="198.51.100.7") == 200
    figure("forged ports and networks that let anybody in", "0", len(forged) - forged.count(403))
