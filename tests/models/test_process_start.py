"""Evaluation processes are forked from a server that loaded our libraries, and never outlive who needs them."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 20
SCRIPT = """
from contextlib import closing
from models.evaluator import LocalEvaluator
import os, sys, time
evaluator = LocalEvaluator(2)
evaluator.warm_up()
pool = evaluator._pools[-1]
print(" ".join(str(pool.schedule(os.getpid).result()) for _ in range(4)), flush=True)
print(pool.schedule(eval, args=["'xgboost' in __import__('sys').modules"]).result(), flush=True)
if sys.argv[1] == "wait":
    pool.schedule(time.sleep, args=[600])
    time.sleep(600)
evaluator.close()
"""


def start(folder: Path, what: str, **options: object) -> "subprocess.Popen[str]":
    """Run the script from its own folder."""
    script = folder / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), what]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, **options)  # type: ignore[call-overload, no-any-return]


def test_processes_have_the_libraries_when_they_start(tmp_path: Path) -> None:
    """Loading them takes longer than most fits."""
    with start(tmp_path, "end") as program:
        output = program.communicate(timeout=WAIT_SECONDS)[0].splitlines()

    assert program.returncode == 0
    assert output[1] == "True"


def test_processes_end_with_the_program_that_is_killed(tmp_path: Path) -> None:
    """Nobody else would end them: not the server, which lives as long as they do."""
    with start(tmp_path, "wait") as program:
        assert program.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in set(program.stdout.readline().split())]
        servers = psutil.Process(program.pid).children()
        program.kill()

    assert workers
    _, alive = psutil.wait_procs([*workers, *servers], timeout=WAIT_SECONDS)
    assert not alive


def test_a_models_folder_where_the_program_runs_is_not_ours(tmp_path: Path) -> None:
    """Many projects have a models package; where the caller stands must not decide which one is loaded."""
    foreign = tmp_path / "project" / "models"
    foreign.mkdir(parents=True)
    (foreign / "__init__.py").write_text("")
    (foreign / "evaluator.py").write_text("raise SystemExit('the wrong models')")

    with start(tmp_path, "end", cwd=foreign.parent) as program:
        output = program.communicate(timeout=WAIT_SECONDS)[0].splitlines()

    assert program.returncode == 0
    assert output[1] == "True"
