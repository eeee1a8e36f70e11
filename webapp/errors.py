"""Refusal -> status: the web's one table of what the rules may answer; and the log of faults."""

import logging
from secrets import token_hex

from flask import request

from training.errors import NotFound, Refusal, UnreadableFile
from training.files.pictures import BadPicture
from training.rules.calls import BadCallReport
from training.rules.identity import BadIdNumber, BadPhone
from training.rules.login_codes import TooManyCodes, TooManyTries, WrongCode
from training.rules.notes import ReasonMissing, TextTooLong
from training.rules.timetable import NoRoomForHours, UnknownWeekdays
from training.services.add_rule_set import BadRuleSet
from training.services.add_staff import BadStaff
from training.services.choose_institution import InstitutionNotNamed
from training.services.choose_rule_set import NoRulesInForce
from training.services.conclude_check import NotDecidable
from training.services.count_heads import BadHeadCount
from training.services.find_check import CheckEnded, NotAnInspector, NotYourCheck
from training.services.find_class import SeveralFound
from training.services.imports import ImportRefused
from training.services.keep_evidence import NoPicture, TooManyPictures, UsedElsewhere
from training.services.next_call import NobodyToCall, RecordFirst, WaitToCall
from training.services.record_call import AlreadyCompared, AlreadyReplaced, BadCallTimes, NothingToCorrect
from training.services.resolve_mismatch import NoMismatch
from training.services.sign_in import ChoosePerson
from training.services.staff_sessions import LinkUsedUp
from training.services.start_check import CheckIsRunning, ClassNotRunning, NobodyOnRoster
from training.services.substitute import NobodyToReplace, ReserveUsedUp
from training.services.void_check import AlreadyVoided, OnlyTheCityVoids
from training.services.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass

log = logging.getLogger("chaban.web")

STATUS: dict[type[Refusal], int] = {
    AlreadyCompared: 409,
    AlreadyReplaced: 409,
    AlreadyVoided: 409,
    AlreadyWithdrawn: 409,
    BadCallReport: 422,
    BadCallTimes: 422,
    BadHeadCount: 422,
    BadIdNumber: 422,
    BadPhone: 422,
    BadPicture: 422,
    BadRuleSet: 422,
    BadStaff: 422,
    CheckEnded: 409,
    CheckIsRunning: 409,
    ChoosePerson: 409,
    ClassNotRunning: 409,
    ImportRefused: 422,
    InstitutionNotNamed: 409,
    LinkUsedUp: 410,
    NoMismatch: 409,
    NoPicture: 409,
    NoRoomForHours: 422,
    NoRulesInForce: 422,
    NobodyOnRoster: 409,
    NobodyToCall: 409,
    NobodyToReplace: 409,
    NotAnInspector: 403,
    NotDecidable: 409,
    NotFound: 404,
    NotYourCheck: 403,
    NothingToCorrect: 409,
    OnlyTheCityVoids: 403,
    OutsideTheClass: 422,
    ReasonMissing: 422,
    RecordFirst: 409,
    ReserveUsedUp: 409,
    SeveralFound: 409,
    TextTooLong: 422,
    TooManyCodes: 429,
    TooManyPictures: 409,
    TooManyTries: 429,
    UnknownWeekdays: 422,
    UnreadableFile: 422,
    UsedElsewhere: 409,
    WaitToCall: 409,
    WrongCode: 422,
}


def status_of(refusal: Refusal) -> int:
    return STATUS.get(type(refusal), 422)


def fault_id(fault: BaseException) -> str:
    """Log a fault under a number that the person can tell us; the person sees nothing else of it."""
    number = token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.url_rule, exc_info=fault)
    return number
