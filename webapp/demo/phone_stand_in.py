"""The stand-in of the phones, and the greeting that says where everything is."""

import logging
from threading import Thread
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from notifications.sandbox.server import create_sandbox
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.claims.terms import ClaimState
from training.database import Database
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.settings import Settings
from webapp.commands.context import now
from webapp.demo.chat_stand_in import chat_port, registered
from webapp.demo.city.staff import SEES
from webapp.demo.sample_class import SAMPLES, SHARES_A_PHONE

# Of the first class also the fifth, who hardly comes, and the two who share a phone.
SHOWN, SHOWN_OF_FIRST = (0,), (0, 4, SHARES_A_PHONE - 1, SHARES_A_PHONE)
CLAIMS_SHOWN = (ClaimState.RETURNED, ClaimState.WAITING, ClaimState.PAID)
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
        f"  工作台（督查）{web}/desk   点“用钉钉登录”，选一个人",
        f"  接口说明      {web}/api/v1/",
        "示例学员的手机号：",
        *_sample_phones(database),
        "让一名学员现在打卡（另开一个终端；打卡马上出现在学员页面）：",
        f"  CHABAN_INSTANCE={settings.instance} CHABAN_PORT={settings.port} "
        f".venv/bin/chaban demo device {SAMPLES[0].serial} --number 1",
        "看一条漏打卡短信（开一个刚上课的小班，一人没签到，约一分钟）：",
        f"  CHABAN_INSTANCE={settings.instance} CHABAN_PORT={settings.port} .venv/bin/chaban demo reminder",
        "在钉钉和工作台里选谁，能看到什么：",
        *_whom_to_choose(database),
        "按 Ctrl-C 停止。数据保留在 " + str(settings.instance),
    ]
    print("\n".join(lines), flush=True)  # noqa: T201


def _whom_to_choose(database: Database) -> list[str]:
    """Of a whole city those for whom there is most to see; else everybody."""
    known = registered(database)
    guided = [each for each in known if each.userid in SEES] if len(known) > len(SEES) else known
    return [f"  {each.name}  {each.about}  {SEES.get(each.userid, '')}".rstrip() for each in guided]


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
    with database.reading() as session:
        classes = session.scalars(select(TrainingClass).order_by(TrainingClass.id).limit(3)).all()
        lines = [_line(each) for own in classes for each in _shown(session, own, is_first=own is classes[0])]
        claims = [_first_claim(session, state) for state in CLAIMS_SHOWN]
        return lines + [_claimant(each) for each in claims if each is not None]


def _shown(session: Session, own: TrainingClass, *, is_first: bool) -> list[ClassProgress]:
    rows = progress_of_class(session, own, now())
    return [rows[place] for place in (SHOWN_OF_FIRST if is_first else SHOWN) if place < len(rows)]


def _first_claim(session: Session, state: ClaimState) -> C1Claim | None:
    return session.scalars(
        select(C1Claim).where(C1Claim.state == state).order_by(C1Claim.id).limit(1)
    ).first()


def _line(row: ClassProgress) -> str:
    trainee = row.enrolment.trainee
    return (
        f"  {trainee.phone}  {trainee.name}，{row.enrolment.training_class.name}，{row.progress.state.value}"
    )


def _claimant(claim: C1Claim) -> str:
    trainee = claim.enrolment.trainee
    return f"  {trainee.phone}  {trainee.name}，C1 补贴申领{claim.state.value}"
