"""Every refusal of the house, and one of each kind."""

import importlib
import pkgutil

import bot
import notifications
import training
import webapp
from training.checks.views.class_to_check import NobodyOnRoster
from training.checks.views.find_check import NotAnInspector
from training.errors import NotFound, NotNow, NotRight, NotYours, Over, Refusal, TooOften
from training.outbox.views.follow_link import LinkOver
from training.people.acts.report_problem import TooManyReports, UnknownSubject

KINDS = (NotFound, NotYours, NotNow, NotRight, TooOften, Over)
ONE_OF_EACH: dict[type[Refusal], Refusal] = {
    NotFound: NotFound("班级“BT-1”"),
    NotYours: NotAnInspector(),
    NotNow: NobodyOnRoster(),
    NotRight: UnknownSubject(),
    TooOften: TooManyReports(),
    Over: LinkOver(),
}


def every_refusal() -> set[type[Refusal]]:
    """All classes below the kinds, and the kinds themselves."""
    for package in (training, notifications, webapp, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    return _below(Refusal)


def _below(kind: type[Refusal]) -> set[type[Refusal]]:
    found = set(kind.__subclasses__())
    return found | {each for own in found for each in _below(own)}
