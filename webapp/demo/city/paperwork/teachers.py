"""教师: one is certified and reviewed, and the certificate runs out soon; another's ran out (R63)."""

from sqlalchemy import select

from training.records.classes.classes import Instructor, Lesson
from training.teachers.acts.review_teacher import MatchDraft, review_teacher
from training.teachers.acts.write_certificate import write_certificate
from training.teachers.rules.certificates import CertificateDraft
from training.teachers.terms import MatchVerdict
from training.teachers.views.hold_teachers import seen_of
from webapp.demo.city.changes import CHANGES_HANDS, CLERK
from webapp.demo.city.city import City
from webapp.demo.city.staff import IN_QINGSHAN

WRITTEN, REVIEWED = (-6, "09:30"), (-5, "10:20")
DAYS_LEFT = (20, -30)


def certify_teachers(city: City) -> None:
    """Those of one class, by name."""
    own = city.find(CHANGES_HANDS)
    taught = select(Lesson.instructor_id).where(Lesson.class_id == own.id)
    teachers = city.session.scalars(
        select(Instructor).where(Instructor.id.in_(taught)).order_by(Instructor.id)
    )
    for place, (each, left) in enumerate(zip(teachers, DAYS_LEFT, strict=False)):
        card = CertificateDraft(
            "技能等级证书", own.trade, "三级", f"S0000000000{place:02}", city.day(-1000), city.day(left)
        )
        write_certificate(city.session, city.who(CLERK), each.id, card, now=city.at(*WRITTEN))
        said = MatchDraft(each.id, MatchVerdict.MATCHES, "", seen_of(city.session, own.id))
        review_teacher(city.session, city.who(IN_QINGSHAN), own.public_id, said, now=city.at(*REVIEWED))
