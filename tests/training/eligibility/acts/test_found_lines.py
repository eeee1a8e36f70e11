"""A list that comes in later names somebody to whom money was granted: the district must hear of it (R19)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import hand
from tests.training.eligibility.judging import CITY, FELLOW, judging
from training.eligibility.acts.import_compared import import_compared
from training.eligibility.acts.withdraw_compared import withdraw_compared
from training.eligibility.rules.judging import Wish
from training.eligibility.sheets.compared_sheet import ComparedRow
from training.eligibility.terms import ComparedKind, LineAct
from training.records.classes.trainees import Trainee
from training.records.subsidies.compared import ComparedList
from training.records.subsidies.found import FoundLine, FoundLineSettling
from training.staff.views.find_staff import find_staff

GRANT, PUBLICISE, APPLY, PAY = LineAct.GRANT, LineAct.PUBLICISE, LineAct.APPLY, LineAct.PAY


def bring(one, *names, kind=ComparedKind.EMPLOYED, who=CITY, **said):
    """A list of these; what the import says beside its numbers."""
    one.now += timedelta(minutes=1)
    with one.database.writing() as session:
        rows = select(Trainee).where(Trainee.name.in_(names)).order_by(Trainee.name)
        own = {"kind": kind, "as_of": date(2026, 3, 1), "source": "市社保中心"} | said
        lines = [
            ComparedRow(place, "名单", each.id_number, **own)
            for place, each in enumerate(session.scalars(rows), 2)
        ]
        file = replace(hand(when=one.now), staff_id=find_staff(session, who).id)
        return import_compared(session, lines, file, accept_good_rows=True).notices


def found(one):
    with one.database.reading() as session:
        rows = session.scalars(select(FoundLine).order_by(FoundLine.id))
        return [(each.line.enrolment.trainee.name, each.kind) for each in rows]


@pytest.mark.parametrize("acts", [(GRANT,), (GRANT, PUBLICISE, APPLY), (GRANT, PUBLICISE, APPLY, PAY)])
def test_who_was_granted_or_paid_and_stands_on_it_is_noted_and_told(database, acts):
    one = judging(database)
    one.judge()
    one.move(*acts)

    notices = bring(one, "学员2")

    assert found(one) == [("学员2", ComparedKind.EMPLOYED)]
    assert notices == ["在职参保：名单里有已上会或已拨付的 1 人，已列入有关旗县区的待办，请核实、追回。"]
    (text,) = one.alerts("subsidy_recover")
    assert text.startswith("新的比对名单（在职参保，数据截止 2026-03-01）里有班级 BT-L ")
    assert "已上会或已拨付的 1 人" in text


def test_who_was_only_judged_is_held_back_and_no_money_is_to_be_recovered(database):
    one = judging(database)
    one.judge()

    assert bring(one, "学员2") == []
    assert found(one) == []


def test_a_list_of_other_days_names_nobody(database):
    one = judging(database)
    one.judge()
    one.move(GRANT)

    bring(one, "学员2", until_day=date(2025, 12, 31))

    assert found(one) == []


def test_an_older_list_that_does_not_count_names_nobody(database):
    one = judging(database)
    one.judge()
    one.move(GRANT)
    bring(one, "学员1", as_of=date(2026, 3, 2), kind=ComparedKind.STUDENT)

    bring(one, "学员2", kind=ComparedKind.STUDENT)

    assert found(one) == [("学员1", ComparedKind.STUDENT)]


def test_what_two_had_overridden_is_no_news(database):
    one = judging(database)
    bring(one, "学员2")
    one.judge(学员2=Wish(is_eligible=True, reason="已离职，见证明"))
    one.second(who=FELLOW)
    one.move(GRANT)

    bring(one, "学员1", "学员2")

    assert found(one) == [("学员1", ComparedKind.EMPLOYED)]


def test_the_next_list_of_the_same_kind_tells_it_no_second_time_and_another_kind_does(database):
    one = judging(database)
    one.judge()
    one.move(GRANT)
    bring(one, "学员2")

    assert bring(one, "学员2", as_of=date(2026, 3, 2))[1:] == []
    bring(one, "学员2", kind=ComparedKind.STUDENT)

    assert found(one) == [("学员2", ComparedKind.EMPLOYED), ("学员2", ComparedKind.STUDENT)]
    assert len(one.alerts("subsidy_recover")) == 2


def withdraw(one, place=-1):
    """The list that was brought last, or that at this place."""

    def act(session):
        own = session.scalars(select(ComparedList).order_by(ComparedList.id)).all()[place]
        withdraw_compared(session, find_staff(session, CITY), own.public_id, "错了", now=one.now)

    one.change(act)


def lists_of_hits(one):
    """Of the hits whose list was not withdrawn: the list's day, and whether somebody settled them."""
    with one.database.reading() as session:
        rows = select(FoundLine).join(FoundLine.compared_list).where(ComparedList.withdrawn_at.is_(None))
        found = session.scalars(rows.order_by(FoundLine.id))
        return [(each.compared_list.as_of.day, each.settling is not None) for each in found]


def settle(one):
    """As another hand than recorded the payment does."""

    def act(session):
        staff, found = find_staff(session, FELLOW), session.scalars(select(FoundLine)).one()
        by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": one.now}
        session.add(FoundLineSettling(found_id=found.id, reason="同名", **by))

    one.change(act)


def test_a_list_after_one_that_was_withdrawn_takes_its_place_and_is_told(database):
    one = judging(database)
    one.judge()
    one.move(GRANT)
    bring(one, "学员2")

    withdraw(one)
    bring(one, "学员2", as_of=date(2026, 3, 2))

    assert lists_of_hits(one) == [(2, False)]
    assert len(one.alerts("subsidy_recover")) == 2


def test_what_was_settled_of_a_list_that_was_withdrawn_is_not_settled_of_the_next(database):
    one = judging(database)
    one.judge()
    one.move(GRANT, PUBLICISE, APPLY, PAY)
    bring(one, "学员2")
    settle(one)

    bring(one, "学员2", as_of=date(2026, 3, 2))
    assert lists_of_hits(one) == [(1, True)]
    withdraw(one, 0)

    assert lists_of_hits(one) == [(2, False)]


def test_the_list_that_counts_again_names_whom_the_wrong_one_did_not(database):
    one = judging(database)
    bring(one, "学员2")
    bring(one, "学员1", as_of=date(2026, 3, 2))
    one.judge()
    one.move(GRANT)
    assert lists_of_hits(one) == []

    withdraw(one)

    assert lists_of_hits(one) == [(1, False)]
