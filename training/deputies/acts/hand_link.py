from datetime import datetime

from sqlalchemy.orm import Session

from training.deputies.acts.tell_post import Telling
from training.deputies.acts.tell_way_in import tell_way_in
from training.records.staff.staff import Staff
from training.staff.acts.managing.give_link import give_link
from training.staff.views.managed import About


def hand_link(session: Session, about: About, *, token: str, now: datetime) -> Staff:
    """A one-time way in for somebody else, of which that person's place and the administrators hear.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff.
    """
    member = give_link(session, about, token=token, now=now)
    text = (
        f"{about.asker.name} 给 {member.name} 做了一个登录链接。不是 {member.name} 本人要的，"
        "请马上在“登录的设备”里退出所有设备，并告诉市级管理员。"
    )
    key = f"link_given:{member.public_id}:{now.timestamp():.6f}"
    tell_way_in(session, member, Telling("link_given", key, text), now=now)
    return member
