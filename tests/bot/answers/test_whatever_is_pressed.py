"""Two inspectors, two classes, old buttons, double taps, frames that come again: no act lands elsewhere."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, func, select

from bot.line.heard import Heard
from bot.words.stamps import split_stamp
from tests.bot.answers.chatting import Conversation, buttons_of
from tests.databases.kept import Kept
from tests.factories import MONDAY, at
from tests.training.checks.checking import enrol
from training.checks.views.find_check import code_of_check
from training.database import Base, Database
from training.notice.terms import Role
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import Confirmation, ConfirmationAnswer
from training.records.checks.evidence import HeadCount
from training.records.checks.spot_checks import (
    CheckConclusion,
    CheckVoiding,
    DrawnTrainee,
    SpotCheck,
    Substitution,
)
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat

NINE = at(MONDAY, "09:00")
PEOPLE = ("李敏", "张伟")
OF_A_CHECK: tuple[type[Base], ...] = (SpotCall, HeadCount, CheckConclusion, CheckVoiding, Substitution)
ONCE = ("记", "补抽", "结束", "作废", "确认")
"""What records, voids or ends: by one button it does so once."""

NOT_SHOWN = ("哪一次检查？", "要查 ", "### 待查", "待您确认")
"""Answers that lead to checks, and are about none."""

people = st.sampled_from(PEOPLE)
words = st.sampled_from(
    [
        *("到课 7", "记 1 未接", "记 2 无误", "记 1 不符 姓名", "下一位", "进度", "补抽"),
        *("结束", "作废 选错了", "确认", "待查"),
    ]
)
kinds = st.sampled_from(
    ["下一位", "记 1 未", "记 2 未", "记", "补抽", "拨", "结束", "进度", "电话查班", "视频查班", "确认", ""]
)
"""How the words of a button begin."""
steps = st.one_of(
    st.tuples(st.just("say"), people, words),
    st.tuples(st.just("prepare"), people, st.sampled_from(["查班 A", "查班 B"])),
    st.tuples(st.just("press"), people, kinds, st.integers(0, 60)),
    st.tuples(st.just("twice"), people, kinds, st.integers(0, 60)),
    st.tuples(st.just("again"), st.integers(0, 10_000)),
    st.tuples(st.just("later"), st.integers(1, 7)),
)


@dataclass(frozen=True)
class Standing:
    """How many acts there are, by check and kind; who was shown whom is told apart."""

    acts: dict[str, dict[str, int]]
    calls: tuple[tuple[str, int], ...]

    def changed_since(self, before: "Standing") -> set[str]:
        return {check for check, own in self.acts.items() if own != before.acts.get(check)}


def standing(database: Database) -> Standing:
    with database.reading() as session:
        numbers = {key: number for key, number in session.execute(select(SpotCheck.id, SpotCheck.number))}
        acts: dict[str, dict[str, int]] = {number: {} for number in numbers.values()}
        for record in OF_A_CHECK:
            for check_id, count in session.execute(_by_check(record)):
                acts[numbers[check_id]][record.__name__] = count
        for check_id, count in session.execute(_answers()):
            acts[numbers[check_id]]["answers"] = count
        for check_id, count in session.execute(_by_check(Confirmation)):
            acts[numbers[check_id]]["asked"] = count
        places = select(SpotCall.check_id, DrawnTrainee.position, SpotCall.id)
        joined = places.join(DrawnTrainee, DrawnTrainee.id == SpotCall.drawn_id).order_by(SpotCall.id)
        calls = tuple((numbers[check_id], place) for check_id, place, _ in session.execute(joined))
    return Standing(acts, calls)


def _by_check(record: type[Base]) -> Select[tuple[int, int]]:
    return select(record.check_id, func.count()).group_by(record.check_id)  # every one of them has it


def _answers() -> Select[tuple[int, int]]:
    joined = select(Confirmation.check_id, func.count()).join(ConfirmationAnswer)
    return joined.group_by(Confirmation.check_id)


def number_of(database: Database, named: str) -> str:
    """Of a stamp that bears the code of a card."""
    with database.reading() as session:
        known = session.execute(select(SpotCheck.public_id, SpotCheck.number)).all()
    return {code_of_check(check_id): number for check_id, number in known}.get(named, named)


class Chat:
    """The conversation, every button that was ever shown, every message, and what was shown last to whom."""

    def __init__(self, database: Database, folder: Path):
        self.database = database
        self.talk = Conversation(database, folder, NINE)
        self.shown: list[str] = []
        self.sent: list[Heard] = []
        self.pressed: set[str] = set()
        self.last: dict[str, str] = {}

    def do(self, kind: str, *what: object) -> None:
        if kind == "later":
            self.talk.now = at(MONDAY, f"09:{min(59, self.talk.now.minute + int(str(what[0]))):02}")
        elif kind == "again":
            self._bring_again(int(str(what[0])))
        elif kind in ("press", "twice"):
            buttons = [each for each in self.shown if each.startswith(str(what[1]))]
            which = int(str(what[2])) % max(len(buttons), 1)
            for text in buttons[which : which + 1] * (2 if kind == "twice" else 1):
                self._press(str(what[0]), text)
        else:
            self._say(str(what[0]), str(what[1]))

    def _say(self, who: str, text: str) -> None:
        """Typed: it acts on the check that was shown last to whoever types, while that runs, or on none."""
        before, running = standing(self.database), self._running()
        last = self.last.get(who, "")
        self._send(who, text)
        changed = standing(self.database).changed_since(before)
        if text.startswith("电话查班"):
            return
        assert changed <= {last} & running, f"{text} acted on {changed}, but {last} was shown"

    def _press(self, who: str, text: str) -> None:
        said, stamp = split_stamp(text)
        before = standing(self.database)
        self._send(who, text)
        after = standing(self.database)
        changed = after.changed_since(before)
        if stamp is not None:
            named = number_of(self.database, stamp.check)
            if named in before.acts:
                self.last[who] = named
            assert changed <= {named}, f"{text} acted on {changed}"
            self._is_of_its_trainee(said, named, before, after)
            if text in self.pressed and said.startswith(ONCE) and stamp.seen is not None:
                assert not changed, f"{text} was pressed again and acted again"
        if changed:
            self.pressed.add(text)

    def _is_of_its_trainee(self, said: str, named: str, before: Standing, after: Standing) -> None:
        new = after.calls[len(before.calls) :]
        if said.startswith("记"):
            assert set(new) <= {(named, int(said.split()[1]))}
        else:
            assert new == ()

    def _bring_again(self, which: int) -> None:
        """The same frame once more: DingTalk does so when an acknowledgement was lost."""
        if not self.sent:
            return
        before = standing(self.database)
        assert self.talk.deliver(self.sent[which % len(self.sent)]) == ""
        assert standing(self.database) == before

    def _send(self, who: str, text: str) -> None:
        heard = self.talk.message(who, text)
        self.sent.append(heard)
        answer = self.talk.deliver(heard)
        assert "出错了" not in answer
        buttons = buttons_of(answer)
        self.shown += [each for each in buttons if each not in self.shown]
        self._note_shown(who, answer, buttons)

    def _note_shown(self, who: str, answer: str, buttons: list[str]) -> None:
        """An answer about one check shows it; a question which one is meant shows none."""
        stamps = [split_stamp(each)[1] for each in buttons]
        checks = {number_of(self.database, each.check) for each in stamps if each is not None}
        if len(checks) == 1 and not any(each in answer for each in NOT_SHOWN):
            self.last[who] = checks.pop()

    def _running(self) -> set[str]:
        with self.database.reading() as session:
            own = select(SpotCheck.number).where(SpotCheck.ended_at.is_(None))
            return set(session.scalars(own))


@settings(max_examples=25, deadline=None)
@given(happenings=st.lists(steps, min_size=12, max_size=40))
def test_no_act_lands_on_a_check_or_a_trainee_other_than_the_one_on_the_button(
    kept_sqlite: Kept, happenings
) -> None:
    kept_sqlite.restore()
    database = kept_sqlite.database
    with TemporaryDirectory() as folder:
        with database.writing() as session:
            for name in PEOPLE:
                know_in_chat(session, add_staff(session, name, Role.CITY, None, None, now=NINE), name)
            for number in ("A", "B"):
                enrol(session, number, 7)
        chat = Chat(database, Path(folder))
        for name, own, other in (("李敏", "A", "B"), ("张伟", "B", "A")):
            chat.do("say", name, f"查班 {other}")
            chat.do("say", name, f"电话查班 {own}")
        for each in happenings:
            chat.do(*each)
