"""Alerts reach people: each that nobody was told goes to the staff concerned, one to one."""

import logging
from collections import defaultdict
from collections.abc import Iterable

from bot.answers.replies import Reply, as_markdown, preview
from bot.line.house import House
from bot.line.openapi import MOST_RECEIVERS, ApiFailure, ApiThrottled, QuotaEmpty
from bot.words.spellings import DUE
from training.delivery.acts.note_told import note_told
from training.delivery.acts.put_off_told import put_off_told
from training.delivery.acts.take_notices import Notice, take_notices
from training.delivery.views.has_untold import has_untold
from training.notice.clock import SHANGHAI

log = logging.getLogger("chaban.bot")


def tell_alerts(house: House) -> None:
    """Send what waits; what was not sent is sent by a later round, by this bot or another."""
    with house.database.reading() as session:
        if not has_untold(session, now=house.clock()):
            return
    with house.database.writing() as session:
        notices = take_notices(session, now=house.clock())
    for userids, alerts in _alike(notices):
        _tell(house, userids, alerts)


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


def _tell(house: House, userids: list[str], alerts: list[Notice]) -> None:
    lines = tuple(f"{each.raised_at.astimezone(SHANGHAI):%m月%d日 %H:%M} {each.text}" for each in alerts)
    reply = Reply(f"提醒 {len(lines)} 条", lines, (DUE,))
    try:
        house.api.send_to_people(userids, preview(reply), as_markdown(reply))
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        return
    except ApiThrottled as failure:
        log.warning("an alert waits: %s", failure)
        keys = [each.alert_id for each in alerts]
        with house.database.writing() as session:
            put_off_told(session, keys, userids, failure.pause, now=house.clock())
        return
    except ApiFailure as failure:
        log.warning("an alert waits: %s", failure)
        return
    with house.database.writing() as session:
        note_told(session, [each.alert_id for each in alerts], userids, now=house.clock())
