"""All scheduled work, on one page. Times are UTC: Shanghai is eight hours ahead.

Huey is the clock and the dispatcher, never the record: a task lost with its worker is asked for again.
Everything here may run twice, or in two workers at once, and is done once all the same; rows see to that.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from threading import Event
from typing import NamedTuple
from uuid import uuid4

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from notifications.delivery import deliver_waiting, sweep_outbox
from notifications.due_purge import purge_tonight
from notifications.figures import make_figures
from notifications.old_logs import remove_old_logs
from notifications.post import Post
from notifications.reminders import remind_all
from notifications.seal_pictures import seal_pictures
from notifications.stray_files import sweep_store
from notifications.upkeep import back_up, make_up, tell_life, try_store
from notifications.uploads import let_go_of_uploads, read_uploads
from training.attendance.acts.proofs.alert_claimed_serials import alert_claimed_serials
from training.attendance.acts.proofs.alert_missing_proofs import alert_missing_proofs
from training.attendance.acts.proofs.forget_strangers import forget_strangers
from training.checks.views.owed_checks import alert_owed_checks
from training.claims.acts.alert_waiting_claims import alert_waiting_claims
from training.closed import close_to_others
from training.deadlines.acts.alert_unknown_year import alert_unknown_year
from training.deadlines.acts.keep_deadlines import keep_deadlines
from training.eligibility.acts.alert_lists_to_judge import alert_lists_to_judge
from training.feedback.views.list_feedback import alert_overdue_feedback
from training.follow_ups.acts.alert_late_follow_ups import alert_late_follow_ups
from training.follow_ups.acts.ask_by_message import FollowUpLinks, ask_by_message
from training.follow_ups.acts.open_follow_ups import open_follow_ups
from training.outbox.acts.forget_forms import forget_forms
from training.outbox.acts.forget_links import forget_links
from training.outbox.rules.short_links import TOKEN_BYTES
from training.payments.acts.alert_ended_publicities import alert_ended_publicities
from training.payments.acts.alert_full_budgets import alert_full_budgets
from training.people.acts.alert_due_requests import alert_due_requests
from training.plans.acts.alert_missing_plans import alert_missing_plans
from training.privacy.acts.forget_looks import forget_looks
from training.privacy.acts.forget_tries import forget_tries
from training.privacy.acts.plan_purge import plan_purge
from training.privacy.acts.purge_chat import purge_chat
from training.privacy.acts.purge_messages import purge_messages
from training.privacy.acts.purge_uploads import purge_uploads
from training.privacy.views.planned_purge import purge_of_tonight
from training.results.acts.alert_classes_to_judge import alert_classes_to_judge
from training.rosters.acts.tell_of_running_kinds import tell_of_running_kinds
from training.talent.acts.forget_files import forget_files
from training.urging.acts.alert_overdue_urgings import alert_overdue_urgings
from training.vouchers.acts.tell_by_message import tell_by_message

NAME = "chaban"
FILE = "huey.db"

log = logging.getLogger("chaban.schedule")


class Job(NamedTuple):
    """What is done when, again and again."""

    name: str
    is_time: Callable[[datetime], bool]
    act: Callable[[Post], None]


def purge(post: Post) -> None:
    now = post.clock()
    with post.database.writing() as session:
        purge_messages(session, now=now)
        purge_chat(session, now=now)
        purge_uploads(session, now=now)
        forget_forms(session, now=now)
        forget_links(session, now=now)
        forget_looks(session, now=now)
        forget_tries(session, now=now)
        forget_strangers(session, now=now)
        forget_files(session, now=now)


def in_a_night_to_purge(act: Callable[[Post], None]) -> Callable[[Post], None]:
    """What a clock that is years ahead would remove goes by the same rule as the papers."""

    def do(post: Post) -> None:
        with post.database.reading() as session:
            is_one = purge_of_tonight(session, now=post.clock()) is not None
        if is_one:
            act(post)

    return do


def purge_planned(post: Post) -> None:
    if post.files is not None:
        purge_tonight(post.database, post.files, now=post.clock())


def sweep_files(post: Post) -> None:
    if post.files is not None:
        sweep_store(post.database, post.files, now=post.clock())


def forget_logs(post: Post) -> None:
    if post.logs is not None:
        remove_old_logs(post.logs.folder, post.clock() - post.logs.days)


def seal(post: Post) -> None:
    if post.pictures is not None:
        seal_pictures(post.database, post.pictures)


def remind(post: Post) -> None:
    remind_all(post.database, post.public_url, post.clock())


def ask_what_became(post: Post) -> None:
    links = FollowUpLinks(post.public_url, lambda: token_urlsafe(TOKEN_BYTES))
    with post.database.writing() as session:
        ask_by_message(session, links, now=post.clock())


def tell_of_vouchers(post: Post) -> None:
    with post.database.writing() as session:
        tell_by_message(session, post.public_url, now=post.clock())


def telling(alert: Callable[..., int]) -> Callable[[Post], None]:
    """A job of its own for each kind of alert, so that a fault in one leaves the others be."""

    def tell(post: Post) -> None:
        with post.database.writing() as session:
            alert(session, now=post.clock())

    return tell


EVERY_MINUTE, MORNING = crontab(), crontab(hour="0", minute="5")
SCHEDULE = (
    # Delivery itself is asked for twice a second while anything is due (worker.py); this is its backstop.
    Job("sweep", EVERY_MINUTE, sweep_outbox),
    # 漏签到 is of use for ten minutes only, so each of them counts.
    Job("remind", EVERY_MINUTE, remind),
    # Large files that were handed in on the desk.
    Job("uploads", EVERY_MINUTE, read_uploads),
    # At 08:05 in Shanghai: a year whose holidays nobody imported, last days that the calendar moved; checks
    # missing in a class that ends soon (R40, R41), feedback overdue (R07), requests about personal
    # data that are nearly due, claims that nobody decides about.
    Job("unknown year", MORNING, telling(alert_unknown_year)),
    Job("deadlines", MORNING, telling(keep_deadlines)),
    # Before the checks: a class whose people are mostly of key groups owes them too (R40).
    Job("doubtful kinds", MORNING, telling(tell_of_running_kinds)),
    Job("owed checks", MORNING, telling(alert_owed_checks)),
    Job("overdue feedback", MORNING, telling(alert_overdue_feedback)),
    Job("overdue urgings", MORNING, telling(alert_overdue_urgings)),
    # Quarters that begin soon without an approved plan (R02).
    Job("missing plans", MORNING, telling(alert_missing_plans)),
    # Items of plans whose money is used up (R67).
    Job("full budgets", MORNING, telling(alert_full_budgets)),
    Job("due requests", MORNING, telling(alert_due_requests)),
    # Classes that ended and for whose verdict nothing is lacking (R16).
    Job("classes to judge", MORNING, telling(alert_classes_to_judge)),
    # Lists that count and nobody has judged who of them is paid for (R19).
    Job("lists to judge", MORNING, telling(alert_lists_to_judge)),
    # Publicities after which money may be applied for (R21).
    Job("ended publicities", MORNING, telling(alert_ended_publicities)),
    # Whom lists of yesterday have as qualified, and who is on none any more (R14).
    Job("follow-ups", MORNING, telling(open_follow_ups)),
    Job("late follow-ups", MORNING, telling(alert_late_follow_ups)),
    # At 09:20 in Shanghai: an SMS to those whose day it is.
    Job("follow-up messages", crontab(hour="1", minute="20"), ask_what_became),
    # At 09:30 in Shanghai: an SMS to those who got a voucher, or whose voucher lapses within a week (R10).
    Job("voucher messages", crontab(hour="1", minute="30"), tell_of_vouchers),
    Job("waiting claims", MORNING, telling(alert_waiting_claims)),
    # Machines that anybody could speak for; and whoever spoke for one without its proof (R43).
    Job("missing proofs", MORNING, telling(alert_missing_proofs)),
    Job("claimed serials", crontab(minute="*/10"), telling(alert_claimed_serials)),
    # What health tells of the worker and of the store.
    Job("life", EVERY_MINUTE, tell_life),
    Job("store", EVERY_MINUTE, try_store),
    # At 19:00 in Shanghai: what the night will remove, in time for somebody to stop it.
    Job("purge plan", crontab(hour="11", minute="0"), telling(plan_purge)),
    # At 02:30 in Shanghai, before anything is purged.
    Job("backup", crontab(hour="18", minute="30"), back_up),
    # Every hour, for a night when it failed or nothing ran; nothing to do while one is young enough.
    Job("missed backup", crontab(minute="50"), make_up),
    # At 04:05 in Shanghai and each hour after it, for a night when nothing ran: what charts are drawn of.
    Job("figures", crontab(minute="5"), make_figures),
    # At 03:10 in Shanghai, when nobody waits for the database.
    Job("purge", crontab(hour="19", minute="10"), in_a_night_to_purge(purge)),
    Job("old uploads", crontab(hour="19", minute="12"), in_a_night_to_purge(let_go_of_uploads)),
    Job("planned purge", crontab(hour="19", minute="15"), purge_planned),
    Job("old logs", crontab(hour="19", minute="20"), in_a_night_to_purge(forget_logs)),
    # At 03:25: pictures of checks that were kept before they were sealed.
    Job("seal pictures", crontab(hour="19", minute="25"), seal),
    # At 03:40: files whose upload was refused or broke.
    Job("stray files", crontab(hour="19", minute="40"), in_a_night_to_purge(sweep_files)),
)


def open_huey(url: str, folder: Path) -> Huey:
    """Redis or PostgreSQL by their address; without one a file of its own, never the product's database."""
    if url.startswith("redis"):
        return RedisHuey(NAME, url=url, results=False)
    if url.startswith("postgres"):
        return PostgresHuey(NAME, dsn=url, results=False)
    folder.mkdir(parents=True, exist_ok=True)
    close_to_others(folder / FILE)
    return SqliteHuey(NAME, filename=str(folder / FILE), results=False)


def schedule_all(
    huey: Huey, post: Post, stop: Event, jobs: tuple[Job, ...] = SCHEDULE
) -> Callable[[], object]:
    """Teach Huey all of it; gives what asks for a delivery round."""
    for job in jobs:
        huey.periodic_task(job.is_time, name=job.name)(outliving(job.name, partial(job.act, post)))
    deliver: Callable[[], object] = huey.task(name="deliver")(
        outliving("deliver", lambda: deliver_waiting(post, stop))
    )
    return deliver


def outliving(name: str, act: Callable[[], object]) -> Callable[[], bool]:
    """A fault ends the round and nothing else; gives whether all went well."""

    def outlived() -> bool:
        try:
            act()
        except Exception as fault:
            # The fault's own text may hold the row it failed on, so only its kind is logged.
            log.error("fault %s in %s: %s", uuid4().hex[:8], name, type(fault).__name__)
            return False
        return True

    return outlived
