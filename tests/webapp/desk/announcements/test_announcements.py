"""/desk/notices and /me/notices: written at the desk, read on the phone, counted (R12)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import read
from tests.webapp.filling import fill_in, hidden_fields

TITLE = "清明放假通知"
FORM = {
    "title": TITLE,
    "body": "4 月 4 日放假\n<script>x</script>",
    "readers": "ALL",
    "from_day": "2026-03-03",
}


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def write(world: World, who: str = CITY, query: str = "", **fields: str):
    client = staff_client(world, who)
    form = hidden_fields(client, f"/desk/notices/new{query}", "/desk/notices") | FORM | fields
    return client.post("/desk/notices", data=form)


def publish(world: World, page: str, who: str = CITY) -> str:
    client = staff_client(world, who)
    answer = client.post(f"{page}/publish", data=hidden_fields(client, page, f"{page}/publish"))
    assert answer.status_code == 303
    return page


def test_from_the_draft_to_the_phone(offices):
    page = write(offices).headers["Location"]
    trainee = offices.signed_in()
    assert TITLE not in trainee.get("/me/notices").text

    publish(offices, page)

    assert "公告（1 条未读）" in trainee.get("/").text
    listed = trainee.get("/me/notices").text
    assert "未读" in listed
    shown = trainee.get(page.replace("/desk/", "/me/")).text
    assert "<p>4 月 4 日放假</p>" in shown
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "条未读" not in trainee.get("/").text
    assert "1 人" in read(offices, CITY, page)


def test_the_phone_may_keep_what_was_read(offices):
    page = publish(offices, write(offices).headers["Location"]).replace("/desk/", "/me/")
    trainee = offices.signed_in()

    for path in ("/me/notices", page):
        assert trainee.get(path).headers["X-Keep"] == f"keep {path} 2592000 trainee"


def test_the_phone_forgets_what_was_withdrawn(offices):
    page = publish(offices, write(offices).headers["Location"])
    trainee, own = offices.signed_in(), page.replace("/desk/", "/me/")
    assert trainee.get(own).status_code == 200

    fill_in(staff_client(offices, CITY), page, f"{page}/withdraw", reason="写错了")

    gone = trainee.get(own)
    assert (gone.status_code, gone.headers["X-Keep"]) == (404, f"drop {own}")
    assert trainee.get("/me/notices").headers["X-Keep"].startswith("keep ")


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (DISTRICT, 200), (OTHER_DISTRICT, 200), (SCHOOL, 200), (AUDITOR, 200)]
)
def test_what_is_for_all_is_seen_by_the_whole_office(offices, who, status):
    page = publish(offices, write(offices).headers["Location"])

    assert staff_client(offices, who).get(page).status_code == status
    assert TITLE in read(offices, who, "/desk/notices")


def test_a_draft_is_there_for_whoever_may_write_it(offices):
    page = write(offices, DISTRICT, readers="DISTRICT").headers["Location"]

    statuses = {
        who: staff_client(offices, who).get(page).status_code for who in (CITY, OTHER_DISTRICT, SCHOOL)
    }
    assert statuses == {CITY: 200, OTHER_DISTRICT: 404, SCHOOL: 404}
    assert staff_client(offices, SCHOOL).get("/desk/notices/new").status_code == 404


def test_what_is_published_is_replaced_and_withdrawn_and_never_changed(offices):
    old = publish(offices, write(offices).headers["Location"])
    query = f"?replaces={old.rpartition('/')[2]}"
    assert TITLE in read(offices, CITY, f"/desk/notices/new{query}")

    new = publish(offices, write(offices, query=query, title="清明放假通知（更正）").headers["Location"])
    client = staff_client(offices, CITY)
    form = hidden_fields(client, new, f"{new}/withdraw") | {"reason": "日期又变了"}
    assert client.post(f"{new}/withdraw", data=form).status_code == 303

    assert "已被替换" in read(offices, CITY, old)
    assert "日期又变了" in read(offices, CITY, new)
    assert "现在没有公告" in offices.signed_in().get("/me/notices").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "请写公告的标题"),
        ({"readers": "nobody"}, "请选发给谁"),
        ({"readers": "CLASS"}, "请写班号"),
        ({"readers": "DISTRICT"}, "请选旗县区"),
        ({"until_day": "2026-03-02"}, "早于开始日期"),
        ({"from_day": "明天"}, "日期应写成"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed_and_says_why(offices, fields, says):
    answer = write(offices, **fields)

    assert answer.status_code == 422
    assert says in answer.text
    assert "4 月 4 日放假" in answer.text


def test_a_trainee_who_is_not_signed_in_is_led_there(offices):
    assert offices.client().get("/me/notices").status_code == 303
