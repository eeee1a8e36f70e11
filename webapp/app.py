"""create_app: the composition root of the web process."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from jinja2 import FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.line.sign_in_api import DingTalkSignIn
from bot.settings import BotSettings
from bot.words.platform import DINGTALK
from notifications.messages import CATALOGUE
from notifications.senders.twilio import TwilioReceipts
from training.outbox.rules.wordings import Wording
from training.people.rules.login_codes import SIGN_IN_LASTS
from training.ports.cameras import Cameras
from training.ports.sign_in import SignInHost
from training.ports.sms import SmsReceipts
from training.records.opening import open_database
from training.settings import Settings
from webapp.api.app import register_api
from webapp.calls_in import health, hikvision, iclock, metrics, sms_callbacks
from webapp.cameras.http import HttpCameras
from webapp.cameras.stills import stills_of
from webapp.checks.routes import calls, check_acts, checks, evidence, leads, stills, video_acts
from webapp.demo.camera import DrawnCameras
from webapp.desk.acts.routes import acts
from webapp.desk.announcements.routes import announcements
from webapp.desk.attendance.routes import (
    batches,
    corrections_at_once,
    leaves,
    staff_alternatives,
    staff_corrections,
    unread_pushes,
)
from webapp.desk.calendar.routes import calendar
from webapp.desk.changes.routes import changes, class_changes, timetable
from webapp.desk.checks.routes import check_list
from webapp.desk.claims.routes import claim_money, counter, openings, review
from webapp.desk.classes.routes import class_list, leave, one_class
from webapp.desk.feedback.routes import feedback
from webapp.desk.frame.appearance import register_frame
from webapp.desk.frame.routes import frame, moved
from webapp.desk.imports.routes import imports, matches, unmatched, uploads
from webapp.desk.institutions.routes import institution_office, institutions
from webapp.desk.lists.routes import find
from webapp.desk.machines.routes import asking, keeping, machines
from webapp.desk.messages.routes import channel, messages, messages_at_once
from webapp.desk.overview.routes import alerts, missing, work
from webapp.desk.panorama.routes import cameras as camera_pages
from webapp.desk.panorama.routes import panorama
from webapp.desk.people.routes import one_person, people, person_office, problems
from webapp.desk.projects.routes import projects
from webapp.desk.rosters.routes import roster_changes
from webapp.desk.rounds.routes import outside, rounds
from webapp.desk.rules.routes import rule_proposals, rule_versions
from webapp.desk.staff.routes import (
    data_requests,
    deputies,
    dingtalk,
    keys,
    looks,
    member,
    members,
    permissions,
    purges,
    restrictions,
    staff,
    staff_devices,
)
from webapp.desk.staff.routes import health as running
from webapp.desk.subsidies.routes import publicity
from webapp.desk.teachers.routes import teachers
from webapp.desk.tokens.routes import tokens
from webapp.desk.urging.routes import urgings
from webapp.server.static_files import register_static_files
from webapp.trainees.routes import (
    alternatives,
    claims,
    corrections,
    devices,
    offline,
    personal,
    privacy_notice,
    reminders,
    rights,
    sign_in,
    trainee,
)
from webapp.trainees.routes import announcements as own_announcements
from webapp.verify.routes import proof, verify
from webapp.web.bad_input import register_bad_input
from webapp.web.cookies import SESSION, LockedSessions, name_of_cookie
from webapp.web.error_handlers import register_error_handlers
from webapp.web.forms import register_forms
from webapp.web.hosts import register_hosts
from webapp.web.house import KEY, House
from webapp.web.limits import register_limits
from webapp.web.looks import register_looks
from webapp.web.machine_ports import register_machine_ports
from webapp.web.parts import tus
from webapp.web.security import register_security
from webapp.web.security_events import register_security_events
from webapp.web.staff_auth import register_permissions
from webapp.web.stores import store_of
from webapp.web.stores.pictures import PictureStore
from webapp.web.stores.sealed import SealedStore
from webapp.web.virus_scan import scanner_of

HERE = Path(__file__).parent
ROOMS = (
    *("web", "trainees", "checks", "verify", "api"),
    *("desk/frame", "desk/lists", "desk/classes", "desk/people", "desk/institutions", "desk/rosters"),
    *("desk/staff", "desk/attendance", "desk/claims", "desk/subsidies", "desk/feedback", "desk/rounds"),
    *("desk/changes", "desk/overview", "desk/urging", "desk/announcements", "desk/imports"),
    *("desk/machines", "desk/panorama", "desk/messages", "desk/tokens", "desk/acts", "desk/rules"),
    *("desk/calendar", "desk/teachers", "desk/projects"),
)
"""Where templates lie; no two have one name."""
LARGEST_REQUEST = 64 * 1024
PAGES = (
    *(frame, moved),
    *(find, class_list, one_class, leave, people, one_person, person_office, problems),
    *(institutions, institution_office, teachers, check_list, leaves, corrections_at_once),
    *(sign_in, trainee, corrections, reminders, claims, personal, devices, rights, privacy_notice),
    *(members, member, deputies, permissions, purges, rule_versions, calendar),
    rule_proposals,
    keys,
    *(staff, staff_devices, dingtalk, looks, data_requests, running, staff_corrections, unread_pushes),
    *(alternatives, staff_alternatives, restrictions, batches, roster_changes),
    *(checks, check_acts, calls, video_acts, leads, feedback, evidence, stills),
    *(outside, rounds),
    *(work, alerts, missing),
    *(changes, class_changes, timetable, urgings, announcements, own_announcements),
    *(imports, unmatched, matches, uploads, tus),
    *(panorama, camera_pages),
    *(machines, keeping, asking, messages, messages_at_once, channel, tokens, acts),
    projects,
    *(proof, verify),
    *(review, claim_money, publicity, counter, openings),
    *(offline, health, metrics),
)


def create_app(settings: BotSettings, clock: Callable[[], datetime] | None = None) -> Flask:
    """Wire the web process; the database is opened with the first request that needs it."""
    app = Flask("webapp")
    app.jinja_loader = FileSystemLoader([HERE / room / "templates" for room in ROOMS])
    app.jinja_env.globals["platform"] = DINGTALK.name
    _configure(app, settings)
    database = open_database(settings)
    files, cameras = store_of(settings), _cameras(settings, clock or _now)
    app.extensions[KEY] = House(
        settings,
        database,
        clock or _now,
        cameras=cameras,
        stills=stills_of(settings, cameras, database.vault, clock or _now),
        files=PictureStore(files, database.vault, database.reading),
        papers=SealedStore(files, database.vault, database.reading),
        scanner=scanner_of(settings),
        platform=DINGTALK,
        sms_receipts=_sms_receipts(settings),
        wordings=_wordings(),
        dingtalk=_dingtalk(settings, clock or _now),
    )
    _trust_proxies(app, settings)
    Compress(app)
    register_machine_ports(app)
    register_hosts(app)
    register_limits(app)
    register_bad_input(app)
    csrf = CSRFProtect(app)
    register_security(app)
    register_static_files(app)
    register_forms(app)
    register_permissions(app)
    register_frame(app)
    register_looks(app)
    register_security_events(app)
    register_error_handlers(app)
    _register_routes(app, csrf)
    register_api(app, csrf)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    if settings.cookies_are_secure:
        app.session_interface = LockedSessions()
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=name_of_cookie(settings, SESSION),
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookies_are_secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SIGN_IN_LASTS,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=6,
        COMPRESS_MIMETYPES=[
            *("text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"),
        ],
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )


def _trust_proxies(app: Flask, settings: Settings) -> None:
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _register_routes(app: Flask, csrf: CSRFProtect) -> None:
    for routes in PAGES:
        app.register_blueprint(routes.blueprint)
    # Machines and providers have no cookies that another site could abuse.
    for routes in (iclock, hikvision, sms_callbacks):
        csrf.exempt(routes.blueprint)
        app.register_blueprint(routes.blueprint)


def _cameras(settings: Settings, clock: Callable[[], datetime]) -> Cameras:
    return HttpCameras(settings, clock) if settings.cameras == "http" else DrawnCameras(clock)


def _sms_receipts(settings: Settings) -> SmsReceipts | None:
    return TwilioReceipts(settings.twilio_auth_token) if settings.twilio_auth_token else None


def _wordings() -> dict[str, Wording]:
    return {key: Wording(each.title, each.text, each.most_segments) for key, each in CATALOGUE.items()}


def _dingtalk(settings: BotSettings, clock: Callable[[], datetime]) -> SignInHost | None:
    return DingTalkSignIn(settings, clock) if settings.dingtalk.is_set_up else None


def _now() -> datetime:
    return datetime.now(UTC)
