"""`chaban staff …` and `chaban token …`: who may look, and with what."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from training.notice.clock import shanghai_day
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.views.find_staff import find_staff
from training.staff.views.holder_of import holder_of
from training.staff.views.list_staff import list_staff
from training.staff.views.managed import acts_about
from training.staff.views.staff_of_session import staff_of_session


def registered(chaban) -> list[str]:
    return chaban("staff", "list").stdout.splitlines()


def test_staff_are_registered_and_listed_with_their_place(bt_1):
    for arguments, answer in (
        (("--name", "市里", "--role", "city"), "已登记：市里（市级）\n"),
        (("--name", "旗里", "--role", "district", "--district", "青山区"), "已登记：旗里（旗县区）\n"),
        (
            ("--name", "校里", "--role", "institution", "--institution", "第一"),
            "已登记：校里（培训机构）\n",
        ),
        (("--name", "审计", "--role", "auditor"), "已登记：审计（审计）\n"),
    ):
        said = bt_1("staff", "add", *arguments)
        assert (said.exit_code, said.stdout) == (0, answer)

    assert sorted(registered(bt_1)) == sorted(
        [
            "市里  市级（city）  全市",
            "旗里  旗县区（district）  青山区",
            "校里  培训机构（institution）  包头市第一培训学校",
            "审计  审计（auditor）  全市",
        ]
    )


def test_whose_role_it_is_and_which_is_in_the_security_log(chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_OPERATOR", "周工")
    chaban("staff", "add", "--name", "市里", "--role", "city")
    chaban("staff", "leave", "市里")

    (path,) = (chaban.folder / "instance" / "logs").iterdir()
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert [(each["command"], each["operator"], each["whom"], each.get("role")) for each in told] == [
        ("staff add", "周工", "市里", "city"),
        ("staff leave", "周工", "市里", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--role", "district"), "旗县区人员（district）要写明旗县区"),
        (("--role", "institution"), "培训机构人员（institution）要写明培训机构"),
        (("--role", "city", "--district", "青山区"), "其他角色不写"),
        (("--role", "district", "--district", "青山"), "应为：昆都仑区"),
        (("--role", "institution", "--institution", "没有"), "没有找到培训机构“没有”"),
    ],
)
def test_a_registration_that_contradicts_itself_is_refused(arguments, why, chaban):
    said = chaban("staff", "add", "--name", "某人", *arguments)

    assert said.exit_code == 1
    assert why in said.stderr
    assert registered(chaban) == []


def test_a_name_twice_is_refused_with_the_way_out(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    said = chaban("staff", "add", "--name", "王芳", "--role", "auditor")

    assert said.exit_code == 1
    assert "“王芳”已登记；同名的人请加区分" in said.stderr
    assert registered(chaban) == ["王芳  市级（city）  全市"]


@pytest.mark.parametrize(("name", "status"), [("", 2), (" ", 2), ("名" * 64, 0), ("名" * 65, 2)])
def test_a_name_is_one_to_64_letters(name, status, chaban):
    said = chaban("staff", "add", "--name", name, "--role", "city")

    assert said.exit_code == status
    assert len(registered(chaban)) == (status == 0)


def test_a_role_that_does_not_exist_is_status_2(chaban):
    said = chaban("staff", "add", "--name", "王芳", "--role", "king")

    assert said.exit_code == 2
    assert "auditor" in said.stderr


def test_a_token_is_all_that_is_printed_and_opens_for_its_days_only(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    said = chaban("token", "issue", "王芳", "--days", "7")

    assert said.exit_code == 0
    token = said.stdout.strip()
    assert said.stdout == f"{token}\n"
    now = datetime.now(UTC)
    with chaban.database.reading() as session:
        assert holder_of(session, token, now=now).name == "王芳"
        assert holder_of(session, token, now=now + timedelta(days=6, hours=23)).name == "王芳"
        assert holder_of(session, token, now=now + timedelta(days=7)) is None


def test_revoking_ends_all_tokens_of_that_person_and_says_how_many(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")
    chaban("staff", "add", "--name", "李强", "--role", "city")
    first, second, other = (
        chaban("token", "issue", name).stdout.strip() for name in ("王芳", "王芳", "李强")
    )

    said = chaban("token", "revoke", "王芳")

    assert (said.exit_code, said.stdout) == (0, "已吊销 2 个令牌。\n")
    with chaban.database.reading() as session:
        holders = [holder_of(session, token, now=datetime.now(UTC)) for token in (first, second, other)]
        assert [holder and holder.name for holder in holders] == [None, None, "李强"]
    assert chaban("token", "revoke", "王芳").stdout == "已吊销 0 个令牌。\n"


@pytest.mark.parametrize("verb", ["issue", "revoke"])
def test_a_token_of_nobody_is_refused(verb, chaban):
    said = chaban("token", verb, "没有")

    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "没有找到工作人员“没有”。\n")


@pytest.mark.parametrize("days", ["0", "367", "多"])
def test_a_token_lasts_a_day_to_a_year(days, chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    said = chaban("token", "issue", "王芳", "--days", days)

    assert (said.exit_code, said.stdout) == (2, "")


def link_of(chaban, name: str = "王芳") -> str:
    said = chaban("staff", "link", name)
    assert said.exit_code == 0
    return said.stdout.strip()


def chat_ids(chaban) -> dict[str, str | None]:
    with chaban.database.reading() as session:
        return {each.name: each.chat_id for each in list_staff(session)}


def test_a_link_is_all_that_is_printed_and_lets_its_owner_in_once(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    address, token = link_of(chaban).rsplit("/", 1)

    assert address == "http://127.0.0.1:8000/desk/enter"
    with chaban.database.writing() as session:
        assert enter_by_link(session, token, session_token="s", now=datetime.now(UTC)) == "/desk"
        found = staff_of_session(session, "s", now=datetime.now(UTC))
        assert found is not None
        assert found.staff.name == "王芳"


def test_a_link_leads_to_the_address_that_people_open(chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_PUBLIC_URL", "https://chaban.example/")
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    assert link_of(chaban).startswith("https://chaban.example/desk/enter/")


def test_every_link_is_another(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    assert link_of(chaban) != link_of(chaban)


def test_a_link_for_nobody_is_refused(chaban):
    said = chaban("staff", "link", "没有")

    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "没有找到工作人员“没有”。\n")


def test_a_person_is_known_in_dingtalk_from_the_start_or_later(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city", "--chat-id", "u-1")
    chaban("staff", "add", "--name", "李强", "--role", "city")
    said = chaban("staff", "chat-id", "李强", " u-2 ")
    again = chaban("staff", "dingtalk", "李强", "u-3")

    assert (said.exit_code, said.stdout) == (0, "已登记：李强 的钉钉 userid 为 u-2。\n")
    assert again.exit_code == 0
    assert chat_ids(chaban) == {"王芳": "u-1", "李强": "u-3"}


def test_one_userid_is_one_person(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city", "--dingtalk-id", "u-1")
    chaban("staff", "add", "--name", "李强", "--role", "city")

    taken = chaban("staff", "dingtalk", "李强", "u-1")
    added = chaban("staff", "add", "--name", "赵云", "--role", "city", "--dingtalk-id", "u-1")
    same = chaban("staff", "dingtalk", "王芳", "u-1")

    assert [taken.exit_code, added.exit_code, same.exit_code] == [1, 1, 0]
    assert taken.stderr == added.stderr == "聊天账号 u-1 已登记给“王芳”。\n"
    # All or nothing: 赵云 is not registered without the id that was asked for.
    assert chat_ids(chaban) == {"王芳": "u-1", "李强": None}


@pytest.mark.parametrize(("chat_id", "status"), [("", 1), ("  ", 1), ("u" * 64, 0), ("u" * 65, 1)])
def test_a_userid_is_one_to_64_characters(chaban, chat_id, status):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    said = chaban("staff", "dingtalk", "王芳", chat_id)

    assert said.exit_code == status
    assert ("应为 1 到 64 个字符" in said.stderr) is (status == 1)


def test_who_left_stands_in_the_list_with_the_day_and_is_given_nothing(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city", "--dingtalk-id", "wangfang")

    said = chaban("staff", "leave", "王芳")

    assert (said.exit_code, "已办离岗：王芳" in said.stdout) == (0, True)
    assert chat_ids(chaban) == {"王芳": None}
    with chaban.database.reading() as session:
        left_on = shanghai_day(list_staff(session)[0].left_at)
    assert registered(chaban) == [f"王芳  市级（city）  全市  已离岗 {left_on}"]
    for refused in (
        ("staff", "link", "王芳"),
        ("token", "issue", "王芳"),
        ("staff", "dingtalk", "王芳", "w"),
    ):
        said = chaban(*refused)
        assert (said.exit_code, said.stdout) == (1, "")
        assert f"“王芳”已于 {left_on} 离岗；如已回来，请先在工作台“工作人员”里恢复" in said.stderr


def test_who_comes_back_is_registered_as_before(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")
    chaban("staff", "leave", "王芳")

    said = chaban("staff", "return", "王芳")

    assert (said.exit_code, "已恢复：王芳" in said.stdout) == (0, True)
    assert registered(chaban) == ["王芳  市级（city）  全市"]
    assert link_of(chaban).startswith("http://127.0.0.1:8000/desk/enter/")


def test_coming_back_without_having_left_is_refused(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "city")

    said = chaban("staff", "return", "王芳")

    assert (said.exit_code, said.stdout) == (1, "")
    assert "“王芳”没有离岗" in said.stderr


def test_an_empty_city_begins_with_a_link_for_its_first_administrator(chaban):
    said = chaban("staff", "first")

    told, address = said.stdout.splitlines()
    assert "请在 10 分钟内用浏览器打开这个链接，以“市级管理员”登录工作台" in told
    assert registered(chaban) == ["市级管理员  市级（city）  全市"]
    with chaban.database.writing() as session:
        token = address.rpartition("/")[2]
        assert enter_by_link(session, token, session_token="s", now=datetime.now(UTC)) == "/desk"


def test_where_staff_is_registered_nobody_is_the_first_any_more(chaban):
    chaban("staff", "add", "--name", "王芳", "--role", "district", "--district", "青山区")

    said = chaban("staff", "first", "--name", "管理员")

    assert (said.exit_code, said.stdout) == (
        0,
        "已有工作人员，请在 http://127.0.0.1:8000/desk/enter 登录。\n",
    )
    assert len(registered(chaban)) == 1


def test_what_is_done_at_a_shell_stands_among_the_acts_about_somebody(chaban, monkeypatch):
    monkeypatch.setenv("CHABAN_OPERATOR", "周工")
    for arguments in (
        ("add", "--name", "王芳", "--role", "city"),
        ("chat-id", "王芳", "u-1"),
        ("link", "王芳"),
        ("leave", "王芳"),
        ("return", "王芳"),
    ):
        assert chaban("staff", *arguments).exit_code == 0

    with chaban.database.reading() as session:
        acts = acts_about(session, find_staff(session, "王芳"))
        assert [(each.act.value, each.done_by) for each in reversed(acts)] == [
            (deed, "周工") for deed in ("登记", "登记聊天账号", "给登录链接", "离岗", "恢复")
        ]
