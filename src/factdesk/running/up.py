"""`factdesk up`: refuse what may not start, prepare, serve."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from ipaddress import ip_address
from typing import Any

from factdesk.running.terminal import N_, said

#: Addresses that mean "every address of this machine"; the desk asks itself on loopback.
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
_OTHER_HOST = N_(
    "HOST is “%(host)s”; give an address of this machine in figures, such as 127.0.0.1, or 0.0.0.0 for all of them."
)


def up(*, production: bool, sample: bool, prepare: Callable[[], int]) -> int:
    """Start the desk and run it until SIGTERM or Ctrl-C.

    Args:
        production: refuse what belongs to the sample desk.
        sample: load the sample desk if there is nothing yet.
        prepare: what brings home folder and database up to date; run in a process that is gone before serving.

    Returns:
        Exit status.
    """
    from factdesk.running import home_lock, supervisor

    module = "factdesk.settings.production" if production else "factdesk.settings.development"
    module = os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    host, written = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (written.isdecimal() and 0 < (port := int(written)) < 65536):
        number = N_("PORT is “%(port)s”; give a number between 1 and 65535.")
        return refuse([said(number) % {"port": written}])
    if not _is_ip(host):
        return refuse([said(_OTHER_HOST) % {"host": host}])
    if not production:
        os.environ.setdefault("FACTDESK_ADDRESS", f"http://{_named(host)}:{port}")
    settings = import_module(module)
    if production and (found := _refusals(settings)):
        return refuse(found)
    try:
        home_lock.take(settings.HOME)
    except home_lock.HomeTakenError as taken:
        return refuse([str(taken)])
    except OSError as error:
        unwritable = N_("%(home)s cannot be written: %(reason)s. FACTDESK_HOME names another folder.")
        return refuse([said(unwritable) % {"home": settings.HOME, "reason": error.strerror}])
    if trouble := supervisor.trouble_to_listen(host, port):
        return refuse([_no_listening(host, port, trouble)])
    # For the other commands, which print addresses of this desk.
    settings.RUN_DIRECTORY.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.RUN_DIRECTORY / "address").write_text(settings.SITE_ADDRESS)
    _load()
    if status := supervisor.run_in_child(prepare):
        return status
    return supervisor.Supervisor(
        host=host,
        port=port,
        web_processes=int(os.environ.get("FACTDESK_WORKERS") or "1"),
        application=_application,
        work=_work,
        health=f"http://{_named(host)}:{port}/healthz",
        announce=_announcement(settings, sample=sample),
    ).run()


def refuse(reasons: list[str]) -> int:
    """Say why the desk does not start; the exit status of wrong use."""
    print(said(N_("factdesk does not start:")), file=sys.stderr)
    for reason in reasons:
        print(f"- {reason}", file=sys.stderr)
    return 2


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _no_listening(host: str, port: int, trouble: OSError) -> str:
    """Why the desk cannot be had at this address, and what to do."""
    if trouble.errno == errno.EADDRNOTAVAIL:
        return said(_OTHER_HOST) % {"host": host}
    if trouble.errno == errno.EADDRINUSE:
        words = N_("Something else listens on %(address)s. Stop it, or choose another:")
    else:
        words = N_("%(address)s cannot be opened: %(reason)s. Choose another:")
    values = {"address": f"{host}:{port}", "reason": trouble.strerror}
    return said(words) % values + " PORT=8001 script/server"


def _named(host: str) -> str:
    """The host as it stands in an address that this machine can open."""
    if host in _EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _refusals(settings: Any) -> list[str]:
    from factdesk.running import production

    return production.refusals_before_database(settings.SECRET_KEY, settings.SAMPLE_SECRET_KEY, debug=settings.DEBUG)


def _load() -> None:
    """Load Django with every room and address, once for all processes of the desk."""
    # One question has nothing to share out among threads, and threads do not survive a fork.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # loading makes much and drops little: looking for garbage meanwhile costs a third of a second
    from django.conf import settings

    from factdesk.running.catalogues import compile_catalogues

    compile_catalogues(settings.HOME)
    import django

    django.setup()
    import_module("factdesk.running.prepare")
    import_module("factdesk.running.work")
    import_module(settings.ROOT_URLCONF)
    from django.db import connections

    connections.close_all()
    # What is loaded stays: left out of every later search, its pages stay shared between the processes.
    gc.freeze()
    gc.enable()


def _application() -> Any:
    """The WSGI application, with index and encoder opened beside: the first question shall not wait for them."""
    from factdesk.answers import engine
    from factdesk.answers.errors import IndexUnavailable

    def open_index() -> None:
        with contextlib.suppress(IndexUnavailable):  # said when somebody asks, and by /healthz
            engine.matcher()

    _read_styles_anew()
    threading.Thread(target=open_index, name="open index", daemon=True).start()
    return import_module("factdesk.wsgi").application


def _work() -> None:
    from factdesk.running.work import work

    _read_styles_anew()
    work()


def _read_styles_anew() -> None:
    """Read which styles and scripts there are: they may have been gathered since this process's parent was loaded."""
    from django.contrib.staticfiles.storage import ManifestFilesMixin
    from django.core.files.storage import storages

    storage = storages["staticfiles"]
    if isinstance(storage, ManifestFilesMixin):
        storage.hashed_files, storage.manifest_hash = storage.load_manifest()


def _announcement(settings: Any, *, sample: bool) -> str:
    """What is printed when the desk serves, in the terminal's language."""
    from django.utils import translation
    from django.utils.translation import gettext as _

    from factdesk.running import terminal

    address = settings.SITE_ADDRESS
    database = settings.DATABASES["default"]
    where = database["NAME"] if database["ENGINE"].endswith("sqlite3") else f"PostgreSQL, {database['NAME']}"
    with translation.override(terminal.language()):
        lines = [
            "",
            _("factdesk serves %(address)s") % {"address": address},
            _("The desk: %(address)s") % {"address": f"{address}/desk/"},
        ]
        if sample:
            from factdesk.sample.logins import LOGINS, PASSWORD

            lines.append(_("Sample logins (the password of each is the same):"))
            password = _("password: %(password)s") % {"password": PASSWORD}
            lines += [f"  {person.username:<14} {person.role:<14} {password}" for person in LOGINS]
        lines.append(_("Data: %(home)s (database: %(database)s)") % {"home": settings.HOME, "database": where})
        lines.append(_("Ctrl-C stops it."))
    return "\n".join(lines)
