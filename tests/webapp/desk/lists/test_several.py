"""Several rows at once: said before, each an act of its own, and what became of each said after."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, register_staff
from tests.webapp.checks.inspecting import a_key, staff_client, words
from tests.webapp.conftest import World
from tests.webapp.desk.lists.listed import a_correction
from tests.webapp.desk.messages.test_messages import CODE, OURS, THEIRS, a_message, id_of
from tests.webapp.filling import HIDDEN
from training.records.attendance.corrections import CorrectionDecision, CorrectionPhoto, PunchCorrection
from training.records.outbox.messages import OutgoingMessage
from webapp.web.several import MOST

PATH, MESSAGES = "/desk/corrections/several", "/desk/messages/several"


@pytest.fixture
def asked(world: World) -> World:
    """Three of BT-7 of 昆都仑区 ask for a correction, and one of BT-8."""
    with world.database.writing() as session:
        register_staff(session)
        for number, count in (("BT-7", 3), ("BT-8", 1)):
            own = a_class(session, number)
            for place in range(1, count + 1):
                who = a_trainee(session, f"学员{number[-1]}{place}", f"1370000{number[-1]}{place:03}")
                a_correction(session, an_enrolment(session, own, who, str(place)), f"理由{place}")
    return world


def keys(world: World, class_number: str = "BT-7") -> list[str]:
    with world.database.reading() as session:
        rows = session.scalars(select(PunchCorrection).order_by(PunchCorrection.id))
        of = [each for each in rows if each.enrolment.training_class.class_number == class_number]
        return [str(each.public_id) for each in of]


def decided(world: World) -> dict[str, bool]:
    with world.database.reading() as session:
        rows = session.scalars(select(CorrectionDecision).order_by(CorrectionDecision.id))
        return {str(each.correction.public_id): each.is_approved for each in rows}


def decide(world: World, picked: list[str], verdict: str = "approve", who: str = DISTRICT, **more: str):
    form = {"pick": picked, "verdict": verdict, "form_key": a_key(), **more}
    return staff_client(world, who).post(PATH, data=form)


def test_the_list_offers_to_decide_on_several_only_to_those_who_decide(asked):
    for who, is_offered in ((DISTRICT, True), (CITY, False), (AUDITOR, False)):
        text = staff_client(asked, who).get("/desk/corrections").text
        assert ('name="pick"' in text, PATH in text) == (is_offered, is_offered)


def test_the_page_says_first_on_what_is_decided_and_decides_nothing(asked):
    picked = keys(asked)
    client = staff_client(asked, DISTRICT)
    address = f"{PATH}?" + "&".join(f"pick={each}" for each in picked)

    text = client.get(address).text

    assert all(name in text for name in ("学员71", "学员72", "学员73", "理由1", "理由3"))
    assert "批准这 3 条" in text
    assert [value for name, value in HIDDEN.findall(text) if name == "pick"] == picked
    assert decided(asked) == {}


def test_each_photo_is_a_step_away_until_it_is_deleted(asked):
    first, second, third = keys(asked)
    with asked.database.writing() as session:
        own = {str(each.public_id): each.id for each in session.scalars(select(PunchCorrection))}
        for key, purged_at in ((first, None), (second, asked.now)):
            session.add(CorrectionPhoto(correction_id=own[key], jpeg=b"jpeg", purged_at=purged_at))
    client = staff_client(asked, DISTRICT)
    address = f"{PATH}?" + "&".join(f"pick={each}" for each in (first, second, third))

    for page in (address, "/desk/corrections?columns=photo"):
        text = client.get(page).text
        assert re.findall(r"/desk/corrections/([0-9a-f-]+)/photo", text) == [first]
        assert "已到期删除" in text
    assert client.get(f"/desk/corrections/{first}/photo").data == b"jpeg"


def test_each_is_decided_by_itself_and_told(asked):
    first, second, third = keys(asked)

    text = words(decide(asked, [first, third]))

    assert decided(asked) == {first: True, third: True}
    assert "办成 2 条。" in text
    assert text.count("已办") == 2
    assert second not in text


def test_one_that_cannot_be_done_is_told_and_stops_no_other(asked):
    first, second, third = keys(asked)
    decide(asked, [second], "refuse", note="监控里没有人")

    text = words(decide(asked, [first, second, third]))

    assert decided(asked) == {second: False, first: True, third: True}
    assert "办成 2 条，没有办成 1 条。" in text
    assert "没有办 这条补卡申请已经审核过" in text


def test_the_same_form_again_does_nothing_again_and_says_so(asked):
    picked, key = keys(asked), a_key()
    first = words(decide(asked, picked, form_key=key))

    again = words(decide(asked, picked, form_key=key))

    assert "办成 3 条。" in first
    assert "办成 0 条，没有办成 3 条。" in again
    assert again.count("刚才已经办过，没有再办一次。") == 3
    assert len(decided(asked)) == 3


def test_a_form_that_was_cut_off_goes_on_where_it_stopped(asked):
    first, second, _ = keys(asked)
    key = a_key()
    decide(asked, [first], form_key=key)

    text = words(decide(asked, [first, second], form_key=key))

    assert decided(asked) == {first: True, second: True}
    assert "办成 1 条，没有办成 1 条。" in text


@pytest.mark.parametrize("note", ["", "   "])
def test_nobody_is_refused_without_a_reason(asked, note):
    answer = decide(asked, keys(asked), "refuse", note=note)

    assert answer.status_code == 422
    assert "请写明不批准的原因" in answer.text
    assert "批准这 3 条" in answer.text
    assert decided(asked) == {}


def test_classes_are_not_mixed_for_each_has_its_own_cameras(asked):
    picked = [*keys(asked), *keys(asked, "BT-8")]

    answer = decide(asked, picked)

    assert answer.status_code == 422
    assert "一次只选一个班的" in answer.text
    assert decided(asked) == {}


@pytest.mark.parametrize("picked", [[], ["nonsense"], [str(uuid4())]])
def test_where_nothing_was_ticked_the_page_says_what_to_do(asked, picked):
    client = staff_client(asked, DISTRICT)

    for answer in (client.get(PATH, query_string={"pick": picked}), decide(asked, picked)):
        assert answer.status_code == 422
        assert "请回到列表勾选以后再办" in answer.text


@pytest.mark.parametrize(("count", "status"), [(MOST - 1, 200), (MOST, 200), (MOST + 1, 422)])
def test_no_more_at_once_than_somebody_looks_through(asked, count, status):
    first, *_ = keys(asked)
    picked = [first, *(str(uuid4()) for _ in range(count - 1))]

    assert staff_client(asked, DISTRICT).get(PATH, query_string={"pick": picked}).status_code == status


@pytest.mark.parametrize("who", [CITY, AUDITOR])
def test_who_decides_on_none_decides_on_no_several(asked, who):
    assert decide(asked, keys(asked), who=who).status_code == 404
    assert staff_client(asked, who).get(PATH).status_code == 404


def test_another_district_ticks_nothing_of_these(asked):
    assert decide(asked, keys(asked), who=OTHER_DISTRICT).status_code == 422
    assert decided(asked) == {}


def test_a_verdict_that_is_none_is_not_taken(asked):
    assert decide(asked, keys(asked), "perhaps").status_code == 400


@pytest.fixture
def failed(world: World) -> World:
    """One that failed in each of two districts, and a login code."""
    with world.database.writing() as session:
        register_staff(session)
        for phone, district in ((OURS, "昆都仑区"), (THEIRS, "青山区"), (CODE, "")):
            a_message(session, phone, district)
    return world


def send_again(world: World, phones: tuple[str, ...], minutes: str = "60", who: str = CITY):
    picked = [str(id_of(world, phone)) for phone in phones]
    form = {"pick": picked, "minutes": minutes, "form_key": a_key()}
    return staff_client(world, who).post(MESSAGES, data=form)


def messages(world: World) -> int:
    with world.database.reading() as session:
        return len(session.scalars(select(OutgoingMessage.id)).all())


def test_messages_are_sent_again_each_by_itself(failed):
    text = words(send_again(failed, (OURS, THEIRS, CODE)))

    assert messages(failed) == 3 + 2
    assert "办成 2 条，没有办成 1 条。" in text
    assert "没有办 验证码不能重发" in text
    assert OURS not in text


def test_a_message_is_sent_again_once_whoever_asks(failed):
    send_again(failed, (OURS,))

    text = words(send_again(failed, (OURS,)))

    assert "没有办成 1 条" in text
    assert "已经重发过一次" in text
    assert messages(failed) == 3 + 1


def test_a_district_sends_its_own_again(failed):
    text = words(send_again(failed, (OURS, THEIRS), who=DISTRICT))

    assert "办成 1 条。" in text
    assert messages(failed) == 3 + 1
    assert send_again(failed, (THEIRS,), who=DISTRICT).status_code == 422
    assert send_again(failed, (OURS,), who=AUDITOR).status_code == 404


def test_a_span_that_the_form_does_not_offer_is_refused(failed):
    answer = send_again(failed, (OURS,), minutes="99999")

    assert answer.status_code == 422
    assert "重发这 1 条" in answer.text
    assert messages(failed) == 3


def test_only_what_may_be_sent_again_is_ticked(failed):
    ticked = re.findall(r'name="pick" value="([^"]*)"', staff_client(failed, CITY).get("/desk/messages").text)

    assert sorted(ticked) == sorted(str(id_of(failed, phone)) for phone in (OURS, THEIRS))
    assert 'name="pick"' not in staff_client(failed, AUDITOR).get("/desk/messages").text
