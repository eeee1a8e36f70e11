"""What DingTalk is told to open stands in tables beside the bot; here each of them is a page that exists."""

from uuid import uuid4

import pytest

from bot.line.telling.pages_of_alerts import PAGES, page_of
from bot.line.todos.keeping import PAGES as PAGES_OF_TODOS
from tests.house.tree import PACKAGES, modules


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_every_alert_of_the_table_is_raised_somewhere_and_leads_to_a_page(kind, world):
    sources = [each.read_text(encoding="utf-8") for each in modules(*PACKAGES)]
    path = page_of(kind, uuid4())

    _, values = world.app.url_map.bind("chaban.example").match(path, method="GET")

    assert sum(f'"{kind}"' in each for each in sources) >= 2
    assert len(values) == PAGES[kind].count("{}")


@pytest.mark.parametrize("kind", sorted(PAGES_OF_TODOS))
def test_every_duty_leads_to_a_page(kind, world):
    path = PAGES_OF_TODOS[kind].format(uuid4())

    endpoint, _ = world.app.url_map.bind("chaban.example").match(path, method="GET")

    assert endpoint
