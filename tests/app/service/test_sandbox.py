"""A child process has what it needs and no more, and its end is always told in words."""

import os
import socket
import time
from pathlib import Path

import pytest

from app.errors import LimitError, ReportedError
from app.sandbox import Bounds, Stopped, run
from cpted_rules.text import Lang


@pytest.fixture
def child(stand_ins, monkeypatch):
    def call(name, arguments=None, *, progress=lambda *_: None, stop=lambda: False, **bounds):
        defaults = {"cpu_s": 20, "wall_s": 20, "memory_bytes": 1 << 30, "file_bytes": 4 << 20}
        return run(
            f"stand_ins:{name}",
            arguments or {},
            bounds=Bounds(**(defaults | bounds)),
            progress=progress,
            stop=stop,
            import_from=(stand_ins,),
        )

    return call


def code_of(caught):
    (fault,) = caught.value.faults
    assert fault.found.ko
    assert fault.remedy.ko != fault.remedy.en
    return fault.code


def gone(pid, within=10.0):
    until = time.monotonic() + within
    while Path(f"/proc/{pid}").exists():
        if "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_result_and_progress_come_back(child):
    seen = []
    answer = child("echo", {"층": [1, -1]}, progress=lambda *step: seen.append(step))
    assert answer == {"heard": {"층": [1, -1]}}
    assert seen == [("read", 1, 2), ("read", 2, 2)]


def test_child_sees_no_secret_of_the_environment_and_has_an_empty_home(child, monkeypatch):
    monkeypatch.setenv("CPTED_DATABASE_URL", "postgresql://user:secret@db/cpted")
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/var/cache/numba")
    around = child("surroundings")
    assert "secret" not in str(around["environment"])
    assert around["environment"]["NUMBA_CACHE_DIR"] == "/var/cache/numba"
    home = around["environment"]["HOME"]
    assert around["folder"] == home == around["environment"]["TMPDIR"]
    assert not os.path.exists(home)
    assert around["core"] == 0


def test_child_that_eats_memory_is_told_the_bound(child):
    with pytest.raises(LimitError) as caught:
        child("eat_memory", memory_bytes=600 << 20)
    assert code_of(caught) == "limit/memory"
    assert "0.6 GiB" in caught.value.in_(Lang.EN)


def test_child_that_eats_processor_time_is_stopped(child):
    with pytest.raises(LimitError) as caught:
        child("eat_processor", cpu_s=1)
    assert code_of(caught) == "limit/time"


def test_child_that_sleeps_is_stopped_with_its_own_children(child, tmp_path):
    started = time.monotonic()
    with pytest.raises(LimitError) as caught:
        child("sleep", {"pids": str(tmp_path / "pids")}, wall_s=1)
    assert code_of(caught) == "limit/time"
    assert time.monotonic() - started < 15
    assert all(gone(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_child_is_stopped_when_its_parent_wants(child, tmp_path):
    pids = tmp_path / "pids"
    with pytest.raises(Stopped):
        child("sleep", {"pids": str(pids)}, stop=pids.exists)
    assert all(gone(int(pid)) for pid in pids.read_text().split())


def test_child_that_writes_too_large_a_file_is_told(child):
    with pytest.raises(LimitError) as caught:
        child("write_much")
    assert code_of(caught) == "limit/disk"


def test_faults_survive_in_both_languages(child):
    with pytest.raises(ReportedError) as caught:
        child("refuse")
    assert caught.value.problem.kind == "SubmissionError"
    assert "submission.yaml:7 filed_on" in caught.value.in_(Lang.KO)
    assert "제출물을 읽을 수 없음" in caught.value.in_(Lang.KO)
    assert "yesterday" in caught.value.in_(Lang.EN)


@pytest.mark.parametrize("name", ["die", "stumble"])
def test_child_that_dies_is_reported_without_its_insides(child, name):
    with pytest.raises(LimitError) as caught:
        child(name)
    assert code_of(caught) == "limit/crash"
    assert "on purpose" not in str(caught.value)


def test_child_has_no_network_where_the_system_lets_it_be_cut(child):
    if os.geteuid() != 0:
        pytest.skip("without root it depends on the system's user namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = child("call_out", {"port": server.getsockname()[1]})
    assert answer["reached"] is False
