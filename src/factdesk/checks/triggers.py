"""The SQL that keeps approvals as they were given, and who wrote what, for SQLite and for PostgreSQL.

The newest migration of the room installs the first. The second is on a table of Wagtail's, whose migrations may build
it anew and leave the trigger behind, so it is installed after every `migrate`.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

SQLITE_INSTALL = [
    *(
        f"""
CREATE TRIGGER checks_approval_refuse_{verb} BEFORE {verb.upper()} ON checks_approval
BEGIN SELECT RAISE(ABORT, 'h4_approvals_are_append_only: checks_approval refuses {verb}'); END;
"""
        for verb in ("update", "delete")
    ),
    # INSERT OR REPLACE removes the row in its way without firing the trigger for DELETE. Where the statement names no
    # id, NEW.id is -1 before the insert; so that no row can ever have it, negative ones are refused after.
    """
CREATE TRIGGER checks_approval_refuse_replace BEFORE INSERT ON checks_approval
WHEN EXISTS (SELECT 1 FROM checks_approval WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM checks_approval
              WHERE revision_id = NEW.revision_id AND person_id = NEW.person_id AND fingerprint = NEW.fingerprint)
BEGIN SELECT RAISE(ABORT, 'h4_approvals_are_append_only: checks_approval refuses to replace a row'); END;
""",
    """
CREATE TRIGGER checks_approval_refuse_negative AFTER INSERT ON checks_approval WHEN NEW.id < 0
BEGIN SELECT RAISE(ABORT, 'h4_approvals_are_append_only: checks_approval refuses negative row numbers'); END;
""",
]

POSTGRES_INSTALL = [
    """
CREATE FUNCTION checks_approval_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'h4_approvals_are_append_only: checks_approval refuses %', TG_OP
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
""",
    "CREATE TRIGGER checks_approval_refuse_change BEFORE UPDATE OR DELETE ON checks_approval "
    "FOR EACH ROW EXECUTE FUNCTION checks_approval_refuse();",
    "CREATE TRIGGER checks_approval_refuse_truncate BEFORE TRUNCATE ON checks_approval "
    "FOR EACH STATEMENT EXECUTE FUNCTION checks_approval_refuse();",
]

_REVISIONS = "wagtailcore_revision"

#: A revision is of one text and one person for good (H4): an edit is nobody else's, and nobody's is an edit of no one.
_SQLITE_WRITERS = [
    "DROP TRIGGER IF EXISTS checks_revision_keeps_its_writer;",
    """
CREATE TRIGGER checks_revision_keeps_its_writer BEFORE UPDATE ON wagtailcore_revision
WHEN OLD.user_id IS NOT NULL AND NEW.user_id IS NOT OLD.user_id
  OR NEW.object_id <> OLD.object_id OR NEW.content_type_id <> OLD.content_type_id
BEGIN SELECT RAISE(ABORT, 'h4_a_revision_keeps_its_writer'); END;
""",
]
_POSTGRES_WRITERS = [
    """
CREATE OR REPLACE FUNCTION checks_revision_keep_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'h4_a_revision_keeps_its_writer' USING ERRCODE = 'integrity_constraint_violation'; END $$;
""",
    "DROP TRIGGER IF EXISTS checks_revision_keeps_its_writer ON wagtailcore_revision;",
    """
CREATE TRIGGER checks_revision_keeps_its_writer BEFORE UPDATE ON wagtailcore_revision FOR EACH ROW
WHEN (OLD.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id
  OR NEW.object_id <> OLD.object_id OR NEW.content_type_id <> OLD.content_type_id)
EXECUTE FUNCTION checks_revision_keep_writer();
""",
]

SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {statement.split()[2]};" for statement in SQLITE_INSTALL]
POSTGRES_REMOVE = ["DROP FUNCTION IF EXISTS checks_approval_refuse() CASCADE;"]


def install(schema_editor: Any) -> None:
    """Create the triggers on the database that `schema_editor` changes, in place of older ones of the same names."""
    remove(schema_editor)
    for statement in SQLITE_INSTALL if schema_editor.connection.vendor == "sqlite" else POSTGRES_INSTALL:
        schema_editor.execute(statement, params=None)  # a per cent sign is one, not a placeholder


def keep_writers(using: str) -> None:
    """Create the trigger on Wagtail's revisions in the database `using`, in place of an older one."""
    connection = connections[using]
    if _REVISIONS not in connection.introspection.table_names():
        return  # somebody migrates a part of the rooms only
    with connection.cursor() as cursor:
        for statement in _SQLITE_WRITERS if connection.vendor == "sqlite" else _POSTGRES_WRITERS:
            cursor.execute(statement)


def remove(schema_editor: Any) -> None:
    """Take them away: for a migration that rebuilds the table, and for tests that empty it."""
    for statement in SQLITE_REMOVE if schema_editor.connection.vendor == "sqlite" else POSTGRES_REMOVE:
        schema_editor.execute(statement, params=None)  # a per cent sign is one, not a placeholder
