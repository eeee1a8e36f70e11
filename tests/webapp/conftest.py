"""The web app on a database with one running class, at a time that stands still."""

import json
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.settings import BotSettings
from tests.databases.kept import Kept, begin
from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, at, punches
from training.database import Database
from training.people.acts.request_login_code import request_login_code
from training.people.acts.sign_in import sign_in
from training.people.acts.try_code import try_code
from training.privacy.rules.purposes import NOTICE_VERSION
from training.records.outbox.messages import OutgoingMessage
from webapp.app import create_app
from webapp.cameras.stills import stills_of
from webapp.demo.camera import DrawnCameras
from webapp.web.house import KEY, House
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore

TUESDAY = date(2026, 3, 3)
PHONE = "13800000001"


@dataclass
class World:
    """The app, its database, and the hands to move time and people."""

    app: Flask
    database: Database
    now: datetime

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)

    def code_of_last_message(self) -> str:
        with self.database.reading() as session:
            newest = select(OutgoingMessage.parameters).order_by(OutgoingMessage.id.desc()).limit(1)
            return str(json.loads(session.scalar(newest) or "{}")["code"])

    def token(self, phone: str = PHONE) -> str:
        """Of a trainee's session, as the API hands it out."""
        token = f"token-of-{phone}-{self.now:%Y%m%dT%H%M%S}"
        with self.database.writing() as session:
            request_login_code(session, phone, "10.0.0.1", code="123456", now=self.now)
            check = try_code(session, phone, "123456", now=self.now)
            sign_in(session, check.code_id or 0, None, token=token, now=self.now)
        return token

    def signed_in(self, phone: str = PHONE) -> FlaskClient:
        return self.holding(self.token(phone))

    def holding(self, token: str) -> FlaskClient:
        """A browser whose session has this token."""
        client = self.client()
        with client.session_transaction() as session:
            session["token"] = token
            session["notice"] = NOTICE_VERSION
        return client


def web_settings(database_url: str, folder: Path, **more: str) -> BotSettings:
    """Settings whose keys are those of the test's own vault."""
    environ = {
        "CHABAN_INSTANCE": str(folder),
        "DATABASE_URL": database_url,
        "CHABAN_SECRET_KEY": "s" * 32,
        "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
        "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
    }
    return BotSettings.from_environ(environ | more)


def a_world(url: str, folder: Path, **more: str) -> World:
    """With an app of its own, for who changes more of it than its house and its settings."""
    app = create_app(web_settings(url, folder, **more), clock=lambda: world.now)
    app.config["WTF_CSRF_ENABLED"] = False
    world = World(app, app.extensions[KEY].database, at(TUESDAY, "10:00"))
    return world


class KeptApps:
    """Apps that a worker keeps for all its tests: to make one costs as much as a hundred requests."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._made: dict[frozenset[tuple[str, str]], tuple[Flask, House, dict[str, Any]]] = {}

    def world(self, kept: Kept, folder: Path, **more: str) -> World:
        """An app of these settings with nothing left of the last test."""
        app, house, config = self._app(more)
        world = World(app, kept.database, at(TUESDAY, "10:00"))
        settings = web_settings(kept.url, folder, **more)
        files = store_of(settings)
        app.config.clear()
        app.config.update(config)
        app.extensions[KEY] = replace(
            house,
            settings=settings,
            database=kept.database,
            clock=lambda: world.now,
            cameras=(cameras := DrawnCameras(lambda: world.now)),
            stills=stills_of(settings, cameras, kept.database.vault, lambda: world.now),
            files=PictureStore(files, kept.database.vault),
            papers=SealedStore(files, kept.database.vault),
        )
        return world

    def _app(self, more: dict[str, str]) -> tuple[Flask, House, dict[str, Any]]:
        key = frozenset(more.items())
        if key not in self._made:
            app = a_world("sqlite://", self._folder, **more).app
            self._made[key] = app, app.extensions[KEY], dict(app.config)
        return self._made[key]


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory) -> KeptApps:
    return KeptApps(tmp_path_factory.mktemp("apps"))


@pytest.fixture
def bare(apps: KeptApps, sqlite: Kept, tmp_path: Path) -> World:
    """The app on a database that knows nobody yet."""
    return apps.world(sqlite, tmp_path)


@pytest.fixture
def world(bare: World) -> World:
    """王芳 was there all Monday and came on Tuesday; 李强 has another class; a family shares 13800000003."""
    begin(bare.database, "world", _classes_of_tuesday)
    return bare


def _classes_of_tuesday(session: Session) -> UUID:
    own = a_class(session, "BT-1")
    other = a_class(session, "BT-2", institution="别的学校", district="青山区")
    an_enrolment(session, own, a_trainee(session, "王芳", PHONE), "1")
    an_enrolment(session, other, a_trainee(session, "李强", "13800000002"), "1")
    an_enrolment(session, own, a_trainee(session, "赵小明", "13800000003"), "3")
    an_enrolment(session, own, a_trainee(session, "赵小红", "13800000003"), "4")
    a_trainee(session, "没有班", "13800000004")
    punches(session, own, MONDAY, WHOLE_DAY)
    punches(session, own, TUESDAY, ["08:20:15"])
    return own.public_id
