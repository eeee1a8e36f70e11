"""Journeys that go through the chat have DingTalk's stand-in, as the chat's own tests have it."""

from tests.bot.conftest import clock, gateway, organisation, people, trainees

__all__ = ["clock", "gateway", "organisation", "people", "trainees"]
