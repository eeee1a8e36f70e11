"""Forms as a person sends them: from the page that shows them, with what that page put into them."""

import re

from training.privacy.rules.purposes import NOTICE_VERSION

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def hidden_fields(client, page: str, action: str) -> dict[str, str]:
    """What the form carries besides what is typed; nothing where the page does not show it."""
    content = client.get(page).get_data(as_text=True)
    form = re.search(rf'<form[^>]* action="{re.escape(action)}"[^>]*>(.*?)</form>', content, re.DOTALL)
    return dict(HIDDEN.findall(form.group(1))) if form else {}


def read_notice(client):
    """Acknowledge the notice about personal data, to which the first visit leads; gives where it led on."""
    assert client.get("/").location == "/privacy/first"
    return client.post("/privacy", data={"version": NOTICE_VERSION})


def fill_in(client, page: str, action: str, **typed: str):
    return client.post(action, data=hidden_fields(client, page, action) | typed)
