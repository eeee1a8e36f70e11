"""Alerts reach the people concerned in the chat, once, whatever dies in between."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.line.telling.alerts import tell_alerts
from tests.bot.conftest import LIMIN, NINE, WANGQIANG, ZHAO, World, house_for
from tests.factories import a_class
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.outbox.alerts import Alert


def alert(world: World, audience: Audience, key: str = "k", district: str = "昆都仑区") -> None:
    with world.house.database.writing() as session:
        own = a_class(session, f"BT-{key}", district=district, lessons=False)
        raise_alert(session, AlertDraft("test", key, f"事情 {key}。", audience, own), now=NINE)


def told(world: World) -> dict[str, list[str]]:
    return {who: world.answers(who) for who in (LIMIN, WANGQIANG, ZHAO) if world.answers(who)}


@pytest.mark.parametrize(
    ("audience", "district", "concerned"),
    [
        (Audience.INSPECTORS, "昆都仑区", {LIMIN, WANGQIANG}),
        (Audience.INSPECTORS, "青山区", {LIMIN}),
        (Audience.INSTITUTION, "昆都仑区", {ZHAO}),
        (Audience.ADMINISTRATOR, "昆都仑区", {LIMIN}),
    ],
)
def test_an_alert_is_told_to_whom_it_concerns_once(world, audience, district, concerned):
    alert(world, audience, district=district)

    tell_alerts(world.house)
    tell_alerts(world.house)

    assert {who: len(said) for who, said in told(world).items()} == dict.fromkeys(concerned, 1)
    with world.house.database.reading() as session:
        assert session.scalars(select(Alert)).one().told_at == NINE


def test_several_alerts_come_in_one_message(world):
    for key in ("a", "b", "c"):
        alert(world, Audience.INSPECTORS, key)

    tell_alerts(world.house)

    (said,) = told(world)[LIMIN]
    assert "提醒 3 条" in said
    assert all(f"事情 {key}。" in said for key in "abc")


def test_what_could_not_be_sent_is_sent_later(world):
    alert(world, Audience.INSPECTORS)
    world.organisation.gateway.faults.quota = "calls"
    tell_alerts(world.house)
    world.organisation.gateway.faults.quota = ""

    tell_alerts(world.house)
    held = str(told(world))
    world.clock.pass_by(minutes=3)
    tell_alerts(world.house)

    assert "事情 k。" not in held
    assert "事情 k。" in told(world)[LIMIN][-1]


def test_an_alert_for_which_we_asked_too_often_is_told_a_moment_later(world):
    alert(world, Audience.INSPECTORS)
    world.organisation.answers.fail("send_to_people", "per_second")
    tell_alerts(world.house)
    before = told(world)

    world.clock.pass_by(seconds=5)
    tell_alerts(world.house)

    assert (before, "事情 k。" in told(world)[LIMIN][-1]) == ({}, True)


def test_whom_flow_control_keeps_it_from_is_told_later_and_nobody_else_twice(world):
    alert(world, Audience.INSPECTORS)
    world.organisation.kept_back += [WANGQIANG] * 3

    for _ in range(5):
        tell_alerts(world.house)
        world.clock.pass_by(seconds=5)

    assert {who: len(said) for who, said in told(world).items()} == {LIMIN: 1, WANGQIANG: 1}


def test_two_bots_do_not_tell_the_same_twice(world):
    alert(world, Audience.INSPECTORS)
    other = house_for(world.house.settings, world.house.database, world.clock)

    tell_alerts(world.house)
    tell_alerts(other)

    assert len(told(world)[LIMIN]) == 1


def test_nobody_is_flooded_with_what_is_over(world):
    alert(world, Audience.INSPECTORS)
    world.clock.now += timedelta(days=1)

    tell_alerts(world.house)

    assert told(world) == {}
