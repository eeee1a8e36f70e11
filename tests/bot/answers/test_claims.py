"""待审, 通过, 退回, 不通过 in the chat (R59, R60): a word or a tap, by those who may, each only once."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from bot.answers.replies import SEND
from bot.sandbox.chats import Person
from tests.bot.conftest import LIMIN, WANGQIANG, ZHAO, World
from tests.training.claims.claiming import (
    FACTS,
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
    submit,
)
from training.claims.acts.open_claim import open_claim
from training.claims.acts.pass_paper import pass_paper
from training.claims.acts.return_paper import return_paper
from training.claims.rules.claim_numbers import number_of
from training.claims.terms import ClaimState, PaperKind
from training.claims.views.by import by_staff
from training.claims.views.claim_views import ClaimView
from training.claims.views.events_of import events_of
from training.claims.views.see_claim import view_of
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.classes.trainees import Enrolment
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.records.staff.staff import Staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.know_in_chat import know_in_chat

ZHANGWEI, HANMEI, AUDITOR = "zhangwei", "hanmei", "auditor"
LATER = NOW + SOON


@pytest.fixture
def office(chat: World, people: list[Person]) -> World:
    """王芳's claim waits in 昆都仑区, where 王强 and 张伟 review; 韩梅 does in 青山区."""
    people += [Person(ZHANGWEI, "张伟"), Person(HANMEI, "韩梅"), Person(AUDITOR, "审计员")]
    with chat.house.database.writing() as session:
        an_approval(session)
        a_submitted_claim(session, a_c1_enrolment(session))
        know_in_chat(session, a_reviewer(session, "张伟"), ZHANGWEI)
        know_in_chat(session, a_reviewer(session, "韩梅", "青山区"), HANMEI)
        know_in_chat(session, somebody(session, "审计员", Role.AUDITOR), AUDITOR)
        _set_share(session, 0)
    chat.clock.now = LATER
    return chat


def _set_share(session, percent: int) -> None:
    rules = session.scalars(select(Enrolment).order_by(Enrolment.id)).first().training_class.rule_set
    rules.numbers = rules.numbers | {"second_look_percent": percent}


def claim_of(session) -> C1Claim:
    return session.scalars(select(C1Claim).order_by(C1Claim.id)).first()


def seen(world: World) -> ClaimView:
    with world.house.database.reading() as session:
        return view_of(session, claim_of(session), now=LATER)


def number(world: World) -> str:
    with world.house.database.reading() as session:
        claim = claim_of(session)
        return str(number_of(claim.public_id, events_of(session, claim)))


def state(world: World) -> ClaimState:
    return seen(world).state


def staff(session, name: str) -> Staff:
    return session.scalars(select(Staff).where(Staff.name == name)).one()


def reviewed(world: World, name: str = "王强") -> None:
    """That reviewer passed every paper on the page."""
    with world.house.database.writing() as session:
        pass_all(session, claim_of(session), staff(session, name))


def taps(markdown: str) -> list[str]:
    return [unquote(each) for each in re.findall(re.escape(SEND) + r"([^)]*)", markdown)]


def test_what_waits_is_listed_with_its_age_and_without_a_whole_name(office):
    office.clock.pass_by(days=3)

    shown = office.ask(WANGQIANG, "待审")

    assert "待审申领 1 份" in shown
    assert "3 天 王＊ 小型汽车驾驶员（C1）C1-1班，包头市平安驾驶员培训学校" in shown
    assert "王芳" not in shown
    assert taps(shown)[0] == f"待审 {number(office)[:8]}"


def test_more_than_ten_come_in_pages_the_oldest_first(office):
    with office.house.database.writing() as session:
        for place in range(2, 13):
            enrolment = a_c1_enrolment(
                session, f"C1-{place}", name=f"学员{place}", phone=f"138000000{place:02}"
            )
            claim = a_submitted_claim(session, enrolment)
            claim.since = NOW + place * SOON
    office.clock.pass_by(days=1)

    first, second, beyond = (office.ask(WANGQIANG, f"待审 {page}") for page in (1, 2, 9))

    assert "待审申领 12 份" in first
    assert first.index("C1-2班") < first.index("C1-10班")
    assert "第 1/2 页" in first
    assert "待审 2" in taps(first)
    assert ("C1-11班" in first, "C1-11班" in second) == (False, True)
    assert beyond == second


def test_one_claim_shows_what_decides_and_no_picture_but_a_way_to_the_papers(office):
    shown = office.ask(WANGQIANG, f"待审 {number(office)[:8]}")

    assert f"申领 {number(office)}" in shown
    assert "王＊ 138＊＊＊＊0001" in shown
    assert "C1-1 小型汽车驾驶员（C1）C1-1班，包头市平安驾驶员培训学校，昆都仑区" in shown
    assert "8 课时（需 6.5）" in shown
    assert "✓ 培训合格" in shown
    assert "✗ 取得 C1 驾驶证：驾驶证还没有审核。" in shown
    assert "○ 出租车从业资格证 审核中" in shown
    assert "![" not in shown
    assert [each.split(" ")[0] for each in taps(shown)] == ["退回", "不通过", "待审"]


def test_the_link_leads_to_the_papers_once(office):
    token = re.findall(r"/desk/enter/([\w-]+)", office.ask(WANGQIANG, f"待审 {number(office)}"))[0]

    with office.house.database.writing() as session:
        path = enter_by_link(session, token, session_token="s1", now=LATER)
        assert path == f"/desk/claims/{claim_of(session).public_id}"


def test_what_was_read_on_the_papers_is_shown_and_then_it_is_approved_by_a_tap(office):
    reviewed(office)
    shown = office.ask(WANGQIANG, f"待审 {number(office)}")
    assert "✓ 驾驶证 通过：准驾车型 C1，初次领证 2026-05-01" in shown
    tap = taps(shown)[0]
    assert tap == f"通过 {number(office)}"

    assert "已审核通过" in office.ask(WANGQIANG, tap)

    assert state(office) is ClaimState.APPROVED
    with office.house.database.reading() as session:
        message = session.scalars(select(OutgoingMessage)).one()
        assert (message.template, '"decision": "通过"' in message.parameters) == ("claim_decided", True)
        assert "https://chaban.example/t/" in message.parameters
        assert session.scalars(select(ShortLink)).one().message_id == message.id
        assert claim_of(session).seed is not None


def test_nothing_is_approved_whose_papers_nobody_has_looked_at(office):
    answer = office.ask(WANGQIANG, f"通过 {number(office)}")

    assert "还不能通过" in answer
    assert "驾驶证还没有审核" in answer
    assert "请先在网页里逐张看材料" in answer
    assert "/desk/enter/" in answer
    assert state(office) is ClaimState.WAITING


def test_a_return_by_taps_names_the_paper_and_the_reason(office):
    which = office.ask(WANGQIANG, f"退回 {number(office)}")
    assert "退回哪一张" in which
    tap = next(each for each in taps(which) if "驾驶证" in each)
    why = office.ask(WANGQIANG, tap)
    assert "选一个原因" in why
    reason = next(each for each in taps(why) if "看不清" in each)
    assert state(office) is ClaimState.WAITING

    done = office.ask(WANGQIANG, reason)

    assert "已退回补正" in done
    assert "驾驶证：照片看不清，请在光线好的地方对正、拍全、重拍。" in done
    view = seen(office)
    assert view.state is ClaimState.RETURNED
    assert [each.reason for each in view.papers] == ["照片看不清，请在光线好的地方对正、拍全、重拍。", ""]


@pytest.mark.parametrize(
    ("words", "papers", "note"),
    [
        ("驾驶证 缺副页", ["缺副页", ""], ""),
        ("驾照：缺副页", ["缺副页", ""], ""),
        ("资格证第1张 已过期", ["", "已过期"], ""),
        ("请补驾驶证副页", ["", ""], "请补驾驶证副页"),
        ("驾驶证副页请补", ["", ""], "驾驶证副页请补"),
    ],
)
def test_a_reason_of_ones_own_goes_to_the_paper_it_names_or_to_the_whole(words, papers, note, office):
    office.ask(WANGQIANG, f"退回 {number(office)} {words}")

    view = seen(office)
    assert view.state is ClaimState.RETURNED
    assert [each.reason for each in view.papers] == papers
    assert view.reason == note


def test_what_was_returned_on_the_page_goes_back_without_more_words(office):
    with office.house.database.writing() as session:
        licence, _ = view_of(session, claim_of(session), now=LATER).papers
        return_paper(session, staff(session, "王强"), licence.public_id, "没有拍全。", now=LATER)
    which = office.ask(WANGQIANG, f"退回 {number(office)}")
    assert "就退回已标的：驾驶证" in which

    assert "驾驶证：没有拍全。" in office.ask(WANGQIANG, taps(which)[0])

    assert state(office) is ClaimState.RETURNED


def test_nothing_marked_is_no_return(office):
    assert "还没有退回任何一张材料" in office.ask(WANGQIANG, f"退回 {number(office)} 就这些")
    assert state(office) is ClaimState.WAITING


def test_a_paper_that_is_not_there_is_not_found(office):
    assert "没有找到" in office.ask(WANGQIANG, f"退回 {number(office)} 劳动合同 看不清")
    assert "没有找到" in office.ask(WANGQIANG, f"退回 {number(office)} 驾驶证第2张 看不清")
    assert state(office) is ClaimState.WAITING


def test_a_refusal_for_good_needs_a_reason_and_offers_the_common_ones(office):
    asked = office.ask(WANGQIANG, f"不通过 {number(office)}")
    assert "不通过就办结了，不能再补" in asked
    assert state(office) is ClaimState.WAITING

    assert "已审核不通过" in office.ask(WANGQIANG, taps(asked)[1])

    view = seen(office)
    assert (view.state, view.reason) == (ClaimState.REJECTED, "准驾车型不是 C1，不符合申领条件。")


def test_a_mended_claim_is_decided_anew_and_buttons_of_before_do_nothing(office):
    old = number(office)
    office.ask(WANGQIANG, f"退回 {old} 请补副页")
    with office.house.database.writing() as session:
        submit(session, claim_of(session), LATER)

    for stale in (f"退回 {old} 请补副页", f"不通过 {old} 不符合", f"通过 {old}"):
        answer = office.ask(WANGQIANG, stale)
        assert "之后这份申领又有办理，现在是“待审”" in answer
        assert number(office) in answer
    assert state(office) is ClaimState.WAITING

    reviewed(office)
    office.ask(WANGQIANG, f"通过 {number(office)}")
    assert state(office) is ClaimState.APPROVED


def test_what_was_decided_first_stands(office):
    reviewed(office)
    short = number(office)[:8]
    office.ask(WANGQIANG, f"通过 {short}")

    assert "申领现在是“通过”，不能审核不通过" in office.ask(ZHANGWEI, f"不通过 {short} 不符合")
    assert "不能退回补正" in office.ask(ZHANGWEI, f"退回 {short}")
    assert "不能审核通过" in office.ask(WANGQIANG, f"通过 {short}")
    assert "现在不用您办理" in office.ask(ZHANGWEI, f"待审 {short}")
    assert state(office) is ClaimState.APPROVED


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told(office):
    reviewed(office)

    office.organisation.say(WANGQIANG, f"通过 {number(office)}")
    office.organisation.say(ZHANGWEI, f"不通过 {number(office)} 不符合")
    answers = [office.answer_after(f"cid-{each}", 0) for each in (WANGQIANG, ZHANGWEI)]

    assert sum("已审核" in each for each in answers) == 1
    assert sum("之后这份申领又有办理" in each or "申领现在是" in each for each in answers) == 1
    assert len(seen(office).events) == 3


@pytest.mark.parametrize("command", ["待审", "通过", "退回", "不通过"])
def test_another_districts_claim_is_not_found(command, office):
    assert "没有找到申领" in office.ask(HANMEI, f"{command} {number(office)} 不符合")
    assert "没有待审的申领" in office.ask(HANMEI, "待审")
    assert state(office) is ClaimState.WAITING


def test_who_filed_it_sees_it_and_does_not_decide(office):
    with office.house.database.writing() as session:
        enrolment = a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002")
        filed = open_claim(session, enrolment, by_staff(staff(session, "王强")), now=NOW)
        filed.state = ClaimState.WAITING
        own = filed.public_id.hex[:8]

    assert "由您本人提出或代办，请同事审核" in office.ask(WANGQIANG, f"待审 {own}")
    for command in (f"通过 {own}", f"退回 {own} 请补", f"退回 {own}", f"不通过 {own} 不符合"):
        assert "不能自己审核；请同事审核" in office.ask(WANGQIANG, command)
    assert "退回哪一张" in office.ask(ZHANGWEI, f"退回 {own}")


def test_other_proof_needs_two_reviewers_and_the_list_says_who_is_waited_for(office):
    with office.house.database.writing() as session:
        enrolment = a_c1_enrolment(session, "C1-2", name="李强", phone="13800000002")
        claim = a_submitted_claim(session, enrolment, PaperKind.LICENCE, PaperKind.OTHER)
        pass_all(session, claim, staff(session, "王强"))
        short, papers = claim.public_id.hex[:8], view_of(session, claim, now=LATER).papers

    assert "等第二位审核人" in office.ask(ZHANGWEI, "待审")
    assert "还要另一位审核人通过" in office.ask(WANGQIANG, f"通过 {short}")
    with office.house.database.writing() as session:
        pass_paper(session, staff(session, "张伟"), papers[1].public_id, FACTS[PaperKind.OTHER], now=LATER)

    assert "已审核通过" in office.ask(ZHANGWEI, f"通过 {short}")


def test_the_city_takes_the_second_look_by_the_same_words(office):
    assert "没有待复查的申领" in office.ask(LIMIN, "待审")
    with office.house.database.writing() as session:
        _set_share(session, 100)
    reviewed(office)
    assert "已抽中复查" in office.ask(WANGQIANG, f"通过 {number(office)}")

    shown = office.ask(LIMIN, f"待审 {number(office)}")
    assert taps(shown) == [f"通过 {number(office)}", f"退回 {number(office)}", "待审"]
    asked = office.ask(LIMIN, f"退回 {number(office)}")
    assert "为什么" not in asked
    assert "已发回旗县区" in office.ask(LIMIN, taps(asked)[0])
    assert state(office) is ClaimState.WAITING

    why = seen(office).reason
    assert why
    assert f"市本级发回：{why}" in office.ask(WANGQIANG, f"待审 {number(office)}")
    office.ask(WANGQIANG, f"通过 {number(office)}")
    assert "市本级发回" not in office.ask(LIMIN, f"待审 {number(office)}")
    assert "已复查确认" in office.ask(LIMIN, f"通过 {number(office)}")
    assert (state(office), seen(office).look_is_due) == (ClaimState.APPROVED, False)


def test_the_city_does_not_take_the_districts_decision(office):
    assert "由本旗县区的审核人员办理" in office.ask(LIMIN, f"不通过 {number(office)} 不符合")
    assert "没有被抽中复查" in office.ask(LIMIN, f"通过 {number(office)}")
    assert state(office) is ClaimState.WAITING


def test_an_auditor_looks_without_a_way_to_the_papers_and_decides_nothing(office):
    shown = office.ask(AUDITOR, f"待审 {number(office)}")

    assert "审计人员只查看" in shown
    assert "/desk/enter/" not in shown
    for command in ("通过", "退回", "不通过"):
        assert "由本旗县区的审核人员办理" in office.ask(AUDITOR, f"{command} {number(office)} 不符合")


def test_claims_are_none_of_an_institutions_business(office):
    assert "由旗县区人社部门审核" in office.ask(ZHAO, "待审")
    assert "没有找到申领" in office.ask(ZHAO, f"待审 {number(office)}")


def test_what_is_worth_a_second_look_is_said(office):
    with office.house.database.writing() as session:
        a_submitted_claim(session, a_c1_enrolment(session, "C1-2", name="李强", phone="13800000001"))

    assert "**注意：手机号与另外 1 名学员相同**" in office.ask(WANGQIANG, f"待审 {number(office)}")


def test_whoever_mixes_up_the_words_for_corrections_and_claims_is_told(office):
    own = number(office)[:8]

    for command in (f"批准 {own}", f"不批准 {own} 不符合", f"补卡 {own}"):
        answer = office.ask(WANGQIANG, command)
        assert f"{own} 是 C1 申领的编号" in answer
        assert f"通过 {own}" in answer
    assert state(office) is ClaimState.WAITING


@pytest.mark.parametrize("command", ["通过", "退回", "不通过", "通过 了吗", "退回3"])
def test_without_a_number_it_is_asked_for(command, office):
    assert "要写申领的编号，编号见“待审”" in office.ask(WANGQIANG, command)


def test_what_is_owed_in_the_morning_tells_of_claims_too(office):
    assert "C1 申领待审 1 份" in office.ask(WANGQIANG, "待查")
    assert "C1 申领" not in office.ask(HANMEI, "待查")
    assert "待审" in office.ask(WANGQIANG, "帮助")


def test_a_spoken_word_is_as_good_as_a_typed_one(office):
    office.organisation.speak(WANGQIANG, "待审。")

    assert "待审申领 1 份" in office.answer_after(f"cid-{WANGQIANG}", 0)
