"""What the database knows about the lines of a roster: classes, people, places already taken (R25, R26)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.rules.places import Place
from training.classes.sheets.roster import RosterRow
from training.classes.views.device_names import NO_OTHER, other_names
from training.database import blind
from training.notice.identity import mask_name
from training.notice.terms import Severity
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.sheets.findings import Finding, has_error

OTHER_NAME = "这个身份证号已登记的姓名是“{}”，请核对姓名和身份证号。"  # Masked: it may be of another school.
TAKEN = "考勤号已由班级 {} 的学员使用，同期不能重复。"
PHONE_CHANGES = "与以前登记的手机号不同，已按本名册更新并留痕。"


@dataclass(slots=True)
class Judgement:
    """A roster line with what is known of it and what is wrong with it."""

    row: RosterRow
    id_number_index: bytes
    phone_index: bytes
    findings: list[Finding]
    class_id: int = 0
    trainee_id: int | None = None
    enrolment_id: int | None = None
    brings_number: bool = False
    """Already enrolled, and this line brings the attendance number that was missing."""
    brings_phone: bool = False
    """A known person with another phone than before."""
    claimed_by: int | None = None
    """The class in which the person is at the same time; then the line is refused."""

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    @property
    def is_new(self) -> bool:
        return self.is_good and self.enrolment_id is None

    def refuse(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.ERROR)

    def warn(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.WARNING)

    def _find(self, column: str, value: str, message: str, severity: Severity) -> None:
        self.findings.append(Finding(self.row.row, column, value, message, severity, self.row.sheet))


@dataclass(slots=True)
class _Seat:
    """Somebody's enrolment, as far as another line can clash with it."""

    class_id: int
    class_number: str
    enrolment_id: int | None
    attendance_number: str | None
    until: date
    """The class's end, or the last day before a withdrawal."""


@dataclass
class _Known:
    """What the database holds about the people of one chunk."""

    trainees: dict[bytes, tuple[int | None, str, bytes]] = field(default_factory=dict)
    seats: dict[bytes, list[_Seat]] = field(default_factory=lambda: defaultdict(list))


class RosterJudge:
    """Judges the lines of one file, chunk by chunk; remembers the classes and numbers it has seen."""

    def __init__(self, session: Session, only_class: TrainingClass | None):
        self._session = session
        self._only_class = only_class
        self._classes: dict[str, TrainingClass | None] = {}
        self._class_of_id: dict[int, TrainingClass] = {}
        self._places: dict[int, dict[str, list[tuple[Place, int]]]] = {}
        self._machines: dict[int, Mapping[str, frozenset[str]]] = {}
        if only_class:
            self._remember(only_class)

    def judge(self, rows: Sequence[RosterRow]) -> list[Judgement]:
        """Judge a chunk; lines that the reader already found wrong are judged no further."""
        judgements = [self._start(row) for row in rows]
        self._load_classes({row.class_number for row in rows if row.class_number} - set(self._classes))
        known = self._load_people([judgement for judgement in judgements if judgement.is_good])
        checks: tuple[Callable[[Judgement, _Known], None], ...] = (
            self._find_class,
            self._check_person,
            self._check_seats,
            self._check_number,
            self._take_seat,
        )
        for judgement in judgements:
            for check in checks:
                if judgement.is_good:
                    check(judgement, known)
        return judgements

    def _start(self, row: RosterRow) -> Judgement:
        if not row.is_good:
            return Judgement(row, b"", b"", list(row.findings))
        id_number_index = blind(self._session, "id_number", row.id_number)
        return Judgement(row, id_number_index, blind(self._session, "phone", row.phone), list(row.findings))

    def _load_classes(self, numbers: set[str]) -> None:
        self._classes.update(dict.fromkeys(numbers))
        named = select(TrainingClass).where(TrainingClass.class_number.in_(numbers))
        for training_class in self._session.scalars(named) if numbers else ():
            self._remember(training_class)

    def _remember(self, training_class: TrainingClass) -> None:
        self._classes[training_class.class_number] = training_class
        self._class_of_id[training_class.id] = training_class

    def _load_people(self, judgements: list[Judgement]) -> _Known:
        known = _Known()
        columns = (
            Trainee.id_number_index,
            Trainee.id,
            Trainee.name,
            Trainee.phone_index,
            Enrolment.id,
            Enrolment.attendance_number,
            Withdrawal.last_day,
            TrainingClass,
        )
        of_trainees = select(*columns).select_from(Trainee)
        people = of_trainees.outerjoin(Enrolment).outerjoin(TrainingClass).outerjoin(Withdrawal)
        wanted = people.where(
            Trainee.id_number_index.in_([judgement.id_number_index for judgement in judgements])
        )
        rows = self._session.execute(wanted)
        for index, trainee_id, name, phone_index, enrolment_id, number, last_day, training_class in rows:
            known.trainees[index] = (trainee_id, name, phone_index)
            if enrolment_id is not None:
                known.seats[index].append(self._seat(enrolment_id, number, last_day, training_class))
        return known

    def _seat(
        self, enrolment_id: int, number: str | None, last_day: date | None, training_class: TrainingClass
    ) -> _Seat:
        self._remember(training_class)
        until = last_day or training_class.ends_on
        return _Seat(training_class.id, training_class.class_number, enrolment_id, number, until)

    def _find_class(self, judgement: Judgement, known: _Known) -> None:
        number = judgement.row.class_number
        found = self._classes.get(number) if number else self._only_class
        if not number and self._only_class is None:
            judgement.refuse("班号", "", "没有班号：请在名册里加“班号”一列，或另外指定班级。")
        elif found is None:
            judgement.refuse("班号", number or "", "这个班号还没有备案，请先导入班级备案。")
        elif self._only_class and found.id != self._only_class.id:
            judgement.refuse("班号", number or "", f"与指定的班级 {self._only_class.class_number} 不同。")
        else:
            judgement.class_id = found.id

    def _check_person(self, judgement: Judgement, known: _Known) -> None:
        person = known.trainees.get(judgement.id_number_index)
        if person is None:
            return
        judgement.trainee_id, name, phone_index = person
        if name != judgement.row.name:
            judgement.refuse("姓名", judgement.row.name, OTHER_NAME.format(mask_name(name)))
        elif phone_index != judgement.phone_index:
            judgement.brings_phone = True
            judgement.warn("联系电话", judgement.row.phone, PHONE_CHANGES)

    def _check_seats(self, judgement: Judgement, known: _Known) -> None:
        own = self._class_of_id[judgement.class_id]
        for seat in known.seats.get(judgement.id_number_index, ()):
            other = self._class_of_id[seat.class_id]
            if seat.class_id == own.id:
                self._meet_again(judgement, seat)
            # Who withdrew before the first day was there on no day at all.
            elif other.starts_on <= min(own.ends_on, seat.until) and own.starts_on <= seat.until:
                dates = f"{other.starts_on} 至 {seat.until}"
                message = f"同一时间已在班级 {other.class_number}（{dates}），请核对或先办理退班。"
                judgement.refuse("身份证号", judgement.row.id_number, message)
                judgement.claimed_by = other.id

    def _meet_again(self, judgement: Judgement, seat: _Seat) -> None:
        if seat.enrolment_id is None:
            judgement.refuse("身份证号", judgement.row.id_number, "在本文件的这个班级里重复出现。")
            return
        judgement.enrolment_id = seat.enrolment_id
        number = judgement.row.attendance_number
        if not number or number == seat.attendance_number:
            return
        if seat.attendance_number is None:
            judgement.brings_number = True
        else:
            judgement.refuse("考勤号", number, f"已登记的考勤号是 {seat.attendance_number}，请核对。")

    def _check_number(self, judgement: Judgement, known: _Known) -> None:
        number = judgement.row.attendance_number
        if not number or (judgement.enrolment_id is not None and not judgement.brings_number):
            return
        own = self._class_of_id[judgement.class_id]
        place = self._place(number, own)
        taken = self._places_of(own.institution_id).setdefault(number, [])
        for other, class_id in taken:
            if other.clashes_with(place):
                judgement.refuse("考勤号", number, TAKEN.format(self._class_of_id[class_id].class_number))
                return
        taken.append((place, own.id))

    def _places_of(self, institution_id: int) -> dict[str, list[tuple[Place, int]]]:
        """Every number of the institution, read once; later lines of the file are added as they come."""
        if institution_id in self._places:
            return self._places[institution_id]
        table: dict[str, list[tuple[Place, int]]] = defaultdict(list)
        numbered = select(Enrolment.attendance_number, TrainingClass).join(TrainingClass)
        of_school = TrainingClass.institution_id == institution_id
        here = numbered.where(of_school, Enrolment.attendance_number.is_not(None))
        for number, each in self._session.execute(here):
            self._remember(each)
            table[str(number)].append((self._place(str(number), each), each.id))
        self._places[institution_id] = table
        return table

    def _place(self, number: str, own: TrainingClass) -> Place:
        names = self._machines.get(own.institution_id)
        if names is None:
            names = self._machines[own.institution_id] = other_names(self._session, own.institution_id)
        others = names.get(own.attendance_device, NO_OTHER)
        return Place(number, own.attendance_device, own.starts_on, own.ends_on, others)

    def _take_seat(self, judgement: Judgement, known: _Known) -> None:
        """Later lines of this chunk must see this one, as later chunks will in the database."""
        person = (judgement.trainee_id, judgement.row.name, judgement.phone_index)
        known.trainees[judgement.id_number_index] = person
        if judgement.enrolment_id is None:
            own = self._class_of_id[judgement.class_id]
            seat = _Seat(own.id, own.class_number, None, judgement.row.attendance_number, own.ends_on)
            known.seats[judgement.id_number_index].append(seat)
