"""R43: large files come part by part (tus 1.0), go on where the line broke, and end in the act of a form."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from notifications.post import Post, Wording
from notifications.stray_files import find_strays
from notifications.uploads import let_go_of_uploads
from tests.factories import at
from tests.notifications.test_uploads import NoSender
from tests.training.intake.handing_in import a_roster
from tests.training.rosters.changing import (
    AUDITOR,
    BEFORE,
    DISTRICT,
    OTHER_SCHOOL,
    SCHOOL,
    a_class_with_people,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import hidden_fields
from tests.webapp.web.sending import OF_A_PART, PARTS, VERSION, Sender, id_of, packed
from training.database import Base
from training.intake.rules.receiving import (
    LASTS,
    MB,
    MOST_BYTES_OF_ONE,
    MOST_OF_A_PART,
    MOST_OF_ONE,
    MOST_PARTS,
)
from training.intake.terms import PartialEnding
from training.ports.files import Infected, PaperStore, StoreUnavailable
from training.records.classes.trainees import Enrolment
from training.records.uploads import FilePart, PartialFile, Upload
from webapp.web.house import KEY
from webapp.web.stores import store_of

INDEX = "/desk/imports"


@pytest.fixture
def desk(bare: World) -> World:
    """The day before a class of five people begins."""
    with bare.database.writing() as session:
        a_class_with_people(session)
    bare.now = at(BEFORE, "10:00")
    return bare


def packed_digest(content: bytes) -> str:
    return b64encode(sha256(content).digest()).decode()


def by(desk: World, who: str = SCHOOL) -> Sender:
    return Sender(staff_client(desk, who))


def hand_in(sender: Sender, *addresses: str, **typed: str):
    fields = hidden_fields(sender.client, INDEX, INDEX) | typed
    return sender.client.post(INDEX, data=fields | {"parts": [id_of(each) for each in addresses]})


def rows(desk: World, record: type[Base]) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


class Keeps:
    """A store that cannot be reached when something is to go."""

    def __init__(self, store: PaperStore):
        self._store = store

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self._store.put(key, content, media_type)

    def get(self, key: str) -> bytes:
        return self._store.get(key)

    def remove(self, key: str) -> None:
        raise StoreUnavailable(key)


def lying(desk: World) -> list[Path]:
    """What lies in the store."""
    folder = desk.app.extensions[KEY].settings.evidence_folder
    return sorted(each for each in folder.rglob("*") if each.is_file())


def test_a_file_in_parts_is_the_upload_that_a_form_would_have_made(desk, tmp_path):
    content = a_roster(tmp_path, 21, 22).read_bytes()
    sender = by(desk)

    answer = hand_in(sender, sender.send(content))

    page = sender.client.get(answer.location).get_data(as_text=True)
    assert "确认导入 2 行" in page
    assert sha256(content).hexdigest() in page
    with desk.database.reading() as session:
        upload, file = session.scalars(select(Upload)).one(), session.scalars(select(PartialFile)).one()
        assert (upload.file_name, upload.sha256) == ("名册.xlsx", sha256(content).hexdigest())
        assert file.ending is PartialEnding.TAKEN
    assert len(lying(desk)) == 1


def test_it_goes_on_where_it_is_after_the_line_broke(desk):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")

    asked = by(desk).ask(address)
    rest = sender.go_on(address, int(asked.headers["Upload-Offset"]), b"456789")

    assert (asked.status_code, asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == (
        200,
        "4",
        "10",
    )
    assert asked.headers["Cache-Control"] == "no-store"
    assert (rest.status_code, rest.headers["Upload-Offset"]) == (204, "10")


@pytest.mark.parametrize("offset", [0, 3, 5, 10])
def test_a_part_that_is_not_the_next_one_changes_nothing(desk, offset):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")

    answer = sender.go_on(address, offset, b"xx")

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "4")
    assert (rows(desk, FilePart), len(lying(desk))) == (1, 1)


@pytest.mark.parametrize(("length", "status"), [(6, 204), (7, 413), (0, 204)])
def test_no_part_goes_beyond_the_end_of_its_file(desk, length, status):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")

    assert sender.go_on(address, 4, b"x" * length).status_code == status


@pytest.mark.parametrize(("length", "status"), [(MOST_OF_A_PART, 204), (MOST_OF_A_PART + 1, 413)])
def test_a_part_has_a_largest_size(desk, length, status):
    sender = by(desk)
    address = sender.begin(20 * MB).location

    assert sender.go_on(address, 0, b"x" * length).status_code == status


@pytest.mark.parametrize(
    ("size", "status"),
    [("", 400), ("-1", 400), ("x", 400), ("0", 422), ("1", 201), (100 * MB, 201), (100 * MB + 1, 413)],
)
def test_a_file_says_how_large_it_will_be_and_is_not_too_large(desk, size, status):
    answer = by(desk).begin(size)

    assert answer.status_code == status
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_who_speaks_another_version_is_told_which(desk):
    sender = by(desk)
    address = sender.begin(10).location
    other = {"Tus-Resumable": "0.2.2", "Upload-Offset": "0"}

    answers = [
        sender.client.post(PARTS, headers={"Upload-Length": "5"}),
        sender.client.head(address, headers=other),
        sender.client.patch(address, headers=other, data=b"x", content_type=OF_A_PART),
        sender.client.delete(address, headers=other),
    ]

    assert {(each.status_code, each.headers["Tus-Version"]) for each in answers} == {(412, "1.0.0")}
    assert sender.ask(address).headers["Upload-Offset"] == "0"


def test_what_the_server_can_do_is_told(desk):
    told = by(desk).client.options(PARTS)

    assert told.status_code == 204
    assert told.headers["Tus-Version"] == "1.0.0"
    assert told.headers["Tus-Extension"] == "creation,expiration,termination,checksum"
    assert told.headers["Tus-Max-Size"] == str(100 * MB)


def test_a_part_of_another_kind_is_not_taken(desk):
    sender = by(desk)
    address = sender.begin(10).location

    assert sender.go_on(address, 0, b"x", "text/plain").status_code == 415
    assert sender.go_on(address, "x", b"x").status_code == 400


@pytest.mark.parametrize("metadata", ["filename ***", "filename /w==", "filename"])
def test_a_name_that_cannot_be_read_is_refused_and_none_is_none(desk, metadata):
    answer = by(desk).begin(10, **{"Upload-Metadata": metadata})

    assert answer.status_code == (201 if metadata == "filename" else 400)


@pytest.mark.parametrize("who", [OTHER_SCHOOL, DISTRICT])
def test_what_somebody_else_began_is_not_found(desk, who, tmp_path):
    content = a_roster(tmp_path, 21).read_bytes()
    address = by(desk).send(content)
    other = by(desk, who)

    asked = [other.ask(address), other.go_on(address, 0, b"x"), other.end(address), hand_in(other, address)]

    assert {each.status_code for each in asked} == {404}
    assert rows(desk, Upload) == 0


def test_who_hands_nothing_in_begins_nothing(desk):
    assert by(desk, AUDITOR).begin(10).status_code == 404
    assert Sender(desk.client()).begin(10).location == "/desk/enter"


def test_without_the_token_of_the_page_nothing_is_begun(desk):
    desk.app.config["WTF_CSRF_ENABLED"] = True
    sender = by(desk)
    token = hidden_fields(sender.client, INDEX, INDEX)["csrf_token"]

    assert sender.begin(10).status_code == 400
    assert sender.begin(10, **{"X-CSRFToken": token}).status_code == 201


@pytest.mark.parametrize("way", ["protocol", "form"])
def test_who_gives_a_file_up_leaves_nothing_of_it(desk, way):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")
    assert "没有传完的文件" in sender.client.get(INDEX).get_data(as_text=True)

    answer = sender.end(address) if way == "protocol" else sender.client.post(f"{address}/give-up")

    assert answer.status_code == (204 if way == "protocol" else 303)
    assert (sender.ask(address).status_code, sender.go_on(address, 4, b"x").status_code) == (410, 410)
    assert lying(desk) == []
    assert "没有传完的文件" not in sender.client.get(INDEX).get_data(as_text=True)


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 200), (1, 410)])
def test_what_is_not_whole_after_a_day_is_over(desk, seconds, status):
    sender = by(desk)
    begun = sender.begin(10)
    assert begun.headers["Upload-Expires"] == "Mon, 02 Mar 2026 02:00:00 GMT"

    desk.pass_by(seconds=LASTS.total_seconds() + seconds)

    assert by(desk).ask(begun.location).status_code == status


def test_the_night_removes_what_never_came_whole(desk):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")
    desk.pass_by(days=1, seconds=1)

    let_go_of_uploads(post_of(desk))

    assert lying(desk) == []
    with desk.database.reading() as session:
        assert session.scalars(select(PartialFile.ending)).one() is PartialEnding.EXPIRED


def test_a_part_that_a_row_names_is_no_stray_and_one_that_none_names_is(desk):
    sender, house = by(desk), desk.app.extensions[KEY]
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")
    house.papers.put("uploads/parts/of-nobody", b"x", "")

    found = find_strays(desk.database, store_of(house.settings), now=at(date(2100, 1, 1), "03:40"))

    assert (found.looked_at, found.keys) == (2, ("uploads/parts/of-nobody",))


def test_what_is_not_whole_is_not_taken_in(desk):
    sender = by(desk)
    address = sender.begin(10).location
    sender.go_on(address, 0, b"0123")

    answer = hand_in(sender, address)

    assert answer.status_code == 409
    assert "还没有传完" in answer.get_data(as_text=True)
    assert rows(desk, Upload) == 0


def test_the_same_form_sent_twice_takes_the_file_in_once(desk, tmp_path):
    sender = by(desk)
    address = sender.send(a_roster(tmp_path, 21).read_bytes())
    fields = hidden_fields(sender.client, INDEX, INDEX)

    first = hand_in(sender, address, **fields)
    second = hand_in(sender, address, **fields)

    assert (first.status_code, second.status_code) == (303, 410)
    assert "最近上传的文件" in second.get_data(as_text=True)
    assert rows(desk, Upload) == 1


def test_small_and_large_files_of_one_form_are_taken_in_together(desk, tmp_path):
    sender = by(desk)
    address = sender.send(a_roster(tmp_path, 21).read_bytes())
    small = a_roster(tmp_path, 22, name="另一份.xlsx")
    fields = hidden_fields(sender.client, INDEX, INDEX) | {"parts": id_of(address)}

    with small.open("rb") as file:
        sender.client.post(INDEX, data=fields | {"files": (file, small.name)})

    assert rows(desk, Upload) == 2


def test_files_of_one_form_are_not_too_large_together(desk):
    desk.app.extensions[KEY] = replace(
        desk.app.extensions[KEY], settings=replace(desk.app.extensions[KEY].settings, import_most_mb=1)
    )
    sender = by(desk)
    addresses = [sender.send(b"x" * (MB // 2 + extra), part=MB) for extra in (0, 1)]

    answer = hand_in(sender, *addresses)

    assert (answer.status_code, rows(desk, Upload)) == (422, 0)
    assert "1 MB" in answer.get_data(as_text=True)


def test_what_comes_in_parts_passes_the_scanner_too(desk, tmp_path):
    class Finds:
        def scan(self, content: bytes) -> None:
            raise Infected("Eicar")

    desk.app.extensions[KEY] = replace(desk.app.extensions[KEY], scanner=Finds())
    sender = by(desk)

    answer = hand_in(sender, sender.send(a_roster(tmp_path, 21).read_bytes()))

    assert (answer.status_code, rows(desk, Upload), rows(desk, Enrolment)) == (422, 0, 5)
    assert "没有通过安全检查" in answer.get_data(as_text=True)


def test_one_person_has_so_many_files_under_way_and_so_many_bytes(desk):
    sender, other = by(desk), by(desk, OTHER_SCHOOL)
    for _ in range(MOST_OF_ONE):
        last = sender.begin(1)

    assert (last.status_code, sender.begin(1).status_code) == (201, 429)
    assert other.begin(1).status_code == 201
    sender.end(last.location)
    assert sender.begin(1).status_code == 201


def test_what_is_over_keeps_nobody_from_a_new_file_before_the_night(desk):
    sender = by(desk)
    for _ in range(MOST_OF_ONE):
        sender.begin(1)

    desk.pass_by(seconds=LASTS.total_seconds())
    assert by(desk).begin(1).status_code == 429
    desk.pass_by(seconds=1)
    assert by(desk).begin(1).status_code == 201


def test_a_file_comes_in_so_many_parts_and_no_more(desk):
    sender = by(desk)
    address = sender.begin(MOST_PARTS + 1).location
    with desk.database.writing() as session:
        file = session.scalars(select(PartialFile)).one()
        for at_byte in range(MOST_PARTS - 1):
            key = f"uploads/parts/{at_byte}"
            part = FilePart(file_id=file.id, start=at_byte, size=1, store_key=key, received_at=desk.now)
            session.add(part)

    last = sender.go_on(address, MOST_PARTS - 1, b"x")
    more = sender.go_on(address, MOST_PARTS, b"x")

    assert (last.status_code, more.status_code, len(lying(desk))) == (204, 422, 1)
    assert "段" in more.json["error"]


def test_a_store_that_is_away_when_the_parts_are_let_go_of_does_not_unsay_what_was_taken_in(desk, tmp_path):
    sender, house = by(desk), desk.app.extensions[KEY]
    address, other = sender.send(a_roster(tmp_path, 21).read_bytes()), sender.send(b"x")
    desk.app.extensions[KEY] = replace(house, papers=Keeps(house.papers))

    assert (hand_in(sender, address).status_code, rows(desk, Upload)) == (303, 1)
    assert sender.end(other).status_code == 204


def test_when_the_file_was_changed_is_a_number_or_nothing(desk):
    told = f"filename {packed('名册.xlsx')},changed {packed(chr(0) + '17<')}"

    assert by(desk).begin(1, **{"Upload-Metadata": told}).status_code == 201
    with desk.database.reading() as session:
        assert session.scalars(select(PartialFile.changed_at)).one() == ""


def test_bytes_under_way_are_counted_as_they_were_said(desk):
    sender, fit = by(desk), MOST_BYTES_OF_ONE // (50 * MB)
    sizes = [*[50 * MB] * fit, MOST_BYTES_OF_ONE - fit * 50 * MB]

    assert [sender.begin(each).status_code for each in sizes] == [201] * (fit + 1)
    assert sender.begin(1).status_code == 429


def test_parts_lie_sealed(desk):
    sender = by(desk)
    address = sender.begin(20).location
    sender.go_on(address, 0, b"13800000021")

    assert [b"13800000021" in each.read_bytes() for each in lying(desk)] == [False]


def test_nothing_is_answered_with_words_in_a_head(desk):
    answer = by(desk).client.head(f"{PARTS}/00000000-0000-0000-0000-000000000000", headers=VERSION)

    assert (answer.status_code, answer.data) == (404, b"")


def post_of(desk: World) -> Post:
    wording, store = Wording("查班", with_link=False), store_of(desk.app.extensions[KEY].settings)
    return Post(desk.database, NoSender(), lambda: desk.now, lambda: 0, wording, 1, files=store)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (f"sha256 {packed_digest(b'abc')}", 204),
        (f"sha256 {packed_digest(b'abd')}", 460),
        ("md5 kAFQmDzST7DWlj99KOF/cg==", 400),
    ],
)
def test_a_part_that_came_otherwise_than_its_sender_says_is_not_kept(desk, said, status):
    sender = by(desk)
    address = sender.begin(3).location
    told = {**VERSION, "Upload-Offset": "0", "Upload-Checksum": said}

    answer = sender.client.patch(address, data=b"abc", headers=told, content_type=OF_A_PART)

    assert answer.status_code == status
    assert sender.ask(address).headers["Upload-Offset"] == ("3" if status == 204 else "0")
