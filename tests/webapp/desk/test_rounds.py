"""今日抽查 at the desk: drawn once, shown with all that decided it, proved, handed on (R06)."""

import json
import re

import pytest
from sqlalchemy import func, select, update

from tests.factories import MONDAY, at
from tests.house.counting import counted
from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, OTHER_DISTRICT, SCHOOL, enrol
from tests.training.checks.drawing import Drawing, numbers, some_classes
from tests.webapp.checks.inspecting import BY_SCRIPT, a_key, main_of, staff_client, words
from tests.webapp.conftest import World
from training.checks.acts.rounds.draw_round import Another
from training.records.checks.rounds import CheckOrderAct, CheckRound, OutsideRoundReason
from training.records.checks.spot_checks import SpotCheck

DAY = MONDAY.isoformat()


@pytest.fixture
def world(bare: World) -> World:
    """Four classes in session; nothing has been drawn."""
    with bare.database.writing() as session:
        some_classes(session)
    bare.now = at(MONDAY, "09:00")
    return bare


@pytest.fixture
def drawing(world: World) -> Drawing:
    return Drawing(world.database)


def send(world, path: str = "", who: str = CITY, key: str = "", headers=None, **fields: str):
    form = {"form_key": key or a_key(), **fields}
    return staff_client(world, who).post(f"/desk/rounds{path}", data=form, headers=headers)


def page(world, path: str = "", who: str = CITY):
    return staff_client(world, who).get(f"/desk/rounds{path}")


def count(world, record: type) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_desk_leads_there_and_says_how_many_can_be_drawn(world, drawing):
    home = staff_client(world, CITY).get("/desk")

    assert 'href="/desk/rounds"' in home.text
    assert "今天还没有抽。" in words(page(world))
    assert "现在能抽的有 4 个班：今天还有课没上完" in words(page(world))


def test_a_round_is_drawn_by_the_form_and_shown_with_its_seed(world, drawing):
    answer = send(world, day=DAY, ordinal="1", size="2")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/rounds")
    shown = words(page(world))
    assert "市里 03月02日 09:00，备选 4 个班，抽中 2 个" in shown
    assert len(re.findall(r"\b[0-9a-f]{64}\b", shown)) == 2
    assert shown.count("7：欠查，快要结业 +3、本级从未查过 +2、新培训机构 +1") == 2
    assert re.findall(r"市里(?:同事)? 已派", shown) == ["市里 已派", "市里同事 已派"]


def test_a_form_that_is_sent_twice_draws_once(world, drawing):
    for _ in range(2):
        assert send(world, key="same", day=DAY, ordinal="1", size="2").status_code == 303

    assert count(world, CheckRound) == 1


def test_a_second_form_is_told_that_it_was_drawn_and_asks_for_a_reason(world, drawing):
    drawing.draw(1)

    told = send(world, who=COLLEAGUE, day=DAY, ordinal="1", size="2")

    assert told.status_code == 409
    assert "今天已经抽过第 1 轮，结果保留" in words(told)
    assert "为什么再抽一轮" in words(told)


def test_another_round_is_drawn_for_its_reason(world, drawing):
    drawing.draw(1)

    assert send(world, day=DAY, ordinal="2", size="1", reason=" ").status_code == 422
    assert send(world, day=DAY, ordinal="2", size="1", reason="上级临时要求").status_code == 303

    shown = words(page(world))
    assert "市本级-20260302-1" in shown
    assert "再抽原因 上级临时要求" in shown


@pytest.mark.parametrize("size", ["", "0", "许多", "-1", "99999", "201"])
def test_what_is_no_size_is_refused_with_an_example(size, world, drawing):
    told = send(world, day=DAY, ordinal="1", size=size)

    assert told.status_code == 422
    assert "请写 1 到 200 的数" in words(told)


def test_a_form_of_another_day_draws_nothing(world, drawing):
    world.pass_by(days=1)

    told = send(world, day=DAY, ordinal="1", size="2")

    assert told.status_code == 409
    assert "这一页是以前打开的，没有抽" in words(told)
    assert count(world, CheckRound) == 0


def test_where_nothing_can_be_drawn_no_form_is_shown(world, drawing):
    world.now = at(MONDAY, "17:00")

    shown = page(world)

    assert "现在能抽的有 0 个班" in words(shown)
    assert "抽几个班" not in words(shown)


def test_a_round_is_shown_with_its_whole_population_and_is_proved(world, drawing):
    drawn = drawing.draw(2)

    shown = words(page(world, f"/{drawn.round_id}?verify=1"))

    assert "✓ 一致：用存下的种子和备选班级重算" in shown
    assert "抽中班级：2 个，顺序逐一相同" in shown
    assert all(each.class_id in shown for each in drawn.population)


def test_a_row_that_was_changed_behind_our_back_is_found(world, drawing):
    drawn = drawing.draw(2)

    # One seed may by chance draw the same two classes as the true one; of forty not all do.
    shown = [_shown_with_seed(world, drawn.round_id, bytes([byte]) * 32) for byte in range(40)]

    assert any("✗ 不一致：抽中的班不能由种子和备选班级算出" in each for each in shown)
    assert "重算" not in words(page(world, f"/{drawn.round_id}")).partition("验证")[0]


def _shown_with_seed(world, round_id, seed: bytes) -> str:
    with world.database.writing() as session:
        session.execute(update(CheckRound).values(seed=seed))
    return words(page(world, f"/{round_id}?verify=1"))


def test_the_file_that_is_taken_away_states_the_same_round(world, drawing):
    drawn = drawing.draw(2)

    answer = page(world, f"/{drawn.round_id}/export")

    assert answer.headers["Content-Disposition"].startswith("attachment;")
    stated = json.loads(answer.data)
    assert [each["class_number"] for each in stated["drawn"]] == numbers(drawn)
    assert stated["round"]["seed"] == drawn.seed


def test_an_order_is_given_to_a_colleague(world, drawing):
    order = drawing.draw(1).orders[0]
    shown = page(world, f"/orders/{order.order_id}")
    to = re.findall(r'<option value="([0-9a-f-]+)">([^<]+)<', shown.text)

    assert [name for _, name in to] == [COLLEAGUE]
    answer = send(world, f"/orders/{order.order_id}/reassign", to=to[0][0], reason="出差")

    assert answer.status_code == 303
    assert f"经办人 {COLLEAGUE}" in words(page(world, f"/orders/{order.order_id}"))
    assert f"{CITY} 03月02日 09:00 改派给{COLLEAGUE}：出差" in words(page(world))


def test_an_order_is_taken_back_once(world, drawing):
    order = drawing.draw(1).orders[0]

    assert send(world, f"/orders/{order.order_id}/cancel", reason="").status_code == 422
    assert send(world, f"/orders/{order.order_id}/cancel", reason="停电停课").status_code == 303
    again = send(world, f"/orders/{order.order_id}/cancel", reason="停电停课")

    assert again.status_code == 409
    assert "的任务已取消，不能再改派或取消" in words(again)
    assert count(world, CheckOrderAct) == 1


@pytest.mark.parametrize("to", ["", "nobody", "00000000-0000-0000-0000-000000000001"])
def test_an_order_is_given_to_nobody_who_is_not_there(to, world, drawing):
    order = drawing.draw(1).orders[0]

    told = send(world, f"/orders/{order.order_id}/reassign", to=to, reason="出差")

    assert told.status_code == 422
    assert "请从本级在岗的查班人员里另选一位" in words(told)


def test_the_city_looks_at_a_districts_order_and_leaves_it_alone(world, drawing):
    order = drawing.draw(1, DISTRICT).orders[0]

    shown = page(world, f"/orders/{order.order_id}")
    told = send(world, f"/orders/{order.order_id}/cancel", reason="停课")

    assert "<select" not in shown.text
    assert (told.status_code, "这是昆都仑区的抽查" in words(told)) == (403, True)


def test_an_order_that_is_being_done_leads_to_its_check(world, drawing):
    drawn = drawing.draw(1)
    check = drawing.check(numbers(drawn)[0])
    check.start()

    assert f'href="/checks/{check.check_id}"' in page(world).text
    assert "检查中" in words(page(world))


def test_auditors_look_at_every_round_and_are_offered_nothing_to_do(world, drawing):
    city, own = drawing.draw(1), drawing.draw(1, DISTRICT)

    shown = page(world, who=AUDITOR)

    assert all(each.number in words(shown) for each in (city, own))
    assert "<form" not in main_of(shown.text)
    assert page(world, f"/{city.round_id}?verify=1", AUDITOR).status_code == 200
    assert send(world, who=AUDITOR, day=DAY, size="1").status_code == 404


def test_a_district_finds_its_own_rounds_and_no_others(world, drawing):
    city, own = drawing.draw(1), drawing.draw(1, DISTRICT)

    assert city.number not in words(page(world, who=DISTRICT))
    assert own.number in words(page(world, who=DISTRICT))
    assert page(world, f"/{city.round_id}", DISTRICT).status_code == 404
    assert page(world, f"/{own.round_id}", OTHER_DISTRICT).status_code == 404
    assert page(world, who=SCHOOL).status_code == 404


def test_former_rounds_are_listed_with_their_reasons(world, drawing):
    drawing.draw(1)
    drawing.draw(1, another=Another(2, "上级临时要求"))
    world.pass_by(days=1)

    shown = words(page(world))

    assert "今天还没有抽。" in shown
    assert "市本级-20260302-2 3 个班里抽了 1 个，市里 再抽原因：上级临时要求" in shown


def not_drawn(drawing: Drawing) -> str:
    drawn = drawing.draw(2)
    return next(each.class_number for each in drawn.population if each.class_number not in numbers(drawn))


@pytest.mark.parametrize("path", ["", "/video"])
def test_whoever_starts_a_check_outside_the_round_is_asked_why(path, world, drawing):
    class_id = drawing.check(not_drawn(drawing)).class_id
    client = staff_client(world, CITY)

    answer = client.post(f"/checks/classes/{class_id}{path}", data={"form_key": a_key(), "reason": "线上"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/rounds/outside/{class_id}")
    assert "这个班不在里面。确需查的，写明原因" in words(client.get(answer.headers["Location"]))
    assert count(world, SpotCheck) == 0


def test_a_script_is_led_there_too(world, drawing):
    class_id = drawing.check(not_drawn(drawing)).class_id

    answer = staff_client(world, CITY).post(f"/checks/classes/{class_id}", headers=BY_SCRIPT)

    assert answer.json == {"next": f"/desk/rounds/outside/{class_id}"}


@pytest.mark.parametrize("method", ["phone", "video"])
def test_with_the_reason_the_check_begins_and_the_round_tells_it(method, world, drawing):
    number = not_drawn(drawing)
    class_id = drawing.check(number).class_id

    refused = send(world, f"/outside/{class_id}", method=method, reason=" ")
    begun = send(world, f"/outside/{class_id}", method=method, reason="群众反映没有上课")
    again = send(world, f"/outside/{class_id}", method=method, reason="群众反映没有上课")

    assert refused.status_code == 409
    assert begun.headers["Location"].startswith("/checks/")
    assert again.headers["Location"].partition("?")[0] == begun.headers["Location"].partition("?")[0]
    assert (count(world, SpotCheck), count(world, OutsideRoundReason)) == (1, 1)
    assert f"{number}-市1 群众反映没有上课（市里）" in words(page(world))


def test_a_class_that_was_drawn_needs_no_reason(world, drawing):
    class_id = drawing.check(numbers(drawing.draw(1))[0]).class_id

    assert "不用写原因" in words(page(world, f"/outside/{class_id}"))
    assert send(world, f"/outside/{class_id}", method="phone").status_code == 303
    assert count(world, OutsideRoundReason) == 0


def test_the_pages_ask_as_often_for_many_classes_as_for_few(world, drawing):
    few = figures(world, drawing, 2)
    world.now = drawing.now = at(MONDAY.replace(day=3), "09:00")
    with world.database.writing() as session:
        for number in range(5, 25):
            enrol(session, f"BT-{number}", 2, institution=f"学校{number}")

    many = figures(world, drawing, 20)

    assert few == many
    assert max(few) <= 25


def figures(world, drawing: Drawing, size: int) -> list[int]:
    """Statements of the list, of the draw, of the list after it, and of one round."""
    client = staff_client(world, CITY)
    form = {"day": world.now.date().isoformat(), "ordinal": "1", "size": str(size)}
    found = []
    for ask in (
        lambda: client.get("/desk/rounds"),
        lambda: client.post("/desk/rounds", data={"form_key": a_key(), **form}),
        lambda: client.get("/desk/rounds"),
        lambda: client.get(f"/desk/rounds/{newest(world)}?verify=1"),
    ):
        with counted(world.database) as tally:
            assert ask().status_code in (200, 303)
        found.append(tally.figures.statements)
    return found


def newest(world):
    with world.database.reading() as session:
        return session.scalars(select(CheckRound.public_id).order_by(CheckRound.id.desc()).limit(1)).one()
