"""At the ports for machines nobody but machines is answered, whatever a request says of its host."""

import pytest
from flask.testing import FlaskClient

from tests.databases.kept import Kept
from tests.webapp.conftest import KeptApps

OWN = {"SERVER_PORT": "8081"}
PAGES = {"SERVER_PORT": "8000"}
FORGED = {"X-Forwarded-Host": "chaban.example:8000", "X-Forwarded-For": "10.0.0.9"}


@pytest.fixture
def client(apps: KeptApps, sqlite: Kept, tmp_path) -> FlaskClient:
    chosen = {"CHABAN_MACHINE_PORTS": "8081", "CHABAN_TRUSTED_PROXIES": "1"}
    return apps.world(sqlite, tmp_path, **chosen).client()


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/healthz", "/static/pages.css", "/desk", "/metrics", "/no"]
)
def test_no_page_is_to_be_had_there(client, path):
    assert client.get(path, environ_overrides=OWN).status_code == 404
    assert client.get(path, environ_overrides=OWN, headers=FORGED).status_code == 404


@pytest.mark.parametrize("path", ["/iclock/ping?SN=A", "/word/iclock/ping?SN=A", "/iclock/word/ping?SN=A"])
def test_machines_are_answered_there_and_at_the_port_of_the_pages(client, path):
    for port in (OWN, PAGES):
        # Words for a machine, not a page; which words is said elsewhere.
        assert client.get(path, environ_overrides=port).mimetype == "text/plain"


def test_the_pages_keep_their_port(client):
    assert client.get("/sign-in", environ_overrides=PAGES).status_code == 200


def test_a_host_that_names_the_machines_port_is_no_request_to_it(client):
    forged = {"X-Forwarded-Host": "localhost:8081"}

    assert client.get("/sign-in", environ_overrides=PAGES, headers=forged).status_code == 200
