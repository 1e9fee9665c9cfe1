"""The SQL that keeps the record append-only and holds H3, H4 and the order of entries, for SQLite and for PostgreSQL.

Kept beside the models since it is part of their meaning; the newest migration of the room installs what stands here.
"""

from __future__ import annotations

from typing import Any

from factdesk.record.pictures import ADDRESS, MEDIA_TYPES

_SQLITE_REFUSE = """
CREATE TRIGGER {table}_refuse_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table} refuses {verb}'); END;
"""

# SQLite alone: INSERT OR REPLACE removes the row in its way without firing the triggers for DELETE, so whatever would
# be in the way is refused first. Both tables have a hidden rowid, and REPLACE removes by that too. Where the statement
# names no rowid, NEW.rowid is -1 before the insert; so that no row can ever have it, negative ones are refused after.
_SQLITE_REFUSE_REPLACE = """
CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table}
WHEN {taken}
BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table} refuses to replace a row'); END;
"""
_SQLITE_REFUSE_NEGATIVE = """
CREATE TRIGGER {table}_refuse_negative AFTER INSERT ON {table} WHEN NEW.rowid < 0
BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table} refuses negative row numbers'); END;
"""
_TAKEN = {
    "record_entry": """EXISTS (SELECT 1 FROM record_entry WHERE seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM record_entry WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM record_entry WHERE previous_id = NEW.previous_id)
  OR NEW.previous_id IS NULL AND EXISTS (SELECT 1 FROM record_entry WHERE type = NEW.type AND code = NEW.code)""",
    "record_version": """EXISTS (SELECT 1 FROM record_version WHERE sha256 = NEW.sha256)
  OR EXISTS (SELECT 1 FROM record_version WHERE rowid = NEW.rowid)""",
}

#: What a picture element is that is kept by its hash; the same as `pictures.not_kept_in` lets through.
_SQLITE_KEPT = " OR ".join(
    f"""value GLOB '<img src="{ADDRESS}{"[0-9a-f]" * 64}.{ending}"*>*'""" for ending in MEDIA_TYPES
)
_POSTGRES_KEPT = rf'<img src="{ADDRESS}[0-9a-f]{{64}}\.({"|".join(MEDIA_TYPES)})"((?!<img)[^>])*>'

# The refused conditions, once for each database. NEW.content is canonical JSON.
SQLITE_INSTALL = [
    *(
        _SQLITE_REFUSE.format(table=table, verb=verb, VERB=verb.upper())
        for table in ("record_entry", "record_version")
        for verb in ("update", "delete")
    ),
    *(_SQLITE_REFUSE_REPLACE.format(table=table, taken=taken) for table, taken in _TAKEN.items()),
    *(_SQLITE_REFUSE_NEGATIVE.format(table=table) for table in _TAKEN),
    # SQLite cannot compute a SHA-256: whoever reads a version does (`content.opened`). Lengths are counted in bytes,
    # since a text may go on after a NUL. A key that stands twice would be read differently by different readers.
    """
CREATE TRIGGER record_version_named_by_hash BEFORE INSERT ON record_version
WHEN typeof(NEW.sha256) <> 'text' OR typeof(NEW.content) <> 'text'
  OR length(CAST(NEW.sha256 AS BLOB)) <> 64 OR NEW.sha256 GLOB '*[^0-9a-f]*'
BEGIN SELECT RAISE(ABORT, 'version_is_named_by_its_hash'); END;
""",
    """
CREATE TRIGGER record_version_keys_once BEFORE INSERT ON record_version
WHEN EXISTS (SELECT 1 FROM json_tree(NEW.content) WHERE key IS NOT NULL GROUP BY parent, key HAVING count(*) > 1)
BEGIN SELECT RAISE(ABORT, 'version_says_each_thing_once'); END;
""",
    """
CREATE TRIGGER record_version_columns_agree BEFORE INSERT ON record_version
WHEN json_extract(NEW.content, '$.claim.kind') IS NOT NEW.claim_kind
  OR json_extract(NEW.content, '$.rating') IS NOT NEW.rating
  OR json_extract(NEW.content, '$.type') IS NOT NEW.type
  OR json_extract(NEW.content, '$.code') IS NOT NEW.code
  OR json_extract(NEW.content, '$.office.slug') IS NOT (SELECT slug FROM offices_office WHERE id = NEW.office_id)
BEGIN SELECT RAISE(ABORT, 'version_columns_agree_with_content'); END;
""",
    """
CREATE TRIGGER record_version_h3 BEFORE INSERT ON record_version
WHEN NEW.type = 'fact-check' AND (
  (SELECT count(DISTINCT json_extract(value, '$.url') || ' ' || json_extract(value, '$.sha256'))
     FROM json_each(NEW.content, '$.evidence')
    WHERE length(json_extract(value, '$.sha256')) = 64 AND json_extract(value, '$.read_on') IS NOT NULL) < 2
  OR json_extract(NEW.content, '$.withdrawn') IS NULL AND
     (SELECT min(count(DISTINCT json_extract(value, '$.url')), count(DISTINCT json_extract(value, '$.sha256')))
        FROM json_each(NEW.content, '$.evidence')) < 2
  OR (SELECT count(*) FROM json_each(NEW.content, '$.evidence') WHERE json_extract(value, '$.primary') = 1) < 1
  OR EXISTS (SELECT 1 FROM json_each(NEW.content, '$.evidence')
              WHERE coalesce(length(json_extract(value, '$.sha256')), 0) <> 64
                 OR json_extract(value, '$.read_on') IS NULL))
BEGIN SELECT RAISE(ABORT, 'h3_two_sources_one_primary_each_archived'); END;
""",
    # A picture that is not kept by the hash of its bytes could be changed behind the version's own hash: as many
    # elements as there are have the form of a kept one. SQLite has no regular expressions, so a body is cut at each
    # element into a list. Whether there are such bytes, only `append` can see.
    """
CREATE TRIGGER record_version_pictures BEFORE INSERT ON record_version
WHEN json_extract(NEW.content, '$.withdrawn') IS NULL AND EXISTS (
  SELECT 1 FROM (SELECT json_quote(json_extract(value, '$.body')) AS body FROM json_each(NEW.content, '$.texts'))
   WHERE (SELECT count(*) - 1 FROM json_each('[' || replace(lower(body), '<img', '","<img') || ']'))
      <> (SELECT count(*) FROM json_each('[' || replace(body, '<img', '","<img') || ']')
           WHERE key > 0 AND (_KEPT_)))
BEGIN SELECT RAISE(ABORT, 'picture_is_kept_by_its_hash'); END;
""".replace("_KEPT_", _SQLITE_KEPT),
    """
CREATE TRIGGER record_entry_gapless BEFORE INSERT ON record_entry
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM record_entry), -1) + 1
BEGIN SELECT RAISE(ABORT, 'entry_numbers_have_no_gaps'); END;
""",
    """
CREATE TRIGGER record_entry_h4 BEFORE INSERT ON record_entry
WHEN json_type(NEW.written_by) IS NOT 'array' OR json_type(NEW.approved_by) IS NOT 'array'
  OR json_array_length(NEW.written_by) = 0 OR json_array_length(NEW.approved_by) = 0
  OR EXISTS (SELECT 1 FROM json_each(NEW.written_by) WHERE type <> 'integer')
  OR EXISTS (SELECT 1 FROM json_each(NEW.approved_by) WHERE type <> 'integer')
  OR EXISTS (SELECT 1 FROM json_each(NEW.approved_by) a JOIN json_each(NEW.written_by) w ON a.value = w.value)
BEGIN SELECT RAISE(ABORT, 'h4_approved_by_somebody_who_did_not_write'); END;
""",
    """
CREATE TRIGGER record_entry_agrees BEFORE INSERT ON record_entry
WHEN NOT EXISTS (SELECT 1 FROM record_version v WHERE v.sha256 = NEW.version_id
                  AND v.code = NEW.code AND v.type = NEW.type AND v.office_id = NEW.office_id
                  AND (NEW.kind = 'withdraw') = (json_extract(v.content, '$.withdrawn') IS NOT NULL))
  OR json_extract(NEW.line, '$.seq') IS NOT NEW.seq OR json_extract(NEW.line, '$.sha256') IS NOT NEW.version_id
  OR json_extract(NEW.line, '$.kind') IS NOT NEW.kind OR json_extract(NEW.line, '$.previous') IS NOT NEW.previous_id
  OR json_extract(NEW.line, '$.type') IS NOT NEW.type OR json_extract(NEW.line, '$.code') IS NOT NEW.code
BEGIN SELECT RAISE(ABORT, 'entry_agrees_with_its_version'); END;
""",
    # The database knows no time zones: a day has come where it has come anywhere on earth, 14 hours ahead of UTC.
    """
CREATE TRIGGER record_entry_days BEFORE INSERT ON record_entry
WHEN NEW.kind <> 'withdraw' AND EXISTS (
  SELECT 1 FROM record_version v WHERE v.sha256 = NEW.version_id AND (
    coalesce(json_extract(v.content, '$.checked_on') > date(NEW.at, '+14 hours'), 1)
    OR EXISTS (SELECT 1 FROM json_each(v.content, '$.evidence')
                WHERE coalesce(json_extract(value, '$.read_on') > date(NEW.at, '+14 hours'), 1))))
BEGIN SELECT RAISE(ABORT, 'day_has_come'); END;
""",
    """
CREATE TRIGGER record_entry_order BEFORE INSERT ON record_entry
WHEN NEW.kind NOT IN ('publish', 'update', 'correct', 'withdraw')
  OR (NEW.kind = 'publish') <> (NEW.previous_id IS NULL)
  OR NEW.previous_id IS NOT (SELECT max(seq) FROM record_entry WHERE type = NEW.type AND code = NEW.code)
  OR EXISTS (SELECT 1 FROM record_entry WHERE seq = NEW.previous_id AND kind = 'withdraw')
BEGIN SELECT RAISE(ABORT, 'entry_follows_the_newest_of_its_thing'); END;
""",
]

POSTGRES_INSTALL = [
    """
CREATE FUNCTION record_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record is append-only: % refuses %', TG_TABLE_NAME, TG_OP
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
""",
    *(
        f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION record_refuse_change();"
        for table in ("record_entry", "record_version")
    ),
    *(
        f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION record_refuse_change();"
        for table in ("record_entry", "record_version")
    ),
    """
CREATE FUNCTION record_check_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c jsonb := NEW.content::jsonb;
BEGIN
  IF c #>> '{claim,kind}' IS DISTINCT FROM NEW.claim_kind
     OR c ->> 'rating' IS DISTINCT FROM NEW.rating
     OR c ->> 'type' IS DISTINCT FROM NEW.type
     OR c ->> 'code' IS DISTINCT FROM NEW.code
     OR c #>> '{office,slug}' IS DISTINCT FROM (SELECT slug FROM offices_office WHERE id = NEW.office_id) THEN
    RAISE EXCEPTION 'version_columns_agree_with_content' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.type = 'fact-check' AND (
     (SELECT count(DISTINCT (e ->> 'url') || ' ' || (e ->> 'sha256')) FROM jsonb_array_elements(c -> 'evidence') e
       WHERE length(e ->> 'sha256') = 64 AND e ->> 'read_on' IS NOT NULL) < 2
     OR c ->> 'withdrawn' IS NULL AND
        (SELECT least(count(DISTINCT e ->> 'url'), count(DISTINCT e ->> 'sha256'))
           FROM jsonb_array_elements(c -> 'evidence') e) < 2
     OR (SELECT count(*) FROM jsonb_array_elements(c -> 'evidence') e WHERE e -> 'primary' = 'true'::jsonb) < 1
     OR EXISTS (SELECT 1 FROM jsonb_array_elements(c -> 'evidence') e
                 WHERE coalesce(length(e ->> 'sha256'), 0) <> 64 OR e ->> 'read_on' IS NULL)) THEN
    RAISE EXCEPTION 'h3_two_sources_one_primary_each_archived' USING ERRCODE = 'check_violation';
  END IF;
  IF c ->> 'withdrawn' IS NULL AND EXISTS (SELECT 1 FROM jsonb_each(c -> 'texts') t
     WHERE (SELECT count(*) FROM regexp_matches(t.value ->> 'body', '<img', 'gi'))
        <> (SELECT count(*) FROM regexp_matches(t.value ->> 'body', '_KEPT_', 'g'))) THEN
    RAISE EXCEPTION 'picture_is_kept_by_its_hash' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'version_is_named_by_its_hash' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
""".replace("_KEPT_", _POSTGRES_KEPT),
    "CREATE TRIGGER record_version_rules BEFORE INSERT ON record_version "
    "FOR EACH ROW EXECUTE FUNCTION record_check_version();",
    """
CREATE FUNCTION record_check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  l jsonb := NEW.line::jsonb;
  day text := to_char(NEW.at AT TIME ZONE 'UTC' + interval '14 hours', 'YYYY-MM-DD');
BEGIN
  IF NEW.seq <> coalesce((SELECT max(seq) FROM record_entry), -1) + 1 THEN
    RAISE EXCEPTION 'entry_numbers_have_no_gaps' USING ERRCODE = 'check_violation';
  END IF;
  IF jsonb_typeof(NEW.written_by) <> 'array' OR jsonb_typeof(NEW.approved_by) <> 'array' THEN
    RAISE EXCEPTION 'h4_approved_by_somebody_who_did_not_write' USING ERRCODE = 'check_violation';
  END IF;
  IF jsonb_array_length(NEW.written_by) = 0 OR jsonb_array_length(NEW.approved_by) = 0
     OR EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.written_by || NEW.approved_by) p
                 WHERE jsonb_typeof(p) <> 'number' OR p::text !~ '^-?[0-9]+$')
     OR EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.approved_by) a
                  JOIN jsonb_array_elements(NEW.written_by) w ON a = w) THEN
    RAISE EXCEPTION 'h4_approved_by_somebody_who_did_not_write' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM record_version v WHERE v.sha256 = NEW.version_id
                  AND v.code = NEW.code AND v.type = NEW.type AND v.office_id = NEW.office_id
                  AND (NEW.kind = 'withdraw') = (v.content::jsonb ->> 'withdrawn' IS NOT NULL))
     OR (l ->> 'seq')::bigint IS DISTINCT FROM NEW.seq OR l ->> 'sha256' IS DISTINCT FROM NEW.version_id
     OR l ->> 'kind' IS DISTINCT FROM NEW.kind OR (l ->> 'previous')::bigint IS DISTINCT FROM NEW.previous_id
     OR l ->> 'type' IS DISTINCT FROM NEW.type OR l ->> 'code' IS DISTINCT FROM NEW.code THEN
    RAISE EXCEPTION 'entry_agrees_with_its_version' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.kind <> 'withdraw' AND EXISTS (SELECT 1 FROM record_version v WHERE v.sha256 = NEW.version_id AND (
       coalesce((v.content::jsonb ->> 'checked_on') COLLATE "C" > day, true)
       OR EXISTS (SELECT 1 FROM jsonb_array_elements(v.content::jsonb -> 'evidence') e
                   WHERE coalesce((e ->> 'read_on') COLLATE "C" > day, true)))) THEN
    RAISE EXCEPTION 'day_has_come' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.kind NOT IN ('publish', 'update', 'correct', 'withdraw')
     OR (NEW.kind = 'publish') <> (NEW.previous_id IS NULL)
     OR NEW.previous_id IS DISTINCT FROM
        (SELECT max(seq) FROM record_entry WHERE type = NEW.type AND code = NEW.code)
     OR EXISTS (SELECT 1 FROM record_entry WHERE seq = NEW.previous_id AND kind = 'withdraw') THEN
    RAISE EXCEPTION 'entry_follows_the_newest_of_its_thing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
""",
    "CREATE TRIGGER record_entry_rules BEFORE INSERT ON record_entry "
    "FOR EACH ROW EXECUTE FUNCTION record_check_entry();",
]

SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {statement.split()[2]};" for statement in SQLITE_INSTALL]
POSTGRES_REMOVE = [
    f"DROP FUNCTION IF EXISTS {name}() CASCADE;"
    for name in ("record_refuse_change", "record_check_version", "record_check_entry")
]


def install(schema_editor: Any) -> None:
    """Create the triggers on the database that `schema_editor` changes, in place of older ones of the same names."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_REMOVE + SQLITE_INSTALL if sqlite else POSTGRES_REMOVE + POSTGRES_INSTALL:
        schema_editor.execute(statement, params=None)  # no placeholders: a percent sign is itself
