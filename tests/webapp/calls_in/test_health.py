"""A monitor is told whether somebody must come; nothing of a person, a path or an address."""

from tests.webapp.conftest import World, a_world, web_settings
from training.health.acts.beat import beat
from training.health.terms import Part


def told(world: World) -> dict[str, dict[str, str]]:
    return {each["about"]: each for each in world.client().get("/healthz").json["problems"]}


def test_while_everybody_is_served_the_answer_is_200(world):
    answer = world.client().get("/healthz")

    assert (answer.status_code, answer.json["status"]) == (200, "degraded")


def test_a_worker_that_died_is_told_and_one_that_lives_is_not(world):
    before = told(world)
    with world.database.writing() as session:
        beat(session, Part.WORKER, now=world.now)
    while_it_lives = told(world)
    world.pass_by(minutes=6)

    assert [each.get("后台", {}).get("status") for each in (before, while_it_lives, told(world))] == [
        "degraded",
        None,
        "degraded",
    ]


def test_no_path_and_no_address_is_told(world, tmp_path):
    text = world.client().get("/healthz").get_data(as_text=True)

    assert str(tmp_path) not in text
    assert str(world.database.engine.url.database) not in text


def test_a_damaged_database_is_503_here_and_on_every_page(migrated_sqlite, tmp_path):
    (tmp_path / "chaban.db").write_bytes(b"not a database at all " * 1000)
    world = a_world(f"sqlite:///{tmp_path / 'chaban.db'}", tmp_path)

    answer = world.client().get("/healthz")
    page = world.client().post("/sign-in", data={"phone": "13800000001"})
    machine = world.client().post("/iclock/cdata?SN=CJDE1&table=ATTLOG", data=b"")
    world.database.close()

    assert (answer.status_code, page.status_code, machine.status_code) == (503, 503, 503)
    assert answer.json["status"] == "failing"
    assert "chaban restore" in answer.json["problems"][0]["says"]
    assert "过几分钟再试" in page.get_data(as_text=True)


def test_the_settings_say_where_backups_go(tmp_path):
    chosen = web_settings("sqlite://", tmp_path, CHABAN_BACKUP_FOLDER=str(tmp_path / "shelf"))
    none = web_settings("sqlite://", tmp_path)

    assert (chosen.backup_folder, chosen.backups_kept) == (tmp_path / "shelf", 14)
    assert none.backup_folder is None
