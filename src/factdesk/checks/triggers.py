"""The SQL that keeps approvals as they were given, for SQLite and for PostgreSQL. Migration 0002 installs it."""

from __future__ import annotations

from typing import Any

SQLITE_INSTALL = [
    f"""
CREATE TRIGGER checks_approval_refuse_{verb} BEFORE {verb.upper()} ON checks_approval
BEGIN SELECT RAISE(ABORT, 'h4_approvals_are_append_only: checks_approval refuses {verb}'); END;
"""
    for verb in ("update", "delete")
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

SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS checks_approval_refuse_{verb};" for verb in ("update", "delete")]
POSTGRES_REMOVE = ["DROP FUNCTION IF EXISTS checks_approval_refuse() CASCADE;"]


def install(schema_editor: Any) -> None:
    """Create the triggers on the database that `schema_editor` changes."""
    for statement in SQLITE_INSTALL if schema_editor.connection.vendor == "sqlite" else POSTGRES_INSTALL:
        schema_editor.execute(statement, params=None)  # a per cent sign is one, not a placeholder


def remove(schema_editor: Any) -> None:
    """Take them away: for a migration that rebuilds the table, and for tests that empty it."""
    for statement in SQLITE_REMOVE if schema_editor.connection.vendor == "sqlite" else POSTGRES_REMOVE:
        schema_editor.execute(statement, params=None)  # a per cent sign is one, not a placeholder
