"""The tables of ``outputs/``: one definition that makes the CSV files and their package.

Columns, their order and meaning are an interface: add at the right end, never rename or
reorder without raising :data:`SCHEMA_VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pipeline.model import EVENT_TYPES, ROLES, STAGES, STATUSES

SCHEMA_VERSION = "1.0"

Kind = Literal["id", "text", "choice", "list", "date", "moment", "integer", "number"]

# A day, with the time where the text tells it, in Japan's zone where a clock time stands.
_MOMENT = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(\+09:00)?)?"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind decides dtype, formula guard and Frictionless type."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def numeric(self) -> bool:
        """True when cells are numbers; all others are text in the data frames."""
        return self.kind in {"integer", "number"}

    def field(self) -> dict[str, Any]:
        """The column as a Table Schema field."""
        types = {"integer": "integer", "number": "number", "date": "date"}
        found: dict[str, Any] = {
            "name": self.name,
            "type": types.get(self.kind, "string"),
            "description": self.description,
        }
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.choices:
            constraints["enum"] = list(self.choices)
        if self.pattern or self.kind == "moment":
            constraints["pattern"] = self.pattern or _MOMENT
        if self.kind == "integer":
            constraints["minimum"] = 0
        if self.kind == "number":
            constraints |= {"minimum": 0, "maximum": 1}
        return found | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose cells, where not empty, occur in ``table``'s column ``target``."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ``outputs/`` with its keys."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    def table_schema(self) -> dict[str, Any]:
        """The table as a Frictionless Table Schema."""
        schema: dict[str, Any] = {
            "fields": [column.field() for column in self.columns],
            "missingValues": [""],
        }
        if self.primary_key:
            schema["primaryKey"] = list(self.primary_key)
        if self.foreign_keys:
            schema["foreignKeys"] = [
                {
                    "fields": [key.column],
                    "reference": {"resource": key.table, "fields": [key.target]},
                }
                for key in self.foreign_keys
            ]
        return schema


def _id(prefix: str, name: str, description: str, *, required: bool = True) -> Column:
    return Column(name, "id", description, required, pattern=prefix + "_[0-9a-f]{16}")


def _text(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "text", description, required)


def _list(name: str, description: str) -> Column:
    return Column(name, "list", description + "; joined with ';'")


def _choice(
    name: str, choices: tuple[str, ...], description: str, *, required: bool = True
) -> Column:
    return Column(name, "choice", description, required, choices)


def _date(name: str, description: str) -> Column:
    return Column(name, "date", description)


def _moment(name: str, description: str) -> Column:
    return Column(name, "moment", description)


def _count(name: str, description: str, *, required: bool = True) -> Column:
    return Column(name, "integer", description, required)


def _offsets(prefix: str, of: str, *, required: bool = True) -> tuple[Column, Column]:
    unit = "in code points of the decoded source"
    return (
        _count(f"{prefix}_start", f"where {of} starts, {unit}", required=required),
        _count(f"{prefix}_end", f"where {of} ends (exclusive), {unit}", required=required),
    )


_SOURCE = _text("source", "the file, as in documents.csv", required=True)
_RECORD = _id("rec", "record_id", "the record it stands in")
_EVENT = _id("ev", "event_id", "the event")
_TO_SOURCE = ForeignKey("source", "documents", "source")
_TO_RECORD = ForeignKey("record_id", "records", "record_id")
_TO_EVENT = ForeignKey("event_id", "events", "event_id")
_PRECISIONS = ("day", "part_of_month", "month", "season", "year", "fiscal_year", "range", "none")

DOCUMENTS = Table(
    "documents",
    "one row per source file",
    (
        _id("doc", "doc_id", "stable id of the file, from its name"),
        _text("source", "the file; file.jsonl#12 is the twelfth entry of a bundle", required=True),
        _text("sha256", "SHA-256 of the bytes", required=True),
        _text("media_type", "text/plain or text/html", required=True),
        _text("encoding", "character encoding it was decoded with", required=True),
        _count("chars", "code points of the decoded source"),
        _count("chars_kept", "code points of it that cleaning kept", required=False),
        _count("records", "news items found in it"),
        _choice("status", ("ok", "problem"), "problem: see problems.csv"),
    ),
    ("doc_id",),
)

RECORDS = Table(
    "records",
    "one row per news item found in a source",
    (
        _id("rec", "record_id", "stable id, from what identifies the article"),
        _id("doc", "doc_id", "the document it stands in"),
        _SOURCE,
        _count("record_no", "from 1, in order of appearance in the file"),
        _moment("published", "publication day, with time and zone where given"),
        _text("outlet", "who published it"),
        _text("via", "the site or agency that carried it"),
        _text("title", "headline"),
        _text("article_ref", "reference number on the page"),
        _text("url", "address of the article"),
        *_offsets("char", "the item"),
        _date("item_date_start", "first day in the heading of an item of a chronology"),
        _date("item_date_end", "last day in that heading, inclusive"),
        _id("same", "same_as", "group of records that carry the same text", required=False),
    ),
    ("record_id",),
    (ForeignKey("doc_id", "documents", "doc_id"), _TO_SOURCE),
)

EVENTS = Table(
    "events",
    "one row per event of a record",
    (
        _id("ev", "event_id", "stable across re-runs and rule edits"),
        _id("same", "same_as", "group of rows that tell the same event", required=False),
        _RECORD,
        _id("doc", "doc_id", "the document it stands in"),
        _SOURCE,
        _count("record_no", "the record's number in the file"),
        _choice("event_type", EVENT_TYPES, "what kind of cooperation"),
        _text("plover", "PLOVER event type, derived from type, status and stage"),
        _text("cameo", "CAMEO code, derived from type, status and stage; keep it as text"),
        _choice("status", STATUSES, "as of the record's publication"),
        _choice("stage", STAGES, "step of an agreement", required=False),
        _date("date_start", "first day of the event; empty when unknown or open"),
        _date("date_end", "last day, inclusive; empty when unknown or open"),
        _choice("date_precision", _PRECISIONS, "how fine the date is"),
        _text("date_edtf", "the date in EDTF (ISO 8601-2)"),
        _text("date_wareki", "the date in the Japanese calendar"),
        _text("date_text", "the date as written"),
        _choice("date_basis", ("explicit", "anchored", "none"), "where its year comes from"),
        _list("participants", "codes, sorted"),
        _text("location", "place as written"),
        _text("location_code", "ISO 3166-1 alpha-3 code of the place's country"),
        _text("instrument", "name of the agreement, exercise, framework or equipment"),
        _text("outcome", "what a meeting agreed"),
        _text("evidence", "the stretch of source text that carries the event", required=True),
        *_offsets("evidence", "the evidence"),
        _text("rule_id", "the rule that fired", required=True),
        Column("confidence", "number", "0 to 1", required=True),
        _list("flags", "what a reader should look at twice"),
        _text("title", "headline of the record"),
        _text("outlet", "outlet of the record"),
        _moment("published", "publication day of the record"),
        _text("url", "address of the record"),
        _choice(
            "review",
            ("pending", "accepted", "rejected", "edited", "recheck"),
            "what reviewers decided",
        ),
        _text("reviewer", "who decided"),
        _text("reviewed_at", "when"),
        _choice(
            "latest_status",
            STATUSES,
            "the status that a later report gives this event; empty when none does",
            required=False,
        ),
        _id("ev", "latest_event_id", "the row of that later report", required=False),
    ),
    ("event_id",),
    (
        _TO_RECORD,
        ForeignKey("doc_id", "documents", "doc_id"),
        _TO_SOURCE,
        # An empty resource name refers to the table itself (Table Schema).
        ForeignKey("latest_event_id", "", "event_id"),
    ),
)

PARTICIPANTS = Table(
    "participants",
    "who takes part in an event, in order of mention",
    (
        _EVENT,
        _count("position", "from 1"),
        _text("code", "ISO 3166-1 alpha-3 code or abbreviation", required=True),
        _text("name_ja", "Japanese name"),
        _text("name_en", "English name"),
        _choice("kind", ("country", "organisation"), "kind of actor", required=False),
        _choice("role", ROLES, "role in the event"),
        _text("mention", "the words that name it"),
        *_offsets("mention", "the mention", required=False),
        _text("person", "person acting for it"),
        _text("office", "that person's office"),
    ),
    ("event_id", "position"),
    (_TO_EVENT,),
)

DATES = Table(
    "dates",
    "every temporal expression in the kept text",
    (
        _id("date", "date_id", "stable id"),
        _RECORD,
        _SOURCE,
        _text("text", "the expression as written", required=True),
        *_offsets("char", "the expression"),
        _choice("type", ("DATE", "RANGE", "DURATION", "SET", "VAGUE"), "kind of expression"),
        _moment("start", "first day"),
        _moment("end", "last day, inclusive"),
        _text("precision", "how fine it is"),
        _text("edtf", "the value in EDTF (ISO 8601-2)"),
        _choice(
            "relation",
            ("from", "until", "since", "before", "after", "within"),
            "how it bounds what it dates",
            required=False,
        ),
        _choice("calendar", ("wareki", "gregorian", "relative"), "as written", required=False),
        _date("anchor", "the day that missing parts were taken from"),
        _text("anchor_source", "what that day is"),
        _text("rule_id", "the rule that read it"),
        _list("flags", "conflicts and doubts"),
    ),
    ("date_id",),
    (_TO_RECORD, _TO_SOURCE),
)

MENTIONS = Table(
    "mentions",
    "named entities of the language model and matches of the lexicon",
    (
        _id("men", "mention_id", "stable id"),
        _RECORD,
        _SOURCE,
        _text("text", "the words", required=True),
        *_offsets("char", "the mention"),
        _text("label", "kind of entity"),
        _choice("origin", ("ginza", "rule"), "language model or lexicon"),
        _list("code", "the codes it stands for"),
        _text("canonical", "its usual name"),
    ),
    ("mention_id",),
    (_TO_RECORD, _TO_SOURCE),
)

AGREEMENTS = Table(
    "agreements",
    "one row per step of one agreement across all records",
    (
        _id("thr", "thread_id", "the agreement"),
        _text("name", "its name as written"),
        _list("parties", "codes, sorted"),
        _count("step_no", "from 1, in the order the steps came about"),
        _choice("stage", STAGES, "the step"),
        _choice("status", STATUSES, "whether it is done"),
        _date("date_start", "first day of the step"),
        _text("date_edtf", "its date in EDTF"),
        _id("ev", "event_id", "the event that tells it"),
        _SOURCE,
        _moment("published", "publication day of the record that tells it"),
    ),
    ("thread_id", "step_no"),
    (_TO_EVENT, _TO_SOURCE),
)

DROPPED = Table(
    "dropped",
    "every stretch of text that cleaning removed; a very long one takes several rows",
    (
        _SOURCE,
        _count("line_no", "line of the decoded source where it starts, from 1"),
        *_offsets("char", "the stretch"),
        _text("text", "what was removed", required=True),
        _text("reason", "why", required=True),
        _text("rule_id", "the rule that removed it"),
    ),
    ("source", "char_start"),
    (_TO_SOURCE,),
)

PROBLEMS = Table(
    "problems",
    "every input, record or rule that could not be fully processed, once",
    (
        _text("source", "the file: an input or a rule file"),
        _id("rec", "record_id", "the record", required=False),
        _text("stage", "the stage that met it", required=True),
        _text("problem", "what is wrong", required=True),
        _text("detail", "more about it"),
        _text("action", "what was done about it"),
    ),
    (),
    (_TO_RECORD,),
)

SCHEMA: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        RECORDS,
        EVENTS,
        PARTICIPANTS,
        DATES,
        MENTIONS,
        AGREEMENTS,
        DROPPED,
        PROBLEMS,
    )
}
