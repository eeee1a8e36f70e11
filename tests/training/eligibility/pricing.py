"""Sets of standards and lists to compare with, as plain rows, for tests of what is built on them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_batch, at
from training.claims.terms import Payee
from training.classes.views.find_class import find_district
from training.database import index_in_use
from training.eligibility.rules.compared import SINCE_EVER
from training.eligibility.terms import ComparedKind
from training.notice.terms import ClassKind, Fund, Role
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList, ComparedPerson
from training.records.subsidies.standards import StandardSet, SubsidyStandard
from training.staff.acts.add_staff import add_staff

NINE = at(MONDAY, "09:00")
LONG_AGO = date(2026, 1, 1)
HOME, OTHER = "昆都仑区", "青山区"


def people_of_offices(session: Session) -> dict[str, Staff]:
    """Two of the city, two of 昆都仑区, one of 青山区, one of the school, one who audits."""
    home, other = find_district(session, HOME), find_district(session, OTHER)
    of = {
        "李敏": (Role.CITY, None),
        "赵城": (Role.CITY, None),
        "王强": (Role.DISTRICT, home),
        "昆区同事": (Role.DISTRICT, home),
        "青山同事": (Role.DISTRICT, other),
        "审计甲": (Role.AUDITOR, None),
    }
    return {
        name: add_staff(session, name, role, district, None, now=NINE)
        for name, (role, district) in of.items()
    }


def a_line(**fields: object) -> SubsidyStandard:
    """普通, any trade and level, 40 to 80 class hours: 1000 yuan for each person."""
    values: dict[str, object] = {
        "kind": ClassKind.ORDINARY,
        "trade": "",
        "level": "",
        "halves_from": 80,
        "halves_until": 160,
        "amount_fen": 100_000,
        "mixed_percent": 70,
        "payee": Payee.INSTITUTION,
        "fund": Fund.EMPLOYMENT,
    }
    return SubsidyStandard(**values | fields)


def a_set(
    session: Session,
    writer: Staff,
    lines: Iterable[SubsidyStandard],
    *,
    district: str | None = None,
    version: int = 1,
    effective_from: date = LONG_AGO,
    in_force_at: datetime | None = NINE,
) -> StandardSet:
    """One that is in force, of the city unless a district is named."""
    own = StandardSet(
        district_id=find_district(session, district).id if district else None,
        version=version,
        effective_from=effective_from,
        document_number="包人社〔2026〕1号",
        note="",
        written_by_id=writer.id,
        written_by=writer.name,
        written_at=NINE - timedelta(days=60),
        in_force_at=in_force_at,
    )
    for place, line in enumerate(lines, 1):
        line.ordinal = place
        own.standards.append(line)
    session.add(own)
    session.flush()
    return own


def a_list(
    session: Session,
    kind: ComparedKind,
    people: dict[str, tuple[date | None, date | None]],
    *,
    district: str | None = None,
    as_of: date = LONG_AGO,
) -> ComparedList:
    """By ID number the days from and until; of the city unless a district is named."""
    own = ComparedList(
        batch_id=a_batch(session).id,
        district_id=find_district(session, district).id if district else None,
        kind=kind,
        as_of=as_of,
        source="市社保中心",
        people=len(people),
        index_key=index_in_use(session),
    )
    session.add(own)
    session.flush()
    for number, (first, last) in people.items():
        person = ComparedPerson(
            list_id=own.id, id_number_index=number, from_day=first or SINCE_EVER, until_day=last
        )
        session.add(person)
    session.flush()
    return own
