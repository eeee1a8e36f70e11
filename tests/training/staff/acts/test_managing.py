"""Who looks after whom of the staff: in the own place, nobody above the own role, never oneself (R09)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.factories import MONDAY, an_institution, at
from tests.training.builders import at_once
from training.classes.views.find_class import find_district
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_chat import enter_by_chat
from training.staff.acts.enter_by_link import LinkUsedUp, enter_by_link
from training.staff.acts.issue_token import issue_token
from training.staff.acts.managing.change_chat_id import change_chat_id
from training.staff.acts.managing.change_post import change_post
from training.staff.acts.managing.dismiss_staff import dismiss_staff
from training.staff.acts.managing.give_link import give_link
from training.staff.acts.managing.invite_first import invite_first
from training.staff.acts.managing.invite_staff import StaffDraft, invite_staff
from training.staff.acts.managing.readmit_staff import readmit_staff
from training.staff.rules.managing import (
    AboveOneself,
    BadName,
    ChangedMeanwhile,
    Doer,
    LastAdministrator,
    NotOneself,
    PlaceMissing,
    Post,
)
from training.staff.views.find_staff import BadStaff, find_staff
from training.staff.views.holder_of import holder_of
from training.staff.views.managed import About, acts_about, mark_of_member, visible_staff
from training.staff.views.staff_of_session import staff_of_session

NOW = at(MONDAY, "10:00")
CITY, COLLEAGUE, AUDITOR = "市里", "市里同事", "审计"
DISTRICT, NEIGHBOUR, FAR = "昆区", "昆区同事", "青山"
SCHOOL, FAR_SCHOOL = "本区学校的人", "外区学校的人"
OPERATOR = Doer("运维")


@pytest.fixture
def offices(database: Database) -> Database:
    """昆都仑区 looks after 第一学校, 青山区 after 第二学校."""
    with database.writing() as session:
        own, far = find_district(session, "昆都仑区"), find_district(session, "青山区")
        first, second = an_institution(session, "第一学校"), an_institution(session, "第二学校")
        first.district, second.district = own, far
        for name, role, district, school in (
            (CITY, Role.CITY, None, None),
            (COLLEAGUE, Role.CITY, None, None),
            (AUDITOR, Role.AUDITOR, None, None),
            (DISTRICT, Role.DISTRICT, own, None),
            (NEIGHBOUR, Role.DISTRICT, own, None),
            (FAR, Role.DISTRICT, far, None),
            (SCHOOL, Role.INSTITUTION, None, first),
            (FAR_SCHOOL, Role.INSTITUTION, None, second),
        ):
            add_staff(session, name, role, district, school, now=NOW)
    return database


def about(session: Session, asker: str, of: str) -> About:
    member = find_staff(session, of)
    return About(find_staff(session, asker), member.public_id, mark_of_member(member))


def of_district(session: Session, name: str = "昆都仑区") -> Post:
    return Post(Role.DISTRICT, district_id=find_district(session, name).id)


def of_school(session: Session, name: str = "第一学校") -> Post:
    return Post(Role.INSTITUTION, institution_id=an_institution(session, name).id)


@pytest.mark.parametrize(
    ("asker", "seen"),
    [
        (CITY, {CITY, COLLEAGUE, AUDITOR, DISTRICT, NEIGHBOUR, FAR, SCHOOL, FAR_SCHOOL}),
        (AUDITOR, {CITY, COLLEAGUE, AUDITOR, DISTRICT, NEIGHBOUR, FAR, SCHOOL, FAR_SCHOOL}),
        (DISTRICT, {DISTRICT, NEIGHBOUR, SCHOOL}),
        (SCHOOL, {SCHOOL}),
    ],
)
def test_everybody_reads_of_the_staff_of_the_own_place(offices, asker, seen):
    with offices.reading() as session:
        found = session.scalars(visible_staff(find_staff(session, asker))).all()

    assert {each.name for each in found} == seen


def test_an_institution_that_belongs_nowhere_is_the_citys_to_look_after(offices):
    with offices.writing() as session:
        an_institution(session, "第一学校").district = None
    with offices.writing() as session, pytest.raises(NotFound):
        dismiss_staff(session, about(session, DISTRICT, SCHOOL), now=NOW)


@pytest.mark.parametrize("whom", [FAR, FAR_SCHOOL, CITY, AUDITOR])
def test_a_district_finds_nobody_of_another_place(offices, whom):
    with offices.writing() as session, pytest.raises(NotFound):
        dismiss_staff(session, about(session, DISTRICT, whom), now=NOW)


@pytest.mark.parametrize("asker", [AUDITOR, SCHOOL])
def test_who_looks_after_nobody_finds_nobody(offices, asker):
    with offices.writing() as session, pytest.raises(NotFound):
        give_link(session, about(session, asker, SCHOOL), token="t", now=NOW)


def test_a_district_registers_its_own_people_and_those_of_its_institutions(offices):
    with offices.writing() as session:
        asker = find_staff(session, DISTRICT)
        invite_staff(session, asker, StaffDraft(" 新  同事 ", of_district(session)), now=NOW)
        invite_staff(session, asker, StaffDraft("新老师", of_school(session), "xinlaoshi"), now=NOW)

    with offices.reading() as session:
        assert find_staff(session, "新 同事").district.name == "昆都仑区"
        assert find_staff(session, "新老师").institution.name == "第一学校"
        assert find_staff(session, "新老师").chat_id == "xinlaoshi"


@pytest.mark.parametrize("role", [Role.CITY, Role.AUDITOR])
def test_a_district_gives_no_role_above_its_own(offices, role):
    with offices.writing() as session, pytest.raises(AboveOneself):
        invite_staff(session, find_staff(session, DISTRICT), StaffDraft("某人", Post(role)), now=NOW)


@pytest.mark.parametrize("post", ["青山区", "第二学校"])
def test_a_district_gives_no_place_of_another_district(offices, post):
    with offices.writing() as session:
        place = of_district(session, post) if post.endswith("区") else of_school(session, post)
        with pytest.raises(NotFound):
            invite_staff(session, find_staff(session, DISTRICT), StaffDraft("某人", place), now=NOW)


@pytest.mark.parametrize(
    "post", [Post(Role.DISTRICT), Post(Role.INSTITUTION), Post(Role.CITY, district_id=1)]
)
def test_a_post_whose_place_does_not_fit_its_role_is_refused(offices, post):
    with offices.writing() as session, pytest.raises(PlaceMissing):
        invite_staff(session, find_staff(session, CITY), StaffDraft("某人", post), now=NOW)


@pytest.mark.parametrize(
    ("name", "is_good"), [("", False), ("  ", False), ("名" * 64, True), ("名" * 65, False)]
)
def test_a_name_is_one_to_64_letters(offices, name, is_good):
    def invite(session: Session) -> Staff:
        return invite_staff(session, find_staff(session, CITY), StaffDraft(name, Post(Role.CITY)), now=NOW)

    with offices.writing() as session:
        if is_good:
            assert invite(session).name == name
        else:
            with pytest.raises(BadName):
                invite(session)


def the_acts() -> dict[str, Callable[[Session, About], object]]:
    return {
        "role": lambda session, of: change_post(session, of, Post(Role.AUDITOR), now=NOW),
        "leave": lambda session, of: dismiss_staff(session, of, now=NOW),
        "return": lambda session, of: readmit_staff(session, of, now=NOW),
        "chat": lambda session, of: change_chat_id(session, of, "u-1", now=NOW),
        "link": lambda session, of: give_link(session, of, token="t", now=NOW),
    }


@pytest.mark.parametrize("act", the_acts().values(), ids=the_acts())
@pytest.mark.parametrize("who", [CITY, DISTRICT])
def test_nobody_looks_after_oneself(offices, who, act):
    with offices.writing() as session, pytest.raises(NotOneself):
        act(session, about(session, who, who))


@pytest.mark.parametrize("act", the_acts().values(), ids=the_acts())
def test_an_act_on_what_somebody_else_has_changed_meanwhile_is_not_done(offices, act):
    with offices.writing() as session:
        seen = about(session, CITY, FAR)
        change_post(session, about(session, COLLEAGUE, FAR), of_district(session), now=NOW)

        with pytest.raises(ChangedMeanwhile):
            act(session, seen)


def test_the_last_administrator_of_the_city_stays_one(offices):
    with offices.writing() as session:
        dismiss_staff(session, about(session, CITY, COLLEAGUE), now=NOW)
        readmit_staff(session, about(session, CITY, COLLEAGUE), now=NOW)
        dismiss_staff(session, about(session, COLLEAGUE, CITY), now=NOW)

        asker = find_staff(session, CITY)
        mine = About(
            asker, find_staff(session, COLLEAGUE).public_id, mark_of_member(find_staff(session, COLLEAGUE))
        )
        with pytest.raises(LastAdministrator):
            dismiss_staff(session, mine, now=NOW)
        with pytest.raises(LastAdministrator):
            change_post(session, mine, Post(Role.AUDITOR), now=NOW)


def test_of_two_who_take_each_other_out_at_once_one_stays(offices):
    with offices.reading() as session:
        asked = [about(session, CITY, COLLEAGUE), about(session, COLLEAGUE, CITY)]

    def take_out(of: About) -> bool:
        try:
            with offices.writing() as session:
                dismiss_staff(session, of, now=NOW)
        except LastAdministrator:
            return False
        return True

    assert sorted(at_once(*(partial(take_out, of) for of in asked))) == [False, True]


def test_another_post_ends_every_way_in_that_was_opened_under_the_old_one(offices):
    with offices.writing() as session:
        give_link(session, about(session, CITY, DISTRICT), token="unused", now=NOW)
        give_link(session, about(session, CITY, DISTRICT), token="used", now=NOW)
        enter_by_link(session, "used", session_token="session", now=NOW)
        issue_token(session, find_staff(session, DISTRICT), timedelta(days=1), token="api", now=NOW)

        change_post(session, about(session, CITY, DISTRICT), of_district(session, "青山区"), "借调", now=NOW)

        assert staff_of_session(session, "session", now=NOW) is None
        assert holder_of(session, "api", now=NOW) is None
        with pytest.raises(LinkUsedUp):
            enter_by_link(session, "unused", session_token="other", now=NOW)


@pytest.mark.parametrize(("before", "after", "stays"), [("u-9", "u-9", True), ("u-9", "u-8", False)])
def test_who_came_in_by_an_account_that_was_not_theirs_is_out_when_it_is_corrected(
    offices, before, after, stays
):
    with offices.writing() as session:
        change_chat_id(session, about(session, CITY, DISTRICT), before, now=NOW)
        enter_by_chat(session, before, "", token="session", now=NOW)

        change_chat_id(session, about(session, CITY, DISTRICT), after, now=NOW)

        assert (staff_of_session(session, "session", now=NOW) is not None) is stays


def test_a_post_that_is_held_already_is_no_change(offices):
    with offices.writing() as session, pytest.raises(BadStaff):
        change_post(session, about(session, CITY, DISTRICT), of_district(session), now=NOW)


def test_who_left_is_given_no_way_in_until_back(offices):
    with offices.writing() as session:
        dismiss_staff(session, about(session, CITY, DISTRICT), now=NOW)
        for refused in ("chat", "link"):
            with pytest.raises(BadStaff):
                the_acts()[refused](session, about(session, CITY, DISTRICT))

        readmit_staff(session, about(session, CITY, DISTRICT), now=NOW)
        the_acts()["link"](session, about(session, CITY, DISTRICT))


def test_every_act_is_a_row_with_who_and_where_it_left_the_person(offices):
    with offices.writing() as session:
        member = invite_staff(
            session, find_staff(session, CITY), StaffDraft("新同事", of_district(session)), now=NOW
        )
        give_link(session, about(session, CITY, "新同事"), token="t", now=NOW)
        change_post(session, about(session, COLLEAGUE, "新同事"), of_school(session), "到学校", now=NOW)
        change_chat_id(session, about(session, DISTRICT, "新同事"), "u-9", now=NOW)
        dismiss_staff(session, about(session, DISTRICT, "新同事"), "辞职", now=NOW)

        told = [
            (each.act.value, each.done_by, (each.institution or each.district).name, each.note)
            for each in acts_about(session, member)
        ]

    assert told == [
        ("离岗", DISTRICT, "第一学校", "辞职"),
        ("登记聊天账号", DISTRICT, "第一学校", "u-9"),
        ("改角色和单位", COLLEAGUE, "第一学校", "到学校"),
        ("给登录链接", CITY, "昆都仑区", ""),
        ("登记", CITY, "昆都仑区", ""),
    ]


def first(database: Database, token: str) -> str | None:
    with database.writing() as session:
        invited = invite_first(session, "管理员", OPERATOR, token=token, now=NOW)
        return invited.name if invited else None


def test_the_first_administrator_comes_in_by_a_link_from_an_empty_database(database):
    assert first(database, "one") == "管理员"

    with database.writing() as session:
        enter_by_link(session, "one", session_token="s", now=NOW)
        found = staff_of_session(session, "s", now=NOW)
        assert found is not None
        assert found.staff.role is Role.CITY


def test_until_somebody_has_entered_the_first_is_given_another_link_and_then_none(database):
    assert [first(database, each) for each in ("one", "two")] == ["管理员", "管理员"]
    with database.writing() as session:
        enter_by_link(session, "two", session_token="s", now=NOW)

    assert first(database, "three") is None


def test_of_several_links_for_the_first_only_the_last_lets_anybody_in(database):
    for each in ("one", "two"):
        first(database, each)

    with database.writing() as session:
        with pytest.raises(LinkUsedUp):
            enter_by_link(session, "one", session_token="r", now=NOW)
        enter_by_link(session, "two", session_token="s", now=NOW)


def test_where_others_are_registered_nobody_is_invited(offices):
    assert first(offices, "one") is None


def test_somebody_unknown_is_not_found(offices):
    with offices.writing() as session, pytest.raises(NotFound):
        dismiss_staff(session, About(find_staff(session, CITY), UUID(int=1), ""), now=NOW)
