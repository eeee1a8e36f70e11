"""Finding a class by what a person says of it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.errors import Next, NotFound, NotNow
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District


class SeveralFound(NotNow):
    """More than one thing answers to that name."""

    leads_to = (Next.DUE, Next.HELP)

    def __init__(self, what: str, names: list[str]):
        super().__init__(f"有多个{what}符合：{'、'.join(names[:8])}。请写完整。")
        self.names = names


def find_class(session: Session, number: str) -> TrainingClass:
    """The class of that 班号; raises NotFound."""
    found = session.scalars(select(TrainingClass).where(TrainingClass.class_number == number)).one_or_none()
    if found is None:
        raise NotFound(f"班号 {number}")
    return found


def find_district(session: Session, name: str) -> District:
    """The district of that full name; raises NotFound naming all ten."""
    districts = list_districts(session)
    for district in districts:
        if district.name == name:
            return district
    raise NotFound(f"旗县区“{name}”（应为：{'、'.join(district.name for district in districts)}）")


def find_institution(session: Session, name: str, among: Select[Institution] | None = None) -> Institution:
    """The institution of that name or a part of it, `among` these only; raises NotFound or SeveralFound."""
    all_of_them = select(Institution) if among is None else among
    named = all_of_them.where(Institution.name.contains(name, autoescape=True)).order_by(Institution.name)
    found = list(session.scalars(named))
    exact = [institution for institution in found if institution.name == name]
    if len(exact or found) > 1:
        raise SeveralFound("培训机构", [institution.name for institution in found])
    if not found:
        raise NotFound(f"培训机构“{name}”")
    return (exact or found)[0]


def list_districts(session: Session) -> list[District]:
    """All of them, in the order in which the notice's city names them."""
    return list(session.scalars(select(District).order_by(District.id)))
