from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, is_everywhere
from training.records.staff.staff import Staff
from training.staff.acts.end_sessions import end_sessions
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.rules.managing import Post
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import BadStaff
from training.staff.views.managed import (
    About,
    check_others_left,
    doer_of,
    find_post,
    hold_administrators,
    hold_member,
    post_of,
)


def change_post(session: Session, about: About, post: Post, note: str = "", *, now: datetime) -> Staff:
    """Another role or place from now on, with new ways in only: what was open was opened under the old one.

    Raises NotFound, NotOneself, AboveOneself, PlaceMissing, ChangedMeanwhile, LastAdministrator, BadStaff.
    """
    held = hold_administrators(session)
    member = hold_member(session, about)
    district, institution = find_post(session, about.asker, post)
    if post == post_of(member):
        raise BadStaff("角色和单位没有变化，不用办。")
    if not is_everywhere(post.role, Permission.MANAGE_STAFF):
        check_others_left(held, member)
    member.role, member.district, member.institution = post.role, district, institution
    session.flush()
    revoke_tokens(session, member, now=now)
    end_sessions(session, member, now=now)
    note_staff_act(session, member, StaffDeed.PLACED, doer_of(about.asker), note, now=now)
    return member
