from datetime import datetime

from sqlalchemy.orm import Session

from training.deputies.acts.tell_post import Telling, tell_post
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.staff.staff import Staff
from training.staff.acts.managing.give_link import give_link
from training.staff.views.managed import About


def hand_link(session: Session, about: About, *, token: str, now: datetime) -> Staff:
    """A one-time way in for somebody else, of which that person's place and the administrators hear.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff.
    """
    member = give_link(session, about, token=token, now=now)
    maker = about.asker.name
    text = (
        f"{maker} 给 {member.name} 做了一个登录链接。不是 {member.name} 本人要的，"
        "请马上在“登录的设备”里退出所有设备，并告诉市级管理员。"
    )
    key = f"link_given:{member.public_id}:{now.timestamp():.6f}"
    tell_post(session, member, Telling("link_given", key, text), now=now)
    draft = AlertDraft("link_given", f"{key}:administrator", text, Audience.ADMINISTRATOR)
    raise_alert(session, draft, now=now)
    return member
