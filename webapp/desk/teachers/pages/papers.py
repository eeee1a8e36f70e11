"""The certificates of one teacher and what became of them, as his page shows them; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.records.teachers import InstructorCertificate, InstructorCertificateWithdrawal
from training.teachers.terms import WithdrawalState
from training.teachers.views.certificates_on_paper import Paper
from webapp.desk.lists.days import short_moment
from webapp.desk.teachers.pages.class_teachers import certificate_lines

TONES = {WithdrawalState.ASKED: "warn", WithdrawalState.WITHDRAWN: "bad"}


@dataclass(frozen=True)
class PaperLine:
    """One certificate; `asked` is the withdrawal that waits to be decided: who, and why."""

    key: str
    kind: str
    trade: str
    number: str
    days: str
    state: str
    tone: str
    stands: bool
    asked: str
    asked_by_id: int | None


@dataclass(frozen=True)
class PaperStep:
    """One thing that was done about a certificate."""

    at: datetime
    when: str
    what: str
    text: str
    tone: str


def paper_lines(papers: Sequence[Paper], now: datetime, today: date) -> list[PaperLine]:
    """The latest first."""
    return [_line(each, now, today) for each in reversed(papers)]


def paper_steps(papers: Sequence[Paper], now: datetime) -> list[PaperStep]:
    """The latest first."""
    steps = [step for each in papers for step in _steps(each, now)]
    return sorted(steps, key=lambda each: each.at, reverse=True)


def _line(own: Paper, now: datetime, today: date) -> PaperLine:
    (line,) = certificate_lines([own.certificate], now, today)
    stands = own.state is WithdrawalState.STANDS
    return PaperLine(
        str(own.certificate.public_id),
        line.kind,
        line.trade,
        line.number,
        line.days,
        line.state if stands else own.state.value,
        line.tone if stands else TONES[own.state],
        stands,
        f"{own.open.asked_by}申请撤销：{own.open.reason}" if own.open else "",
        own.open.asked_by_id if own.open else None,
    )


def _steps(own: Paper, now: datetime) -> Iterator[PaperStep]:
    paper = own.certificate
    days = f"{paper.issued_on or '未写发证日期'} 至 {paper.expires_on or '长期'}"
    yield _step(
        paper.written_at, now, f"{paper.written_by} 登记证书 {paper.number}", f"{paper.trade}，{days}"
    )
    for each in own.withdrawals:
        did = "申请撤销证书" if each.needs_second else "撤销证书"
        tone = "warn" if each.needs_second else "bad"
        yield _step(each.asked_at, now, f"{each.asked_by} {did} {paper.number}", each.reason, tone)
        yield from _decided(paper, each, now)


def _decided(
    paper: InstructorCertificate, asked: InstructorCertificateWithdrawal, now: datetime
) -> Iterator[PaperStep]:
    if said := asked.decision:
        did, tone = ("同意撤销", "bad") if said.is_approved else ("不同意撤销", "good")
        yield _step(said.decided_at, now, f"{said.decided_by} {did}证书 {paper.number}", said.note, tone)


def _step(at: datetime, now: datetime, what: str, text: str, tone: str = "") -> PaperStep:
    return PaperStep(at, short_moment(at, now), what, text, tone)
