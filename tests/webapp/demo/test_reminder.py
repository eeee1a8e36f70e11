"""`chaban demo reminder`: a stranger sees the SMS that saves a half day within a minute of asking for it."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from werkzeug.serving import make_server

from tests.factories import MONDAY, at
from tests.webapp.commands.conftest import Chaban
from tests.webapp.conftest import web_settings
from training.attendance.rules.reminders import Silence
from training.attendance.views.find_device import find_device
from training.attendance.views.plan_reminders import Plan, plan_reminders
from training.classes.views.find_class import find_class
from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED
from training.records.outbox.messages import OutgoingMessage
from webapp.app import create_app
from webapp.demo.machine import Machine, memory_of
from webapp.demo.reminder import NobodyIsTexted, begin_class, refuse_where_nobody_is_texted

NATIONAL_DAY = date(2026, 10, 1)
ONE_MINUTE = timedelta(minutes=1)
"""The worker looks for missing punches every minute."""


@pytest.mark.parametrize(
    ("moment", "is_refused"),
    [
        (at(MONDAY, "06:59:59"), True),
        (at(MONDAY, "07:00"), False),
        (at(MONDAY, "20:59:59"), False),
        (at(MONDAY, "21:00"), True),
        (at(NATIONAL_DAY, "10:00"), True),
    ],
)
def test_where_reminders_keep_quiet_the_command_says_so_and_does_nothing(moment, is_refused):
    if is_refused:
        with pytest.raises(NobodyIsTexted, match="漏打卡提醒不发短信"):
            refuse_where_nobody_is_texted(moment, PUBLISHED)
    else:
        refuse_where_nobody_is_texted(moment, PUBLISHED)


def test_without_the_product_running_the_command_says_how_to_start_it(chaban):
    said = chaban("demo", "reminder")

    # At night, or on a holiday, it says that instead.
    assert said.exit_code in (1, 2)
    assert "make run" in said.stderr or "漏打卡提醒不发短信" in said.stderr
    assert OutgoingMessage.__tablename__ not in chaban.counts()


@pytest.mark.parametrize("clock", ["07:00", "08:36", "11:59", "12:04", "20:57"])
def test_whenever_it_is_asked_for_exactly_one_trainee_is_written_to(chaban, clock):
    moment = at(MONDAY, clock)

    begun = Begun(chaban, moment)

    for later in (timedelta(), ONE_MINUTE):
        plan = begun.plan(moment + later)
        assert len(plan.due) == 1
        assert [each.verdict for each in plan.not_due] == [Silence.PUNCHED, Silence.PUNCHED]


def test_the_late_punch_arrives_and_nobody_is_written_to_any_more(chaban):
    begun = Begun(chaban, at(MONDAY, "08:36"))

    begun.machine.punch("1", at(MONDAY, "08:36"))
    begun.machine.greet()
    begun.machine.send_waiting()

    assert begun.plan(at(MONDAY, "08:37")).due == []


def test_it_may_be_asked_for_again_a_minute_later(chaban):
    Begun(chaban, at(MONDAY, "08:36"))
    Begun(chaban, at(MONDAY, "08:37"))

    with chaban.database.reading() as session:
        assert find_class(session, "BT2026-SMS-0831").starts_on == MONDAY
        assert find_device(session, "CJDE202690832")


class Begun:
    """The class begun against the real server, whose clock stands still."""

    def __init__(self, chaban: Chaban, moment: datetime):
        self._database = chaban.database
        url = chaban.database.engine.url.render_as_string(hide_password=False)
        settings = web_settings(url, chaban.folder / "instance")
        app = create_app(settings, clock=lambda: moment)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = Thread(target=server.serve_forever, daemon=True)
        self._thread.start()
        web = f"http://127.0.0.1:{server.server_port}"
        sample = begin_class(chaban.database, settings, web, moment - Policy().missing_in_after, moment)
        self.machine = Machine(sample.serial, web, memory_of(settings.instance, sample.serial))

    def plan(self, moment: datetime) -> Plan:
        with self._database.reading() as session:
            return plan_reminders(session, moment)
