"""A PostgreSQL server of a test's own, which it may stop, start and fill up."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest


class Cluster:
    """Server binaries, run as somebody else where the tests run as root, who may not."""

    def __init__(self, folder: Path, *, data: Path | None = None) -> None:
        found = shutil.which("initdb") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), None)
        if found is None:
            pytest.skip("no PostgreSQL server is installed")
        self.binaries = Path(found).resolve().parent
        self.folder, self.data = folder, (data or folder) / "data"
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.user = None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self.user)
            shutil.chown(self.data.parent, self.user)
        self._run("initdb", "-U", "factdesk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.url = f"postgres://factdesk@{str(folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start it, on a socket alone."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c max_wal_size=64MB"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: "fast" as an administrator would, "immediate" as a failure of power would."""
        self._run("pg_ctl", "-m", how, "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), "-D", str(self.data), *arguments],
            cwd="/",
            check=True,
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
