"""Due cards are drawn: created where there is none, updated in place where there is one."""

import logging

from bot.cards import changed_card, digest_of, new_card, values_of
from bot.claim_cards import claim_in_words, claim_values_of
from bot.house import House
from bot.openapi import ApiFailure, ApiRefused, QuotaEmpty
from bot.replies import as_markdown, preview
from training.services.chat_cards import CardToDraw, draw_later, has_due_cards, note_drawn, take_due_cards
from training.services.see_claim_card import ClaimCard

log = logging.getLogger("chaban.bot")


def draw_cards(house: House) -> None:
    """Whatever is due, by this bot or another; a card is an extra, so none stops the others."""
    with house.database.reading() as session:
        if not has_due_cards(session, now=house.clock()):
            return
    with house.database.writing() as session:
        cards = take_due_cards(session, now=house.clock())
    for card in cards:
        _draw(house, card)


def _draw(house: House, card: CardToDraw) -> None:
    values = _values(card, house.settings.dingtalk_card_template)
    shown = digest_of(values)
    try:
        if shown != card.shown:
            _send(house, card, values)
    except ApiRefused as failure:
        log.error("a card was not drawn: %s", failure)
        _say_instead(house, card, shown)
        return
    except QuotaEmpty as failure:
        house.tell_quota_empty(failure.kind)
        return
    except ApiFailure as failure:
        log.warning("a card waits: %s", failure)
        with house.database.writing() as session:
            draw_later(session, card)
        return
    with house.database.writing() as session:
        note_drawn(session, card, shown, now=house.clock())


def _say_instead(house: House, card: CardToDraw, shown: str) -> None:
    """A new claim is news to those who decide; of a check every answer says in words what its card shows."""
    if card.is_delivered or not isinstance(card.view, ClaimCard):
        return
    reply = claim_in_words(card.view)
    try:
        house.api.send_to_people([card.userid], preview(reply), as_markdown(reply))
    except ApiFailure as failure:
        log.error("a claim was not told: %s", failure)
        return
    with house.database.writing() as session:
        note_drawn(session, card, shown, now=house.clock())


def _values(card: CardToDraw, template: str) -> dict[str, str]:
    if isinstance(card.view, ClaimCard):
        return claim_values_of(card.view, template)
    return values_of(card.view, template)


def _send(house: House, card: CardToDraw, values: dict[str, str]) -> None:
    settings = house.settings
    if card.is_delivered:
        house.api.update_card(changed_card(card, values))
    else:
        house.api.deliver_card(
            new_card(card, values, settings.dingtalk_card_template, settings.dingtalk_robot_code)
        )
