"""限制处理 on the pages: the office restricts in its answer and lifts it, and the trainee reads both."""

import re

import pytest

from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.trainees.test_trainee import text

ASKED = {"kind": "删除", "text": "请删除我的手机号"}
BARRED = {"decision": "部分办理", "text": "保存期内不能删除，改为限制处理。", "restricts": "1"}
HOLDS = "2026-03-03 起限制处理"


@pytest.fixture
def asked(world):
    with world.database.writing() as session:
        register_staff(session)
    return world


@pytest.fixture
def trainee(asked):
    """Who asked for erasure."""
    client = asked.signed_in()
    client.post("/me/rights/requests", data=ASKED)
    return client


def address(world, kind: str, who: str = DISTRICT) -> str:
    found = re.search(rf'"(/desk/{kind}/[0-9a-f-]{{36}})"', pages(world, who))
    assert found is not None
    return found[1]


def pages(world, who: str) -> str:
    return staff_client(world, who).get("/desk/requests").get_data(as_text=True)


def test_the_answer_restricts_and_the_trainee_reads_since_when_and_what_it_means(asked, trainee):
    staff, request = staff_client(asked, DISTRICT), address(asked, "requests")
    assert "同时限制处理" in text(staff.get(request))
    assert HOLDS not in text(trainee.get("/me"))

    assert staff.post(request, data=BARRED).status_code == 303

    own = text(trainee.get("/me"))
    assert f"{HOLDS} 原因：保存期内不能删除，改为限制处理。" in own
    assert "不再：发漏打卡提醒短信、按手机号查聊天账号" in own
    assert "保存期满自动删除" in own
    assert "王芳 138****0001 昆都仑区 限制处理 部分办理" in text(staff.get("/desk/requests"))
    assert "查看或解除" in text(staff.get(request))


def test_it_is_lifted_with_a_reason_and_then_it_is_nowhere(asked, trainee):
    staff = staff_client(asked, DISTRICT)
    staff.post(address(asked, "requests"), data=BARRED)
    restriction = address(asked, "restrictions")
    refused = staff.post(restriction, data={"reason": " "})
    assert refused.status_code == 422
    assert "解除限制处理要写明原因" in refused.get_data(as_text=True)

    assert staff.post(restriction, data={"reason": "本人要求恢复"}).location == "/desk/requests"

    assert HOLDS not in text(trainee.get("/me"))
    assert "/desk/restrictions/" not in pages(asked, DISTRICT)
    assert staff.get(restriction).status_code == 404
    assert "解除的原因" in trainee.post("/me/rights/copy").get_data(as_text=True)


def test_a_tick_beside_a_refusal_is_told_and_what_was_typed_stays(asked, trainee):
    staff, request = staff_client(asked, DISTRICT), address(asked, "requests")

    refused = staff.post(request, data=BARRED | {"decision": "不予办理"})

    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "只有答复“删除”或“限制处理”的申请" in page
    assert 'name="restricts" value="1" checked' in page
    assert "改为限制处理。</textarea>" in page


def test_the_tick_stands_only_where_it_can_mean_something(asked, trainee):
    trainee.post("/me/rights/requests", data={"kind": "解释说明", "text": "为什么"})
    staff = staff_client(asked, DISTRICT)
    erase, explain = re.findall(r'"(/desk/requests/[0-9a-f-]{36})"', pages(asked, DISTRICT))

    assert "同时限制处理" in text(staff.get(erase))
    assert "同时限制处理" not in text(staff.get(explain))
    staff.post(erase, data=BARRED)
    trainee.post("/me/rights/requests", data={"kind": "限制处理", "text": "请解除"})
    again = re.findall(r'"(/desk/requests/[0-9a-f-]{36})"', pages(asked, DISTRICT))
    assert all("同时限制处理" not in text(staff.get(each)) for each in again)


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)])
def test_the_city_finds_it_and_no_other_place_nor_the_school(asked, trainee, who, status):
    staff_client(asked, DISTRICT).post(address(asked, "requests"), data=BARRED)

    restriction = address(asked, "restrictions")

    assert staff_client(asked, who).get(restriction).status_code == status
