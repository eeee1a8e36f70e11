"""Found the city: first the files, then the offices, then what happened, in an order that could have been."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.views.owed_checks import alert_owed_checks
from training.claims.acts.alert_waiting_claims import alert_waiting_claims
from training.delivery.acts.note_told import note_told
from training.delivery.acts.take_notices import take_notices
from training.feedback.views.list_feedback import alert_overdue_feedback
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee
from training.results.acts.alert_classes_to_judge import alert_classes_to_judge
from training.urging.acts.alert_overdue_urgings import alert_overdue_urgings
from webapp.demo.city.cameras import put_up_cameras
from webapp.demo.city.changes import ask_for_changes
from webapp.demo.city.city import City
from webapp.demo.city.claims import claim_before_chat, claim_with_cards
from webapp.demo.city.classes import CLASSES, DISTRICTS
from webapp.demo.city.corrections import correct_punches
from webapp.demo.city.days import live_from_day_to_day
from webapp.demo.city.feedback import tell_districts
from webapp.demo.city.filing import file_everything
from webapp.demo.city.late import hand_in_late
from webapp.demo.city.machines import hear_machines
from webapp.demo.city.money import import_totals, publicise_and_pay
from webapp.demo.city.office import let_know, urge_districts
from webapp.demo.city.paperwork.documents import hand_in_documents
from webapp.demo.city.paperwork.followed import follow_up
from webapp.demo.city.paperwork.former import take_over_the_past
from webapp.demo.city.paperwork.plans import plan_quarters
from webapp.demo.city.paperwork.platform import hand_on_qualified
from webapp.demo.city.paperwork.projects import agree_on_projects
from webapp.demo.city.paperwork.region import mirror_region
from webapp.demo.city.paperwork.results import judge_and_number
from webapp.demo.city.paperwork.reviews import review_filings
from webapp.demo.city.paperwork.standards import bring_a_list, set_standards
from webapp.demo.city.paperwork.subsidies import subsidise
from webapp.demo.city.paperwork.teachers import certify_teachers
from webapp.demo.city.paperwork.vouchers import hand_out_vouchers
from webapp.demo.city.phone_checks import begin_by_phone, check_by_phone
from webapp.demo.city.staff import employ, know_in_chat
from webapp.demo.city.video_checks import begin_by_video, check_by_video


def found_city(city: City) -> None:
    """Beside the sample classes, whose institutions and staff it shares."""
    file_everything(city)
    employ(city)
    live_from_day_to_day(city)
    set_standards(city)
    publicise_and_pay(city, claim_before_chat(city))
    import_totals(city)
    mirror_region(city)
    take_over_the_past(city)
    know_in_chat(city)
    claim_with_cards(city)
    check_by_phone(city)
    check_by_video(city)
    tell_districts(city)
    correct_punches(city)
    ask_for_changes(city)
    hand_in_late(city)
    plan_quarters(city)
    agree_on_projects(city)
    bring_a_list(city)
    hand_in_documents(city)
    certify_teachers(city)
    review_filings(city)
    judge_and_number(city)
    hand_out_vouchers(city)
    subsidise(city)
    follow_up(city)
    hand_on_qualified(city)
    urge_districts(city)
    let_know(city)
    _tell_yesterday(city)
    hear_machines(city)
    put_up_cameras(city)
    begin_by_phone(city)
    begin_by_video(city)
    _alert(city)


def is_founded(session: Session) -> bool:
    number = CLASSES[0].number
    return session.scalar(select(TrainingClass.id).where(TrainingClass.class_number == number)) is not None


def city_in_words(session: Session) -> str:
    classes = session.scalar(select(func.count()).select_from(TrainingClass))
    trainees = session.scalar(select(func.count()).select_from(Trainee))
    return (
        f"示例城市：{len(DISTRICTS)} 个旗县区，{classes} 个班，{trainees} 名学员，从备案到拨付的各个阶段都有"
    )


def _alert(city: City) -> None:
    """What the worker says once a day; it will not say it again today."""
    alert_owed_checks(city.session, now=city.now)
    alert_overdue_feedback(city.session, now=city.now)
    alert_waiting_claims(city.session, now=city.now)
    alert_overdue_urgings(city.session, now=city.now)
    alert_classes_to_judge(city.session, now=city.now)


def _tell_yesterday(city: City) -> None:
    """Whoever opens the chat finds today's alerts waiting, and none that are weeks old."""
    while notices := take_notices(city.session, now=city.now):
        for each in notices:
            note_told(city.session, [each.alert_id], [each.chat_id], now=city.now)
