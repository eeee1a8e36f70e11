"""R43: whatever is cut between two writes, an upload goes on from what is on the disk, and ends whole."""

from dataclasses import replace
from hashlib import sha256

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.databases.kept import Kept
from tests.factories import at
from tests.training.rosters.changing import BEFORE, OTHER_SCHOOL, SCHOOL, a_class_with_people
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import KeptApps
from tests.webapp.filling import hidden_fields
from tests.webapp.web.sending import Sender, id_of
from training.ports.files import PaperStore
from training.records.uploads import Upload
from webapp.web.house import KEY

INDEX = "/desk/imports"
SIZES = some.integers(1, 60)


class PowerCut(BaseException):
    """The process ends here, and nothing of it says goodbye."""


class CutStore:
    """A store in whose writes the power is cut."""

    def __init__(self, store: PaperStore):
        self._store = store
        self.cut = ""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        if self.cut == "before":
            raise PowerCut
        if self.cut == "in the middle":
            # As the folder does it: a draft under another name, which nobody asks for.
            self._store.put(f"{key}.draft", content[: len(content) // 2], media_type)
            raise PowerCut
        self._store.put(key, content, media_type)
        if self.cut == "after":
            raise PowerCut

    def get(self, key: str) -> bytes:
        return self._store.get(key)

    def remove(self, key: str) -> None:
        self._store.remove(key)


class AnUpload(RuleBasedStateMachine):
    """One file; the model is the bytes that were acknowledged, and the answer that was lost."""

    kept: Kept
    apps: KeptApps
    folder = None
    runs = cuts = finished = 0

    @initialize()
    def come_to_the_desk(self) -> None:
        self.kept.restore()
        self.world = self.apps.world(self.kept, self.folder)
        with self.world.database.writing() as session:
            a_class_with_people(session)
        self.world.now = at(BEFORE, "10:00")
        house = self.world.app.extensions[KEY]
        self.store = CutStore(house.papers)
        self.world.app.extensions[KEY] = replace(house, papers=self.store)
        self.sender = Sender(staff_client(self.world, SCHOOL))
        self.other = Sender(staff_client(self.world, OTHER_SCHOOL))
        self.address, self.is_over = self.sender.begin(1).location, False
        self.content, self.offset = b"x", 0

    def over(self) -> bool:
        return self.is_over

    @precondition(over)
    @rule(content=some.binary(min_size=1, max_size=200))
    def begin_another(self, content: bytes) -> None:
        self.content, self.offset, self.is_over = content, 0, False
        self.address = self.sender.begin(len(content)).location
        AnUpload.runs += 1

    def going_on(self) -> bool:
        return not self.is_over

    @precondition(going_on)
    @rule(size=SIZES)
    def send(self, size: int) -> None:
        part = self.content[self.offset : self.offset + size]
        answer = self.sender.go_on(self.address, self.offset, part)
        self.offset += len(part)
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(self.offset))

    @precondition(going_on)
    @rule(size=SIZES)
    def be_cut_off_before(self, size: int) -> None:
        self._cut(size, "before")

    @precondition(going_on)
    @rule(size=SIZES)
    def be_cut_off_in_the_middle(self, size: int) -> None:
        self._cut(size, "in the middle")

    @precondition(going_on)
    @rule(size=SIZES)
    def be_cut_off_after(self, size: int) -> None:
        self._cut(size, "after")

    def _cut(self, size: int, where: str) -> None:
        part = self.content[self.offset : self.offset + size]
        self.store.cut = where
        try:
            self.sender.go_on(self.address, self.offset, part)
        except PowerCut:
            AnUpload.cuts += 1
        finally:
            self.store.cut = ""

    @precondition(going_on)
    @rule(size=SIZES)
    def lose_the_answer(self, size: int) -> None:
        """The part arrived; who sent it asks how far it is."""
        part = self.content[self.offset : self.offset + size]
        self.sender.go_on(self.address, self.offset, part)
        self.offset = int(self.sender.ask(self.address).headers["Upload-Offset"])

    @precondition(going_on)
    @rule(offset=some.integers(0, 250), content=some.binary(min_size=1, max_size=20))
    def send_another_place(self, offset: int, content: bytes) -> None:
        if offset != self.offset:
            assert self.sender.go_on(self.address, offset, content).status_code == 409

    @precondition(going_on)
    @rule(content=some.binary(min_size=1, max_size=20))
    def be_meddled_with(self, content: bytes) -> None:
        answers = [self.other.go_on(self.address, self.offset, content), self.other.end(self.address)]
        assert {each.status_code for each in answers} == {404}

    @precondition(going_on)
    @rule()
    def hand_in(self) -> None:
        answer = self.form()
        if self.offset < len(self.content):
            assert answer.status_code == 409
            return
        self.is_over = True
        AnUpload.finished += 1
        with self.world.database.reading() as session:
            kept = session.scalars(select(Upload).order_by(Upload.id.desc()).limit(1)).one()
            assert (kept.sha256, kept.size) == (sha256(self.content).hexdigest(), len(self.content))

    @precondition(going_on)
    @rule()
    def give_up(self) -> None:
        assert self.sender.end(self.address).status_code == 204
        self.is_over = True

    @invariant()
    def the_server_knows_what_is_on_the_disk(self) -> None:
        asked = self.sender.ask(self.address)
        if self.is_over:
            assert asked.status_code == 410
        else:
            assert asked.headers["Upload-Offset"] == str(self.offset)

    def form(self):
        fields = hidden_fields(self.sender.client, INDEX, INDEX) | {"parts": id_of(self.address)}
        return self.sender.client.post(INDEX, data=fields)


def test_an_upload_that_is_cut_anywhere_goes_on_and_ends_as_it_was_sent(apps, sqlite, tmp_path, figure):
    class OfThisTest(AnUpload):
        kept = sqlite

    OfThisTest.apps, OfThisTest.folder = apps, tmp_path
    few = settings(
        max_examples=3,
        stateful_step_count=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(OfThisTest, settings=few)

    assert AnUpload.cuts > 0
    figure(
        f"{AnUpload.runs} uploads in parts, cut {AnUpload.cuts} times before, in and after a write",
        "each goes on from what is on the disk; what is whole has its own SHA-256",
        f"so in all; {AnUpload.finished} were handed in",
    )
