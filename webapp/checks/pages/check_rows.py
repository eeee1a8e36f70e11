"""The rows of a spot check's pages: conditions, trainees with their calls, pictures (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from training.checks.rules.calls import CallResult, Standing
from training.checks.rules.faces import faces_hint
from training.checks.rules.spot_checks import Condition, ConditionState
from training.checks.views.check_views import CallLine, PersonLine, PictureLine
from training.notice.clauses import CLAUSES
from training.notice.clock import clock
from training.notice.identity import mask_name
from webapp.checks.pages.moments import moment, with_seconds, with_year

SIGNS = {
    ConditionState.MET: ("✓", "good"),
    ConditionState.FAILED: ("✗", "bad"),
    ConditionState.OPEN: ("○", "quiet"),
    ConditionState.OUT_OF_REACH: ("✗", "bad"),
}
STANDING_TONES = {
    Standing.MATCHED: "good",
    Standing.EXPLAINED: "good",
    Standing.LEAD: "warn",
    Standing.TO_CALL_AGAIN: "warn",
    Standing.MISMATCHED: "bad",
    Standing.REPLACEABLE: "warn",
    Standing.REPLACED: "quiet",
}
RESULT_TONES = {CallResult.MATCH: "good", CallResult.MISMATCH: "bad", CallResult.NOTHING: "quiet"}


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
    doubt: str


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
    corrected: tuple[CallRow, ...] = ()
    """What was recorded first; it stays."""
    masked: str = ""
    """The name as it may stand beside a call: it is one of the answers."""
    is_carried: bool = False
    called_by: str = ""
    """Who called last, and when."""


@dataclass(frozen=True)
class PictureRow:
    """One picture of the evidence."""

    evidence_id: str
    caption: str
    is_panorama: bool
    doubt: str
    details: tuple[str, ...]
    found_faces: int | None
    faces_hint: str
    faces: str = ""
    """Of a screenshot of a meeting: how many were counted on it."""
    place: int = 0
    withdrawn: str = ""
    """By whom it was taken back, and why."""
    is_there: bool = True


def condition_row(condition: Condition) -> ConditionRow:
    sign, tone = SIGNS[condition.state]
    clause = CLAUSES.get(condition.clause, "")
    return ConditionRow(sign, tone, condition.name, condition.state.value, condition.numbers, clause)


def person_row(person: PersonLine, names_are_masked: bool) -> PersonRow:
    return PersonRow(
        position=person.position,
        name=mask_name(person.name) if names_are_masked else person.name,
        number=person.attendance_number,
        phone=person.masked_phone,
        standing=person.standing.value,
        tone=STANDING_TONES.get(person.standing, "quiet"),
        details=tuple(_details(person)),
        calls=tuple(map(_call, person.calls)),
        is_mismatched=person.standing is Standing.MISMATCHED,
        may_be_called=person.is_to_be_called,
        corrected=tuple(map(_call, person.corrected)),
        masked=mask_name(person.name),
        is_carried=person.is_carried,
        called_by=_last_call(person),
    )


def _last_call(person: PersonLine) -> str:
    return f"{person.calls[-1].called_by} {clock(person.calls[-1].ended_at)}" if person.calls else ""


def _details(person: PersonLine) -> list[str]:
    details = [f"{each.outcome}{_in_brackets(each.differing)}" for each in person.calls]
    if person.takes_place_of:
        details.insert(0, f"补 {person.takes_place_of} 号")
    if person.is_carried:
        details.insert(0, "带入")
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
        explanation=call.explanation + (f"（{call.confirmed_by} 确认）" if call.confirmed_by else ""),
        doubt="，".join(call.signs),
    )


def _in_brackets(items: tuple[str, ...]) -> str:
    return f"（{'、'.join(items)}）" if items else ""


def picture_row(picture: PictureLine) -> PictureRow:
    """As it is shown in a phone check."""
    kind = "监控画面" if picture.still_at else "照片"
    return _picture_row(picture, "全景，全部入镜" if picture.is_panorama else kind)


def screenshot_row(picture: PictureLine) -> PictureRow:
    """As it is shown in a video check, with its faces."""
    counted = "人脸未清点" if picture.faces is None else f"人脸 {picture.faces}"
    in_meeting = [f"当时会上有 {picture.joined} 名学员"] if picture.joined is not None else []
    counted_by = [f"{picture.counted_by} 清点人脸 {picture.faces}"] if picture.faces is not None else []
    row = _picture_row(picture, f"会议截图，{counted}")
    faces = "" if picture.faces is None else str(picture.faces)
    return replace(row, faces=faces, details=(*counted_by, *in_meeting, *row.details))


def _came(picture: PictureLine) -> Iterator[str]:
    """Of a still that nobody held in hands its camera comes first."""
    if picture.still_at is not None:
        yield f"监控截取：{picture.still_of}的摄像机 {with_seconds(picture.still_at)}"
    yield f"{picture.received_by} {moment(picture.received_at)} 收到"


def _picture_row(picture: PictureLine, caption: str) -> PictureRow:
    details = list(_came(picture))
    if picture.taken_at:
        details.append(f"照片自带时间 {with_year(picture.taken_at)}")
    if picture.taken_place:
        details.append(f"照片自带位置 {picture.taken_place}")
    details.append(f"SHA-256 {picture.sha256}")
    if not picture.is_there:
        details.append("照片文件已按保存期限删除")
    return PictureRow(
        evidence_id=str(picture.evidence_id),
        caption=caption,
        is_panorama=picture.is_panorama,
        doubt=picture.doubt,
        details=tuple(details),
        found_faces=picture.found_faces,
        faces_hint="" if picture.found_faces is None else faces_hint(picture.found_faces, picture.faces),
        place=picture.place,
        withdrawn=picture.withdrawn,
        is_there=picture.is_there,
    )
