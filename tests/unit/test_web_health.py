import threading
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette

from lib.gateway.port import Health
from lib.web import health_routes as module
from lib.web.health_routes import health_routes
from tests.support.asgi import TestClient

WELL = Health(True, 1.5, 7, server_version="18.1", pool={"size": 4})
FACTS = {"mode": "embedded", "version": "1.2.3", "model": "not loaded"}


def client_for(health, base_path=""):
    return TestClient(Starlette(routes=health_routes(health, lambda: FACTS, base_path)))


def test_a_reachable_database_is_200_with_the_facts():
    client = client_for(lambda detailed=False: WELL)

    answer = client.get("/health")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok", "mode": "embedded", "version": "1.2.3",
        "database": "reachable", "latency_ms": 1.5, "migrations": 7,
    }  # fmt: skip
    assert answer.headers["cache-control"] == "no-store"


def test_the_detailed_answer_adds_server_pool_and_model():
    client = client_for(lambda detailed=False: WELL)

    answer = client.get("/health/detailed").json()

    assert answer["server_version"] == "18.1"
    assert answer["pool"] == {"size": 4}
    assert answer["model"] == "not loaded"


def test_a_database_that_is_away_is_503():
    client = client_for(lambda detailed=False: Health(False, None, None))

    answer = client.get("/health")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


def test_an_error_says_nothing_about_its_cause():
    def broken(detailed=False):
        raise RuntimeError("password=hunter2 host=db.internal")

    answer = client_for(broken).get("/health/detailed")

    assert answer.status_code == 503
    assert "hunter2" not in answer.text
    assert "db.internal" not in answer.text


def test_a_database_that_hangs_is_given_up_on(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.1)
    release = threading.Event()
    calls = []

    def hanging(detailed=False):
        calls.append(1)
        release.wait(20)
        return WELL

    with client_for(hanging) as client:
        monkeypatch.setattr(module, "SHARED_SECONDS", 0.0)
        answers = [client.get("/health") for _ in range(3)]
        release.set()

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    # The first one still waits; nobody else is sent after it.
    assert len(calls) == 1


def test_asking_often_asks_the_database_once():
    calls = []

    def counted(detailed=False):
        calls.append(1)
        return WELL

    with client_for(counted) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.get("/health").status_code, range(40)))

    assert set(answers) == {200}
    assert len(calls) <= 3


def test_health_is_found_under_a_base_path():
    client = client_for(lambda detailed=False: WELL, base_path="/app/")

    answer = client.get("/app/health")

    assert answer.status_code == 200
