"""Journeys that go through the chat have DingTalk's stand-in, as the chat's own tests have it."""

from tests.bot.conftest import clock, front, gateway, organisation, people, trainees

__all__ = ["clock", "front", "gateway", "organisation", "people", "trainees"]
