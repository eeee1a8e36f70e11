"""R37, R69: an exported check proves its draw and names nobody."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from training.checks.acts.leads.follow_lead import LeadStep, follow_lead
from training.checks.rules.sampling import verify_draw
from training.checks.sheets.check_export import read_stated_draw
from training.checks.terms import CallOutcome, FiledItem, LeadState
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check_by_number
from training.records.checks.leads import Lead
from training.records.classes.trainees import Trainee
from training.staff.views.find_staff import find_staff


@pytest.fixture
def exported(checking, tmp_path):
    """A whole check with a replacement, a correction with a note, and a verdict."""
    checking.start()
    checking.miss_twice(1)
    checking.substitute()
    checking.record(2, CallOutcome.NOT_THEIR_NUMBER, note="接电话的是王芳 13900000000")
    checking.record(2, is_correction=True, note="点错了")
    checking.record(3)
    checking.count(4)
    checking.keep()
    checking.conclude()
    path = tmp_path / "check.json"
    with checking.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=checking.now)
    path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return checking, path


def test_the_draw_is_confirmed_with_nothing_but_the_file(exported):
    _, path = exported

    findings = verify_draw(read_stated_draw(path))

    assert [finding.what for finding in findings if not finding.agrees] == []
    assert findings[-1].detail == "1 次，都按备用顺序"


def test_a_second_check_is_confirmed_with_those_drawn_before(exported, tmp_path):
    checking, _ = exported
    checking.start(b"x" * 32)
    with checking.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市2"), now=checking.now)
    path = tmp_path / "second.json"
    path.write_text(json.dumps(found), encoding="utf-8")

    claimed = read_stated_draw(path)

    assert len(claimed.drawn_before) == 3
    assert all(finding.agrees for finding in verify_draw(claimed))
    turned = replace(claimed, drawn_before=frozenset(claimed.roster) - claimed.drawn_before)
    assert not all(finding.agrees for finding in verify_draw(turned))


def test_no_name_phone_or_id_number_is_in_the_file(exported):
    checking, path = exported
    text = path.read_text(encoding="utf-8")

    with checking.database.reading() as session:
        for trainee in session.scalars(select(Trainee)):
            for secret in (trainee.name, trainee.phone, trainee.id_number):
                assert secret not in text
    for word in ("市里", "王芳", "13900000000", "点错了"):
        assert word not in text


def test_everything_that_proves_the_check_is_in_the_file(exported):
    _, path = exported
    found = json.loads(path.read_text(encoding="utf-8"))

    assert (found["check"]["number"], found["check"]["verdict"]) == ("BT-1-市1", "合格")
    assert [(call["position"], call["outcome"], call["corrects"]) for call in found["calls"]] == [
        (1, "未接", None),
        (1, "未接", None),
        (2, "号码不是本人", None),
        (2, "接通一致", 3),
        (3, "接通一致", None),
    ]
    assert found["draw"]["substitutions"][0]["reason"] == "联系不上"
    assert [each["heads"] for each in found["head_counts"]] == [4]
    assert [each["is_panorama"] for each in found["evidence"]] == [True]
    assert [each["state"] for each in found["conditions"]] == ["达到"] * 4
    assert "2 号由“号码不是本人”更正为“接通一致”（原因见检查记录）" in found["flags"]


def test_leads_and_flags_are_in_the_file_without_a_word_that_somebody_wrote(checking):
    checking.start()
    checking.record(1, CallOutcome.MISMATCHED, FiledItem.NOT_CHARGED, note="王芳说交了三百")
    checking.record(2, CallOutcome.NO_SUCH_NUMBER)
    checking.count(4)
    checking.conclude(as_unable=True)
    with checking.database.writing() as session:
        lead = session.scalars(select(Lead)).one()
        step = LeadStep(LeadState.UNTRUE, "李校长说是书费")
        follow_lead(session, find_staff(session, checking.who), lead.public_id, step, now=checking.now)

    with checking.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=checking.now)

    assert found["leads"] == [{"kind": "称被收费", "state": "不属实", "position": 1}]
    assert found["flags"] == ["1、2 号没有显示过号码就记了通话", "2 号备案的号码是空号"]
    assert not [each for each in ("王芳", "李校长", "三百") if each in json.dumps(found, ensure_ascii=False)]
