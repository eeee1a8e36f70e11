"""Refusal -> status: the web's one table of what the rules may answer; and the log of faults."""

import logging
from secrets import token_hex

from flask import request

from training.errors import NotFound, Refusal, UnreadableFile
from training.files.photos import BadPhoto
from training.rules.corrections import NoReason, NotCorrectable
from training.rules.identity import BadIdNumber, BadPhone
from training.rules.login_codes import TooManyCodes, TooManyTries, WrongCode
from training.rules.timetable import NoRoomForHours, UnknownWeekdays
from training.services.add_rule_set import BadRuleSet
from training.services.add_staff import BadStaff
from training.services.approve_leave import AlreadyOnLeave, NoLessonThen
from training.services.ask_device import BadSpan, NoDevice
from training.services.choose_institution import InstitutionNotNamed
from training.services.choose_rule_set import NoRulesInForce
from training.services.decide_correction import AlreadyDecided
from training.services.find_class import SeveralFound
from training.services.follow_reminder import ReminderOver
from training.services.imports import ImportRefused
from training.services.register_device import BadDevice, DeviceTaken, NumbersWouldClash
from training.services.retry_message import CannotRetry
from training.services.sign_in import ChoosePerson
from training.services.staff_sessions import LinkUsedUp
from training.services.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass

log = logging.getLogger("chaban.web")

STATUS: dict[type[Refusal], int] = {
    AlreadyDecided: 409,
    AlreadyOnLeave: 409,
    AlreadyWithdrawn: 409,
    BadDevice: 422,
    BadIdNumber: 422,
    BadPhone: 422,
    BadPhoto: 422,
    BadRuleSet: 422,
    BadSpan: 422,
    BadStaff: 422,
    CannotRetry: 409,
    ChoosePerson: 409,
    DeviceTaken: 409,
    ImportRefused: 422,
    InstitutionNotNamed: 409,
    LinkUsedUp: 410,
    NoDevice: 409,
    NoLessonThen: 422,
    NoReason: 422,
    NoRoomForHours: 422,
    NoRulesInForce: 422,
    NotCorrectable: 409,
    NotFound: 404,
    NumbersWouldClash: 409,
    OutsideTheClass: 422,
    ReminderOver: 410,
    SeveralFound: 409,
    TooManyCodes: 429,
    TooManyTries: 429,
    UnknownWeekdays: 422,
    UnreadableFile: 422,
    WrongCode: 422,
}


def status_of(refusal: Refusal) -> int:
    return STATUS.get(type(refusal), 422)


def fault_id(fault: BaseException) -> str:
    """Log a fault under a number that the person can tell us; the person sees nothing else of it."""
    number = token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.url_rule, exc_info=fault)
    return number
