"""`chaban privacy restrict|unrestrict`: 限制处理 by whoever runs the installation, with a reason."""

import click

from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.people.acts.lift_restriction import lift_restriction
from training.people.acts.restrict_processing import Cause, restrict_processing
from training.people.rules.restrictions import meaning
from training.people.views.restricted import standing_restriction
from webapp.commands.context import (
    REFUSED,
    Words,
    database,
    end,
    now,
    refusals_end_the_command,
    say,
    settings,
)

LONGEST_REASON = 255


@click.command("restrict", help="限制处理：restrict 班号 姓名。数据只保存和用于法定职责；学时和补贴照旧。")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@click.option("--reason", required=True, type=Words(LONGEST_REASON), help="为什么，学员看得到")
@refusals_end_the_command
def restrict(class_number: str, who: str, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        trainee = find_enrolment(session, find_class(session, class_number), who).trainee
        restrict_processing(session, trainee.id, Cause(reason, settings().operator), now=now())
        name = trainee.name
    say(f"{name} 的个人信息已限制处理。")
    for line in meaning():
        say(f"  {line}")


@click.command("unrestrict", help="解除限制处理：unrestrict 班号 姓名")
@click.argument("class_number", metavar="班号")
@click.argument("who", metavar="姓名")
@click.option("--reason", required=True, type=Words(LONGEST_REASON), help="为什么，学员下载的数据里有")
@refusals_end_the_command
def unrestrict(class_number: str, who: str, reason: str) -> None:
    with database() as opened, opened.writing() as session:
        trainee = find_enrolment(session, find_class(session, class_number), who).trainee
        name, standing = trainee.name, standing_restriction(session, trainee.id)
        if standing is None:
            end(f"{name} 没有限制处理。", REFUSED)
        lift_restriction(session, standing, Cause(reason, settings().operator), now=now())
    say(f"{name} 的限制处理已解除。")
