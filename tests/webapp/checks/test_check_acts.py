"""What inspectors do in a spot check on the pages: every form is an act, taken in once (R36 to R39)."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from tests.training.builders import at_once
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    enrol,
    register_staff,
)
from tests.training.pictures.test_heic import HEIC
from tests.webapp.checks.inspecting import (
    ALL_SAME,
    BY_SCRIPT,
    Inspector,
    a_key,
    a_photo,
    an_inspector,
    how_many,
    main_of,
    staff_client,
    words,
)
from training.checks.acts.join_check import join_check
from training.checks.rules.calls import Standing
from training.checks.terms import CallOutcome, FiledItem, Verdict
from training.pictures import heic
from training.records.chat import ChatCard
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import Evidence, HeadCount
from training.records.checks.spot_checks import SpotCheck
from training.records.outbox.forms import FormReceipt
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff
from webapp.web.house import KEY
from webapp.web.stores import store_of

DIFFERS = ALL_SAME | {"item-ID_ENDING": "不一致"}
FORMS = (
    *("/calls/1", "/heads", "/pictures", "/substitutions", "/end", "/void"),
    *("/people/1/resolution", "/people/1/correction"),
)


@pytest.fixture
def class_id(world):
    """A class of six that is checked: two are to be called. It is Tuesday, 10:00."""
    with world.database.writing() as session:
        register_staff(session)
        return enrol(session, "BT-C", 6)


@pytest.fixture
def inspector(world, class_id):
    return an_inspector(world, class_id)


def by(inspector: Inspector, who: str) -> Inspector:
    return Inspector(inspector.world, who, inspector.check_id, inspector.class_id)


def start(world, class_id, who: str = CITY, key: str = ""):
    client = staff_client(world, who)
    return client.post(f"/checks/classes/{class_id}", data={"form_key": key or a_key()})


def standing(inspector: Inspector, position: int = 1) -> Standing:
    return inspector.see().people[position - 1].standing


def the_call(world) -> SpotCall:
    with world.database.reading() as session:
        return session.scalars(select(SpotCall).order_by(SpotCall.id.desc()).limit(1)).one()


def test_starting_draws_the_sample_and_leads_to_the_check(world, class_id):
    answer = start(world, class_id)

    page = staff_client(world, CITY).get(answer.location)
    assert answer.status_code == 303
    assert "已开始检查，名单已抽取并封存" in words(page)
    assert "应核实 2" in words(page)


def test_the_same_start_sent_twice_is_one_check(world, class_id):
    answers = [start(world, class_id, key="once") for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert how_many(world, SpotCheck) == 1


def test_a_colleague_who_starts_the_same_joins(world, class_id):
    first, second = start(world, class_id), start(world, class_id, COLLEAGUE)

    assert first.location.partition("?")[0] == second.location.partition("?")[0]
    assert "您已进入同一次检查" in words(staff_client(world, COLLEAGUE).get(second.location))


def test_a_class_outside_its_days_is_refused_on_the_list(world, class_id):
    world.pass_by(days=10)

    answer = start(world, class_id)

    assert answer.status_code == 409
    assert "今天不在培训期内" in words(answer)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (ALL_SAME, Standing.MATCHED),
        (DIFFERS, Standing.MISMATCHED),
        (ALL_SAME | {"item-TRADE": "不一致"}, Standing.MATCHED),
        (ALL_SAME | {"item-NAME": "未答"}, Standing.TO_CALL_AGAIN),
        ({"item-NAME": "一致", "item-ID_ENDING": "一致"}, Standing.MATCHED),
        ({"item-NAME": "一致"}, Standing.TO_CALL_AGAIN),
        ({"outcome": "未接"}, Standing.TO_CALL_AGAIN),
        ({"outcome": "号码不是本人"}, Standing.MISMATCHED),
    ],
)
def test_what_was_said_is_recorded(fields, expected, inspector):
    answer = inspector.say(1, **fields)

    assert answer.status_code == 303
    assert standing(inspector) is expected
    assert f"1 号已记录：{expected}" in words(inspector.client.get(answer.location))


def test_what_was_not_asked_is_not_taken_for_the_same(inspector):
    inspector.say(1, **{"item-NAME": "一致", "item-ID_ENDING": "一致"})

    said = the_call(inspector.world)
    with inspector.world.database.reading() as session:
        comparisons = {each.item: each.comparison.value for each in session.merge(said).comparisons}
    assert comparisons[FiledItem.TRADE] == "未答"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"note": "听不清"}, "还没有逐项核对"),
        ({"item-NAME": "差不多", "note": "听不清"}, "通话结果没有看懂"),
        ({"outcome": "不知道", "note": "听不清"}, "通话结果没有看懂"),
        (ALL_SAME | {"note": "长" * 256}, "最多 255 个字"),
    ],
)
def test_a_form_that_says_nothing_comes_back_with_what_was_typed(fields, problem, inspector):
    answer = inspector.say(1, **fields)

    assert answer.status_code == 422
    assert problem in words(answer)
    assert f'value="{fields["note"]}"' in answer.text
    assert how_many(inspector.world, SpotCall) == 0


def test_the_answers_marked_so_far_come_back_as_well(inspector):
    answer = inspector.say(1, **ALL_SAME, note="长" * 256)

    assert answer.text.count("checked") == len(FiledItem)


def test_a_call_sent_twice_is_one_call(inspector):
    for _ in range(2):
        answer = inspector.send("/calls/1", key="once", outcome="未接")

    assert answer.status_code == 303
    assert how_many(inspector.world, SpotCall) == 1


def test_a_call_sent_four_times_at_once_is_one_call(inspector):
    clients = [by(inspector, CITY) for _ in range(4)]

    answers = at_once(
        *[lambda each=each: each.send("/calls/1", key="once", outcome="未接") for each in clients]
    )

    assert {answer.status_code for answer in answers} == {303}
    assert how_many(inspector.world, SpotCall) == 1


def test_the_same_page_filled_in_differently_is_another_attempt(inspector):
    inspector.send("/calls/1", key="page", outcome="未接")
    inspector.send("/calls/1", key="page", outcome="占线")

    assert [each.outcome for each in inspector.see().people[0].calls] == [
        CallOutcome.NO_ANSWER,
        CallOutcome.BUSY,
    ]


def test_what_a_colleague_has_recorded_is_not_overwritten(inspector):
    by(inspector, COLLEAGUE).say(1, **DIFFERS)

    answer = inspector.say(1)

    assert answer.status_code == 409
    assert f"1 号已由{COLLEAGUE}记为“接通不一致”" in words(answer)
    assert standing(inspector) is Standing.MISMATCHED


def test_a_call_that_waited_for_a_network_keeps_its_own_time(inspector):
    began = inspector.world.now
    inspector.world.pass_by(minutes=30)

    inspector.say(1, **ALL_SAME, began=began.isoformat(), ago="1500")

    said = the_call(inspector.world)
    assert (said.started_at, said.ended_at) == (began, began + timedelta(minutes=5))
    assert said.recorded_at == inspector.world.now


@pytest.mark.parametrize("ago", ["-5", "abc", "", "99999999999999999999", "１２"])
@pytest.mark.parametrize("began", ["", "yesterday", "2026-03-03T10:00:00", "2031-01-01T00:00:00+00:00"])
def test_times_that_make_no_sense_lose_nothing(ago, began, inspector):
    answer = inspector.say(1, **ALL_SAME, began=began, ago=ago)

    assert answer.status_code == 303
    assert standing(inspector) is Standing.MATCHED


def test_heads_are_recorded_and_the_latest_holds(inspector):
    inspector.send("/heads", heads="5")
    inspector.send("/heads", heads=" ６ ")

    assert inspector.see().facts.heads == 6
    assert how_many(inspector.world, HeadCount) == 2


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("", "请填数字"), ("二十", "请填数字"), ("-1", "请填数字"), ("7", "应为 0 至 6"), ("99999", "请填数字")],
)
def test_heads_that_cannot_be_come_back(typed, problem, inspector):
    answer = inspector.send("/heads", heads=typed)

    assert answer.status_code == 422
    assert problem in words(answer)
    assert f'required value="{typed}"' in answer.text
    assert how_many(inspector.world, HeadCount) == 0


def test_heads_sent_twice_are_one_count(inspector):
    for _ in range(2):
        inspector.send("/heads", key="once", heads="5")

    assert how_many(inspector.world, HeadCount) == 1


@pytest.mark.parametrize("field", ["picture", "shot"])
def test_a_picture_is_kept_and_shown(field, inspector):
    answer = inspector.bring(a_photo(), field=field, everybody="yes")

    picture = inspector.see().pictures[0]
    served = inspector.client.get(f"/desk/evidence/{picture.evidence_id}")
    assert (answer.status_code, picture.is_panorama) == (303, True)
    assert (served.status_code, served.content_type) == (200, "image/jpeg")
    assert f"/pictures/{picture.evidence_id}/small" in inspector.open().text


def test_a_picture_of_an_iphone_is_kept_as_it_came_and_shown_as_a_jpeg(inspector):
    assert inspector.send("/pictures", picture=(BytesIO(HEIC), "IMG_1.HEIC")).status_code == 303

    picture = inspector.see().pictures[0]
    served = inspector.client.get(f"/desk/evidence/{picture.evidence_id}")
    assert served.content_type == "image/jpeg"
    assert Image.open(BytesIO(served.data)).size == (640, 480)
    key = f"pictures/original/{picture.sha256[:2]}/{picture.sha256}.heic"
    assert inspector.world.app.extensions[KEY].files.get(key) == HEIC


def test_a_picture_of_an_iphone_that_cannot_be_read_here_is_refused_with_what_to_do(inspector, monkeypatch):
    monkeypatch.setattr(heic, "is_installed", lambda: False)

    answer = inspector.send("/pictures", picture=(BytesIO(HEIC), "IMG_1.HEIC"))

    assert (answer.status_code, inspector.see().pictures) == (422, ())
    assert "“兼容性最佳”后重拍，或发截屏" in words(answer)


def test_the_same_picture_twice_is_one_picture(inspector):
    for _ in range(2):
        assert inspector.bring(a_photo()).status_code == 303

    assert how_many(inspector.world, Evidence) == 1


def test_a_picture_proves_one_check_only(world, inspector):
    inspector.bring(a_photo())
    other = an_inspector(world, inspector.class_id, DISTRICT)

    answer = other.bring(a_photo())

    assert answer.status_code == 409
    assert "已用于另一次检查" in words(answer)


def test_a_picture_that_is_refused_fills_no_store(inspector):
    inspector.send("/void", reason="选错了班")
    before = stored(inspector)

    answer = inspector.bring(a_photo("blue"))

    assert (answer.status_code, stored(inspector)) == (409, before)


def test_a_picture_that_was_kept_may_come_again_after_the_check_has_ended(inspector):
    """As a phone sends it that never heard the answer."""
    inspector.bring(a_photo(), key="once")
    inspector.send("/void", reason="选错了班")

    assert inspector.bring(a_photo(), key="once").status_code == 303


def stored(inspector) -> list[str]:
    store = store_of(inspector.world.app.extensions[KEY].settings)
    return [each.key for each in store.files(["pictures", "original", "served"])]


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xd8\xff", a_photo()[:200]])
def test_what_is_no_picture_is_refused_and_the_tick_comes_back(content, inspector):
    answer = inspector.bring(content, everybody="yes")

    assert answer.status_code == 422
    assert "照片" in words(answer)
    assert 'name="everybody" value="yes" checked' in answer.text
    assert how_many(inspector.world, Evidence) == 0


def test_a_form_without_a_picture_says_so(inspector):
    assert "还没有选照片" in words(inspector.send("/pictures", everybody="yes"))


def test_two_pictures_in_one_form_are_refused(inspector):
    two = {"shot": (BytesIO(a_photo()), "a.jpg"), "picture": (BytesIO(a_photo("blue")), "b.jpg")}

    assert "一次只能上传一张" in words(inspector.send("/pictures", **two))


def test_the_key_that_ends_a_line_presses_no_button_that_says_what_came_of_a_call(inspector):
    form = re.search(
        r'<form[^>]*class="call-form"[^>]*>(.*?)</form>', inspector.open("/call").text, re.DOTALL
    )
    assert form

    first = re.search(r"<button[^>]*>", form[1])

    assert first
    assert 'name="step" value="compare"' in first[0]


def test_a_picture_may_be_large_but_not_larger_than_the_setting(inspector):
    too_large = inspector.client.post(
        f"/checks/{inspector.check_id}/pictures",
        data=bytes(21 * 2**20),
        content_type="multipart/form-data; boundary=x",
    )

    assert inspector.bring(a_photo() + bytes(300_000)).status_code == 303
    assert too_large.status_code == 413


def test_from_strangers_nothing_large_is_taken(inspector):
    inspector.world.app.config["WTF_CSRF_ENABLED"] = True

    answer = inspector.world.client().post(
        f"/checks/{inspector.check_id}/heads", data={"heads": "1" * 300_000}
    )

    assert answer.status_code == 413


def test_whose_session_has_ended_is_sent_to_the_entrance_and_not_told_that_the_photo_is_too_large(inspector):
    inspector.world.app.config["WTF_CSRF_ENABLED"] = True
    inspector.world.pass_by(hours=3)

    answer = inspector.bring(a_photo() + bytes(300_000))

    assert (answer.status_code, answer.location) == (303, "/desk/enter")


def test_a_picture_is_marked_as_the_panorama_and_unmarked(inspector):
    inspector.bring(a_photo())
    path = f"/pictures/{inspector.see().pictures[0].evidence_id}/mark"

    inspector.send(path, everybody="yes")
    marked = inspector.see().facts.panoramas
    inspector.send(path, everybody="no")

    assert (marked, inspector.see().facts.panoramas) == (1, 0)


def test_who_is_not_reached_twice_is_replaced(inspector):
    too_early = inspector.send("/substitutions")
    for _ in range(2):
        inspector.say(1, outcome="未接")
        inspector.world.pass_by(minutes=5)
    offered = words(inspector.open())

    inspector.send("/substitutions")

    assert (too_early.status_code, "现在没有可以补抽的学员" in words(too_early)) == (409, True)
    assert "补抽（1 名联系不上，备用 4 名）" in offered
    assert standing(inspector) is Standing.REPLACED
    assert "补 1 号" in words(inspector.open())


def test_a_mismatch_is_explained_with_a_picture_and_a_reason(inspector):
    inspector.say(1, **DIFFERS)
    inspector.bring(a_photo())
    evidence = str(inspector.see().pictures[0].evidence_id)

    answer = inspector.send("/people/1/resolution", evidence=evidence, reason="身份证换新，旧号备案")

    assert answer.status_code == 303
    assert standing(inspector) is Standing.MISMATCHED
    colleague = by(inspector, COLLEAGUE)
    asked = f"/confirmations/{inspector.see().confirmations[0].confirmation_id}"
    assert colleague.send(asked, agree="yes").status_code == 303
    assert standing(inspector) is Standing.EXPLAINED
    assert f"说明：身份证换新，旧号备案（{COLLEAGUE} 确认）" in words(inspector.open("/people/1"))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"reason": "换号"}, "请选一张证据照片"), ({"evidence": "x", "reason": "换号"}, "请选一张证据照片")],
)
def test_an_explanation_without_evidence_comes_back(fields, problem, inspector):
    inspector.say(1, **DIFFERS)

    answer = inspector.send("/people/1/resolution", **fields)

    assert answer.status_code == 422
    assert problem in words(answer)
    assert 'value="换号"' in answer.text
    assert standing(inspector) is Standing.MISMATCHED


def test_a_call_is_corrected_with_a_reason_and_both_are_kept(inspector):
    inspector.say(1, **DIFFERS)

    refused = inspector.send("/people/1/correction", correction="yes", outcome="接通", **ALL_SAME)
    inspector.send("/people/1/correction", correction="yes", outcome="接通", note="点错了", **ALL_SAME)

    assert refused.status_code == 422
    assert "要写明原因" in words(refused)
    assert standing(inspector) is Standing.MATCHED
    assert how_many(inspector.world, SpotCall) == 2
    assert "更正为接通一致" in words(inspector.open("/people/1"))


def test_a_check_with_everything_is_passed_with_its_reasons(inspector):
    inspector.everything_needed()
    asked = words(inspector.open("/end"))

    answer = inspector.send("/end")

    page = words(inspector.client.get(answer.location))
    assert "按现在的记录： 合格" in asked
    assert inspector.see().verdict is Verdict.PASSED
    assert "电话比对人数 达到" in page
    assert "依据：至少抽取三分之一学员电话比对个人备案信息资料无误" in page
    assert "<form" not in main_of(inspector.open().text)


@pytest.mark.parametrize(("heads", "verdict"), [("4", Verdict.FAILED), ("5", Verdict.PASSED)])
def test_four_of_six_fail_and_five_pass(heads, verdict, inspector):
    inspector.everything_needed()
    inspector.send("/heads", heads=heads)

    inspector.send("/end")

    assert inspector.see().verdict is verdict


def test_a_check_that_cannot_be_decided_says_what_is_missing(inspector):
    answer = inspector.send("/end")

    assert answer.status_code == 409
    assert "还没有清点到课人数" in words(answer)
    assert inspector.see().is_running


def test_it_may_be_ended_as_unable(inspector):
    inspector.send("/end", as_unable="yes")

    assert inspector.see().verdict is Verdict.UNABLE


def test_the_end_sent_twice_is_one_end(inspector):
    inspector.everything_needed()

    answers = [inspector.send("/end", key="once") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_what_comes_after_the_end_is_refused_in_words(inspector):
    inspector.everything_needed()
    inspector.send("/end")

    answers = [inspector.say(1), inspector.send("/heads", heads="1"), inspector.bring(a_photo("blue"))]

    assert {answer.status_code for answer in answers} == {409}
    assert all("不能再改" in words(answer) for answer in answers)


def test_what_nothing_was_recorded_in_is_taken_back_with_a_reason(inspector):
    refused = inspector.send("/void", reason=" ")

    answer = inspector.send("/void", reason="选错了班")

    assert (refused.status_code, "要写明原因" in words(refused)) == (422, True)
    shown = words(inspector.client.get(answer.location))
    assert "还没有记录，检查已收回" in shown
    assert "作废原因： 选错了班" in shown
    assert inspector.see().state == "已作废"


def test_what_has_records_is_void_once_a_second_person_agrees(inspector):
    inspector.send("/heads", heads="5")
    answer = inspector.send("/void", reason="选错了班")
    assert "已提出作废，第二人确认后生效" in words(inspector.client.get(answer.location))
    asked = f"/confirmations/{inspector.see().confirmations[0].confirmation_id}"
    colleague = by(inspector, COLLEAGUE)
    offered = words(colleague.client.get("/checks"))
    own = words(inspector.client.get("/checks"))

    refused = inspector.send(asked, agree="yes")
    without = colleague.send(asked, agree="no", note=" ")
    agreed = colleague.send(asked, agree="yes")

    assert ("待您确认" in offered, "待您确认" in own) == (True, False)
    assert (refused.status_code, without.status_code, agreed.status_code) == (403, 422, 303)
    assert inspector.see().ending.confirmed_by == COLLEAGUE
    assert f"（{COLLEAGUE} 确认）" in words(inspector.open("/record"))


def test_the_next_check_shows_what_ended_as_unable_and_whom_it_had_chosen(inspector):
    assert "学员带入下一次电话查班" in words(inspector.open("/end"))
    inspector.send("/end", as_unable="yes")
    drawn = inspector.drawn()
    drawn.start(drawn.seed_that_carries())
    following = Inspector(inspector.world, CITY, drawn.check_id, drawn.class_id)

    page, record = words(following.open()), words(following.open("/record"))

    carried = f"抽中而没有核实一致的 {following.see().facts.carried} 人，本次也要打"
    assert (carried in page, carried in record) == (True, True)
    assert ("以无法完成结束" in page, "以无法完成结束" in record) == (True, True)


def test_a_picture_is_taken_back_with_a_reason_and_stays_on_the_record(inspector):
    inspector.bring(a_photo())
    picture = inspector.see().pictures[0].evidence_id

    refused = inspector.send(f"/pictures/{picture}/withdrawal", reason=" ")
    answer = inspector.send(f"/pictures/{picture}/withdrawal", reason="发错了班")

    assert (refused.status_code, answer.status_code) == (422, 303)
    assert inspector.see().pictures == ()
    assert "撤回：发错了班" in words(inspector.open("/record"))


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/void", {"reason": "选错了班"}),
        ("/end", {"as_unable": "yes"}),
        ("/heads", {"heads": "5"}),
        ("/calls/1", ALL_SAME),
    ],
)
def test_what_is_done_on_the_page_is_due_on_the_cards_in_the_chat(path, fields, inspector):
    with inspector.world.database.writing() as session:
        staff = find_staff(session, COLLEAGUE)
        know_in_chat(session, staff, "colleague")
        join_check(session, staff, inspector.check_id, now=inspector.world.now)
        session.execute(update(ChatCard).values(is_due=False))

    inspector.send(path, **fields)

    with inspector.world.database.reading() as session:
        assert session.scalars(select(ChatCard.is_due)).all() == [True]


def test_the_city_may_void_what_has_ended(inspector):
    inspector.everything_needed()
    inspector.send("/end")

    inspector.send("/void", reason="照片不是这个班")
    assert inspector.see().state == "合格"
    asked = f"/confirmations/{inspector.see().confirmations[0].confirmation_id}"
    by(inspector, COLLEAGUE).send(asked, agree="yes")

    assert inspector.see().state == "已作废"


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    ("who", "status"), [(AUDITOR, 404), (SCHOOL, 404), (OTHER_DISTRICT, 404), (DISTRICT, 403)]
)
def test_others_cannot_act(who, status, path, inspector):
    fields = ALL_SAME | {"heads": "5", "evidence": str(inspector.check_id), "reason": "x", "note": "x"}
    if path == "/pictures":
        fields["picture"] = (BytesIO(a_photo()), "a.jpg")

    answer = by(inspector, who).send(path, **fields)

    assert answer.status_code == status
    assert inspector.see().is_running
    assert how_many(inspector.world, FormReceipt) == 0


@pytest.mark.parametrize("path", [*FORMS, "/pictures/x/mark"])
def test_a_form_without_its_token_is_refused(path, inspector):
    app: Flask = inspector.world.app
    app.config["WTF_CSRF_ENABLED"] = True
    inspector.bring(a_photo())

    answer = inspector.send(path.replace("/x/", f"/{inspector.check_id}/"))

    assert answer.status_code == 400
    assert "页面放得太久了" in words(answer)


def test_a_start_without_its_token_is_refused(world, class_id):
    world.app.config["WTF_CSRF_ENABLED"] = True

    assert start(world, class_id).status_code == 400


def test_a_script_is_told_where_to_go_on_or_why_not(inspector):
    good = inspector.send("/heads", headers=BY_SCRIPT, heads="5")
    bad = inspector.send("/heads", headers=BY_SCRIPT, heads="x")

    assert (good.status_code, good.json) == (200, {"next": f"/checks/{inspector.check_id}?did=heads"})
    assert (bad.status_code, bad.json) == (422, {"error": "到课人数请填数字，如 26。"})


def test_a_script_that_sends_again_what_arrived_is_told_that_it_is_there(inspector):
    answers = [
        inspector.send("/calls/1", key="once", headers=BY_SCRIPT, outcome="未接", ago=ago)
        for ago in ("1", "60")
    ]

    assert answers[0].json == answers[1].json == {"next": f"/checks/{inspector.check_id}/call?did=call-1"}
    assert how_many(inspector.world, SpotCall) == 1


def test_no_number_goes_into_the_log(inspector, caplog):
    caplog.set_level(0)
    inspector.open("/call")
    inspector.say(1)

    assert "1370000000" not in caplog.text
