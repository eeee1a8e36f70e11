"""Alerts reach people: each that nobody was told goes to the staff concerned, each by themselves."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.answers.replies import Reply, as_markdown, preview
from bot.line.house import House
from bot.line.openapi import MOST_RECEIVERS, ApiFailure, ApiRefused, ApiThrottled, QuotaEmpty
from bot.line.telling.work_notices import card_of, in_cards, in_words, send_card
from bot.words.spellings import BATCHES, DUE
from training.attendance.terms import BATCH_WAITS
from training.delivery.acts.note_told import note_told
from training.delivery.acts.put_off_told import put_off_told
from training.delivery.acts.take_notices import Notice, take_notices
from training.delivery.views.has_untold import has_untold

NEXT_HOUR = timedelta(hours=1)
"""What DingTalk refuses it refuses again, and each time is counted."""

log = logging.getLogger("chaban.bot")


def tell_alerts(house: House) -> None:
    """Send what waits; what was not sent is sent by a later round, by this bot or another."""
    with house.database.reading() as session:
        if not has_untold(session, now=house.clock()):
            return
    with house.database.writing() as session:
        notices = take_notices(session, now=house.clock())
    for userids, alerts in _alike(notices):
        for part in _parts(house, alerts):
            _tell(house, userids, part)


def _alike(notices: Iterable[Notice]) -> list[tuple[list[str], list[Notice]]]:
    """People with the same news together: a call for twenty costs as much as a call for one."""
    news: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        news[notice.chat_id].append(notice)
    groups: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for userid, own in news.items():
        groups[tuple(each.alert_id for each in own)].append(userid)
    return [
        (userids[begin : begin + MOST_RECEIVERS], news[userids[0]])
        for userids in groups.values()
        for begin in range(0, len(userids), MOST_RECEIVERS)
    ]


def _parts(house: House, alerts: Sequence[Notice]) -> Iterable[Sequence[Notice]]:
    """What fits into one message."""
    if house.settings.dingtalk.work_notices:
        return in_cards(alerts, house.settings.public_url)
    return [alerts]


def _tell(house: House, userids: list[str], alerts: Sequence[Notice]) -> None:
    keys = [each.alert_id for each in alerts]
    try:
        kept_back = _send(house, userids, alerts)
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        return
    except (ApiThrottled, ApiRefused) as failure:
        log.warning("an alert waits: %s", failure)
        pause = failure.pause if isinstance(failure, ApiThrottled) else NEXT_HOUR
        with house.database.writing() as session:
            put_off_told(session, keys, userids, pause, now=house.clock())
        return
    except ApiFailure as failure:
        log.warning("an alert waits: %s", failure)
        return
    with house.database.writing() as session:
        note_told(session, keys, [each for each in userids if each not in kept_back], now=house.clock())
        put_off_told(session, keys, kept_back, timedelta(), now=house.clock())


def _send(house: House, userids: list[str], alerts: Sequence[Notice]) -> list[str]:
    """Gives those who are to be told later."""
    if not house.settings.dingtalk.work_notices:
        return _write(house, userids, alerts)
    try:
        card = card_of(alerts, house.settings.public_url)
        send_card(house.api, house.settings.dingtalk.agent_id, userids, card)
    except ApiRefused as failure:
        # A wrong AgentId must not keep an alert from whom it concerns.
        log.error("work notices are refused, so the robot tells: %s", failure)
        return _write(house, userids, alerts)
    return []


def _write(house: House, userids: list[str], alerts: Sequence[Notice]) -> list[str]:
    waits = (BATCHES,) if any(each.kind == BATCH_WAITS for each in alerts) else ()
    reply = Reply(f"提醒 {len(alerts)} 条", tuple(map(in_words, alerts)), (*waits, DUE))
    return house.api.send_to_people(userids, preview(reply), as_markdown(reply))
