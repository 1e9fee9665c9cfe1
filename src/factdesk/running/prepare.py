"""What must be there before a desk can serve; each step returns at once when it is done already."""

from __future__ import annotations

import hashlib
import io
import logging
import time
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max

from factdesk import __version__
from factdesk.matching import Progress
from factdesk.running.catalogues import compile_catalogues


def prepare(progress: Progress, *, sample: bool) -> None:
    """Bring the home folder and the database to where a desk can serve.

    Args:
        progress: told how far each step is.
        sample: load the sample desk if no office exists yet.
    """
    from factdesk.answers.services import ensure_index
    from factdesk.checks.permissions import install
    from factdesk.matching import encoder
    from factdesk.offices.services import install_sectors

    for folder in (settings.RUN_DIRECTORY, settings.ARCHIVE_DIRECTORY, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    compile_catalogues(settings.HOME)
    encoder.prepare(settings.MODELS_DIRECTORY, progress)
    collect_static(progress)
    stamp = Path(settings.RUN_DIRECTORY) / "prepared"
    if not stamp.exists() or stamp.read_text() != _state():
        migrate(progress)
        install()
        stamp.write_text(_state())
    if sample:
        from factdesk.sample.loader import load_once

        load_once(progress)
    install_sectors()
    ensure_index()
    _mend_index(progress)
    catch_up()


#: Seconds; after a large import the rest takes minutes, which the worker spends while the desk answers.
_CATCHING_UP = 5.0


def catch_up() -> None:
    """Bring into the index what was published and imported while the desk was down, or as much as takes seconds."""
    from factdesk.answers.services import follow

    end = time.monotonic() + _CATCHING_UP
    follow(enough=lambda: time.monotonic() >= end)


def _state() -> str:
    """What changes with every version of the code, and with another database or one from another time.

    The worker installs the permissions again when it starts: what this overlooks is put right a second later.
    """
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    for file in sorted(settings.PACKAGE.rglob("*.py")):
        stat = file.stat()
        digest.update(f"{file.relative_to(settings.PACKAGE)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    with connection.cursor() as cursor:
        if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names(cursor):
            return "no tables"
    applied = MigrationRecorder(connection).migration_qs.aggregate(Count("id"), Max("id"), Max("applied"))
    return f"{digest.hexdigest()} {connection.settings_dict['NAME']} {applied}"


#: A larger index is not made again unasked: the desk takes questions meanwhile, and says what to do.
_REBUILT_UNASKED = 20_000


def _mend_index(progress: Progress) -> None:
    """Make a damaged index, or one of another version's encoder, again while that takes seconds."""
    from factdesk.answers import engine, inspection
    from factdesk.answers.errors import IndexUnavailable
    from factdesk.answers.services import reindex
    from factdesk.record.errors import RecordDamaged
    from factdesk.record.models import PublishedCheck
    from factdesk.reviews import selectors as reviews

    try:
        generation = engine.store().snapshot.manifest.generation
    except IndexUnavailable:
        pass
    else:
        if not inspection.faults_of(generation):
            return
    if PublishedCheck.objects.count() + reviews.count() <= _REBUILT_UNASKED:
        try:
            reindex(progress)
        except RecordDamaged as damage:
            # The desk takes questions meanwhile; whoever runs it must know.
            logging.getLogger(__name__).error("%s", damage)
    else:
        logging.getLogger(__name__).warning("The index cannot be read. Run `factdesk reindex` to make it again.")


class _Lines(io.StringIO):
    """Takes what `migrate` prints and counts the migrations that it reports."""

    def __init__(self, total: int, progress: Progress) -> None:
        super().__init__()
        self._total, self._progress, self._done = total, progress, 0

    def write(self, text: str) -> int:
        if " OK" in text:
            self._done += 1
            self._progress(min(self._done, self._total), self._total, "database")
        return len(text)


def migrate(progress: Progress) -> None:
    """Bring the database's tables up to this version of factdesk."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    progress(0, len(plan), "database")
    # Wagtail's data migrations announce what they do at INFO; that is not for whoever starts a desk.
    logging.getLogger("wagtail").setLevel(logging.WARNING)
    call_command("migrate", interactive=False, verbosity=1, no_color=True, stdout=_Lines(len(plan), progress))
    progress(len(plan), len(plan), "database")


def collect_static(progress: Progress) -> None:
    """Gather styles and scripts under the home folder, named by their hashes; skipped while none has changed."""
    marker = Path(settings.STATIC_ROOT) / ".collected"
    state = _static_state()
    if marker.exists() and marker.read_text() == state:
        return
    progress(0, 1, "styles and scripts")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    marker.write_text(state)
    progress(1, 1, "styles and scripts")


def _static_state() -> str:
    """A digest that changes when any static file of factdesk, or the version of a library that has some, changes."""
    digest = hashlib.sha256(__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(app.path) / "static"
        if not folder.is_dir():
            continue
        # Files of installed libraries change only with the library; ours may change at any time.
        files = sorted(folder.rglob("*")) if app.name.startswith("factdesk") else [folder]
        for file in files:
            stat = file.stat()
            digest.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    digest.update(str(len(list(get_finders()))).encode())
    return digest.hexdigest()
