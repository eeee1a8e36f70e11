"""备案复核 as the desk shows it: a row of the list, and what was said in its order; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.documents.rules.checklist import standing_of
from training.documents.views.papers_of_class import Papers
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReview
from training.reviews.terms import FilingState, ReviewVerdict
from training.reviews.views.see_filing import Filing
from webapp.desk.lists.days import short_moment

TONES: Mapping[FilingState, str] = {
    FilingState.UNREVIEWED: "bad",
    FilingState.QUERIED: "warn",
    FilingState.ANSWERED: "now",
    FilingState.PASSED: "good",
}
SAID = {ReviewVerdict.PASSED: "good", ReviewVerdict.QUERIED: "warn"}


HEADINGS = (
    *("班号", "班级", "培训机构", "旗县区", "培训工种", "等级", "培训类型", "总课时", "就业重点群体"),
    *("开班日期", "结业日期", "备案日期", "备案人", "复核", "次数"),
    *("最近意见", "复核人", "复核时间", "答复", "答复人", "答复时间"),
)


@dataclass(frozen=True)
class SaidLine:
    """One thing that was said: when, who did what, in whose words; its tone as a state has it."""

    when: str
    what: str
    text: str
    tone: str


def age_words(own: TrainingClass, state: FilingState, today: date) -> str:
    """How long a filing has been waiting; nothing of one that passed."""
    if state is FilingState.PASSED:
        return ""
    days = (today - own.filed_on).days
    return f"备案 {days} 天" if days else "今天备案"


def filing_cells(
    own: TrainingClass, state: FilingState, said: Sequence[FilingReview]
) -> tuple[str | int, ...]:
    """In the order of HEADINGS; of what was said the latest."""
    filed = (own.class_number, own.name, own.institution.name, own.district.name, own.trade, own.level)
    what = (own.kind.value, hours(own.prescribed_halves), _yes_or_no(own.is_key_group))
    days = (own.starts_on, own.ends_on, own.filed_on)
    when = (*(each.isoformat() for each in days), own.filed_by)
    return (*filed, *what, *when, state.value, len(said), *(_latest(said[-1]) if said else ("",) * 6))


def _latest(last: FilingReview) -> tuple[str, ...]:
    opinion = (last.opinion, last.reviewed_by, _minute(last.reviewed_at))
    reply = last.reply
    return (*opinion, *((reply.text, reply.replied_by, _minute(reply.replied_at)) if reply else ("",) * 3))


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _yes_or_no(is_so: bool) -> str:
    return "是" if is_so else "否"


def said_lines(filing: Filing, now: datetime) -> list[SaidLine]:
    """From the first review on."""
    return [line for each in filing.reviews for line in _said(each, now)]


def paper_pairs(papers: Papers, today: date) -> list[tuple[str, str]]:
    """What is missing of the class and of its school, and what expires."""
    soon = [f"{kind} {until} {standing_of(until, today)}" for kind, until in papers.expiring]
    return [
        ("班级", _lacking(papers.of_class)),
        ("培训机构", _lacking(papers.of_school)),
        *([("有效期", "；".join(soon))] if soon else []),
    ]


def _lacking(names: Sequence[str]) -> str:
    return f"缺 {len(names)} 种必备材料：{'、'.join(names)}" if names else "不缺必备材料"


def filed_pairs(own: TrainingClass, now: datetime) -> list[tuple[str, str]]:
    """What the city looks at."""
    return [
        ("培训机构", own.institution.name),
        ("旗县区", own.district.name),
        ("培训工种", f"{own.trade} {own.level}".strip()),
        ("培训类型", own.kind.value),
        ("就业重点群体", _yes_or_no(own.is_key_group)),
        ("总课时", hours(own.prescribed_halves)),
        ("起止日期", f"{own.starts_on} 至 {own.ends_on}"),
        *([("项目", f"{own.project.number} 第 {own.project.version} 版")] if own.project else []),
        ("备案", f"{own.filed_on} {own.filed_by}，已 {(shanghai_day(now) - own.filed_on).days} 天"),
    ]


def _said(own: FilingReview, now: datetime) -> Iterator[SaidLine]:
    looked_at = f"总课时 {hours(own.prescribed_halves)}，就业重点群体 {_yes_or_no(own.is_key_group)}"
    text = f"{own.opinion}（{looked_at}）" if own.opinion else f"{looked_at}"
    yield SaidLine(
        short_moment(own.reviewed_at, now), f"{own.reviewed_by} {own.verdict}", text, SAID[own.verdict]
    )
    if own.reply is not None:
        said = own.reply
        yield SaidLine(short_moment(said.replied_at, now), f"{said.replied_by} 答复", said.text, "now")
