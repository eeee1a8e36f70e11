"""Asks the provider what became of messages that may or may not have gone out."""

from threading import Event

from notifications.post import Leased, Post, leased
from training.delivery.acts.look_ups.record_look_up import record_look_up
from training.delivery.acts.look_ups.record_no_answer import record_no_answer
from training.delivery.acts.look_ups.take_look_up import take_look_up
from training.delivery.views.earlier_references import earlier_references
from training.delivery.views.has_doubtful import has_doubtful
from training.ports.sms import SmsFailed


def look_up_doubtful(post: Post, stop: Event) -> None:
    """Ask the provider about every message that may or may not have gone out."""
    while not stop.is_set() and (doubtful := _take(post)) is not None:
        _look_up(post, doubtful)


def _take(post: Post) -> Leased | None:
    now, provider = post.clock(), post.sender.provider
    with post.database.reading() as session:
        if not has_doubtful(session, provider, now=now):
            return None
    with post.database.writing() as session:
        message = take_look_up(session, provider, now=now)
        if message is None:
            return None
        return leased(message, post.wording, now, earlier_references(session, message))


def _look_up(post: Post, doubtful: Leased) -> None:
    message_id = doubtful.attempt.message_id
    try:
        report = post.sender.look_up(doubtful.message)
    except SmsFailed as fault:
        with post.database.writing() as session:
            record_no_answer(session, message_id, fault.code, now=post.clock())
    else:
        with post.database.writing() as session:
            record_look_up(session, message_id, report, jitter=post.jitter(), now=post.clock())
