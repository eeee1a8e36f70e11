"""Light, dark or as the system has it (显示): a choice of this browser, kept in a cookie."""

from flask import Flask, Response, request

from training.notice.clock import SHANGHAI
from webapp.desk.frame.counts import acts_for, count_of
from webapp.desk.frame.menu import menu_of
from webapp.web.cookies import name_of_cookie
from webapp.web.house import house, now
from webapp.web.staff_auth import signed_in_staff

APPEARANCE, STEPS = "appearance", "steps"
HIDDEN = "hidden"
CHOICES = {"": "跟随系统", "light": "浅色", "dark": "深色"}
ONE_YEAR = 365 * 24 * 3600


def register_frame(app: Flask) -> None:
    """What every page of the desk shows around its subject."""
    app.jinja_env.globals.update(
        appearance=appearance,
        APPEARANCES=CHOICES,
        menu_of=menu_of,
        acts_for=acts_for,
        count_of=count_of,
        at_the_desk=signed_in_staff,
        printed_at=printed_at,
    )


def appearance() -> str:
    """Which of `CHOICES` this browser has; what nobody offers counts as the system's."""
    chosen = request.cookies.get(name_of_cookie(house().settings, APPEARANCE), "")
    return chosen if chosen in CHOICES else ""


def printed_at() -> str:
    """For the foot of what leaves the desk on paper."""
    return f"{now().astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def keep_appearance(answer: Response, chosen: str) -> Response:
    return keep_choice(answer, APPEARANCE, chosen)


def shows_steps() -> bool:
    """先做这几步: unless this browser was told that nobody wants to see them any more."""
    return request.cookies.get(name_of_cookie(house().settings, STEPS)) != HIDDEN


def hide_steps(answer: Response) -> Response:
    return keep_choice(answer, STEPS, HIDDEN)


def keep_choice(answer: Response, name: str, chosen: str) -> Response:
    """For a year, in this browser alone."""
    settings = house().settings
    answer.set_cookie(
        name_of_cookie(settings, name),
        chosen,
        max_age=ONE_YEAR,
        secure=settings.cookies_are_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer
