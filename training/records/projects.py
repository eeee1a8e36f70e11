"""项目: what a district agreed with its finance office, in versions; which class is of which (R48 to R50)."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.checks.terms import CheckLevel
from training.choices.terms import ChoiceKind, ChoiceMove
from training.database import Base
from training.notice.project_numbers import ProjectTerms
from training.notice.terms import Fund
from training.projects.terms import ProjectMove, ProjectState
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words

if TYPE_CHECKING:
    from training.records.classes.classes import Institution


class Project(Base):
    """项目: one version of it; what was registered is not changed, another version amends it."""

    __tablename__ = "project"
    __table_args__ = (
        # Of two who register a number or a version at once one does.
        UniqueConstraint("district_id", "number", "version"),
        Index(None, "state", "id"),
        CheckConstraint("people > 0 AND standard_fen > 0", "positive"),
        CheckConstraint("starts_on <= ends_on", "days"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    number: Mapped[Short]
    """项目编号, unique in its district."""
    version: Mapped[int]
    """From 1, counted for each number."""
    name: Mapped[Long]
    trade: Mapped[Short]
    """培训工种; empty: any."""
    industry: Mapped[Short]
    """重点产业 (R49); empty: none."""
    carrier: Mapped[Short]
    """培训载体 (R50)."""
    implementer_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    """培训实施主体."""
    mode: Mapped[Long]
    """培训方式."""
    process: Mapped[Long]
    """培训流程."""
    standard_fen: Mapped[int]
    """补贴标准, in fen a person."""
    payee: Mapped[Long]
    fund: Mapped[Fund] = mapped_column(words(Fund))
    people: Mapped[int]
    checks_city: Mapped[int | None]
    """Own number of checks of the city's level; None: as the rules say."""
    checks_district: Mapped[int | None]
    percent: Mapped[int | None]
    """Own share of the hours that qualifies; None: as the rules say."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    finance_office: Mapped[Long]
    """会同财政部门: with whom it was agreed."""
    document_number: Mapped[Long]
    signed_on: Mapped[date]
    state: Mapped[ProjectState] = mapped_column(words(ProjectState))
    """For the queues; it follows the acts."""
    moved_at: Mapped[Moment]
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    registered_by: Mapped[Short]
    registered_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    implementer: Mapped["Institution"] = relationship()
    acts: Mapped[list["ProjectAct"]] = relationship(order_by="ProjectAct.ordinal", viewonly=True)

    @property
    def most_fen(self) -> int:
        """What all of its people together cost at most."""
        return self.people * self.standard_fen

    @property
    def terms(self) -> ProjectTerms:
        return ProjectTerms(
            self.implementer.name,
            self.trade,
            self.starts_on,
            self.ends_on,
            self.people,
            self.finance_office,
            self.document_number,
        )

    def checks_of(self, level: CheckLevel) -> int | None:
        return self.checks_city if level is CheckLevel.CITY else self.checks_district


class ProjectAct(Base):
    """项目办理: confirmed, dropped, ended, amended; with who and why."""

    __tablename__ = "project_act"
    __table_args__ = (UniqueConstraint("project_id", "ordinal"),)

    id: Mapped[Key]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    ordinal: Mapped[int]
    move: Mapped[ProjectMove] = mapped_column(words(ProjectMove))
    state: Mapped[ProjectState] = mapped_column(words(ProjectState))
    """Where the version stands after it."""
    reason: Mapped[Long]
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)


class ProjectChoice(Base):
    """可选项: an industry or a carrier that the city offers; closed, never deleted (R49, R50: 等)."""

    __tablename__ = "project_choice"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[Key]
    kind: Mapped[ChoiceKind] = mapped_column(words(ChoiceKind))
    name: Mapped[Short]
    added_by: Mapped[Short]
    """Empty: the notice names it."""
    closed_by: Mapped[Short | None]
    closed_at: Mapped[Moment | None]
    """With it what may be chosen; it follows the acts."""

    acts: Mapped[list["ProjectChoiceAct"]] = relationship(order_by="ProjectChoiceAct.ordinal", viewonly=True)


class ProjectChoiceAct(Base):
    """可选项办理: added, renamed, taken off, brought back; with who and why."""

    __tablename__ = "project_choice_act"
    __table_args__ = (UniqueConstraint("choice_id", "ordinal"),)

    id: Mapped[Key]
    choice_id: Mapped[int] = mapped_column(ForeignKey("project_choice.id"))
    ordinal: Mapped[int]
    move: Mapped[ChoiceMove] = mapped_column(words(ChoiceMove))
    reason: Mapped[Long]
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment] = mapped_column(index=True)


class ClassProjectChoice(Base):
    """归入项目: the district says under which project a class is, and why; the latest row holds."""

    __tablename__ = "class_project_choice"
    __table_args__ = (UniqueConstraint("class_id", "ordinal"),)

    id: Mapped[Key]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    ordinal: Mapped[int]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    before_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    """Under which version it was until then; None: under none."""
    reason: Mapped[Long]
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    chosen_by: Mapped[Short]
    chosen_at: Mapped[Moment]

    project: Mapped[Project] = relationship(foreign_keys=[project_id])
    before: Mapped[Project | None] = relationship(foreign_keys=[before_id])


IS_IN_FORCE = Project.state == ProjectState.IN_FORCE
