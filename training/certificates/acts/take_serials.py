from dataclasses import dataclass

from sqlalchemy.orm import Session

from training.certificates.rules.numbers import Numbering, next_serials, series_name
from training.certificates.terms import NumberLetter
from training.certificates.views.hold_series import hold_series
from training.classes.views.imported_before import TURNS
from training.database import insert_new, wait_for_turn
from training.records.certificates import CertificateSeries


@dataclass(frozen=True)
class Year:
    """Of which kind and year serials are wanted, and how many."""

    letter: NumberLetter
    year: int
    many: int


@dataclass(frozen=True)
class Serials:
    """What was taken: the key of the series, and serials without a gap."""

    series_id: int
    serials: range


def take_serials(session: Session, numbering: Numbering, wanted: Year) -> Serials:
    """The next of the series, whose row stays locked until the transaction ends; raises SeriesIsFull.

    Where the transaction is given up they were never taken, so a crash leaves no gap.
    """
    # Whoever brings numbers of before waits too, so that none is given twice.
    wait_for_turn(session, TURNS["series"])
    scope = series_name(numbering, wanted.letter)
    insert_new(session, CertificateSeries, [{"scope": scope, "year": wanted.year, "last_serial": 0}])
    series = hold_series(session, scope, wanted.year)
    serials = next_serials(series.last_serial, wanted.many)
    series.last_serial = serials[-1]
    session.flush()
    return Serials(series.id, serials)
