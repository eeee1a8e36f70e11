"""What a reviewer fills in beside a paper (pure): which fields each kind has, and reading them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.claims.rules.c1_papers import PaperFacts
from training.claims.rules.claim_reasons import READY_REASONS
from training.claims.terms import PaperKind
from training.claims.views.claim_views import PaperView
from training.errors import NotRight
from training.notice.identity import compact
from training.sheets.dates import read_date


class UnreadableFact(NotRight):
    """A date on the form is no date."""

    def __init__(self, label: str, written: str):
        super().__init__(f"“{label}”应写成 2026-05-01 这样的日期，不是“{written[:20]}”。")


@dataclass(frozen=True)
class FactField:
    """One field of the form."""

    name: str
    label: str
    type: str
    value: str = ""
    hint: str = ""


CLASS = FactField("vehicle_class", "准驾车型", "text")
ISSUED = FactField("issued_on", "初次领证日期", "date")
FROM, UNTIL = (
    FactField("valid_from", "有效期起", "date"),
    FactField("valid_until", "有效期止", "date", "", "长期留空"),
)
MONTHS = (
    FactField("first_month", "从哪月", "month"),
    FactField("last_month", "到哪月", "month", "", "一个月留空"),
)
FIELDS: dict[PaperKind, tuple[FactField, ...]] = {
    PaperKind.LICENCE: (CLASS, ISSUED, UNTIL),
    PaperKind.RIDE_HAIL: (FROM, UNTIL),
    PaperKind.TAXI: (FROM, UNTIL),
    PaperKind.CONTRACT: (FROM, UNTIL),
    PaperKind.WAGE_SLIP: MONTHS,
    PaperKind.OTHER: (UNTIL,),
}
OWN = ("is_own", "姓名与备案一致，是本人的")
DRIVER = ("is_driver_post", "岗位是汽车驾驶员")


@dataclass(frozen=True)
class ReviewForm:
    """The fields, ticks and ready reasons of one paper."""

    fields: tuple[FactField, ...]
    ticks: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def form_of(paper: PaperView) -> ReviewForm:
    """Further pages of a kind have nothing to be read but whose they are."""
    leads = paper.place == 1 or paper.kind is PaperKind.WAGE_SLIP
    ticks = (OWN, DRIVER) if leads and paper.kind is PaperKind.CONTRACT else (OWN,)
    return ReviewForm(FIELDS[paper.kind] if leads else (), ticks, READY_REASONS[paper.kind])


def read_facts(form: Mapping[str, str]) -> PaperFacts:
    """Raises UnreadableFact."""
    return PaperFacts(
        is_own="is_own" in form,
        is_driver_post="is_driver_post" in form or "has_no_post" in form,
        vehicle_class=compact(form.get("vehicle_class", ""))[:8],
        issued_on=_date(form, ISSUED),
        valid_from=_date(form, FROM),
        valid_until=_date(form, UNTIL),
        first_month=_month(form, MONTHS[0]),
        last_month=_month(form, MONTHS[1]),
    )


def _date(form: Mapping[str, str], field: FactField) -> date | None:
    written = form.get(field.name, "").strip()
    if not written:
        return None
    found = read_date(written)
    if found is None:
        raise UnreadableFact(field.label, written)
    return found


def _month(form: Mapping[str, str], field: FactField) -> date | None:
    """2026-05 as browsers send it; whole dates are taken too."""
    written = form.get(field.name, "").strip()
    if not written:
        return None
    found = read_date(f"{written}-01") or read_date(written)
    if found is None:
        raise UnreadableFact(field.label, written)
    return found.replace(day=1)
