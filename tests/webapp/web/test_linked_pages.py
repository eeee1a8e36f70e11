"""What DingTalk is told to open stands in tables beside the bot; here each of them is a page that exists."""

from uuid import uuid4

import pytest

from bot.line.todos.keeping import PAGES as PAGES_OF_TODOS
from tests.house.tree import PACKAGES, modules
from training.classes.rules.kinds import DoubtKind
from training.outbox.rules.pages_of_alerts import PAGES, page_of
from training.urging.terms import UrgingMove


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_every_alert_of_the_table_is_raised_somewhere_and_leads_to_a_page(kind, world):
    sources = [each.read_text(encoding="utf-8") for each in modules(*PACKAGES)]
    path, _, query = page_of(kind, uuid4()).partition("?")

    _, values = world.app.url_map.bind("chaban.example").match(path, method="GET")

    # Those that are made of a word of their subject are named by it.
    made = {each.told_as for each in DoubtKind} | {f"urging_{each.name.lower()}" for each in UrgingMove}
    assert kind in made or sum(f'"{kind}"' in each for each in sources) >= 2
    assert len(values) + query.count("=") == PAGES[kind].count("{}")


def test_who_is_told_of_a_face_that_need_not_be_shown_is_led_to_where_it_is_decided_or_judged():
    about = uuid4()

    assert page_of("alternative_asked", about) == "/desk/alternatives"
    assert page_of("alternatives_many", about) == f"/checks/classes/{about}"


@pytest.mark.parametrize("kind", sorted(PAGES_OF_TODOS))
def test_every_duty_leads_to_a_page(kind, world):
    path = PAGES_OF_TODOS[kind].format(uuid4())

    endpoint, _ = world.app.url_map.bind("chaban.example").match(path, method="GET")

    assert endpoint
