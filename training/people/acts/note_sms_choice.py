from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.identity import mask_name
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.acts.opt_in import opt_in
from training.people.acts.opt_out import opt_out
from training.people.rules.sms_choices import Told
from training.people.views.latest_district import latest_district
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class SmsChoice:
    """What the person asked for, and how the office heard so."""

    wants: bool
    told: Told


def note_sms_choice(
    session: Session, staff: Staff, trainee: Trainee, choice: SmsChoice, *, now: datetime
) -> bool:
    """Reminders are stopped or resumed for somebody, and the district hears of it; says whether it is news.

    Whoever stops another person's SMS takes away what would tell that person of missing punches.
    """
    act = opt_in if choice.wants else opt_out
    is_new = act(session, trainee, asked_by=staff.name, told=choice.told, now=now)
    if is_new:
        _tell(session, staff, trainee, choice, now)
    return is_new


def _tell(session: Session, staff: Staff, trainee: Trainee, choice: SmsChoice, now: datetime) -> None:
    district, told = latest_district(session, trainee.id), choice.told
    what = "恢复" if choice.wants else "停发"
    where = staff.institution.name if staff.institution else staff.role.words
    how = f"{told.source} {told.on:%Y-%m-%d}" if told.source and told.on else "没有写来源"
    text = (
        f"{where}{staff.name}登记：学员{mask_name(trainee.name)}本人要求{what}提醒短信（{how}）。"
        "有疑问请向本人核实，学员页“手机和短信”可以改。"
    )
    key = f"sms_choice:{trainee.public_id}:{choice.wants:d}:{now.timestamp():.6f}"
    draft = AlertDraft(
        "sms_choice",
        key,
        text,
        Audience.INSPECTORS,
        district_id=district.id if district else None,
        about=trainee.public_id,
    )
    raise_alert(session, draft, now=now)
