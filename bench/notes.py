"""What was measured, kept in one file beside the home folders, so that a later run can print it again with its date."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any


class Notes:
    """Figures by the name of their step; what was noted before this run is told apart from what is new.

    Args:
        path: the file.
        commit: what is measured in this run.
    """

    def __init__(self, path: Path, commit: str) -> None:
        self._path, self._commit = path, commit
        self._all: dict[str, dict[str, Any]] = json.loads(path.read_text()) if path.exists() else {}
        self._fresh: set[str] = set()

    def has(self, step: str) -> bool:
        """Whether the step has been measured, in this run or before."""
        return step in self._all

    def is_fresh(self, step: str) -> bool:
        """Whether this run measured it."""
        return step in self._fresh

    def get(self, step: str) -> dict[str, Any]:
        """The step's figures; empty where there are none."""
        return self._all.get(step, {})

    def put(self, step: str, **figures: Any) -> None:
        """Note figures of a step, with the time, the commit and how busy the machine is."""
        at, load = time.strftime("%Y-%m-%d %H:%M"), round(os.getloadavg()[0], 1)
        self._all[step] = {**figures, "at": at, "commit": self._commit, "load": load}
        self._fresh.add(step)
        self._write()

    def forget(self, *steps: str) -> None:
        """Drop what is not true any more."""
        for step in steps:
            self._all.pop(step, None)
        self._write()

    def _write(self) -> None:
        beside = self._path.with_name(f".{self._path.name}")
        beside.write_text(json.dumps(self._all, indent=1, ensure_ascii=False))
        beside.replace(self._path)
