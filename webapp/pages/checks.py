"""The pages of a spot check: what stands where, in words (pure)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from training.rules.calls import CallResult, Standing
from training.rules.explanations import clock
from training.rules.identity import mask_name
from training.rules.spot_checks import Condition, ConditionState
from training.services.check_views import CallLine, CheckView, PersonLine, PictureLine
from training.services.list_checks import CheckLine
from training.terms import SHANGHAI

SIGNS = {
    ConditionState.MET: ("✓", "good"),
    ConditionState.FAILED: ("✗", "bad"),
    ConditionState.OPEN: ("○", "fair"),
    ConditionState.OUT_OF_REACH: ("✗", "bad"),
}
STATE_TONES = {"进行中": "fair", "合格": "good", "不合格": "bad", "无法完成": "bad", "已作废": "quiet"}
STANDING_TONES = {
    Standing.MATCHED: "good",
    Standing.EXPLAINED: "good",
    Standing.MISMATCHED: "bad",
    Standing.REPLACEABLE: "bad",
    Standing.REPLACED: "quiet",
}
RESULT_TONES = {CallResult.MATCH: "good", CallResult.MISMATCH: "bad", CallResult.NOTHING: "quiet"}
CLAUSES = {
    "R37": "至少抽取三分之一学员电话比对个人备案信息资料无误",
    "R38": "核实学员总出勤率达到80%及以上为此次检查合格",
    "R39": "须留存至少一张教室全景且拍摄到全部参训学员的视频监控截图",
}
"""The notice's own words."""


@dataclass(frozen=True)
class ConditionRow:
    """One condition of the verdict."""

    sign: str
    tone: str
    name: str
    state: str
    numbers: str
    clause: str


@dataclass(frozen=True)
class CallRow:
    """One recorded call."""

    words: str
    tone: str
    when: str
    note: str
    explanation: str


@dataclass(frozen=True)
class PersonRow:
    """One drawn trainee in the list."""

    position: int
    name: str
    number: str
    phone: str
    standing: str
    tone: str
    details: tuple[str, ...]
    calls: tuple[CallRow, ...]
    is_mismatched: bool
    may_be_called: bool


@dataclass(frozen=True)
class PictureRow:
    """One picture of the evidence."""

    evidence_id: str
    caption: str
    is_panorama: bool
    doubt: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class CheckPage:
    """A check as its page shows it."""

    check_id: str
    class_id: str
    number: str
    title: str
    subtitle: tuple[str, ...]
    state: str
    tone: str
    is_running: bool
    may_act: bool
    counts: tuple[tuple[str, str], ...]
    conditions: tuple[ConditionRow, ...]
    bar: tuple[tuple[str, str, str], ...]
    """Sign, tone and words of what the bottom of the page keeps in sight."""
    missing: tuple[str, ...]
    verdict: str
    people: tuple[PersonRow, ...]
    pictures: tuple[PictureRow, ...]
    heads: str
    roster_size: int
    to_call: int
    to_replace: int
    reserve_left: int
    ending: str
    void_reason: str
    span: str
    """From when to when, with the year, for the record."""

    @property
    def digest(self) -> str:
        """Tells whether anything on the page has changed."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def check_page(view: CheckView, *, names_are_masked: bool = False) -> CheckPage:
    """`names_are_masked` for those who look from outside, such as auditors (R69)."""
    own, facts = view.of_class, view.facts
    return CheckPage(
        check_id=str(view.check_id),
        class_id=str(own.class_id),
        number=view.number,
        title=own.name,
        subtitle=(
            f"{own.institution} · {own.district}",
            f"{view.level}第 {view.ordinal} 次{view.method} · {view.started_by} {moment(view.started_at)}",
        ),
        state=view.state,
        tone=STATE_TONES[view.state],
        is_running=view.is_running,
        may_act=view.may_act,
        counts=_counts(view),
        conditions=tuple(map(_condition, view.conditions)),
        bar=_bar(view),
        missing=view.missing,
        verdict=view.verdict or "",
        people=tuple(_person(each, names_are_masked) for each in view.people),
        pictures=tuple(map(_picture, view.pictures)),
        heads="" if facts.heads is None else str(facts.heads),
        roster_size=facts.roster_size,
        to_call=sum(each.is_to_be_called for each in view.people),
        to_replace=view.count(Standing.REPLACEABLE),
        reserve_left=facts.reserve_left,
        ending=f"{view.ending.by} {moment(view.ending.at)}" if view.ending else "",
        void_reason=view.ending.void_reason if view.ending else "",
        span=f"{_whole(view.started_at)} 至 {_whole(view.ending.at) if view.ending else '（未结束）'}",
    )


def moment(when: datetime) -> str:
    """03月02日 09:41, in Asia/Shanghai."""
    return f"{when.astimezone(SHANGHAI):%m月%d日 %H:%M}"


def _whole(when: datetime) -> str:
    return f"{when.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def check_row(line: CheckLine) -> tuple[str, str, str, str]:
    """Title, small print, state and tone of a check in a list."""
    title = f"{line.level}第 {line.ordinal} 次 · {line.of_class.name}"
    small = f"{line.number} · {line.started_by} {moment(line.started_at)}"
    return title, small, line.state, STATE_TONES[line.state]


def _counts(view: CheckView) -> tuple[tuple[str, str], ...]:
    facts = view.facts
    mismatches = view.count(Standing.MISMATCHED)
    unreached = view.count(Standing.TO_CALL_AGAIN) + view.count(Standing.REPLACEABLE)
    return (
        ("在册", f"{facts.roster_size}"),
        ("应核实", f"{facts.sample_size}"),
        ("已核实", f"{view.verified}"),
        ("不一致", f"{mismatches}"),
        ("未接通", f"{unreached}"),
        ("备用", f"{facts.reserve_left}"),
    )


def _condition(condition: Condition) -> ConditionRow:
    sign, tone = SIGNS[condition.state]
    clause = CLAUSES.get(condition.clause, "")
    return ConditionRow(sign, tone, condition.name, condition.state.value, condition.numbers, clause)


def _bar(view: CheckView) -> tuple[tuple[str, str, str], ...]:
    """The attendance in numbers, the others in a word."""
    facts = view.facts
    words = {
        "电话比对人数": f"核实 {view.verified}/{facts.sample_size}",
        "备案信息无误": "备案",
        "总出勤率": _attendance(facts.heads, facts.roster_size),
        "全景截图": "全景",
    }
    return tuple((*SIGNS[each.state], words.get(each.name, each.name)) for each in view.conditions)


def _attendance(heads: int | None, roster_size: int) -> str:
    if heads is None:
        return "出勤 未清点"
    # Cut, not rounded, as in the condition: 79.96 % must not read as 80.0 %.
    tenths = 1000 * heads // roster_size
    return f"出勤 {heads}/{roster_size}={tenths // 10}.{tenths % 10}%"


def _person(person: PersonLine, names_are_masked: bool) -> PersonRow:
    return PersonRow(
        position=person.position,
        name=mask_name(person.name) if names_are_masked else person.name,
        number=person.attendance_number,
        phone=person.masked_phone,
        standing=person.standing.value,
        tone=STANDING_TONES.get(person.standing, "fair"),
        details=tuple(_details(person)),
        calls=tuple(map(_call, person.calls)),
        is_mismatched=person.standing is Standing.MISMATCHED,
        may_be_called=person.is_to_be_called,
    )


def _details(person: PersonLine) -> list[str]:
    details = [f"{each.outcome}{_in_brackets(each.differing)}" for each in person.calls]
    if person.takes_place_of:
        details.insert(0, f"补 {person.takes_place_of} 号")
    if person.replaced_by:
        details.append(f"由 {person.replaced_by} 号补")
    if person.has_left:
        details.append("已退班")
    return details


def _call(call: CallLine) -> CallRow:
    correction = "更正为" if call.is_correction else ""
    return CallRow(
        words=f"{correction}{call.outcome}{_in_brackets(call.differing)}",
        tone=RESULT_TONES[call.result],
        when=f"{moment(call.started_at)}—{clock(call.ended_at)} {call.called_by}",
        note=call.note,
        explanation=call.explanation,
    )


def _in_brackets(items: tuple[str, ...]) -> str:
    return f"（{'、'.join(items)}）" if items else ""


def _picture(picture: PictureLine) -> PictureRow:
    details = [f"{picture.received_by} {moment(picture.received_at)}收到"]
    if picture.taken_at:
        details.append(f"照片自带时间 {_whole(picture.taken_at)}")
    if picture.taken_place:
        details.append(f"照片自带位置 {picture.taken_place}")
    details.append(f"SHA-256 {picture.sha256}")
    return PictureRow(
        evidence_id=str(picture.evidence_id),
        caption="全景，全部入镜" if picture.is_panorama else "照片",
        is_panorama=picture.is_panorama,
        doubt=picture.doubt,
        details=tuple(details),
    )
