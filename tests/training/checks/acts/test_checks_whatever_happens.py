"""Whatever inspectors do in whatever order: nothing recorded is lost, and the draw can be proved."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.databases.kept import Kept
from tests.factories import MONDAY, a_withdrawal
from tests.training.checks.checking import CITY, COLLEAGUE, Checking, enrol, register_staff
from training.checks.rules.calls import Standing
from training.checks.rules.sampling import verify_draw
from training.checks.sheets.check_export import read_stated_draw
from training.checks.terms import CallOutcome, FiledItem, Verdict
from training.checks.views.export_check import export_check
from training.checks.views.find_check import find_check_by_number
from training.database import Database
from training.errors import Refusal
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import Evidence, HeadCount
from training.records.checks.spot_checks import DrawnTrainee, Substitution
from training.records.classes.trainees import Withdrawal

positions = st.integers(1, 7)
outcomes = st.sampled_from(CallOutcome)
acts = st.one_of(
    st.tuples(st.just("record"), positions, outcomes),
    st.tuples(st.just("correct"), positions, outcomes),
    st.tuples(st.just("later"), st.integers(1, 6)),
    st.tuples(st.just("substitute")),
    st.tuples(st.just("call"), st.none() | positions),
    st.tuples(st.just("count"), st.integers(-1, 9)),
    st.tuples(st.just("keep"), st.sampled_from(["red", "blue"])),
    st.tuples(st.just("withdraw"), positions),
)
KEPT = (SpotCall, Substitution, HeadCount, Evidence)


def differing(outcome: CallOutcome) -> tuple[FiledItem, ...]:
    return (FiledItem.NAME,) if outcome is CallOutcome.MISMATCHED else ()


def withdraw(checking: Checking, position: int) -> None:
    with checking.database.writing() as session:
        place = session.scalars(select(DrawnTrainee).where(DrawnTrainee.position == position)).one_or_none()
        known = select(Withdrawal.id).where(Withdrawal.enrolment_id == (place.enrolment_id if place else 0))
        if place and session.scalar(known) is None:
            a_withdrawal(session, place.enrolment, MONDAY - timedelta(days=1))


def do(checking: Checking, name: str, *arguments: object) -> bool:
    """Whether the act was done, not refused."""
    hands: dict[str, Callable[..., object]] = {
        "record": lambda position, outcome: checking.record(position, outcome, *differing(outcome)),
        "correct": lambda position, outcome: checking.record(
            position, outcome, *differing(outcome), is_correction=True, note="点错了"
        ),
        "later": lambda minutes: checking.later(minutes=minutes),
        "substitute": checking.substitute,
        "call": checking.call,
        "count": checking.count,
        "keep": checking.keep,
        "withdraw": lambda position: withdraw(checking, position),
    }
    try:
        hands[name](*arguments)
    except Refusal:
        return False
    return True


def counts(database: Database) -> list[int]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(record)) or 0 for record in KEPT]


def draw_is_proved(checking: Checking, folder: Path) -> bool:
    with checking.database.reading() as session:
        found = export_check(session, find_check_by_number(session, "BT-1-市1"), now=checking.now)
    path = folder / "check.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return all(finding.agrees for finding in verify_draw(read_stated_draw(path)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([CITY, COLLEAGUE]), acts), max_size=25))
def test_nothing_is_lost_and_the_draw_is_proved(kept_sqlite: Kept, steps) -> None:
    kept_sqlite.restore()
    database = kept_sqlite.database
    with TemporaryDirectory() as folder:
        with database.writing() as session:
            register_staff(session)
            checking = Checking(database, enrol(session, "BT-1", 7))
        checking.start()
        before = counts(database)

        for who, act in steps:
            checking.who = who
            done = do(checking, *act)
            after = counts(database)
            assert all(now >= then for now, then in zip(after, before, strict=True))
            if act[0] in ("record", "correct"):
                assert after[0] - before[0] == done
            before = after
            _view_is_sound(checking)

        assert draw_is_proved(checking, Path(folder))
        _ends_as_it_stood(checking)


def _view_is_sound(checking: Checking) -> None:
    view = checking.see()
    standing = [each.standing for each in view.people]
    assert (view.facts.roster_size, view.facts.sample_size) == (7, 3)
    assert len(standing) - standing.count(Standing.REPLACED) == 3
    assert len(standing) + view.facts.reserve_left + _left_in_reserve(checking, len(standing)) == 7
    assert (view.verdict is Verdict.PASSED) <= (not view.missing)


def _left_in_reserve(checking: Checking, in_play: int) -> int:
    own = select(DrawnTrainee.position).where(DrawnTrainee.position > in_play)
    left = own.join(Withdrawal, Withdrawal.enrolment_id == DrawnTrainee.enrolment_id)
    with checking.database.reading() as session:
        return len(session.scalars(left).all())


def _ends_as_it_stood(checking: Checking) -> None:
    expected = checking.see()
    concluded = checking.conclude(as_unable=True)
    assert concluded.verdict is (expected.verdict or Verdict.UNABLE)
    assert [each.numbers for each in concluded.conditions] == [each.numbers for each in expected.conditions]
