"""A claim as a card: it fits DingTalk, decides by a press, shows each decision, and does no harm when old."""

import json
from dataclasses import replace
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

import bot.cards.drawing
from bot.cards.checks import LONGEST_VALUE
from bot.cards.claims import claim_values_of
from bot.cards.drawing import draw_cards
from bot.sandbox.chats import Entry, Person, chat_of
from bot.settings import STANDARD_CARD
from tests.bot.answers.test_claims import LATER, ZHANGWEI, claim_of, number, reviewed, state
from tests.bot.conftest import (
    LIMIN,
    WANGQIANG,
    World,
    house_for,
    is_answer,
    listening,
    settings_for,
)
from tests.patience import PATIENCE
from tests.training.claims.claiming import (
    NOW,
    a_c1_enrolment,
    a_draft,
    a_reviewer,
    an_approval,
    photograph,
    submit,
)
from training.chat.acts.put_off_card import A_MOMENT
from training.chat.acts.take_due_cards import LEASE
from training.chat.views.see_claim_card import ClaimCard
from training.claims.acts.withdraw_claim import withdraw_claim
from training.claims.rules.c1_claims import Gate
from training.claims.terms import Actor, ClaimAct, ClaimState, PaperKind, PaperState
from training.claims.views.claim_views import ClaimView, EventView, FiledData, PaperView
from training.claims.views.money_of_claim import ClaimMoney
from training.records.claims.claims import ClaimEvent
from training.staff.acts.know_in_chat import know_in_chat

OWN_TEMPLATE = "own.schema"
SUBMITTED = EventView("提交", "待审", "学员本人", NOW, "")


def a_paper(kind: PaperKind = PaperKind.LICENCE, place: int = 1) -> PaperView:
    return PaperView(
        *(uuid4(), kind, place, PaperState.IN_REVIEW, "", (), None),
        *("image/jpeg", True, NOW, "学员本人", (), 0),
    )


def a_view(name: str = "王芳", school: str = "平安驾校", papers: int = 2, lacking: str = "") -> ClaimView:
    return ClaimView(
        # Fixed: a number made by chance may hold the very digits that no card must show.
        public_id=UUID("3f2a91bc-0000-4000-8000-000000000001"),
        enrolment_id=uuid4(),
        state=ClaimState.WAITING,
        since=NOW,
        acts_next=Actor.DISTRICT,
        gates=(Gate("培训合格", ""), Gate("取得 C1 驾驶证", lacking), Gate("就业证明", lacking)),
        papers=tuple(a_paper(place=place) for place in range(1, papers + 1)),
        lacking=(),
        reason="",
        may_withdraw=True,
        look_is_due=False,
        has_objection=False,
        money=ClaimMoney(None, None, None, None, None, None, None),
        helpers=(),
        draw=None,
        events=(SUBMITTED,),
        filed=FiledData(
            name=name,
            id_number="1502**********0011",
            phone="138****0001",
            category="",
            class_number="C1-1",
            class_name="小型汽车驾驶员",
            school=school,
            district="昆都仑区",
            starts_on="2026-03-02",
            ends_on="2026-03-02",
        ),
    )


def buttons(values: dict[str, str]) -> list[dict]:
    return json.loads(values["sys_full_json_obj"])["msgButtons"]


@given(st.text(max_size=200), st.text(max_size=500), st.integers(0, 25), st.text(max_size=800))
@pytest.mark.parametrize("template", [STANDARD_CARD, OWN_TEMPLATE])
def test_every_value_fits_whatever_stands_in_the_claim(template, name, school, papers, lacking):
    for brought_by in (ClaimAct.SUBMIT, ClaimAct.APPROVE):
        for outcome in (None, replace(SUBMITTED, reason=lacking, by=name)):
            card = ClaimCard(brought_by, a_view(name, school, papers, lacking), outcome)
            values = claim_values_of(card, template)

            assert all(len(value.encode()) <= LONGEST_VALUE for value in values.values())
            assert len(buttons(values)) == (0 if outcome else 4 if brought_by is ClaimAct.SUBMIT else 3)


def test_no_whole_name_and_no_number_of_the_person_is_on_a_card():
    shown = "".join(claim_values_of(ClaimCard(ClaimAct.SUBMIT, a_view(), None), STANDARD_CARD).values())

    assert [each for each in ("王芳", "1502", "138") if each in shown] == []
    assert "王＊" in shown


def test_a_name_on_a_card_is_no_markup():
    card = ClaimCard(ClaimAct.SUBMIT, a_view(school="**[x](http://evil.example)**"), None)

    assert "**" not in claim_values_of(card, STANDARD_CARD)["markdown"]


def test_every_button_carries_the_number_of_this_moment():
    view = a_view()
    pressed = buttons(claim_values_of(ClaimCard(ClaimAct.SUBMIT, view, None), OWN_TEMPLATE))

    assert [each["params"]["command"] for each in pressed] == [
        f"{verb} {view.public_id.hex[:8]}-1" for verb in ("待审", "通过", "退回", "不通过")
    ]


def test_what_the_papers_lack_is_told_once_all_were_looked_at():
    view = a_view(lacking="驾驶证已退回，还没有补正。")
    returned = tuple(replace(each, state=PaperState.RETURNED) for each in view.papers)

    before, after = (
        claim_values_of(ClaimCard(ClaimAct.SUBMIT, each, None), STANDARD_CARD)["markdown"]
        for each in (view, replace(view, papers=returned))
    )

    assert "还没有补正" not in before
    assert "✗ 取得 C1 驾驶证：驾驶证已退回，还没有补正。" in after


def test_why_the_city_sent_a_claim_back_stands_on_the_card_of_whoever_decides_again():
    sent_back = replace(SUBMITTED, act="复查发回", reason="合同没有盖章。")
    view = replace(a_view(), events=(SUBMITTED, sent_back), reason=sent_back.reason)

    again, first = (
        claim_values_of(ClaimCard(act, each, None), STANDARD_CARD)["markdown"]
        for act, each in ((ClaimAct.SEND_BACK, view), (ClaimAct.SUBMIT, a_view()))
    )

    assert "市本级发回：合同没有盖章。" in again
    assert "市本级发回" not in first


def test_a_claim_that_was_mended_is_named_so():
    view = a_view()
    mended = replace(view, events=(SUBMITTED, replace(SUBMITTED, act="退回补正"), SUBMITTED))

    titles = [claim_values_of(ClaimCard(ClaimAct.SUBMIT, each, None), "")["title"] for each in (view, mended)]
    assert titles == ["C1 申领待审", "C1 申领补正后待审"]


def test_a_claim_that_is_not_there_to_see_shows_nothing_of_it():
    taken_back = ClaimCard(ClaimAct.SUBMIT, None, replace(SUBMITTED, act="撤回修改"))

    for card in (taken_back, replace(taken_back, outcome=None)):
        values = claim_values_of(card, STANDARD_CARD)
        assert buttons(values) == []
        assert "王" not in "".join(values.values())


def with_reviewers(world: World, people: list[Person]) -> World:
    """王强 and 张伟 review in 昆都仑区, where 王芳 is about to hand in her claim."""
    people.append(Person(ZHANGWEI, "张伟"))
    world.clock.now = LATER
    with world.house.database.writing() as session:
        an_approval(session)
        know_in_chat(session, a_reviewer(session, "张伟"), ZHANGWEI)
        enrolment = a_c1_enrolment(session)
        rules = enrolment.training_class.rule_set
        rules.numbers = rules.numbers | {"second_look_percent": 0}
        claim = a_draft(session, enrolment)
        photograph(session, claim, PaperKind.LICENCE, PaperKind.TAXI)
    return world


@pytest.fixture
def office(chat: World, people: list[Person]) -> World:
    return with_reviewers(chat, people)


def hand_in(world: World) -> None:
    with world.house.database.writing() as session:
        submit(session, claim_of(session), world.clock())


def card_in(world: World, userid: str, shows: str) -> Entry:
    """The first card in this chat that shows that, once it does."""
    entry = world.organisation.chats.wait_for(
        chat_of(userid),
        lambda each: each.kind == "card" and shows in str(each.content["values"]),
        PATIENCE,
    )
    assert entry is not None, f"no card showed {shows}"
    return entry


def press(world: World, userid: str, entry: Entry, text: str) -> str:
    """Press the button of that name on a card; gives DingTalk's number of the press."""
    own = json.loads(entry.content["values"]["sys_full_json_obj"])["msgButtons"]
    (found,) = [each for each in own if each["text"] == text]
    parameters = found.get("params") or {"command": unquote(found["url"].split("content=")[1])}
    return world.organisation.press(userid, entry.content["card"], parameters)


def cards_of(world: World, userid: str) -> list[Entry]:
    return [each for each in world.organisation.chats.after(chat_of(userid), 0) if each.kind == "card"]


def test_a_claim_that_is_handed_in_comes_to_every_reviewer_and_a_press_decides_it_for_all(office):
    hand_in(office)
    own, others = (card_in(office, each, "待审") for each in (WANGQIANG, ZHANGWEI))
    reviewed(office)

    press(office, WANGQIANG, own, "通过")

    for userid in (WANGQIANG, ZHANGWEI):
        entry = card_in(office, userid, "C1 申领：审核通过")
        assert "王强 06月01日 10:05 审核通过" in entry.content["values"]["markdown"]
        assert json.loads(entry.content["values"]["sys_full_json_obj"])["msgButtons"] == []
    assert (own.key, others.key) == tuple(cards_of(office, each)[0].key for each in (WANGQIANG, ZHANGWEI))
    assert office.answers(WANGQIANG) == []


def test_a_press_that_needs_words_is_answered_with_them(office):
    hand_in(office)
    own = card_in(office, WANGQIANG, "待审")

    press(office, WANGQIANG, own, "退回")
    assert "退回哪一张" in office.answer_after(chat_of(WANGQIANG), own.key)
    press(office, WANGQIANG, own, "通过")

    refused = office.organisation.chats.wait_for(
        chat_of(WANGQIANG), lambda each: "还不能通过" in str(each.content.get("text")), PATIENCE
    )
    assert refused is not None
    assert state(office) is ClaimState.WAITING


def test_a_double_press_decides_once(office):
    hand_in(office)
    own = card_in(office, WANGQIANG, "待审")
    reviewed(office)

    for _ in range(2):
        press(office, WANGQIANG, own, "通过")

    assert "之后这份申领又有办理，现在是“通过”" in office.answer_after(chat_of(WANGQIANG), own.key)
    with office.house.database.reading() as session:
        acts = session.scalars(select(ClaimEvent.act).order_by(ClaimEvent.ordinal)).all()
    assert acts == [ClaimAct.OPEN, ClaimAct.SUBMIT, ClaimAct.APPROVE]


def test_a_press_on_the_card_of_before_does_nothing_to_the_mended_claim(office):
    hand_in(office)
    own = card_in(office, WANGQIANG, "待审")
    old_values = dict(own.content["values"])
    office.ask(WANGQIANG, f"退回 {number(office)} 请补副页")
    card_in(office, WANGQIANG, "请补副页")
    hand_in(office)
    card_in(office, WANGQIANG, "补正后待审")

    stale = replace(own, content=own.content | {"values": old_values})
    newest = max(each.key for each in office.organisation.chats.after(chat_of(WANGQIANG), 0))
    press(office, WANGQIANG, stale, "不通过")

    assert "之后这份申领又有办理" in office.answer_after(chat_of(WANGQIANG), newest)
    assert state(office) is ClaimState.WAITING
    assert len(cards_of(office, WANGQIANG)) == 2


def test_a_press_is_allowed_to_whoever_may_and_to_nobody_else(office):
    hand_in(office)
    own = card_in(office, WANGQIANG, "待审")
    reviewed(office)

    for userid, answer in ((LIMIN, "没有被抽中复查"), ("stranger", None)):
        press(office, userid, own, "通过")
        if answer:
            assert answer in office.answer_after(chat_of(userid), 0)

    assert state(office) is ClaimState.WAITING
    assert not any(map(is_answer, office.organisation.chats.after(chat_of(ZHANGWEI), 0)))


def test_a_claim_that_is_taken_back_leaves_the_cards_empty(office):
    hand_in(office)
    card_in(office, ZHANGWEI, "待审")
    with office.house.database.writing() as session:
        withdraw_claim(session, claim_of(session), "学员本人", now=LATER)

    entry = card_in(office, ZHANGWEI, "撤回修改")

    assert "王＊" not in str(entry.content["values"])


def test_a_card_of_ones_own_template_calls_back(world, people, tmp_path):
    office = with_reviewers(world, people)
    settings = settings_for(office.organisation, tmp_path, DINGTALK_CARD_TEMPLATE=OWN_TEMPLATE)
    with listening(house_for(settings, office.house.database, office.clock)):
        hand_in(office)
        own = card_in(office, WANGQIANG, "待审")
        assert '"command": "通过 ' in own.content["values"]["sys_full_json_obj"]
        reviewed(office)

        press(office, WANGQIANG, own, "通过")

        card_in(office, WANGQIANG, "C1 申领：审核通过")
        assert office.answers(WANGQIANG) == []


def test_two_bots_draw_one_card_for_each(office, organisation, tmp_path):
    other = house_for(settings_for(organisation, tmp_path), office.house.database, office.clock)
    with listening(other):
        hand_in(office)
        for userid in (WANGQIANG, ZHANGWEI):
            card_in(office, userid, "待审")
    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]


class _Killed(BaseException):
    """Not an Exception: nothing of ours may catch it."""


def _die(*asked, **more):
    raise _Killed


@pytest.mark.parametrize(
    ("dies_in", "shown"), [("_send", 0), ("note_drawn", 1)], ids=["before it was shown", "after"]
)
def test_a_bot_that_dies_while_it_draws_leaves_a_card_for_everybody(
    world, people, monkeypatch, dies_in, shown
):
    office = with_reviewers(world, people)
    hand_in(office)
    with monkeypatch.context() as killed:
        killed.setattr(bot.cards.drawing, dies_in, _die)
        with pytest.raises(_Killed):
            draw_cards(office.house)

    office.clock.pass_by(seconds=LEASE.total_seconds() - 1)
    draw_cards(office.house)
    before = [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)]
    office.clock.pass_by(seconds=1)
    draw_cards(office.house)
    draw_cards(office.house)

    assert sorted(before) == [0, shown]
    # DingTalk makes no card twice: the one that is there is brought up to date.
    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]


def test_one_card_that_cannot_be_drawn_keeps_no_other_from_its_turn(world, people, monkeypatch):
    office = with_reviewers(world, people)
    hand_in(office)
    faults, send = iter([ValueError]), bot.cards.drawing._send

    def stumble(*asked):
        for fault in faults:
            raise fault
        send(*asked)

    with monkeypatch.context() as stumbling:
        stumbling.setattr(bot.cards.drawing, "_send", stumble)
        draw_cards(office.house)

    assert sorted(len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)) == [0, 1]
    office.clock.pass_by(seconds=LEASE.total_seconds())
    draw_cards(office.house)
    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]


def test_an_organisation_without_cards_is_told_in_words_once(office):
    office.organisation.gateway.faults.cards_are_refused = True
    hand_in(office)

    told = office.answer_after(chat_of(ZHANGWEI), 0)

    assert "### C1 申领待审" in told
    assert "王＊，C1-1" in told
    assert f"通过 {number(office)}" in unquote(told)
    office.clock.pass_by(minutes=1)
    reviewed(office)
    assert "已审核通过" in office.ask(WANGQIANG, f"通过 {number(office)}")
    assert len(office.answers(ZHANGWEI)) == 1


def test_where_the_quota_is_empty_the_claim_still_waits_in_the_list(office):
    office.organisation.gateway.faults.quota = "calls"
    hand_in(office)

    assert "待审申领 1 份" in office.ask(WANGQIANG, "待审")
    office.organisation.gateway.faults.quota = ""
    assert state(office) is ClaimState.WAITING


@pytest.mark.parametrize("answer", ["per_second", "per_minute", "too_fast", "unavailable", "page"])
def test_no_card_is_left_out_because_we_asked_too_often(world, people, answer):
    office = with_reviewers(world, people)
    office.organisation.answers.fail("create_card", answer)
    hand_in(office)
    draw_cards(office.house)

    office.clock.pass_by(minutes=1)
    draw_cards(office.house)

    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]
    assert (office.answers(WANGQIANG), office.answers(ZHANGWEI)) == ([], [])


def test_a_card_that_stumbled_is_drawn_a_moment_later(world, people):
    office = with_reviewers(world, people)
    office.organisation.answers.fail("create_card", "per_second", "per_second")
    hand_in(office)
    draw_cards(office.house)
    first = [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)]

    office.clock.pass_by(seconds=A_MOMENT.total_seconds())
    draw_cards(office.house)

    assert (first, [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)]) == ([0, 0], [1, 1])


def test_a_card_that_came_with_a_lost_answer_shows_what_happened_since(world, people):
    """It stands in the chat, DingTalk says that it is there already, and it is brought up to date."""
    office = with_reviewers(world, people)
    office.organisation.answers.fail("create_card", "late", "late")
    hand_in(office)
    draw_cards(office.house)
    with office.house.database.writing() as session:
        withdraw_claim(session, claim_of(session), "学员本人", now=LATER)

    office.clock.pass_by(minutes=1)
    draw_cards(office.house)

    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]
    assert "撤回修改" in str(cards_of(office, ZHANGWEI)[0].content["values"])


def test_a_card_of_which_dingtalk_says_200_and_that_it_was_not_made_is_told_in_words(world, people):
    office = with_reviewers(world, people)
    office.organisation.answers.fail("create_card", "unsuccess", "unsuccess")
    hand_in(office)

    draw_cards(office.house)

    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [0, 0]
    assert "C1 申领待审" in office.answers(ZHANGWEI)[0]


def test_where_neither_card_nor_words_go_for_haste_both_are_tried_again(world, people):
    office = with_reviewers(world, people)
    office.organisation.gateway.faults.cards_are_refused = True
    office.organisation.answers.fail("send_to_people", "per_minute", "per_minute")
    hand_in(office)
    draw_cards(office.house)

    office.clock.pass_by(minutes=1)
    draw_cards(office.house)

    assert [len(office.answers(each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]


def test_a_card_that_a_lost_answer_did_not_bring_comes_after_all(world, people):
    office = with_reviewers(world, people)
    office.organisation.answers.fail("create_card", "broken", "broken")
    hand_in(office)
    draw_cards(office.house)

    office.clock.pass_by(minutes=1)
    draw_cards(office.house)

    assert [len(cards_of(office, each)) for each in (WANGQIANG, ZHANGWEI)] == [1, 1]
