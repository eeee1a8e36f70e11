"""Verdicts of classes and lists of the qualified, as rows of the history (R16, R42, R46)."""

from collections.abc import Callable, Mapping

from sqlalchemy import case

from training.history.rules.telling import YES
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Of, Rows, row, within_of
from training.notice.permissions import Permission
from training.records.results import ClassVerdict, ListSecond, QualifiedList, UncheckableNote, VerdictSecond


def _signed(of: Of) -> Rows:
    own = ClassVerdict
    what = (Happened.VERDICT_SIGNED, own.signed_at, own.id, own.signed_by, NOTHING, own.reason, own.verdict)
    return within_of(row(*what), own.class_id, of)


def _seconded(of: Of) -> Rows:
    own = VerdictSecond
    yes = case((own.is_agreed, YES), else_="")
    rows = row(Happened.VERDICT_SECONDED, own.signed_at, own.id, own.signed_by, NOTHING, own.note, yes)
    return within_of(rows.join(ClassVerdict, own.verdict_id == ClassVerdict.id), ClassVerdict.class_id, of)


def _noted(of: Of) -> Rows:
    own = UncheckableNote
    what = (Happened.UNCHECKABLE_NOTED, own.noted_at, own.id, own.noted_by, NOTHING, own.reason)
    return within_of(row(*what), own.class_id, of)


def _listed(of: Of) -> Rows:
    own = QualifiedList
    what = (Happened.LIST_SIGNED, own.signed_at, own.id, own.signed_by, own.version)
    return within_of(row(*what), own.class_id, of)


def _list_seconded(of: Of) -> Rows:
    own = ListSecond
    yes = case((own.is_agreed, YES), else_="")
    what = (own.signed_at, own.id, own.signed_by, QualifiedList.version, own.note, yes)
    rows = row(Happened.LIST_SECONDED, *what).join(QualifiedList, own.list_id == QualifiedList.id)
    return within_of(rows, QualifiedList.class_id, of)


SOURCES_OF_RESULTS: Mapping[Happened, tuple[Permission, Callable[[Of], Rows]]] = {
    # What a verdict says against or with checks is for those who see checks.
    Happened.VERDICT_SIGNED: (Permission.SEE_CHECKS, _signed),
    Happened.VERDICT_SECONDED: (Permission.SEE_CHECKS, _seconded),
    Happened.UNCHECKABLE_NOTED: (Permission.SEE_CHECKS, _noted),
    Happened.LIST_SIGNED: (Permission.SEE_RESULTS, _listed),
    Happened.LIST_SECONDED: (Permission.SEE_RESULTS, _list_seconded),
}
