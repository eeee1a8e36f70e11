"""The whole schema of version 0.2, with the districts and the city's rules.

What stood in an installation of version 0.1 is carried over by training.records.carrying_over.
"""

from datetime import UTC, date, datetime
from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy import Time as Clock
from sqlalchemy.types import TypeEngine

# The name of the file: that of version 0.1 were bare numbers, and 0001 there was something else.
revision = "0001_baseline"
down_revision = None
branch_labels = None
depends_on = None

BASELINE = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""As it is today, whatever the records become: a migration never changes."""
Time = DateTime(timezone=True)
BigKey = BigInteger().with_variant(Integer(), "sqlite")
DISTRICTS = (
    *("昆都仑区", "青山区", "东河区", "九原区", "石拐区", "白云鄂博矿区", "土默特右旗", "固阳县"),
    *("达尔罕茂明安联合旗", "稀土高新区"),
)
CITY_DEFAULT = {
    "effective_from": "2023-02-24",
    "class_hour_minutes": 45,
    "half_day_hours": 4,
    "qualifying_percent": 80,
    "in_opens_before_minutes": 45,
    "in_closes_after_minutes": 15,
    "out_opens_before_minutes": 15,
    "out_closes_after_minutes": 60,
    "duplicate_punch_minutes": 2,
    "clock_ahead_minutes": 10,
    "earliest_punch": "2023-01-01",
    "offline_restored_on": "2023-02-24",
    "online_theory_percent": 40,
    "youngest_age": 16,
    "oldest_age": 60,
    "retention_years": 10,
}


def upgrade() -> None:
    BASELINE.create_all(op.get_bind(), checkfirst=False)
    _preload()


def downgrade() -> None:
    BASELINE.drop_all(op.get_bind(), checkfirst=False)


def _preload() -> None:
    op.bulk_insert(BASELINE.tables["district"], [{"name": name} for name in DISTRICTS])
    first = {
        "version": 1,
        "effective_from": date(2023, 2, 24),
        "numbers": CITY_DEFAULT,
        "note": "包头市人社局 2023-02-23 通知，自印发之日起执行",
        "made_by": "系统",
        "made_at": datetime(2023, 2, 24, tzinfo=UTC),
    }
    op.bulk_insert(BASELINE.tables["rule_set"], [first])


def _key(kind: TypeEngine[Any] | type[TypeEngine[Any]] = Integer) -> Column[Any]:
    return Column("id", kind, primary_key=True)


def _column(name: str, kind: Any, *more: ForeignKey, nullable: bool = False, **options: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=nullable, **options)


def _where(condition: str) -> dict[str, Any]:
    """An index of some rows only."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


# classes

Table(
    "district",
    BASELINE,
    _key(),
    _column("name", String(64), unique=True),
)

Table(
    "import_batch",
    BASELINE,
    _key(),
    _column("kind", String(64)),
    _column("scope", String(255)),
    _column("file_name", String(255)),
    _column("sha256", String(64)),
    _column("imported_by", String(64)),
    _column("imported_at", Time),
    _column("rows_read", Integer),
    _column("rows_stored", Integer),
    _column("rows_known", Integer),
    _column("rows_quarantined", Integer),
    _column("rows_refused", Integer),
    CheckConstraint(
        "rows_read = rows_stored + rows_known + rows_quarantined + rows_refused",
        name="every_row_is_accounted_for",
    ),
    Index(None, "sha256", "kind", "scope"),
)

Table(
    "institution",
    BASELINE,
    _key(),
    _column("name", String(255), unique=True),
)

Table(
    "trainee",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("name", String(64)),
    _column("sex", String(16)),
    _column("id_number", LargeBinary),
    _column("id_number_index", LargeBinary, unique=True),
    _column("phone", LargeBinary),
    _column("phone_index", LargeBinary),
    _column("bank_card", LargeBinary, nullable=True),
    _column("bank_card_index", LargeBinary, nullable=True),
    _column("category", String(64)),
    _column("education", String(64)),
    Index(None, "phone_index"),
)

Table(
    "instructor",
    BASELINE,
    _key(),
    _column("institution_id", Integer, ForeignKey("institution.id")),
    _column("name", String(64)),
    UniqueConstraint("institution_id", "name"),
)

Table(
    "phone_change",
    BASELINE,
    _key(),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("old_phone", LargeBinary),
    _column("new_phone", LargeBinary),
    _column("batch_id", Integer, ForeignKey("import_batch.id")),
    _column("changed_at", Time),
    Index(None, "trainee_id"),
)

Table(
    "rule_set",
    BASELINE,
    _key(),
    _column("district_id", Integer, ForeignKey("district.id"), nullable=True),
    _column("version", Integer),
    _column("effective_from", Date),
    _column("numbers", JSON),
    _column("note", String(255)),
    _column("made_by", String(64)),
    _column("made_at", Time),
    UniqueConstraint("district_id", "version"),
)

Table(
    "training_class",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("class_number", String(64), unique=True),
    _column("name", String(255)),
    _column("institution_id", Integer, ForeignKey("institution.id")),
    _column("district_id", Integer, ForeignKey("district.id")),
    _column("trade", String(64)),
    _column("level", String(64)),
    _column("kind", String(16)),
    _column("is_key_group", Boolean),
    _column("prescribed_halves", Integer),
    _column("starts_on", Date),
    _column("ends_on", Date),
    _column("morning_starts", Clock),
    _column("morning_ends", Clock),
    _column("afternoon_starts", Clock),
    _column("afternoon_ends", Clock),
    _column("attendance_device", String(64)),
    _column("online_reason", String(255)),
    _column("filed_on", Date),
    _column("filed_by", String(64)),
    _column("rule_set_id", Integer, ForeignKey("rule_set.id")),
    Index(None, "district_id", "starts_on"),
    Index(None, "institution_id", "starts_on", "ends_on"),
)

Table(
    "enrolment",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("attendance_number", String(24), nullable=True),
    _column("batch_id", Integer, ForeignKey("import_batch.id")),
    UniqueConstraint("class_id", "attendance_number"),
    UniqueConstraint("class_id", "trainee_id"),
    Index(None, "attendance_number"),
    Index(None, "trainee_id"),
)

Table(
    "lesson",
    BASELINE,
    _key(),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("held_on", Date),
    _column("half_day", String(16)),
    _column("content", String(16)),
    _column("mode", String(16)),
    _column("halves", Integer),
    _column("instructor_id", Integer, ForeignKey("instructor.id"), nullable=True),
    UniqueConstraint("class_id", "held_on", "half_day"),
    Index(None, "held_on"),
)

Table(
    "online_reason",
    BASELINE,
    _key(),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("reason", String(255)),
    _column("given_by", String(64)),
    _column("given_at", Time),
    Index(None, "class_id"),
)

Table(
    "lesson_cancellation",
    BASELINE,
    _key(),
    _column("lesson_id", Integer, ForeignKey("lesson.id"), unique=True),
    _column("reason", String(255)),
    _column("cancelled_by", String(64)),
    _column("cancelled_at", Time),
)

Table(
    "withdrawal",
    BASELINE,
    _key(),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id"), unique=True),
    _column("last_day", Date),
    _column("reason", String(255)),
    _column("recorded_by", String(64)),
    _column("recorded_at", Time),
)

# staff

Table(
    "chat_sign_in",
    BASELINE,
    _key(),
    _column("digest", LargeBinary, unique=True),
    _column("address_index", LargeBinary),
    _column("tried_at", Time),
    Index(None, "address_index", "tried_at"),
)

Table(
    "staff",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("name", String(64), unique=True),
    _column("chat_id", String(64), nullable=True),
    _column("account_id", String(64), nullable=True),
    _column("role", String(16)),
    _column("district_id", Integer, ForeignKey("district.id"), nullable=True),
    _column("institution_id", Integer, ForeignKey("institution.id"), nullable=True),
    _column("added_at", Time),
    _column("left_at", Time, nullable=True),
    CheckConstraint("(role = 'district') = (district_id IS NOT NULL)", name="a_district_role_has_a_district"),
    CheckConstraint(
        "(role = 'institution') = (institution_id IS NOT NULL)", name="an_institution_role_has_an_institution"
    ),
    Index(None, "chat_id", unique=True),
)

Table(
    "api_token",
    BASELINE,
    _key(),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("digest", LargeBinary, unique=True),
    _column("issued_at", Time),
    _column("expires_at", Time),
    _column("revoked_at", Time, nullable=True),
    Index(None, "staff_id"),
)

Table(
    "staff_link",
    BASELINE,
    _key(),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("digest", LargeBinary, unique=True),
    _column("path", String(255)),
    _column("made_at", Time),
    _column("expires_at", Time),
    Index(None, "staff_id"),
)

Table(
    "staff_session",
    BASELINE,
    _key(),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("link_id", Integer, ForeignKey("staff_link.id"), unique=True),
    _column("digest", LargeBinary, unique=True),
    _column("begun_at", Time),
    _column("seen_at", Time),
    _column("ended_at", Time, nullable=True),
    Index(None, "staff_id"),
)

# outbox

Table(
    "form_receipt",
    BASELINE,
    _key(),
    _column("digest", LargeBinary, unique=True),
    _column("received_at", Time),
    Index(None, "received_at"),
)

Table(
    "sms_channel",
    BASELINE,
    _column("provider", String(64), primary_key=True),
    _column("failures", Integer),
    _column("paused_until", Time, nullable=True),
    _column("reason", String(255)),
    _column("next_slot_at", Time, nullable=True),
)

Table(
    "outgoing_message",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("dedupe_key", String(255), unique=True),
    _column("template", String(64)),
    _column("parameters", LargeBinary, nullable=True),
    _column("phone", LargeBinary, nullable=True),
    _column("phone_index", LargeBinary, nullable=True),
    _column("trainee_id", Integer, ForeignKey("trainee.id"), nullable=True),
    _column("district_id", Integer, ForeignKey("district.id"), nullable=True),
    _column("state", String(16)),
    _column("written_at", Time),
    _column("due_at", Time),
    _column("expires_at", Time),
    _column("leased_until", Time, nullable=True),
    _column("attempts", Integer),
    _column("segments", Integer),
    _column("provider", String(64)),
    _column("reference", String(255)),
    _column("attempted_at", Time, nullable=True),
    _column("sent_at", Time, nullable=True),
    _column("look_up_at", Time, nullable=True),
    _column("settled_at", Time, nullable=True),
    _column("purged_at", Time, nullable=True),
    Index(None, "phone_index"),
    Index(None, "provider", "look_up_at"),
    Index(None, "provider", "reference"),
    Index(None, "state", "due_at"),
    Index(None, "state", "expires_at"),
    Index(None, "trainee_id"),
)

Table(
    "delivery_attempt",
    BASELINE,
    _key(),
    _column("message_id", Integer, ForeignKey("outgoing_message.id")),
    _column("attempted_at", Time),
    _column("outcome", String(64)),
    _column("reference", String(255)),
    _column("fault", String(255)),
    Index(None, "message_id"),
)

Table(
    "message_receipt",
    BASELINE,
    _key(),
    _column("message_id", Integer, ForeignKey("outgoing_message.id")),
    _column("received_at", Time),
    _column("fate", String(16)),
    _column("reference", String(255)),
    _column("code", String(64)),
    _column("segments", Integer),
    _column("said", LargeBinary, nullable=True),
    _column("applied_at", Time, nullable=True),
    Index(None, "applied_at"),
    Index(None, "message_id"),
)

Table(
    "alert",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("dedupe_key", String(255), unique=True),
    _column("kind", String(64)),
    _column("audience", String(16)),
    _column("district_id", Integer, ForeignKey("district.id"), nullable=True),
    _column("institution_id", Integer, ForeignKey("institution.id"), nullable=True),
    _column("class_id", Integer, ForeignKey("training_class.id"), nullable=True),
    _column("text", String(255)),
    _column("raised_at", Time),
    _column("told_at", Time, nullable=True),
    Index(None, "audience", "raised_at"),
    Index(None, "class_id"),
)

Table(
    "short_link",
    BASELINE,
    _key(),
    _column("digest", LargeBinary, unique=True),
    _column("message_id", Integer, ForeignKey("outgoing_message.id"), unique=True),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("held_on", Date, nullable=True),
    _column("expires_at", Time),
    Index(None, "expires_at"),
)

# people

Table(
    "login_code",
    BASELINE,
    _key(),
    _column("phone_index", LargeBinary),
    _column("digest", LargeBinary),
    _column("address_index", LargeBinary),
    _column("requested_on", Date),
    _column("ordinal", Integer),
    _column("requested_at", Time),
    _column("expires_at", Time),
    UniqueConstraint("phone_index", "requested_on", "ordinal"),
    Index(None, "address_index", "requested_at"),
)

Table(
    "code_attempt",
    BASELINE,
    _key(),
    _column("code_id", Integer, ForeignKey("login_code.id")),
    _column("ordinal", Integer),
    _column("attempted_at", Time),
    _column("succeeded", Boolean),
    UniqueConstraint("code_id", "ordinal"),
)

Table(
    "phone_request",
    BASELINE,
    _key(),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("ordinal", Integer),
    _column("old_phone", LargeBinary),
    _column("new_phone", LargeBinary),
    _column("old_digest", LargeBinary),
    _column("new_digest", LargeBinary),
    _column("tries", Integer),
    _column("requested_at", Time),
    _column("expires_at", Time),
    _column("done_at", Time, nullable=True),
    UniqueConstraint("trainee_id", "ordinal"),
)

Table(
    "phone_verification",
    BASELINE,
    _key(),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("phone_index", LargeBinary),
    _column("how", String(16)),
    _column("verified_by", String(64)),
    _column("verified_at", Time),
    Index(None, "trainee_id", "phone_index"),
)

Table(
    "problem_report",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("district_id", Integer, ForeignKey("district.id"), nullable=True),
    _column("about", String(64)),
    _column("text", String(255)),
    _column("reported_at", Time),
    Index(None, "district_id"),
    Index(None, "trainee_id", "reported_at"),
)

Table(
    "sign_in",
    BASELINE,
    _key(),
    _column("digest", LargeBinary, unique=True),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("code_id", Integer, ForeignKey("login_code.id")),
    _column("signed_in_at", Time),
    _column("expires_at", Time),
    Index(None, "trainee_id"),
)

Table(
    "sms_opt_out",
    BASELINE,
    _key(),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("asked_by", String(64)),
    _column("asked_at", Time),
    _column("reason", String(255), server_default=""),
    _column("phone_index", LargeBinary, nullable=True),
    Index(None, "trainee_id"),
)

Table(
    "sign_out",
    BASELINE,
    _key(),
    _column("sign_in_id", Integer, ForeignKey("sign_in.id"), unique=True),
    _column("signed_out_at", Time),
)

Table(
    "sms_opt_in",
    BASELINE,
    _key(),
    _column("opt_out_id", Integer, ForeignKey("sms_opt_out.id"), unique=True),
    _column("asked_by", String(64)),
    _column("asked_at", Time),
)

# attendance

Table(
    "unknown_device",
    BASELINE,
    _key(),
    _column("serial", String(64), unique=True),
    _column("reason", String(64)),
    _column("address", String(64)),
    _column("first_seen_at", Time),
    _column("last_seen_at", Time),
    _column("times", Integer),
)

Table(
    "device",
    BASELINE,
    _key(),
    _column("serial", String(64)),
    _column("name", String(64)),
    _column("number", String(64)),
    _column("institution_id", Integer, ForeignKey("institution.id")),
    _column("class_room", String(64)),
    _column("secret_digest", LargeBinary, nullable=True),
    _column("registered_at", Time),
    _column("registered_by", String(64)),
    _column("removed_at", Time, nullable=True),
    _column("removed_by", String(64)),
    _column("last_seen_at", Time, nullable=True),
    _column("in_touch_since", Time, nullable=True),
    _column("firmware", String(64)),
    _column("language", String(8)),
    _column("clock_drift_seconds", Integer, nullable=True),
    _column("user_count", Integer, nullable=True),
    _column("record_count", Integer, nullable=True),
    Index(None, "institution_id", "number"),
    Index(None, "name"),
    Index("uq_device_serial", "serial", unique=True, **_where("removed_at IS NULL")),
)

Table(
    "punch",
    BASELINE,
    _key(BigKey),
    _column("institution_id", Integer, ForeignKey("institution.id")),
    _column("number", String(24)),
    _column("punched_at", Time),
    _column("device", String(64)),
    _column("status", Integer, nullable=True),
    _column("verify", Integer, nullable=True),
    _column("clock_is_wrong", Boolean),
    _column("batch_id", Integer, ForeignKey("import_batch.id")),
    _column("line", Integer),
    UniqueConstraint("institution_id", "number", "punched_at", "device"),
    Index(None, "batch_id"),
    Index(None, "device", "punched_at"),
)

Table(
    "device_command",
    BASELINE,
    _key(),
    _column("device_id", Integer, ForeignKey("device.id")),
    _column("kind", String(16)),
    _column("text", LargeBinary),
    _column("starts_at", Time, nullable=True),
    _column("ends_at", Time, nullable=True),
    _column("queued_at", Time),
    _column("queued_by", String(64)),
    _column("handed_at", Time, nullable=True),
    _column("times_handed", Integer),
    _column("answered_at", Time, nullable=True),
    _column("return_code", Integer, nullable=True),
    _column("machine_count", Integer, nullable=True),
    _column("our_count", Integer, nullable=True),
    Index(None, "device_id", "answered_at"),
)

Table(
    "device_upload",
    BASELINE,
    _key(BigKey),
    _column("device_id", Integer, ForeignKey("device.id")),
    _column("table_name", String(64)),
    _column("received_at", Time),
    _column("sha256", String(64)),
    _column("body", LargeBinary),
    _column("lines", Integer),
    _column("unread", Integer),
    _column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=True),
    UniqueConstraint("device_id", "table_name", "sha256"),
)

Table(
    "device_user",
    BASELINE,
    _key(),
    _column("device_id", Integer, ForeignKey("device.id")),
    _column("number", String(24)),
    _column("name", LargeBinary),
    _column("told_at", Time),
    Index(None, "device_id", "number"),
)

Table(
    "unread_line",
    BASELINE,
    _key(BigKey),
    _column("upload_id", BigKey, ForeignKey("device_upload.id")),
    _column("line", Integer),
    _column("raw", LargeBinary),
    _column("reason", String(64)),
    Index(None, "upload_id"),
)

Table(
    "watch_record",
    BASELINE,
    _key(),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("name", String(64)),
    _column("phone", LargeBinary),
    _column("phone_index", LargeBinary),
    _column("entered_at", Time),
    _column("left_at", Time),
    _column("batch_id", Integer, ForeignKey("import_batch.id")),
    _column("line", Integer),
    UniqueConstraint("class_id", "name", "phone_index", "entered_at", "left_at"),
    Index(None, "batch_id"),
    Index(None, "class_id", "phone_index"),
)

Table(
    "fraud_signal",
    BASELINE,
    _key(),
    _column("dedupe_key", String(255), unique=True),
    _column("kind", String(16)),
    _column("device_id", Integer, ForeignKey("device.id")),
    _column("class_id", Integer, ForeignKey("training_class.id"), nullable=True),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id"), nullable=True),
    _column("happened_at", Time),
    _column("evidence", String(255)),
    _column("recorded_at", Time),
    Index(None, "class_id"),
    Index(None, "device_id", "happened_at"),
)

Table(
    "leave_of_absence",
    BASELINE,
    _key(),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("held_on", Date),
    _column("part", String(16)),
    _column("turn", Integer, server_default="1"),
    _column("reason", String(255)),
    _column("approved_by", String(64)),
    _column("approved_at", Time),
    UniqueConstraint("enrolment_id", "held_on", "part", "turn"),
    Index(None, "held_on"),
)

Table(
    "punch_correction",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("lesson_id", Integer, ForeignKey("lesson.id")),
    _column("punch", String(16)),
    _column("ordinal", Integer),
    _column("reason", String(255)),
    _column("asked_at", Time),
    UniqueConstraint("enrolment_id", "lesson_id", "punch", "ordinal"),
    Index(None, "lesson_id"),
)

Table(
    "reminder",
    BASELINE,
    _key(),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("held_on", Date),
    _column("part", String(16)),
    _column("occasion", String(16)),
    _column("message_id", Integer, ForeignKey("outgoing_message.id"), unique=True),
    _column("written_at", Time),
    UniqueConstraint("enrolment_id", "held_on", "part", "occasion"),
    Index(None, "held_on"),
)

Table(
    "correction_decision",
    BASELINE,
    _key(),
    _column("correction_id", Integer, ForeignKey("punch_correction.id"), unique=True),
    _column("is_approved", Boolean),
    _column("decided_by_id", Integer, ForeignKey("staff.id")),
    _column("decided_at", Time),
    _column("note", String(255)),
)

Table(
    "correction_photo",
    BASELINE,
    _key(),
    _column("correction_id", Integer, ForeignKey("punch_correction.id"), unique=True),
    _column("jpeg", LargeBinary),
)

Table(
    "leave_revocation",
    BASELINE,
    _key(),
    _column("leave_id", Integer, ForeignKey("leave_of_absence.id"), unique=True),
    _column("reason", String(255)),
    _column("revoked_by", String(64)),
    _column("revoked_at", Time),
)

# checks

Table(
    "spot_check",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("number", String(255), unique=True),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("level", String(16)),
    _column("ordinal", Integer),
    _column("method", String(16)),
    _column("rule_set_id", Integer, ForeignKey("rule_set.id")),
    _column("started_by", String(64)),
    _column("started_at", Time),
    _column("ended_at", Time, nullable=True),
    UniqueConstraint("class_id", "level", "ordinal"),
    Index("ix_spot_check_running", "class_id", "level", unique=True, **_where("ended_at IS NULL")),
    Index(None, "started_at"),
)

Table(
    "check_conclusion",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id"), unique=True),
    _column("verdict", String(16)),
    _column("conditions", JSON),
    _column("concluded_by", String(64)),
    _column("concluded_at", Time),
)

Table(
    "check_voiding",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id"), unique=True),
    _column("reason", String(255)),
    _column("voided_by", String(64)),
    _column("voided_at", Time),
)

Table(
    "draw",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id"), unique=True),
    _column("algorithm", String(64)),
    _column("seed", LargeBinary),
    _column("roster_hash", String(64)),
    _column("roster_size", Integer),
    _column("sample_size", Integer),
    _column("one_in", Integer),
    _column("drawn_at", Time),
)

Table(
    "drawn_trainee",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("position", Integer),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("was_drawn_before", Boolean),
    UniqueConstraint("check_id", "enrolment_id"),
    UniqueConstraint("check_id", "position"),
    Index(None, "enrolment_id"),
)

Table(
    "evidence",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("sha256", String(64)),
    _column("media_type", String(64)),
    _column("size", Integer),
    _column("width", Integer),
    _column("height", Integer),
    _column("taken_at", Time, nullable=True),
    _column("taken_place", String(64)),
    _column("original_key", String(255)),
    _column("served_key", String(255)),
    _column("source", String(64)),
    _column("received_by", String(64)),
    _column("received_at", Time),
    UniqueConstraint("check_id", "sha256"),
    Index(None, "received_at"),
    Index(None, "sha256"),
)

Table(
    "head_count",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("heads", Integer),
    _column("counted_by", String(64)),
    _column("counted_at", Time),
    _column("client_key", String(64), nullable=True),
    UniqueConstraint("check_id", "client_key"),
)

Table(
    "live_statistics",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("source", String(16)),
    _column("day", Date),
    _column("file_name", String(255)),
    _column("sha256", String(64)),
    _column("size", Integer),
    _column("file_key", String(255)),
    _column("lines", Integer),
    _column("strangers", Integer),
    _column("teachers", Integer),
    _column("duplicates", Integer),
    _column("received_by", String(64)),
    _column("received_at", Time),
    _column("client_key", String(64), nullable=True),
    _column("purged_at", Time, nullable=True),
    UniqueConstraint("check_id", "client_key"),
)

Table(
    "meeting_failure",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("reason", String(16)),
    _column("explanation", String(255)),
    _column("reported_by", String(64)),
    _column("reported_at", Time),
    _column("client_key", String(64), nullable=True),
    UniqueConstraint("check_id", "client_key"),
)

Table(
    "video_start",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id"), unique=True),
    _column("roster", JSON),
    _column("roster_hash", String(64)),
    _column("roster_size", Integer),
    _column("override_reason", String(255)),
)

Table(
    "face_count",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("evidence_id", Integer, ForeignKey("evidence.id")),
    _column("faces", Integer),
    _column("counted_by", String(64)),
    _column("counted_at", Time),
    _column("client_key", String(64), nullable=True),
    UniqueConstraint("check_id", "client_key"),
    Index(None, "evidence_id"),
)

Table(
    "face_detection",
    BASELINE,
    _key(),
    _column("evidence_id", Integer, ForeignKey("evidence.id")),
    _column("attempt", Integer),
    _column("begun_at", Time),
    _column("ended_at", Time, nullable=True),
    _column("took_ms", Integer, nullable=True),
    _column("faces", Integer, nullable=True),
    _column("boxes", JSON),
    _column("detector", String(64)),
    _column("fault", String(64)),
    UniqueConstraint("evidence_id", "attempt"),
)

Table(
    "panorama_mark",
    BASELINE,
    _key(),
    _column("evidence_id", Integer, ForeignKey("evidence.id")),
    _column("is_panorama", Boolean),
    _column("everybody_in", Boolean),
    _column("marked_by", String(64)),
    _column("marked_at", Time),
    Index(None, "evidence_id"),
)

Table(
    "phone_showing",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("drawn_id", Integer, ForeignKey("drawn_trainee.id")),
    _column("staff_id", Integer, ForeignKey("staff.id"), nullable=True),
    _column("shown_to", String(64)),
    _column("shown_at", Time),
    Index(None, "check_id"),
)

Table(
    "spot_call",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("drawn_id", Integer, ForeignKey("drawn_trainee.id")),
    _column("outcome", String(16)),
    _column("started_at", Time),
    _column("ended_at", Time),
    _column("note", String(255)),
    _column("called_by", String(64)),
    _column("recorded_at", Time),
    _column("client_key", String(64), nullable=True),
    _column("corrects_id", Integer, ForeignKey("spot_call.id"), nullable=True, unique=True),
    UniqueConstraint("check_id", "client_key"),
    Index(None, "drawn_id"),
)

Table(
    "statistics_viewer",
    BASELINE,
    _key(),
    _column("statistics_id", Integer, ForeignKey("live_statistics.id")),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("watched_seconds", Integer),
    UniqueConstraint("statistics_id", "enrolment_id"),
    Index(None, "enrolment_id"),
)

Table(
    "substitution",
    BASELINE,
    _key(),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("old_id", Integer, ForeignKey("drawn_trainee.id"), unique=True),
    _column("new_id", Integer, ForeignKey("drawn_trainee.id"), unique=True),
    _column("reason", String(16)),
    _column("made_by", String(64)),
    _column("made_at", Time),
    Index(None, "check_id"),
)

Table(
    "field_comparison",
    BASELINE,
    _key(),
    _column("call_id", Integer, ForeignKey("spot_call.id")),
    _column("item", String(16)),
    _column("comparison", String(16)),
    UniqueConstraint("call_id", "item"),
)

Table(
    "mismatch_resolution",
    BASELINE,
    _key(),
    _column("call_id", Integer, ForeignKey("spot_call.id"), unique=True),
    _column("evidence_id", Integer, ForeignKey("evidence.id")),
    _column("reason", String(255)),
    _column("resolved_by", String(64)),
    _column("resolved_at", Time),
)

# meetings

Table(
    "meeting_event",
    BASELINE,
    _key(BigKey),
    _column("event_id", String(255), unique=True),
    _column("conference_id", String(255)),
    _column("said", LargeBinary, nullable=True),
    _column("received_at", Time),
    _column("applied_at", Time, nullable=True),
    Index(None, "applied_at", "conference_id"),
)

Table(
    "chat_account",
    BASELINE,
    _key(BigKey),
    _column("trainee_id", Integer, ForeignKey("trainee.id")),
    _column("phone_index", LargeBinary),
    _column("chat_id", LargeBinary, nullable=True),
    _column("account_id", LargeBinary, nullable=True),
    _column("account_index", LargeBinary, nullable=True),
    _column("looked_up_at", Time),
    Index(None, "trainee_id", "phone_index"),
)

Table(
    "meeting",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("ordinal", Integer),
    _column("state", String(16)),
    _column("title", String(64)),
    _column("host_id", Integer, ForeignKey("staff.id")),
    _column("wanted_at", Time),
    _column("opened_at", Time, nullable=True),
    _column("ended_at", Time, nullable=True),
    _column("conference_id", String(255), nullable=True, unique=True),
    _column("join_address", LargeBinary, nullable=True),
    _column("room_code", String(64)),
    _column("dial_in", JSON),
    _column("trouble", String(16), nullable=True),
    _column("purged_at", Time, nullable=True),
    UniqueConstraint("check_id", "ordinal"),
    Index("ix_meeting_running", "check_id", unique=True, **_where("ended_at IS NULL")),
)

Table(
    "meeting_look",
    BASELINE,
    _key(),
    _column("meeting_id", Integer, ForeignKey("meeting.id")),
    _column("looked_at", Time),
    Index(None, "meeting_id"),
)

Table(
    "meeting_presence",
    BASELINE,
    _key(BigKey),
    _column("meeting_id", Integer, ForeignKey("meeting.id")),
    _column("said_key", String(64)),
    _column("source", String(16)),
    _column("member_key", String(64)),
    _column("account_index", LargeBinary, nullable=True),
    _column("phone_index", LargeBinary, nullable=True),
    _column("nick", LargeBinary),
    _column("is_in", Boolean),
    _column("joined_at", Time, nullable=True),
    _column("left_at", Time, nullable=True),
    _column("stayed_seconds", Integer, nullable=True),
    _column("sequence", BigInteger),
    _column("said_at", Time),
    UniqueConstraint("meeting_id", "said_key"),
)

Table(
    "meeting_wish",
    BASELINE,
    _key(),
    _column("meeting_id", Integer, ForeignKey("meeting.id")),
    _column("kind", String(16)),
    _column("staff_id", Integer, ForeignKey("staff.id"), nullable=True),
    _column("asked_at", Time),
    _column("due_at", Time),
    _column("attempts", Integer),
    _column("is_unclear", Boolean),
    _column("settled_at", Time, nullable=True),
    _column("trouble", String(16), nullable=True),
    _column("code", String(255)),
    Index(None, "meeting_id"),
    Index("ix_meeting_wish_open", "meeting_id", "kind", unique=True, **_where("settled_at IS NULL")),
    Index(None, "settled_at", "due_at"),
)

Table(
    "camera_sighting",
    BASELINE,
    _key(BigKey),
    _column("look_id", Integer, ForeignKey("meeting_look.id")),
    _column("member_key", String(64)),
    _column("account_index", LargeBinary, nullable=True),
    _column("phone_index", LargeBinary, nullable=True),
    _column("nick", LargeBinary),
    _column("is_in", Boolean),
    _column("camera_is_on", Boolean, nullable=True),
    UniqueConstraint("look_id", "member_key"),
)

Table(
    "meeting_invitation",
    BASELINE,
    _key(BigKey),
    _column("meeting_id", Integer, ForeignKey("meeting.id")),
    _column("wish_id", Integer, ForeignKey("meeting_wish.id")),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("way", String(16), nullable=True),
    _column("result", String(16)),
    _column("invited_at", Time, nullable=True),
    _column("message_id", Integer, ForeignKey("outgoing_message.id"), nullable=True),
    UniqueConstraint("wish_id", "enrolment_id"),
    Index(None, "enrolment_id"),
    Index(None, "meeting_id"),
    Index(None, "message_id"),
)

Table(
    "meeting_notice",
    BASELINE,
    _key(),
    _column("wish_id", Integer, ForeignKey("meeting_wish.id"), unique=True),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("written_at", Time),
    _column("leased_until", Time),
    _column("told_at", Time, nullable=True),
    Index(None, "staff_id"),
    Index(None, "told_at", "leased_until"),
)

# feedback

Table(
    "feedback",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("class_id", Integer, ForeignKey("training_class.id")),
    _column("due_on", Date),
    _column("results", JSON),
    _column("opinion", String(255)),
    _column("sent_by", String(64)),
    _column("sent_at", Time),
    Index(None, "class_id"),
)

Table(
    "feedback_answer",
    BASELINE,
    _key(),
    _column("feedback_id", Integer, ForeignKey("feedback.id")),
    _column("text", String(255)),
    _column("answered_by", String(64)),
    _column("answered_at", Time),
    Index(None, "feedback_id"),
)

# claims

Table(
    "school_approval",
    BASELINE,
    _key(),
    _column("institution_id", Integer, ForeignKey("institution.id")),
    _column("licence_number", String(64)),
    _column("valid_from", Date),
    _column("valid_until", Date),
    _column("filed_on", Date),
    _column("recorded_by", String(64)),
    _column("recorded_at", Time),
    Index(None, "institution_id"),
)

Table(
    "school_revocation",
    BASELINE,
    _key(),
    _column("approval_id", Integer, ForeignKey("school_approval.id"), unique=True),
    _column("revoked_on", Date),
    _column("reason", String(255)),
    _column("recorded_by", String(64)),
    _column("recorded_at", Time),
)

Table(
    "c1_claim",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("enrolment_id", Integer, ForeignKey("enrolment.id")),
    _column("live_enrolment_id", Integer, ForeignKey("enrolment.id"), nullable=True, unique=True),
    _column("district_id", Integer, ForeignKey("district.id")),
    _column("filed_by_id", Integer, ForeignKey("staff.id"), nullable=True),
    _column("state", String(16)),
    _column("since", Time),
    _column("second_reviewer_is_due", Boolean),
    _column("seed", LargeBinary, nullable=True),
    _column("look_is_due", Boolean),
    _column("approved_at", Time, nullable=True),
    _column("publicity_id", Integer, ForeignKey("publicity.id"), nullable=True),
    _column("has_objection", Boolean),
    _column("purged_at", Time, nullable=True),
    Index(None, "district_id", "state", "since", "id"),
    Index(None, "enrolment_id"),
    Index(None, "look_is_due", "since", "id"),
    Index(None, "publicity_id"),
    Index(None, "state", "since", "id"),
)

Table(
    "claim_event",
    BASELINE,
    _key(),
    _column("claim_id", Integer, ForeignKey("c1_claim.id")),
    _column("ordinal", Integer),
    _column("act", String(16)),
    _column("state", String(16)),
    _column("staff_id", Integer, ForeignKey("staff.id"), nullable=True),
    _column("acted_by", String(64)),
    _column("acted_at", Time),
    _column("reason", String(255)),
    _column("consent_version", String(64)),
    UniqueConstraint("claim_id", "ordinal"),
)

Table(
    "claim_paper",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("claim_id", Integer, ForeignKey("c1_claim.id")),
    _column("kind", String(16)),
    _column("place", Integer),
    _column("version", Integer),
    _column("for_submission", Integer),
    _column("sha256", String(64)),
    _column("media_type", String(64)),
    _column("size", Integer),
    _column("width", Integer),
    _column("height", Integer),
    _column("store_key", String(255)),
    _column("thumbnail_key", String(255)),
    _column("received_by", String(64)),
    _column("received_at", Time),
    _column("client_key", String(64), nullable=True),
    _column("purged_at", Time, nullable=True),
    UniqueConstraint("claim_id", "client_key"),
    UniqueConstraint("claim_id", "kind", "place", "version"),
    Index(None, "sha256"),
)

Table(
    "claim_payment",
    BASELINE,
    _key(),
    _column("claim_id", Integer, ForeignKey("c1_claim.id"), unique=True),
    _column("amount_fen", Integer),
    _column("paid_on", Date),
    _column("voucher", String(64)),
    _column("recorded_by", String(64)),
    _column("recorded_at", Time),
)

Table(
    "counter_filing",
    BASELINE,
    _key(),
    _column("claim_id", Integer, ForeignKey("c1_claim.id")),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("filed_at", Time),
    UniqueConstraint("claim_id", "staff_id"),
    Index(None, "staff_id"),
)

Table(
    "paper_opening",
    BASELINE,
    _key(BigKey),
    _column("paper_id", Integer, ForeignKey("claim_paper.id")),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("opened_at", Time),
    Index(None, "opened_at"),
    Index(None, "paper_id"),
)

Table(
    "paper_review",
    BASELINE,
    _key(),
    _column("paper_id", Integer, ForeignKey("claim_paper.id")),
    _column("ordinal", Integer),
    _column("facts", JSON, nullable=True),
    _column("reason", String(255)),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("reviewed_at", Time),
    UniqueConstraint("paper_id", "ordinal"),
)

# subsidies

Table(
    "publicity",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("district_id", Integer, ForeignKey("district.id")),
    _column("meeting_number", String(64)),
    _column("meeting_on", Date),
    _column("begins_on", Date),
    _column("ends_on", Date),
    _column("amount_fen", Integer, nullable=True),
    _column("payee", String(16), nullable=True),
    _column("made_by", String(64)),
    _column("made_at", Time),
    Index(None, "district_id"),
)

Table(
    "region_total",
    BASELINE,
    _key(),
    _column("batch_id", Integer, ForeignKey("import_batch.id")),
    _column("district_id", Integer, ForeignKey("district.id")),
    _column("year", Integer),
    _column("as_of", Date),
    _column("trained", Integer),
    _column("subsidised", Integer),
    _column("amount_fen", BigInteger),
    UniqueConstraint("district_id", "year", "batch_id"),
)

Table(
    "publicity_minutes",
    BASELINE,
    _key(),
    _column("publicity_id", Integer, ForeignKey("publicity.id"), unique=True),
    _column("sha256", String(64)),
    _column("media_type", String(64)),
    _column("size", Integer),
    _column("store_key", String(255)),
    _column("received_by", String(64)),
    _column("received_at", Time),
)

# chat

Table(
    "api_usage",
    BASELINE,
    _key(),
    _column("month", Date),
    _column("kind", String(16)),
    _column("count", Integer),
    UniqueConstraint("month", "kind"),
)

Table(
    "received_message",
    BASELINE,
    _key(),
    _column("message_id", String(255), unique=True),
    _column("sender", String(64)),
    _column("request", LargeBinary, nullable=True),
    _column("reply", LargeBinary, nullable=True),
    _column("received_at", Time),
    _column("leased_until", Time),
    _column("attempts", Integer),
    _column("acted_at", Time, nullable=True),
    _column("settled_at", Time, nullable=True),
    _column("outcome", String(64)),
    Index(None, "settled_at", "leased_until"),
)

Table(
    "alert_notice",
    BASELINE,
    _key(),
    _column("alert_id", Integer, ForeignKey("alert.id")),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("leased_until", Time),
    _column("told_at", Time, nullable=True),
    UniqueConstraint("alert_id", "staff_id"),
    Index(None, "staff_id"),
)

Table(
    "check_focus",
    BASELINE,
    _key(),
    _column("staff_id", Integer, ForeignKey("staff.id"), unique=True),
    _column("check_id", Integer, ForeignKey("spot_check.id")),
    _column("entered_at", Time),
)

Table(
    "chat_card",
    BASELINE,
    _key(),
    _column("public_id", Uuid, unique=True),
    _column("check_id", Integer, ForeignKey("spot_check.id"), nullable=True),
    _column("event_id", Integer, ForeignKey("claim_event.id"), nullable=True),
    _column("staff_id", Integer, ForeignKey("staff.id")),
    _column("is_due", Boolean),
    _column("changes", Integer, server_default="0"),
    _column("leased_until", Time),
    _column("delivered_at", Time, nullable=True),
    _column("shown", String(64)),
    UniqueConstraint("check_id", "staff_id"),
    UniqueConstraint("event_id", "staff_id"),
    CheckConstraint("(check_id IS NULL) <> (event_id IS NULL)", name="a_card_shows_one_thing"),
    Index(None, "is_due", "leased_until"),
    Index(None, "staff_id"),
)
