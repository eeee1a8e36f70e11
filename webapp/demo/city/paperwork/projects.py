"""项目: what a district agreed with its finance office, confirmed by the city."""

from datetime import timedelta

from training.notice.terms import Fund
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import register_project
from training.projects.rules.agreement import Agreement
from training.projects.terms import ProjectMove
from webapp.demo.city.city import City
from webapp.demo.city.classes import CRAFTS
from webapp.demo.city.staff import CITY, IN_KUNDULUN

NUMBER = "KDL-XM-01"
LASTS = timedelta(days=300)


def agree_on_projects(city: City) -> None:
    """One in force; no class of the city is 项目制, so it has none yet."""
    staff, at = city.who(IN_KUNDULUN), city.at(-40, "10:00")
    made = register_project(city.session, staff, _agreement(city), CRAFTS, now=at)
    confirmed = city.at(-38, "15:00")
    move_project(city.session, city.who(CITY), made.public_id, ProjectMove.CONFIRM, "", now=confirmed)


def _agreement(city: City) -> Agreement:
    first = city.day(-38)
    return Agreement(
        number=NUMBER,
        name="稀土材料加工技能提升",
        trade="稀土材料生产工",
        industry="稀土",
        carrier="企业培训中心",
        mode="线下集中，理论与车间实操各半",
        process="报名、资格审核、授课、考核、发证",
        standard_fen=180_000,
        payee=CRAFTS,
        fund=Fund.SPECIAL,
        people=120,
        checks_city=None,
        checks_district=None,
        percent=None,
        starts_on=first,
        ends_on=first + LASTS,
        finance_office="昆都仑区财政局",
        document_number=f"昆人社发〔{first.year}〕31号",
        signed_on=city.day(-41),
    )
