"""项目: what 昆都仑区 agreed with the finance office, confirmed by a second hand; its next version waits."""

from dataclasses import replace
from datetime import timedelta

from training.notice.terms import Fund
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import register_project
from training.projects.rules.agreement import Agreement
from training.projects.terms import ProjectMove
from webapp.demo.city.city import City
from webapp.demo.city.classes import CRAFTS
from webapp.demo.city.staff import IN_KUNDULUN, SECOND_REVIEWER


def agree_on_projects(city: City) -> None:
    """One in force for some months, without own numbers, so that the rules hold."""
    agreed = _agreement(city)
    staff = city.who(IN_KUNDULUN)
    made = register_project(city.session, staff, agreed, CRAFTS, now=city.at(-70, "10:00"))
    second = city.who(SECOND_REVIEWER)
    move_project(city.session, second, made.public_id, ProjectMove.CONFIRM, "", now=city.at(-69, "15:00"))
    more = replace(agreed, people=90, document_number=f"昆财社〔{city.today.year}〕58号")
    register_project(city.session, staff, more, CRAFTS, now=city.at(-1, "16:20"))


def _agreement(city: City) -> Agreement:
    begins = city.day(-60)
    return Agreement(
        number=f"KDL-{begins.year}-01",
        name="稀土产业焊工订单培训",
        trade="焊工",
        industry="稀土",
        carrier="企业培训中心",
        mode="理论集中授课，实操进车间",
        process="企业提出岗位，机构招收学员，培训后由企业择优录用",
        standard_fen=180_000,
        payee="培训机构",
        fund=Fund.EMPLOYMENT,
        people=60,
        checks_city=None,
        checks_district=None,
        percent=None,
        starts_on=begins,
        ends_on=begins + timedelta(days=364),
        finance_office="昆都仑区财政局",
        document_number=f"昆财社〔{begins.year}〕31号",
        signed_on=city.day(-72),
    )
