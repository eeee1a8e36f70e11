"""What of a voucher's person was paid for in other classes, so that this one does not pay too (R10, R19)."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.views.had_of_places import had_elsewhere
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher
from training.sheets.chunks import chunks

AT_ONCE = 500


def had_before_vouchers(session: Session, vouchers: Collection[Voucher]) -> Mapping[int, str]:
    """Why not, by voucher, of those with a face value that are used; whichever came first has it.

    By the same rule as whoever is judged; batches are loaded.
    """
    used = {each.used_enrolment_id: each.id for each in vouchers if each.batch.face_fen is not None}
    about = joinedload(Enrolment.training_class).options(
        joinedload(TrainingClass.rule_set), joinedload(TrainingClass.project)
    )
    found: dict[int, str] = {}
    for some in chunks(sorted(key for key in used if key is not None), AT_ONCE):
        places = session.scalars(select(Enrolment).where(Enrolment.id.in_(some)).options(about)).all()
        against = had_elsewhere(session, places).items()
        found.update((used[key], why[0].office) for key, why in against if why)
    return found
