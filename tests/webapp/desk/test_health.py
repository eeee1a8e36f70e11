"""The city's administrators see how the installation is; nobody else does."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World

ADDRESS = "/desk/health"


@pytest.fixture
def staffed(bare: World) -> World:
    with bare.database.writing() as session:
        register_staff(session)
    return bare


def test_the_page_says_what_is_wrong_and_what_to_do(staffed):
    page = staff_client(staffed, CITY).get(ADDRESS).get_data(as_text=True)

    assert "运行状况：要处理" in page
    assert "数据库能读能写。" in page
    assert "后台 还没有运行过，短信和定时工作都停着。" in page
    assert "运维人员" in page
    assert "docs/operators.md#backups-health-purges" in page


def test_no_page_of_it_names_a_command(staffed):
    page = staff_client(staffed, CITY).get(ADDRESS).get_data(as_text=True)

    assert "chaban " not in page


def test_the_way_there_is_on_the_first_page_of_the_city(staffed):
    assert ADDRESS in staff_client(staffed, CITY).get("/desk").get_data(as_text=True)
    assert ADDRESS not in staff_client(staffed, DISTRICT).get("/desk").get_data(as_text=True)


@pytest.mark.parametrize("who", [DISTRICT, SCHOOL, AUDITOR])
def test_nobody_else_finds_it(staffed, who):
    assert staff_client(staffed, who).get(ADDRESS).status_code == 404
