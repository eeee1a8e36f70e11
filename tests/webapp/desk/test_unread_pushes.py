"""R43: the page of what machines sent and nobody could read, and its button after an update."""

import pytest

from tests.factories import a_device
from tests.house.counting import counted
from tests.training.attendance.reminding import staff_of
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.attendance.sheets import pushes
from training.notice.terms import Role

ADDRESS = "/desk/machines/unread"
LINE = b"1\tgestern 08:20\x1b\t0\t15\n"


@pytest.fixture
def unread(world: World) -> World:
    with world.database.writing() as session:
        a_device(session, networks=("127.0.0.1",))
        staff_of(session, Role.CITY, "")
    assert world.client().post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=LINE).data == b"OK:1"
    return world


def page(world: World) -> str:
    return staff_client(world, "市级").get(ADDRESS).get_data(as_text=True)


def test_what_nobody_could_read_is_shown_with_its_machine_and_reason(unread):
    shown = page(unread)

    assert "CJDE1" in shown
    assert "包头市第一培训学校 实训室1" in shown
    assert "看不懂时间" in shown
    assert "1·gestern 08:20·" in shown
    assert "再读一次" in shown


def test_where_all_is_read_nothing_is_to_be_pressed(world):
    with world.database.writing() as session:
        staff_of(session, Role.CITY, "")

    assert "没有看不懂的内容。" in page(world)
    assert "再读一次" not in page(world).replace("点“再读一次”", "")


@pytest.mark.parametrize(
    ("knows", "said"), [(False, "没有能读懂的新内容。"), (True, "读懂了 1 行，已计入打卡。")]
)
def test_the_button_reads_again_and_says_what_came_of_it(unread, monkeypatch, knows, said):
    known = pushes.split_line
    if knows:
        monkeypatch.setattr(
            pushes, "split_line", lambda line: known(line.replace("gestern 08:20\x1b", "2026-03-03 08:20"))
        )

    answer = staff_client(unread, "市级").post(ADDRESS, follow_redirects=True)

    assert said in answer.get_data(as_text=True)


def test_the_page_asks_no_more_often_the_more_lines_there_are(unread):
    def statements() -> object:
        client = staff_client(unread, "市级")
        with counted(unread.database) as tally:
            assert client.get(ADDRESS).status_code == 200
        return tally.figures

    few = statements()
    for batch in range(3):
        body = b"".join(b"%d\tgestern %d\t0\t15\n" % (number, batch) for number in range(1, 31))
        assert unread.client().post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=body).data == b"OK:30"

    assert statements() == few


@pytest.mark.parametrize("read", ["x", "-1", "999999", "１", ""])
def test_a_made_up_count_is_not_repeated(unread, read):
    shown = staff_client(unread, "市级").get(f"{ADDRESS}?read={read}").get_data(as_text=True)

    assert "读懂了" not in shown
    assert "没有能读懂" not in shown
