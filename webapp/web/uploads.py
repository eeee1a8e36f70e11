"""Files of checks on their way in: from the form into the store; the row follows."""

from flask import request

from training.checks.sheets.statistics import StatisticsFile, read_statistics
from training.pictures.heic import read_phone_picture
from training.pictures.pictures import MB, BadPicture, Picture
from training.scanning import refuse_infected
from webapp.checks.pages.check_forms import MissingFile, MissingPicture
from webapp.web.house import house


def store_picture(picture: Picture) -> None:
    """Before the row: the store may be slow, and a row never names what is not there."""
    house().files.put(picture.original_key, picture.original, picture.original_type)
    house().files.put(picture.served_key, picture.served, picture.media_type)


def sent_picture() -> bytes:
    """The one file of the form, from whichever of its two fields; raises MissingPicture or BadPicture."""
    chosen = [file for file in request.files.values() if file.filename]
    if not chosen:
        raise MissingPicture
    if len(chosen) > 1:
        raise BadPicture("一次只能上传一张照片，请分开上传。")
    content: bytes = chosen[0].read()
    return content


def the_picture(content: bytes) -> Picture:
    """Raises BadPicture or Busy."""
    return read_phone_picture(content, house().settings.evidence_most_mb * MB)


def store_statistics(file: StatisticsFile) -> None:
    """Sealed: it names people, and often their phones."""
    house().papers.put(file.key, file.content, file.media_type)


def the_statistics() -> StatisticsFile:
    """The export in the form; raises MissingFile, FileRefused, UnreadableFile or BadStatistics."""
    chosen = request.files.get("statistics")
    if chosen is None or not chosen.filename:
        raise MissingFile
    content = chosen.read()
    refuse_infected(house().scanner, content)
    return read_statistics(content, chosen.filename, house().settings.evidence_most_mb * MB)
