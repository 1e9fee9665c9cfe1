"""From a fresh clone: `script/server` installs, prepares, serves, answers over HTTP, and stops."""

import os
import shutil
import subprocess

import pytest

from tests.running_desk import CHECKOUT, RunningDesk

pytestmark = [pytest.mark.sqlite, pytest.mark.xdist_group("fresh clone")]


def test_a_fresh_clone_answers(tmp_path):
    if not (CHECKOUT / ".git").exists():
        pytest.skip("not a git checkout, so there is nothing to clone")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(CHECKOUT), str(clone)], check=True)
    # Without this suite's own environment and prepared encoder: what a newcomer has.
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if ".venv" not in part)
    desk = RunningDesk(clone / "var", command=["script/server"], cwd=clone, PATH=path)
    for name in ("FACTDESK_MODELS", "VIRTUAL_ENV", "PYTHONPATH"):
        desk.env.pop(name, None)
    desk.log = tmp_path / "server.log"
    desk.start(within=400)
    try:
        answer = desk.post("/api/v1/match", {"text": "Uống nước chanh nóng mỗi sáng có chữa được ung thư không?"})
        assert answer["outcome"] in {"answer", "suggest"}
        assert "Kiểm" in desk.get("/") or "đúng" in desk.get("/")
    finally:
        assert desk.stop() == 0
    if keep := os.environ.get("FACTDESK_KEEP_HOME"):  # `script/test` has the other tests copy it
        shutil.rmtree(desk.home / "models")
        desk.home.rename(keep)
    assert subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=True).stdout == b""
