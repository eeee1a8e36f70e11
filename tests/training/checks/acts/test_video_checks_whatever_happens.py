"""Whatever inspectors do in whatever order: nothing recorded is lost, and the verdict follows."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.databases.kept import Kept
from tests.training.checks.checking import CITY, COLLEAGUE, register_staff
from tests.training.checks.video_checking import VideoChecking, enrol_online, live_statistics, trainees
from training.checks.terms import Verdict
from training.database import Database
from training.errors import Refusal
from training.records.checks.evidence import Evidence
from training.records.checks.video_checks import FaceCount, LiveStatistics, MeetingFailure

SIZE = 5
KEPT = (Evidence, FaceCount, MeetingFailure, LiveStatistics)
acts = st.one_of(
    st.tuples(st.just("screenshot"), st.sampled_from(["red", "blue", "green"])),
    st.tuples(st.just("faces"), st.integers(-1, SIZE + 1)),
    st.tuples(st.just("fall_back"), st.sampled_from(["", "断了", "打不开"])),
    st.tuples(st.just("use"), st.integers(1, SIZE)),
    st.tuples(st.just("later"), st.integers(1, 30)),
)


def do(checking: VideoChecking, name: str, argument: object) -> None:
    """What is refused is refused whole."""
    hands: dict[str, Callable[..., object]] = {
        "screenshot": checking.screenshot,
        "faces": checking.faces,
        "fall_back": checking.fall_back,
        "use": lambda seen: checking.use(live_statistics(*trainees(*range(1, seen + 1)))),
        "later": lambda minutes: checking.later(minutes=minutes),
    }
    try:
        hands[name](argument)
    except Refusal:
        return


def counts(database: Database) -> list[int]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(record)) or 0 for record in KEPT]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([CITY, COLLEAGUE]), acts), max_size=20))
def test_nothing_is_lost_and_the_verdict_follows(kept_sqlite: Kept, steps) -> None:
    kept_sqlite.restore()
    database = kept_sqlite.database
    with database.writing() as session:
        register_staff(session)
        checking = VideoChecking(database, enrol_online(session, trainees=SIZE))
    checking.start_video()
    before = counts(database)

    for who, act in steps:
        checking.who = who
        do(checking, *act)
        after = counts(database)
        assert all(now >= then for now, then in zip(after, before, strict=True))
        before = after
        _view_is_sound(checking)

    _ends_as_it_stood(checking)


def _view_is_sound(checking: VideoChecking) -> None:
    view = checking.see()
    facts, counted = view.video.facts, [each.faces for each in view.pictures if each.faces is not None]
    assert (facts.roster_size, facts.screenshots) == (SIZE, len(view.pictures))
    assert facts.best_faces == max(counted, default=None)
    assert (view.video.statistics is None) or (facts.failure is not None)
    # Four of five are 80 %.
    enough = (facts.best_faces or 0) >= 4 or (facts.participants or 0) >= 4
    assert (view.verdict is Verdict.PASSED) == enough
    assert (view.verdict is Verdict.PASSED) <= (not view.missing)


def _ends_as_it_stood(checking: VideoChecking) -> None:
    expected = checking.see()
    concluded = checking.conclude(as_unable=True)
    assert concluded.verdict is (expected.verdict or Verdict.UNABLE)
    assert [each.numbers for each in concluded.conditions] == [each.numbers for each in expected.conditions]
