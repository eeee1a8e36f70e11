"""R49, R50: the city keeps the lists of industries and carriers; what was written with a name keeps it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.training.builders import at_once
from tests.training.checks.checking import CITY, DISTRICT
from tests.training.plans.planning import ITEM, NINE, Planning, planning
from training.choices.acts.add_choice import add_choice
from training.choices.acts.move_choice import ChoiceStep, move_choice
from training.choices.acts.rename_choice import rename_choice
from training.choices.rules.offering import BadChoice, ChoiceMoved, NotOffered, read_name
from training.choices.terms import ChoiceKind, ChoiceMove
from training.choices.views.open_choices import list_choices, open_choices
from training.errors import NotFound
from training.records.projects import ProjectChoice
from training.staff.views.find_staff import find_staff

INDUSTRY = ChoiceKind.INDUSTRY
OFFERED = ["稀土", "光伏风电", "新能源", "新材料", "高端装备制造"]


@pytest.fixture
def office(database) -> Planning:
    return planning(database)


def add(office: Planning, name: str, who: str = CITY) -> None:
    with office.database.writing() as session:
        add_choice(session, find_staff(session, who), INDUSTRY, name, now=NINE)


def change(office: Planning, name: str, act: Callable[..., object], said: str, *, seen: str = "") -> None:
    own = named(office, name)
    with office.database.writing() as session:
        mark = seen or str(len(own.acts))
        if act is rename_choice:
            rename_choice(session, find_staff(session, CITY), own.id, said, mark, now=NINE)
        else:
            step = ChoiceStep(ChoiceMove(said), "产业调整", mark)
            move_choice(session, find_staff(session, CITY), own.id, step, now=NINE)


def named(office: Planning, name: str) -> ProjectChoice:
    with office.database.reading() as session:
        return next(each for each in list_choices(session) if each.name == name)


def offered(office: Planning) -> list[str]:
    with office.database.reading() as session:
        return open_choices(session, INDUSTRY)


@pytest.mark.parametrize("said", ["", "　", "产" * 33])
def test_a_name_is_one_to_thirty_two_letters(said):
    assert read_name("产" * 32) == "产" * 32

    with pytest.raises(BadChoice):
        read_name(said)


def test_what_was_taken_off_is_not_offered_until_it_is_brought_back_and_every_step_is_kept(office):
    assert offered(office) == OFFERED
    change(office, "稀土", move_choice, ChoiceMove.TAKE_OFF)

    assert offered(office) == OFFERED[1:]
    with pytest.raises(ChoiceMoved):
        change(office, "稀土", move_choice, ChoiceMove.TAKE_OFF)
    with pytest.raises(BadChoice, match="恢复"):
        add(office, "稀土")
    change(office, "稀土", move_choice, ChoiceMove.BRING_BACK)
    assert offered(office) == OFFERED
    assert [(each.move, each.acted_by) for each in named(office, "稀土").acts] == [
        (ChoiceMove.TAKE_OFF, CITY),
        (ChoiceMove.BRING_BACK, CITY),
    ]


def test_another_name_is_a_row_of_its_own_and_the_old_one_stays_readable(office):
    plan = office.approved(replace(ITEM, industry="新能源"))
    change(office, "新能源", rename_choice, "新能源和储能")

    assert offered(office) == ["稀土", "光伏风电", "新材料", "高端装备制造", "新能源和储能"]
    assert named(office, "新能源").acts[-1].reason == "改为新能源和储能"
    assert office.see(plan).items[0].industry == "新能源"
    with pytest.raises(BadChoice, match="已经有"):
        change(office, "稀土", rename_choice, "新材料")
    assert named(office, "稀土").closed_at is None


def test_nobody_changes_a_name_over_what_somebody_else_made_of_it(office):
    change(office, "稀土", move_choice, ChoiceMove.TAKE_OFF)

    with pytest.raises(ChoiceMoved):
        change(office, "稀土", move_choice, ChoiceMove.BRING_BACK, seen="0")


def test_of_two_who_change_a_name_at_once_one_does(office):
    key = named(office, "稀土").id

    def take_off() -> None:
        with office.database.writing() as session:
            step = ChoiceStep(ChoiceMove.TAKE_OFF, "产业调整", "0")
            move_choice(session, find_staff(session, CITY), key, step, now=NINE)

    def rename() -> None:
        with office.database.writing() as session:
            rename_choice(session, find_staff(session, CITY), key, "稀土新材料", "0", now=NINE)

    said = at_once(take_off, rename)

    assert ChoiceMoved in said
    assert len(named(office, "稀土").acts) == 1


def test_a_name_that_there_never_was_is_not_found_however_long_its_address(office):
    with office.database.writing() as session, pytest.raises(NotFound):
        rename_choice(session, find_staff(session, CITY), 10**12, "氢能", "0", now=NINE)


def test_only_the_city_keeps_the_lists(office):
    with pytest.raises(NotFound):
        add(office, "氢能", who=DISTRICT)
    add(office, "氢能")

    assert offered(office) == [*OFFERED, "氢能"]


def test_an_item_is_of_an_industry_that_is_offered_or_that_it_had(office):
    plan = office.begin()
    office.write(plan, replace(ITEM, industry="稀土"))
    change(office, "稀土", move_choice, ChoiceMove.TAKE_OFF)
    (item,) = office.see(plan).items

    office.change(plan, item.line, replace(ITEM, industry="稀土", people=61))
    with pytest.raises(NotOffered):
        office.write(plan, replace(ITEM, industry="稀土"))
    with pytest.raises(NotOffered):
        office.change(plan, item.line, replace(ITEM, industry="房地产"))
