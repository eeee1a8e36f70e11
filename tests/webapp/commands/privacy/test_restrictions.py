"""`chaban privacy restrict` and `unrestrict`: the same acts as on the desk."""

from sqlalchemy import select

from training.people.views.restricted import restricted_among
from training.records.classes.trainees import Trainee
from training.records.people.restrictions import ProcessingRestriction, RestrictionLift

REASON = ("--reason", "保存期内不能删除")


def restricted(chaban) -> list[str]:
    with chaban.database.reading() as session:
        people = session.scalars(select(Trainee)).all()
        found = restricted_among(session, [each.id for each in people])
        return [each.name for each in people if each.id in found]


def test_it_restricts_and_lifts_with_a_reason_in_the_operators_name(bt_1, monkeypatch):
    monkeypatch.setenv("CHABAN_OPERATOR", "周工")

    begun = bt_1("privacy", "restrict", "BT-1", "王芳", *REASON)
    assert restricted(bt_1) == ["王芳"]
    marked, other = (bt_1("hours", "BT-1", name).stdout for name in ("王芳", "李强"))
    ended = bt_1("privacy", "unrestrict", "BT-1", "王芳", "--reason", "本人要求")

    assert (begun.exit_code, ended.exit_code) == (0, 0)
    assert "王芳 的个人信息已限制处理。" in begun.stdout
    assert "不再：发漏打卡提醒短信" in begun.stdout
    assert ("限制处理" in marked, "限制处理" in other) == (True, False)
    assert restricted(bt_1) == []
    with bt_1.database.reading() as session:
        own, lift = (
            session.scalars(select(ProcessingRestriction)).one(),
            session.scalars(select(RestrictionLift)).one(),
        )
        assert (own.reason, own.begun_by, own.begun_by_id, own.request_id) == (REASON[1], "周工", None, None)
        assert (lift.reason, lift.lifted_by) == ("本人要求", "周工")


def test_what_cannot_be_done_ends_with_the_reason(bt_1):
    bt_1("privacy", "restrict", "BT-1", "王芳", *REASON)

    twice = bt_1("privacy", "restrict", "BT-1", "王芳", *REASON)
    never = bt_1("privacy", "unrestrict", "BT-1", "李强", *REASON)
    without = bt_1("privacy", "restrict", "BT-1", "李强")

    assert [each.exit_code != 0 for each in (twice, never, without)] == [True] * 3
    assert "已经限制处理了" in twice.output
    assert "李强 没有限制处理" in never.output
    assert restricted(bt_1) == ["王芳"]
