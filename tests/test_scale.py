"""The chain over a cluster gives the tables that it gives without one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from dask.distributed import LocalCluster

from helpers import load_corpus
from helpers.cli import main
from helpers.scale import LEAST_FILES, cluster, over_cores
from helpers.tables import TABLES


@pytest.fixture(scope="module")
def scheduler():
    """A running scheduler with its worker in this process, which starts at once."""
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as running:
        yield running.scheduler_address


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    for year in range(2010, 2016):
        page = f"滁州市質(zhì)量強(qiáng)市大會(huì)\n\n  {year}年3月5日,滁州市召開質(zhì)量大會(huì)。\n"
        Path(f"mine/{year}.txt").write_text(page, "utf-8")
    Path("mine/c.pdf").write_bytes(b"%PDF-1.4")
    Path("mine/metadata.csv").write_text("file,city\n2012.txt,芜湖\n", "utf-8")
    return Path("mine")


def test_identical_tables(folder, scheduler):
    here = load_corpus(folder)
    with cluster(scheduler) as run:
        there = load_corpus(folder, run=run)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(here, table.name), getattr(there, table.name))
    assert [here.raw(d) for d in here.documents["doc_id"]] == [there.raw(d) for d in there.documents["doc_id"]]
    assert len(there.documents) == 6 and len(there.rejects) == 1


def test_the_command_line_over_a_scheduler(folder, scheduler, capsys):
    assert main(["tidy", "mine", "--out", "out", "--engine", "dask", "--scheduler", scheduler]) == 0
    assert main(["tidy", "mine", "--out", "local"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    for table in TABLES:
        one, other = (Path(out, f"{table.name}.parquet").read_bytes() for out in ("out", "local"))
        assert one == other, table.name


def test_an_error_on_a_worker_is_the_users_error(folder, scheduler):
    Path("decided.csv").write_text(
        f"doc_id,sha256,field,value,reason,source\n2011,{'0' * 64},year,2013,seen,\n", "utf-8")
    with cluster(scheduler) as run, pytest.raises(ValueError, match="2011.txt: there are corrections"):
        load_corpus(folder, corrections="decided.csv", run=run)


@pytest.mark.skipif(os.name == "nt", reason="a terminal there stops processes in another way")
def test_ctrl_c_is_told_by_this_process_alone():
    code = ("import sys, time\nfrom signal import SIGINT, default_int_handler, signal\n"
            "signal(SIGINT, default_int_handler)  # a shell starts what runs in its background without\n"
            "from helpers.scale import cluster\n"
            "try:\n    with cluster() as run:\n        print('ready', flush=True)\n"
            "        list(run(time.sleep, [2] * 9))\n"
            "except KeyboardInterrupt:\n    sys.exit(130)")
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, start_new_session=True)
    assert running.stdout.readline() == "ready\n"
    time.sleep(1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the workers too
    assert "Traceback" not in running.communicate(timeout=60)[1] and running.returncode == 130


def test_many_jobs_over_cores_come_back_in_order():
    jobs = [-n for n in range(LEAST_FILES + 1)]
    assert list(over_cores(abs, jobs)) == list(range(LEAST_FILES + 1))
