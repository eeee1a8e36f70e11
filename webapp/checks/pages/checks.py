"""The pages of a spot check: what stands where, in words (pure)."""

from dataclasses import dataclass
from hashlib import sha256

from training.checks.rules.calls import Standing
from training.checks.rules.faces import faces_hint
from training.checks.rules.video_checks import VideoFacts
from training.checks.views.check_views import CheckView
from training.checks.views.list_checks import CheckLine
from training.ports.platform import Platform
from webapp.checks.pages.check_rows import (
    SIGNS,
    ConditionRow,
    PersonRow,
    PictureRow,
    condition_row,
    person_row,
    picture_row,
    screenshot_row,
)
from webapp.checks.pages.moments import moment, with_year
from webapp.checks.pages.proof import Proof, proof_of
from webapp.checks.pages.video import VideoPage, video_counts, video_page

STATE_TONES = {"进行中": "now", "合格": "good", "不合格": "bad", "无法完成": "bad", "已作废": "quiet"}


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
    faces_hint: str
    """What the face counter found, beside what was counted; empty where it found nothing out."""
    roster_size: int
    to_call: int
    to_replace: int
    reserve_left: int
    ending: str
    void_reason: str
    span: str
    """From when to when, with the year, for the record."""
    proof: Proof
    progress: str
    """How many are verified of how many."""
    video: VideoPage | None = None
    """What only a video check has."""

    @property
    def digest(self) -> str:
        """Tells whether anything on the page has changed."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def check_page(view: CheckView, platform: Platform, *, names_are_masked: bool = False) -> CheckPage:
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
        conditions=tuple(map(condition_row, view.conditions)),
        bar=_bar(view),
        missing=view.missing,
        verdict=view.verdict or "",
        people=tuple(person_row(each, names_are_masked) for each in view.people),
        pictures=tuple(map(screenshot_row if view.video else picture_row, view.pictures)),
        heads="" if facts.heads is None else str(facts.heads),
        faces_hint=_faces_hint(view),
        roster_size=facts.roster_size,
        to_call=sum(each.is_to_be_called for each in view.people),
        to_replace=view.count(Standing.REPLACEABLE),
        reserve_left=facts.reserve_left,
        ending=f"{view.ending.in_words} {moment(view.ending.at)}" if view.ending else "",
        void_reason=view.ending.void_reason if view.ending else "",
        span=_span(view),
        video=video_page(view.video, platform, names_are_masked=names_are_masked) if view.video else None,
        proof=proof_of(view),
        progress=f"{view.verified}/{facts.to_verify}",
    )


def check_row(line: CheckLine) -> tuple[str, str, str, str]:
    """Title, small print, state and tone of a check in a list."""
    title = f"{line.level}第 {line.ordinal} 次 · {line.of_class.name}"
    small = f"{line.number} · {line.method} · {line.started_by} {moment(line.started_at)}"
    return title, small, line.state, STATE_TONES[line.state]


def _counts(view: CheckView) -> tuple[tuple[str, str], ...]:
    if view.video:
        return video_counts(view.video)
    facts = view.facts
    mismatches = view.count(Standing.MISMATCHED)
    carried = (("带入", f"{facts.carried}"),) if facts.carried else ()
    unreached = view.count(Standing.TO_CALL_AGAIN) + view.count(Standing.REPLACEABLE)
    leads = (("线索", f"{len(view.leads)}"),) if view.leads else ()
    return (
        ("在册", f"{facts.roster_size}"),
        ("应核实", f"{facts.to_verify}"),
        *carried,
        ("已核实", f"{view.verified}"),
        ("不一致", f"{mismatches}"),
        *leads,
        ("未接通", f"{unreached}"),
        ("备用", f"{facts.reserve_left}"),
    )


def _span(view: CheckView) -> str:
    begun = with_year(view.started_at)
    return f"{begun} 至 {with_year(view.ending.at)}" if view.ending else f"{begun} 起，还没有结束"


def _faces_hint(view: CheckView) -> str:
    found = view.most_found_faces
    return "" if found is None else faces_hint(found, view.counted)


def _bar(view: CheckView) -> tuple[tuple[str, str, str], ...]:
    """The attendance in numbers, the others in a word."""
    words = _words_of_video(view.video.facts) if view.video else _words_of_phone(view)
    return tuple((*SIGNS[each.state], words.get(each.name, each.name)) for each in view.conditions)


def _words_of_phone(view: CheckView) -> dict[str, str]:
    facts = view.facts
    return {
        "电话比对人数": f"核实 {view.verified}/{facts.to_verify}",
        "备案信息无误": "备案",
        "总出勤率": _share("出勤", facts.heads, facts.roster_size),
        "全景截图": "全景",
    }


def _words_of_video(facts: VideoFacts) -> dict[str, str]:
    return {
        "人脸在线率": _share("人脸", facts.best_faces, facts.roster_size),
        "视频会议截图": "截图",
        "未能视频检查的原因": "原因",
        "实际参培人数": _share("参培", facts.participants, facts.roster_size),
        "当天直播统计": "统计",
    }


def _share(name: str, count: int | None, roster_size: int) -> str:
    if count is None:
        return f"{name} 未清点"
    # Cut, not rounded, as in the condition: 79.96 % must not read as 80.0 %.
    tenths = 1000 * count // roster_size
    return f"{name} {count}/{roster_size}={tenths // 10}.{tenths % 10}%"
