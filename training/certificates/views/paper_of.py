from training.certificates.rules.papers import Paper
from training.notice.class_hours import hours
from training.notice.identity import ID_NUMBER_LENGTH
from training.records.certificates import Certificate


def paper_of(own: Certificate, address: str) -> Paper:
    """What its paper says, as it was issued; the ID number is whole. `address`: where its QR code leads."""
    person = own.enrolment.trainee
    return Paper(
        own.number,
        own.name,
        document_words(person.id_number),
        person.id_number,
        own.trade,
        own.level,
        own.starts_on,
        own.ends_on,
        hours(own.halves),
        own.institution,
        own.office,
        own.issued_on,
        address,
        is_void=own.live_enrolment_id is None,
    )


def document_words(number: str) -> str:
    """By the number's length: an ID card's is told, another document's is only called a number."""
    return "身份证号" if len(number) == ID_NUMBER_LENGTH else "证件号码"
