"""The stand-in of DingTalk, with the registered staff as its organisation."""

import logging

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.serving import make_server

from bot.sandbox.chats import Person
from bot.sandbox.server import create_organisation, create_sandbox
from bot.settings import BotSettings
from training.database import Database
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff
from training.settings import Settings

MOST_TRAINEES = 600
WITHOUT_ACCOUNT = 4
STRANGER = Person("guest-1", "未登记的人", "试试陌生人")


def chat_port(settings: Settings) -> int:
    return settings.port + 2


def serve_chat(settings: BotSettings, database: Database) -> None:
    """Serve until stopped; what was said lives in this one process."""
    # The server's log would name everybody who chats.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    organisation = create_organisation(
        settings.dingtalk.client_id,
        settings.dingtalk.client_secret,
        lambda: registered(database),
        trainees=lambda: trainees_with_account(database),
    )
    organisation.address = f"http://127.0.0.1:{chat_port(settings)}"
    organisation.gateway.start()
    server = make_server("127.0.0.1", chat_port(settings), create_sandbox(organisation), threaded=True)
    server.serve_forever()


def registered(database: Database) -> list[Person]:
    """Whoever is known in DingTalk, and one who is not."""
    known = select(Staff).where(Staff.chat_id.is_not(None)).order_by(Staff.id)
    with database.reading() as session:
        people = session.scalars(
            known.options(joinedload(Staff.district), joinedload(Staff.institution))
        ).all()
    return [*(Person(str(each.chat_id), each.name, _about(each)) for each in people), STRANGER]


def trainees_with_account(database: Database) -> list[Person]:
    """The newest trainees; every fourth has no account, so that both ways of inviting are seen."""
    newest = select(Trainee).order_by(Trainee.id.desc()).limit(MOST_TRAINEES)
    with database.reading() as session:
        people = session.scalars(newest.where(Trainee.id % WITHOUT_ACCOUNT != 0)).all()
    return [Person(f"t{each.id}", each.name, phone=each.phone) for each in reversed(people)]


def _about(staff: Staff) -> str:
    place = staff.district or staff.institution
    return f"{staff.role.words}人员 {place.name if place else ''}".rstrip()
