"""What keeps the tally of inputs, and whose words are to be noted: triggers, made after the tables are.

A trigger names no table but its own and those of the tally. SQLite makes a table anew when a field of it is altered:
its triggers are lost, and it refuses where a trigger on another table names it. What is lost is made anew, with the
whole tally, when the tables have been altered (`make_tally_anew`).
"""

from __future__ import annotations

from django.db import connection, transaction

COPIED = ("state", "kind", "received_at")
SAID = ("text", "suggestion", "name", "on_behalf_of")
TABLES = {
    "inputs_input", "inputs_fate", "inputs_tally", "inputs_unnoted", "inputs_words", "desk_decision",
}  # fmt: skip
"""What is to be there. The last is of the desk, which is above: it is named here as the database knows it."""

# A row that is there is written over: whoever notes the words at this moment is waited for, and they are noted again.
NOTE = (
    "INSERT INTO inputs_unnoted (given) VALUES (%s) ON CONFLICT (given) DO UPDATE SET given = excluded.given;"
)
NEW_INPUT = """
    INSERT INTO inputs_fate (given, state, kind, received_at, outcome)
    VALUES (new.id, new.state, new.kind, new.received_at, '')
    ON CONFLICT (given) DO UPDATE
    SET state = excluded.state, kind = excluded.kind, received_at = excluded.received_at;
"""
INPUT_CHANGED = """
    UPDATE inputs_fate SET state = new.state, kind = new.kind, received_at = new.received_at WHERE given = new.id;
"""
INPUT_GONE = "DELETE FROM inputs_fate WHERE given = old.id; DELETE FROM inputs_unnoted WHERE given = old.id;"
# A decision may be read in before its input: then the fate waits for the input to say the rest.
DECIDED = """
    INSERT INTO inputs_fate (given, state, kind, received_at, outcome, answered_at)
    VALUES (new.given_id, '', '', new.at, new.outcome, new.at)
    ON CONFLICT (given) DO UPDATE SET outcome = excluded.outcome, answered_at = excluded.answered_at;
"""
UNDECIDED = "UPDATE inputs_fate SET outcome = '', answered_at = NULL WHERE given = old.given_id;"
GIVEN_TO_ANOTHER = UNDECIDED.replace(";", " AND old.given_id <> new.given_id;")
CHANGES = " OR ".join(f"old.{name} <> new.{name}" for name in COPIED)
OTHER_ANSWER = " OR ".join(f"old.{name} <> new.{name}" for name in ("given_id", "outcome", "at"))
OTHER_WORDS = " OR ".join(f"old.{name} <> new.{name}" for name in SAID)
SORTED_BY = "by, state, kind, outcome, day, tenths"
INTO = f"INSERT INTO inputs_tally ({SORTED_BY}, number)"
OF_FATE = "given, state, kind, received_at, outcome, answered_at"
INTO_FATES = f"INSERT INTO inputs_fate ({OF_FATE})"
FATES = """
    SELECT i.id AS given, i.state, i.kind, i.received_at, coalesce(d.outcome, '') AS outcome, d.at AS answered_at
    FROM inputs_input i LEFT JOIN desk_decision d ON d.given_id = i.id
"""
LOCK = "LOCK TABLE inputs_input, desk_decision, inputs_fate, inputs_tally IN SHARE ROW EXCLUSIVE MODE"
"""In the order in which acts write them."""
TO_NOTE = f"""
    INSERT INTO inputs_unnoted (given)
    SELECT i.id FROM inputs_input i LEFT JOIN inputs_words w ON w.given_id = i.id
    WHERE w.given_id IS NULL OR w.said <> {" || ".join(f"i.{name} || chr(10)" for name in SAID)}
"""  # noqa: S608 (our own names)


def _sqlite_second(moment: str) -> str:
    """A moment without parts of a second, as Python counts: older versions of SQLite round them up."""
    return f"substr({moment}, 1, 19)"


def _sqlite_day(moment: str) -> str:
    """The day here of a moment: Norway has summer time from the last Sunday of March to that of October, 01:00 UTC."""
    moment = _sqlite_second(moment)
    begins, ends = (
        f"datetime(strftime('%Y', {moment}) || '-{after}-01', 'weekday 0', '-7 days', '+1 hour')"
        for after in ("04", "11")
    )
    return f"date({moment}, CASE WHEN {moment} >= {begins} AND {moment} < {ends} THEN '+2 hours' ELSE '+1 hour' END)"


def _postgresql_day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Oslo')::date"


def _sqlite_tenths(came: str, went: str) -> str:
    began, ended = (f"strftime('%s', {_sqlite_second(moment)})" for moment in (came, went))
    return f"({ended} - {began} + 4320) / 8640"


def _postgresql_tenths(came: str, went: str) -> str:
    return f"(floor(extract(epoch FROM {went}))::bigint - floor(extract(epoch FROM {came}))::bigint + 4320) / 8640"


def _lines(vendor: str, row: str, number: int, of: str = "") -> str:
    """The lines of the tally for a fate, or all `of` some, with this number: 1 counts it, -1 counts it no more."""
    is_sqlite = vendor == "sqlite"
    day = _sqlite_day if is_sqlite else _postgresql_day
    tenths = (_sqlite_tenths if is_sqlite else _postgresql_tenths)(f"{row}.received_at", f"{row}.answered_at")
    received_on, answered_on = day(f"{row}.received_at"), day(f"{row}.answered_at")
    nothing = "NULL, NULL" if is_sqlite else "NULL::date, NULL::integer"
    answered = f"{of} WHERE {row}.answered_at IS NOT NULL"
    return f"""
        SELECT 'received' AS by, {row}.state AS state, '' AS kind, '' AS outcome, {received_on} AS day, NULL AS tenths,
            {number} AS number {of}
        UNION ALL SELECT 'sort', {row}.state, {row}.kind, {row}.outcome, {nothing}, {number} {of}
        UNION ALL SELECT 'answered', {row}.state, '', {row}.outcome, {answered_on}, NULL, {number} {answered}
        UNION ALL SELECT 'waited', {row}.state, '', '', NULL, {tenths}, {number} {answered}
    """


def _triggers(vendor: str) -> dict[str, tuple[str, str, str]]:
    """Each trigger by its name: after what on which table, under which condition, and what it does."""
    more, fewer = _lines(vendor, "new", 1), _lines(vendor, "old", -1)
    changed = f"""
        {INTO} SELECT {SORTED_BY}, sum(number) FROM ({fewer} UNION ALL {more}) AS lines
        GROUP BY {SORTED_BY} HAVING sum(number) <> 0;
    """  # noqa: S608 (our own names)
    return {
        "inputs_input_new": ("INSERT ON inputs_input", "", NEW_INPUT + NOTE % "new.id"),
        "inputs_input_said": ("UPDATE ON inputs_input", OTHER_WORDS, NOTE % "new.id"),
        "inputs_words_lost": ("DELETE ON inputs_words", "", NOTE % "old.given_id"),
        "inputs_input_moved": ("UPDATE ON inputs_input", CHANGES, INPUT_CHANGED),
        "inputs_input_gone": ("DELETE ON inputs_input", "", INPUT_GONE),
        "desk_decision_new": ("INSERT ON desk_decision", "", DECIDED),
        "desk_decision_changed": ("UPDATE ON desk_decision", OTHER_ANSWER, GIVEN_TO_ANOTHER + DECIDED),
        "desk_decision_gone": ("DELETE ON desk_decision", "", UNDECIDED),
        "inputs_fate_new": ("INSERT ON inputs_fate", "", f"{INTO} {more};"),
        "inputs_fate_changed": ("UPDATE ON inputs_fate", "", changed),
        "inputs_fate_gone": ("DELETE ON inputs_fate", "", f"{INTO} {fewer};"),
    }


def _made(vendor: str, name: str, after: str, when: str, does: str) -> list[str]:
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {name} AFTER {after} {f'WHEN {when}' if when else ''} BEGIN {does} END"]
    # The condition is in the function: PostgreSQL lets no column be altered that a trigger itself names.
    body = f"IF {when} THEN {does} END IF;" if when else does
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {after} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def removed(vendor: str) -> list[str]:
    """The SQL that takes the triggers away, where they are there. Those of another Kokebok, in another schema, stay."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _triggers(vendor)]
    drop = (
        "DO $$ BEGIN EXECUTE format('DROP FUNCTION IF EXISTS %I.{name}() CASCADE', current_schema()); END $$"
    )
    return [drop.format(name=name) for name in _triggers(vendor)]


ON_SQLITE = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRESQL = """
    SELECT prosrc, pg_get_triggerdef(pg_trigger.oid, true)
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace
"""


def is_lacking() -> bool:
    """Whether a trigger is not there, does something else than is written here, or is switched off."""
    vendor = connection.vendor
    made = [_made(vendor, name, *trigger) for name, trigger in _triggers(vendor).items()]
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if vendor == "sqlite" else ON_POSTGRESQL)
        there = set(cursor.fetchall())
    # PostgreSQL keeps what is between the dollars as it was written, and says the rest in our words.
    wanted = made if vendor == "sqlite" else [(does.split("$$")[1], trigger) for does, trigger in made]
    return not {tuple(one) for one in wanted} <= there


def _do(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@transaction.atomic
def make_tally_anew() -> None:
    """Count all inputs anew, see whose words are to be noted, and have both done from now on."""
    vendor = connection.vendor
    made = [one for name, trigger in _triggers(vendor).items() for one in _made(vendor, name, *trigger)]
    to_note = TO_NOTE.replace("chr(10)", "char(10)") if vendor == "sqlite" else TO_NOTE
    _do([*removed(vendor), *made])
    count_anew()
    _do(["DELETE FROM inputs_unnoted", to_note])


@transaction.atomic
def count_anew() -> None:
    """Count all inputs anew, where the triggers are there. Whoever writes meanwhile waits; readers do not."""
    _do([LOCK] if connection.vendor == "postgresql" else [])
    _do(["DELETE FROM inputs_fate", "DELETE FROM inputs_tally", f"{INTO_FATES} {FATES}"])


def wrong_sorts() -> int:
    """How many sorts of inputs the tally has another number of than there are. Reads all inputs, at one moment."""
    lines = _lines(connection.vendor, "fate", -1, f"FROM ({FATES}) AS fate")
    return _number_of(SORTED_BY, f"SELECT {SORTED_BY}, number FROM inputs_tally UNION ALL {lines}")  # noqa: S608 (our own names)


def wrong_fates() -> int:
    """How many fates there are too many or too few, one that says something else being both. Reads all inputs."""
    kept = f"SELECT {OF_FATE}, 1 AS number FROM inputs_fate"  # noqa: S608 (our own names)
    return _number_of(OF_FATE, f"{kept} UNION ALL SELECT {OF_FATE}, -1 FROM ({FATES}) AS fate")  # noqa: S608 (our own names)


def _number_of(sorted_by: str, lines: str) -> int:
    """How many sorts of lines do not add up to nothing."""
    sums = f"SELECT {sorted_by} FROM ({lines}) AS lines GROUP BY {sorted_by} HAVING sum(number) <> 0"  # noqa: S608 (our own names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sums}) AS sums")  # noqa: S608 (our own names)
        return int(cursor.fetchone()[0])


def keep_tally(**_signal: object) -> None:
    """After tables have been altered: make anew what was lost with them, or is written another way than it was."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if tables >= TABLES and is_lacking():
        make_tally_anew()
