import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "evaluation" / "evaluate.py"


def test_gold_that_is_not_there_is_said_aloud_and_is_no_success(tmp_path):
    command = [sys.executable, SCRIPT, "--only", "polnear", "gum", "--corpora", tmp_path]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 1
    assert [line.split(": ")[:2] for line in run.stderr.splitlines()] == [
        ["NOT EVALUATED", "polnear"],
        ["NOT EVALUATED", "gum"],
    ]
