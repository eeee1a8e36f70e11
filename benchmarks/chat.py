"""A message in the chat: from the frame to the answer ÷ the library's own echo handler."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import monotonic, perf_counter, sleep

import dingtalk_stream
from werkzeug.serving import make_server

from benchmarks.city import City, found_city
from benchmarks.measuring import measure
from benchmarks.results import Result
from bot.line.running import run_bot
from bot.sandbox.chats import ROBOT, Person, chat_of
from bot.sandbox.organisation import Organisation
from bot.sandbox.server import create_organisation, create_sandbox
from bot.settings import BotSettings, DingTalkSettings
from training.notice.terms import Role
from training.records.opening import open_database
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from webapp.commands.chat import house_of

WHO = "limin"
ECHOED, OWED = "帮助", "待查"
MESSAGES = 150
ROUNDS = 3
PATIENCE = 60
AT_ONCE = 200


def run(folder: Path, today: date) -> list[Result]:
    city = City(folder, 25, 25, today)
    measure(found_city, city)
    measure(_register, city)
    with _standing_in() as organisation:
        settings = _settings(city, organisation.address)
        ours, echo, owed = [], [], []
        for _ in range(ROUNDS):
            with _listening(_echo, organisation, organisation.address):
                echo.append(_median_seconds(organisation, ECHOED))
            with _listening(_bot, organisation, settings):
                ours.append(_median_seconds(organisation, ECHOED))
                owed.append(_median_seconds(organisation, OWED))
        with _listening(_bot, organisation, settings):
            answered = _answered_at_once(organisation)
    return [
        _result(f"chat: “{ECHOED}”, frame in to answer out ÷ the library's echo handler", ours, echo, "≤ 3"),
        _result(f"… “{OWED}” with 25 classes ÷ the same", owed, echo, ""),
        Result(f"… {AT_ONCE} people at once: answered", f"{answered}", "—", "—", f"{AT_ONCE}"),
    ]


def _result(what: str, ours: list[float], echo: list[float], goal: str) -> Result:
    ratio = median(mine / theirs for mine, theirs in zip(ours, echo, strict=True))
    return Result(
        what, f"{1000 * median(ours):.1f} ms", f"{1000 * median(echo):.1f} ms", f"{ratio:.2f}", goal
    )


def _register(city: City) -> None:
    database = city.open()
    with database.writing() as session:
        who = add_staff(session, "李敏", Role.CITY, None, None, now=datetime.now(UTC))
        know_in_chat(session, who, WHO)
    database.close()


def _settings(city: City, address: str) -> BotSettings:
    return replace(
        city.settings(),
        dingtalk=DingTalkSettings(
            client_id="ding1",
            client_secret="secret",
            robot_code="ding1",
            openapi_endpoint=address,
            oapi_endpoint=address,
        ),
    )


@contextmanager
def _standing_in() -> Iterator[Organisation]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    people = [Person(WHO, "李敏"), *(Person(f"crowd-{place}", "访客") for place in range(AT_ONCE))]
    made = create_organisation("ding1", "secret", lambda: people)
    made.gateway.start()
    server = make_server("127.0.0.1", 0, create_sandbox(made), threaded=True)
    made.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        made.gateway.stop()
        server.shutdown()


@contextmanager
def _listening(work: Callable[..., None], organisation: Organisation, given: object) -> Iterator[None]:
    process = get_context("spawn").Process(target=work, args=(given,))
    process.start()
    try:
        until = monotonic() + PATIENCE
        while not organisation.gateway.connections and monotonic() < until:
            sleep(0.05)
        _ask(organisation, ECHOED)
        yield
    finally:
        process.terminate()
        process.join()
        while organisation.gateway.connections:
            sleep(0.05)


def _echo(address: str) -> None:
    """The library's own way. It takes its address when it is imported, which has happened here already."""
    dingtalk_stream.DingTalkStreamClient.OPEN_CONNECTION_API = f"{address}/v1.0/gateway/connections/open"

    class Echo(dingtalk_stream.ChatbotHandler):
        async def process(self, message: dingtalk_stream.CallbackMessage) -> tuple[int, str]:
            heard = dingtalk_stream.ChatbotMessage.from_dict(message.data)
            self.reply_text(heard.text.content, heard)
            return dingtalk_stream.AckMessage.STATUS_OK, "OK"

    client = dingtalk_stream.DingTalkStreamClient(dingtalk_stream.Credential("ding1", "secret"))
    client.logger.setLevel("ERROR")
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Echo())
    client.start_forever()


def _bot(settings: BotSettings) -> None:
    database = open_database(settings)
    run_bot(house_of(settings, database), Event())


def _median_seconds(organisation: Organisation, text: str) -> float:
    return median(_ask(organisation, text) for _ in range(MESSAGES))


def _ask(organisation: Organisation, text: str) -> float:
    """Seconds until the answer stands in the chat."""
    place = chat_of(WHO)
    before = max((each.key for each in organisation.chats.after(place, 0)), default=0)
    begun = perf_counter()
    organisation.say(WHO, text)
    answer = organisation.chats.wait_for(
        place, lambda each: each.key > before and each.sender == ROBOT, PATIENCE
    )
    assert answer is not None, "nothing was answered"
    return perf_counter() - begun


def _answered_at_once(organisation: Organisation) -> int:
    crowd = [f"crowd-{place}" for place in range(AT_ONCE)]
    for who in crowd:
        organisation.say(who, ECHOED)
    return sum(
        organisation.chats.wait_for(chat_of(who), lambda each: each.sender == ROBOT, PATIENCE) is not None
        for who in crowd
    )
