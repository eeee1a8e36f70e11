"""Attendance machines that push, what they told, what they are asked, and what looks like fraud (R43)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import CommandKind, ProofKind, Signal
from training.database import Base, Sealed, SealedBytes, UtcTime
from training.records.classes.classes import Institution
from training.records.columns import BigKey, Key, Long, Moment, Short, words

ACTIVE = text("removed_at IS NULL")


class Device(Base):
    """考勤机: one registration of a machine at an institution; where it stood before is another row.

    What the machine last said of itself stands here too: it is of use only while it is new.
    """

    __tablename__ = "device"
    __table_args__ = (
        Index("uq_device_serial", "serial", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        Index(None, "institution_id", "number"),
        Index(None, "name"),
    )

    id: Mapped[Key]
    serial: Mapped[Short]
    """序列号 (SN), as the machine says it; at one place at a time."""
    name: Mapped[Short]
    """The serial without leading zeros: so punches name the machine, and so class sheets are read."""
    number: Mapped[Short] = mapped_column(default="")
    """机器号: the name of the same machine in its exported files, without leading zeros."""
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    class_room: Mapped[Short]
    """教室."""
    secret_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the secret part of its address, where it has one: the protocol itself proves nothing."""
    next_secret_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Of the secret that it is to be given; the address before is served until it first comes at this one."""
    own_host_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """专用域名: of the name that it alone calls, whose first label is as secret as a path."""
    own_port: Mapped[int | None]
    """专用端口: the port that it alone calls."""
    pinned_networks: Mapped[Long] = mapped_column(default="", server_default="")
    """固定网络: where it must come from, as CIDR with blanks between; empty is anywhere."""
    proof_due_on: Mapped[date | None]
    """The last day on which it counts without any proof, where it was registered before one was asked."""
    unproven_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When somebody last spoke in its name without a proof; moved on at most once a minute."""
    last_address: Mapped[Short] = mapped_column(default="", server_default="")
    """Of the network that it last came from."""
    last_address_at: Mapped[datetime | None] = mapped_column(UtcTime())
    last_stamp: Mapped[int | None] = mapped_column(BigInteger)
    """戳记: how far it says that it has handed in its punches."""
    last_stamp_at: Mapped[datetime | None] = mapped_column(UtcTime())
    registered_at: Mapped[Moment]
    registered_by: Mapped[Short]
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime())
    removed_by: Mapped[Short] = mapped_column(default="")
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """Moved on at most once a minute."""
    in_touch_since: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the contact began that has not been broken since."""
    firmware: Mapped[Short] = mapped_column(default="")
    is_access_control: Mapped[bool] = mapped_column(default=False, server_default=false())
    """门禁: it speaks the access-control protocol (Security PUSH), whose commands are others."""
    language: Mapped[str] = mapped_column(String(8), default="")
    """83 is simplified Chinese."""
    clock_drift_seconds: Mapped[int | None]
    """Ahead of ours, as last measured."""
    user_count: Mapped[int | None]
    record_count: Mapped[int | None]
    """Punches that it says it holds."""

    institution: Mapped[Institution] = relationship()

    @property
    def is_active(self) -> bool:
        return self.removed_at is None


class DeviceProof(Base):
    """身份凭据: what a machine was given to prove itself by, by whom; never the secret itself."""

    __tablename__ = "device_proof"

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"), index=True)
    kind: Mapped[ProofKind] = mapped_column(words(ProofKind))
    detail: Mapped[Long] = mapped_column(default="")
    """The port or the networks; of a secret and a name nothing."""
    given_at: Mapped[Moment]
    given_by: Mapped[Short]
    first_used_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the machine first came with it, where that is what makes it count."""

    device: Mapped[Device] = relationship()


class DeviceContact(Base):
    """在线时段: a span in which a machine was in touch and showed to be itself; between two it was silent.

    The newest grows while the contact lasts; whatever comes later is a span of its own.
    """

    __tablename__ = "device_contact"
    __table_args__ = (Index(None, "device_id", "last_at"),)

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    began_at: Mapped[Moment]
    last_at: Mapped[Moment]


class UnknownDevice(Base):
    """陌生考勤机: a serial that was turned away."""

    __tablename__ = "unknown_device"

    id: Mapped[Key]
    serial: Mapped[Short] = mapped_column(unique=True)
    reason: Mapped[Short]
    address: Mapped[Short]
    """Of the network that it last came from."""
    first_seen_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    times: Mapped[int]
    """Counted at most once a minute."""


class DeviceUpload(Base):
    """上传: what a machine sent, byte by byte; nothing of pictures and templates; the same bytes once.

    The body goes when the policy's days are over; that it came, and what became of it, stays.
    """

    __tablename__ = "device_upload"
    __table_args__ = (UniqueConstraint("device_id", "table_name", "sha256"),)

    id: Mapped[BigKey]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    table_name: Mapped[Short]
    """ATTLOG, OPERLOG, ATTPHOTO …"""
    received_at: Mapped[Moment]
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes as they came."""
    body: Mapped[bytes] = mapped_column(SealedBytes("device_upload.body"))
    lines: Mapped[int]
    unread: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    """What became of its punches."""
    purged_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the body went; at once where nothing of it may be kept."""
    is_proven: Mapped[bool]
    """Whether who sent it had shown that it was the machine; else its punches wait, also if read later."""

    device: Mapped[Device] = relationship()


class UnreadLine(Base):
    """看不懂的行: kept raw with the reason and told in an alert; the machine is told OK, for it is kept."""

    __tablename__ = "unread_line"

    id: Mapped[BigKey]
    upload_id: Mapped[int] = mapped_column(ForeignKey("device_upload.id"), index=True)
    line: Mapped[int]
    raw: Mapped[bytes] = mapped_column(SealedBytes("unread_line.raw"))
    reason: Mapped[Short]
    read_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When later code could read it after all."""

    upload: Mapped[DeviceUpload] = relationship()


class DeviceUser(Base):
    """机内用户: the name that a machine has for a number, one row for each name it ever told."""

    __tablename__ = "device_user"
    __table_args__ = (Index(None, "device_id", "number"),)

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    number: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(Sealed("device_user.name"))
    told_at: Mapped[Moment]


class DeviceCommand(Base):
    """下发命令: what a machine is asked; it fetches its commands and answers each by its id."""

    __tablename__ = "device_command"
    __table_args__ = (Index(None, "device_id", "answered_at"),)

    id: Mapped[Key]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    kind: Mapped[CommandKind] = mapped_column(words(CommandKind))
    text: Mapped[str] = mapped_column(Sealed("device_command.text"))
    starts_at: Mapped[datetime | None] = mapped_column(UtcTime())
    ends_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """The span that it asks for, both seconds included."""
    queued_at: Mapped[Moment] = mapped_column(index=True)
    queued_by: Mapped[Short]
    handed_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When the machine last fetched it."""
    times_handed: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime())
    return_code: Mapped[int | None]
    """0 is done; what others mean the protocol says."""
    machine_count: Mapped[int | None]
    our_count: Mapped[int | None]
    """At the time of the answer to 核对条数."""

    device: Mapped[Device] = relationship()


class FraudSignal(Base):
    """可疑迹象: recorded once; what to make of it is for a person to say."""

    __tablename__ = "fraud_signal"
    __table_args__ = (Index(None, "device_id", "happened_at"),)

    id: Mapped[Key]
    dedupe_key: Mapped[Long] = mapped_column(unique=True)
    kind: Mapped[Signal] = mapped_column(words(Signal))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    """Empty where no machine told it, but what was handed in."""
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    """Both empty where it concerns the machine and not one number."""
    happened_at: Mapped[Moment]
    evidence: Mapped[Long]
    recorded_at: Mapped[Moment]

    device: Mapped[Device | None] = relationship()
