"""项目 that wait for the second hand of the district, or for the city's."""

from training.notice.permissions import Permission
from training.projects.views.see_projects import waiting_projects
from training.records.projects import Project
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue


def _to_confirm(own: Project, mark: Mark) -> Work:
    title = f"{own.district.name}项目 {own.number} 待确认"
    note = f"第 {own.version} 版，{own.registered_by} 登记，要另一人确认"
    return Work(mark, title, note, "去确认", WorkPlace.PROJECT, own.public_id)


OF_PROJECTS = (
    Queue(
        WorkKind.PROJECT,
        Permission.DECIDE_PROJECTS,
        lambda staff, today: waiting_projects(staff),
        Project.id,
        Project.moved_at,
        _to_confirm,
    ),
)
