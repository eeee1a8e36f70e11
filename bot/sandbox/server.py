"""The stand-in as one process: DingTalk's interfaces, and the page where one chats as anybody."""

from collections.abc import Callable

from flask import Flask

from bot.sandbox.calendars import calendars_of
from bot.sandbox.chats import Chats, Person
from bot.sandbox.conferences import conferences_of
from bot.sandbox.gateway import Gateway
from bot.sandbox.interfaces import interfaces_of
from bot.sandbox.meeting_page import meeting_page_of
from bot.sandbox.organisation import Organisation
from bot.sandbox.page import page_of
from bot.sandbox.sign_in import sign_in_of
from bot.sandbox.todos import todos_of
from bot.sandbox.work_notices import work_notices_of

LARGEST_UPLOAD = 20 * 1024 * 1024


def create_organisation(
    client_id: str,
    client_secret: str,
    people: Callable[[], list[Person]],
    gateway: Gateway | None = None,
    trainees: Callable[[], list[Person]] = list,
) -> Organisation:
    """An organisation of people who chat with the robot, and of trainees who are only in its address book.

    Both are asked anew each time.
    """
    return Organisation(client_id, client_secret, Chats(people), gateway or Gateway(), trainees)


def create_sandbox(organisation: Organisation) -> Flask:
    """The app of one process; what it knows it keeps in memory only."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_UPLOAD
    app.register_blueprint(interfaces_of(organisation))
    app.register_blueprint(conferences_of(organisation))
    app.register_blueprint(page_of(organisation))
    app.register_blueprint(sign_in_of(organisation))
    app.register_blueprint(meeting_page_of(organisation))
    app.register_blueprint(calendars_of(organisation))
    app.register_blueprint(todos_of(organisation))
    app.register_blueprint(work_notices_of(organisation))
    return app
