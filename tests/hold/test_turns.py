"""Large photos that many send at once keep the pages from nobody."""

from concurrent.futures import ThreadPoolExecutor

from tests.webapp.conftest import bare, world
from tests.webapp.trainees.test_corrections import a_large_photo, ask, lost
from training.turns import own_turn
from webapp.server.process import THREADS

__all__ = ["bare", "lost", "world"]
UPLOADS = 16


def test_pages_answer_while_sixteen_large_photos_are_sent(lost, figure):
    token, photo = lost.token(), a_large_photo()
    clients = [lost.holding(token) for _ in range(UPLOADS)]

    with own_turn(), ThreadPoolExecutor(THREADS) as threads:
        uploads = [threads.submit(ask, lost, each, photo) for each in clients]
        page = threads.submit(lost.client().get, "/sign-in").result()
        statuses = {each.result().status_code for each in uploads}

    assert page.status_code == 200
    assert statuses == {503}, "nobody waited for the one whose photo is drawn"
    figure(
        f"{UPLOADS} large photos behind one that is drawn, {THREADS} threads",
        "pages answer, the others come again",
        "page answered, 16 times 503",
    )
