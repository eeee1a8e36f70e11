"""What the invented city calls and numbers its institutions, classes and people."""

from datetime import date, timedelta

from stdnum.cn import ric

CLASSES_OF_INSTITUTION = 125


def institution_of(class_id: int) -> int:
    return 1 + (class_id - 1) // CLASSES_OF_INSTITUTION


def attendance_number(class_id: int, seat: int) -> str:
    """Unlike every other number of the institution."""
    return str(((class_id - 1) % CLASSES_OF_INSTITUTION) * SIZE_OF_CLASS + seat)


def class_number(class_id: int) -> str:
    return f"BT2026-{class_id:06}"


def phone(trainee: int) -> str:
    return f"138{trainee:08}"


def id_number(trainee: int) -> str:
    born = date(1966, 1, 1) + timedelta(days=trainee // 1000 % 14_000)
    body = f"150203{born:%Y%m%d}{trainee % 1000:03}"
    return body + str(ric.calc_check_digit(body + "0"))


SIZE_OF_CLASS = 40
