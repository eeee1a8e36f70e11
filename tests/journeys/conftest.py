"""Journeys that go through the chat have DingTalk's stand-in, as the chat's own tests have it."""

from tests.bot.conftest import gateway, organisation, people

__all__ = ["gateway", "organisation", "people"]
