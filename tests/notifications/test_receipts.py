"""The whole way: outbox, real library, stand-in, its signed callback, our page for it, the state."""

from datetime import UTC, datetime

from notifications.delivery import deliver_waiting
from notifications.sandbox.phones import Order
from notifications.sandbox.server import create_sandbox
from notifications.senders.twilio import TwilioSms
from tests.notifications.conftest import STAND_IN, Clock, a_post, served, write
from tests.notifications.test_delivery import state
from tests.webapp.conftest import a_world
from webapp.web.house import KEY


def test_a_message_is_delivered_when_its_signed_receipts_have_come_in_whatever_their_order(
    database_url, database, tmp_path
):
    sandbox, clock = create_sandbox("AC1", "token"), Clock(datetime.now(UTC))
    stand_in = sandbox.extensions[STAND_IN]
    stand_in.orders.add(Order("shuffled", 1))
    with served(sandbox) as provider, served(lambda *request: world.app(*request)) as web:
        world = a_world(database_url, tmp_path, **_settings(provider, web))
        world.now = clock()
        write(database, clock)

        deliver_waiting(a_post(database, TwilioSms(world.app.extensions[KEY].settings), clock))
        stand_in.callbacks.wait()
        world.database.close()

    assert state(database) == "delivered"


def _settings(provider: str, web: str) -> dict[str, str]:
    return {
        "SMS_SENDER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_BASE": provider,
        "CHABAN_PUBLIC_URL": web,
    }
