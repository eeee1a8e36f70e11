"""The stand-in of the phones, and the greeting that says where everything is."""

import logging
from threading import Thread
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import select
from werkzeug.serving import make_server

from notifications.sandbox.server import create_sandbox
from training.attendance.views.progress_of import progress_of_class
from training.database import Database
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.settings import Settings
from webapp.commands.context import now
from webapp.demo.chat_stand_in import chat_port, registered
from webapp.demo.sample_files import SAMPLES, SHARES_A_PHONE

# Of each class the first, the fifth, who hardly comes, and the two who share a phone.
SHOWN = (0, 4, SHARES_A_PHONE - 1, SHARES_A_PHONE)
SECONDS_TO_START = 60
# A phone is not there at once either.
RECEIPTS_AFTER_SECONDS = 0.5


def phone_port(settings: Settings) -> int:
    return settings.port + 1


def serve_phones(settings: Settings, database: Database) -> None:
    """Serve until stopped; what the phones received lives in this one process."""
    # The server's log would name every phone that is looked at.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    sandbox = create_sandbox(
        settings.twilio_account_sid, settings.twilio_auth_token, pause_seconds=RECEIPTS_AFTER_SECONDS
    )
    server = make_server("127.0.0.1", phone_port(settings), sandbox, threaded=True)
    Thread(target=_greet, args=(settings, database), daemon=True).start()
    server.serve_forever()


def _greet(settings: Settings, database: Database) -> None:
    web = f"http://127.0.0.1:{settings.port}"
    if not _answers(f"{web}/healthz"):
        return
    lines = [
        "",
        "查班已启动：",
        f"  学员页面      {web}/",
        f"  手机（短信）  http://127.0.0.1:{phone_port(settings)}/   验证码出现在这里",
        f"  钉钉（督查）  http://127.0.0.1:{chat_port(settings)}/   选一个人，说“帮助”",
        f"  工作台（督查）{web}/staff   点“用钉钉登录”，选一个人",
        f"  接口说明      {web}/api/v1/",
        "示例学员的手机号：",
        *_sample_phones(database),
        "让一名学员现在打卡（另开一个终端；打卡马上出现在学员页面）：",
        f"  CHABAN_INSTANCE={settings.instance} CHABAN_PORT={settings.port} "
        f".venv/bin/chaban demo device {SAMPLES[0].serial} --number 1",
        "看一条漏打卡短信（开一个刚上课的小班，一人没签到，约一分钟）：",
        f"  CHABAN_INSTANCE={settings.instance} CHABAN_PORT={settings.port} .venv/bin/chaban demo reminder",
        "钉钉里的示例人员：",
        *(f"  {each.name}  {each.about}" for each in registered(database)),
        "按 Ctrl-C 停止。数据保留在 " + str(settings.instance),
    ]
    print("\n".join(lines), flush=True)  # noqa: T201


def _answers(address: str) -> bool:
    until = monotonic() + SECONDS_TO_START
    while monotonic() < until:
        try:
            with urlopen(address, timeout=5):  # noqa: S310  (our own address on this machine)
                return True
        except (URLError, OSError):
            sleep(0.2)
    return False


def _sample_phones(database: Database) -> list[str]:
    lines = []
    with database.reading() as session:
        for each in session.scalars(select(TrainingClass).order_by(TrainingClass.id).limit(3)):
            rows = progress_of_class(session, each, now())
            for place in SHOWN:
                if place < len(rows):
                    lines.append(_line(rows[place].enrolment, rows[place].progress.state.value))
    return lines


def _line(enrolment: Enrolment, state: str) -> str:
    trainee = enrolment.trainee
    return f"  {trainee.phone}  {trainee.name}，{enrolment.training_class.name}，{state}"
