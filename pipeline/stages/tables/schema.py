"""The tables of ``outputs/``: one definition that makes the CSV files and their package.

Columns, their order and meaning are an interface: add at the right end, never rename or
reorder without raising :data:`SCHEMA_VERSION`.
"""

from __future__ import annotations

from pipeline.model import EVENT_TYPES, ROLES, STAGES, STATUSES
from pipeline.stages.tables.columns import (
    Column,
    ForeignKey,
    Table,
    choice,
    count,
    day,
    id_,
    list_,
    moment,
    offsets,
    text,
)

SCHEMA_VERSION = "1.0"

_SOURCE = text("source", "the file, as in documents.csv", required=True)
_RECORD = id_("rec", "record_id", "the record it stands in")
_EVENT = id_("ev", "event_id", "the event")
_TO_SOURCE = ForeignKey("source", "documents", "source")
_TO_RECORD = ForeignKey("record_id", "records", "record_id")
_TO_EVENT = ForeignKey("event_id", "events", "event_id")
PRECISIONS = ("day", "part_of_month", "month", "season", "year", "fiscal_year", "range", "none")

DOCUMENTS = Table(
    "documents",
    "one row per source file",
    (
        id_("doc", "doc_id", "stable id of the file, from its name"),
        text("source", "the file; file.jsonl#12 is the twelfth entry of a bundle", required=True),
        text("sha256", "SHA-256 of the bytes", required=True),
        text("media_type", "text/plain or text/html", required=True),
        text("encoding", "character encoding it was decoded with", required=True),
        count("chars", "code points of the decoded source"),
        count("chars_kept", "code points of it that cleaning kept", required=False),
        count("records", "news items found in it"),
        choice("status", ("ok", "problem"), "problem: see problems.csv"),
    ),
    ("doc_id",),
)

RECORDS = Table(
    "records",
    "one row per news item found in a source",
    (
        id_("rec", "record_id", "stable id, from what identifies the article"),
        id_("doc", "doc_id", "the document it stands in"),
        _SOURCE,
        count("record_no", "from 1, in order of appearance in the file"),
        moment("published", "publication day, with time and zone where given"),
        text("outlet", "who published it"),
        text("via", "the site or agency that carried it"),
        text("title", "headline"),
        text("article_ref", "reference number on the page"),
        text("url", "address of the article"),
        *offsets("char", "the item"),
        day("item_date_start", "first day in the heading of an item of a chronology"),
        day("item_date_end", "last day in that heading, inclusive"),
        id_("same", "same_as", "group of records that carry the same text", required=False),
    ),
    ("record_id",),
    (ForeignKey("doc_id", "documents", "doc_id"), _TO_SOURCE),
)

# What reviewers made of an event, beside the program's own values.
_EDITED = (
    list_("edited_fields", "fields that a reviewer changed; one listed but empty was emptied"),
    choice("edited_event_type", EVENT_TYPES, "event_type by a reviewer", required=False),
    choice("edited_status", STATUSES, "status by a reviewer", required=False),
    choice("edited_stage", STAGES, "stage by a reviewer", required=False),
    text("edited_date_edtf", "date_edtf by a reviewer"),
    day("edited_date_start", "date_start by a reviewer"),
    day("edited_date_end", "date_end by a reviewer"),
    list_("edited_participants", "participants by a reviewer, as CODE:role"),
    *(
        text(f"edited_{name}", f"{name} by a reviewer")
        for name in ("location", "location_code", "instrument", "outcome", "evidence")
    ),
    id_("ev", "merged_into", "the event that a reviewer found to be the same", required=False),
    text("review_note", "a reviewer's note"),
)

EVENTS = Table(
    "events",
    "one row per event of a record",
    (
        id_("ev", "event_id", "stable across re-runs and rule edits"),
        id_("same", "same_as", "group of rows that tell the same event", required=False),
        _RECORD,
        id_("doc", "doc_id", "the document it stands in"),
        _SOURCE,
        count("record_no", "the record's number in the file"),
        choice("event_type", EVENT_TYPES, "what kind of cooperation"),
        text("plover", "PLOVER event type, derived from type, status and stage"),
        text("cameo", "CAMEO code, derived from type, status and stage; keep it as text"),
        choice("status", STATUSES, "as of the record's publication"),
        choice("stage", STAGES, "step of an agreement", required=False),
        day("date_start", "first day of the event; empty when unknown or open"),
        day("date_end", "last day, inclusive; empty when unknown or open"),
        choice("date_precision", PRECISIONS, "how fine the date is"),
        text("date_edtf", "the date in EDTF (ISO 8601-2)"),
        text("date_wareki", "the date in the Japanese calendar"),
        text("date_text", "the date as written"),
        choice("date_basis", ("explicit", "anchored", "none"), "where its year comes from"),
        list_("participants", "codes, sorted"),
        text("location", "place as written"),
        text("location_code", "ISO 3166-1 alpha-3 code of the place's country"),
        text("instrument", "name of the agreement, exercise, framework or equipment"),
        text("outcome", "what a meeting agreed"),
        text("evidence", "the stretch of source text that carries the event", required=True),
        *offsets("evidence", "the evidence"),
        text("rule_id", "the rule that fired", required=True),
        Column("confidence", "number", "0 to 1", required=True),
        list_("flags", "what a reader should look at twice"),
        text("title", "headline of the record"),
        text("outlet", "outlet of the record"),
        moment("published", "publication day of the record"),
        text("url", "address of the record"),
        choice(
            "review",
            ("pending", "accepted", "rejected", "edited", "recheck"),
            "what reviewers decided",
        ),
        text("reviewer", "who decided"),
        text("reviewed_at", "when"),
        choice(
            "latest_status",
            STATUSES,
            "the status that a later report gives this event; empty when none does",
            required=False,
        ),
        id_("ev", "latest_event_id", "the row of that later report", required=False),
        text("trigger", "the words of the evidence that made the rule fire"),
        *offsets("trigger", "the trigger", required=False),
        *_EDITED,
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
        count("position", "from 1"),
        text("code", "ISO 3166-1 alpha-3 code or abbreviation", required=True),
        text("name_ja", "Japanese name"),
        text("name_en", "English name"),
        choice("kind", ("country", "organisation"), "kind of actor", required=False),
        choice("role", ROLES, "role in the event"),
        text("mention", "the words that name it"),
        *offsets("mention", "the mention", required=False),
        text("person", "person acting for it"),
        text("office", "that person's office"),
    ),
    ("event_id", "position"),
    (_TO_EVENT,),
)

DATES = Table(
    "dates",
    "every temporal expression in the kept text",
    (
        id_("date", "date_id", "stable id"),
        _RECORD,
        _SOURCE,
        text("text", "the expression as written", required=True),
        *offsets("char", "the expression"),
        choice("type", ("DATE", "RANGE", "DURATION", "SET", "VAGUE"), "kind of expression"),
        moment("start", "first day"),
        moment("end", "last day, inclusive"),
        text("precision", "how fine it is"),
        text("edtf", "the value in EDTF (ISO 8601-2)"),
        choice(
            "relation",
            ("from", "until", "since", "before", "after", "within"),
            "how it bounds what it dates",
            required=False,
        ),
        choice("calendar", ("wareki", "gregorian", "relative"), "as written", required=False),
        day("anchor", "the day that missing parts were taken from"),
        text("anchor_source", "what that day is"),
        text("rule_id", "the rule that read it"),
        list_("flags", "conflicts and doubts"),
    ),
    ("date_id",),
    (_TO_RECORD, _TO_SOURCE),
)

MENTIONS = Table(
    "mentions",
    "named entities of the language model and matches of the lexicon",
    (
        id_("men", "mention_id", "stable id"),
        _RECORD,
        _SOURCE,
        text("text", "the words", required=True),
        *offsets("char", "the mention"),
        text("label", "kind of entity"),
        choice("origin", ("ginza", "rule"), "language model or lexicon"),
        list_("code", "the codes it stands for"),
        text("canonical", "its usual name"),
    ),
    ("mention_id",),
    (_TO_RECORD, _TO_SOURCE),
)

AGREEMENTS = Table(
    "agreements",
    "one row per step of one agreement across all records",
    (
        id_("thr", "thread_id", "the agreement"),
        text("name", "its name as written"),
        list_("parties", "codes, sorted"),
        count("step_no", "from 1, in the order the steps came about"),
        choice("stage", STAGES, "the step"),
        choice("status", STATUSES, "whether it is done"),
        day("date_start", "first day of the step"),
        text("date_edtf", "its date in EDTF"),
        id_("ev", "event_id", "the event that tells it"),
        _SOURCE,
        moment("published", "publication day of the record that tells it"),
    ),
    ("thread_id", "step_no"),
    (_TO_EVENT, _TO_SOURCE),
)

DROPPED = Table(
    "dropped",
    "every stretch of text that cleaning removed; a very long one takes several rows",
    (
        _SOURCE,
        count("line_no", "line of the decoded source where it starts, from 1"),
        *offsets("char", "the stretch"),
        text("text", "what was removed", required=True),
        text("reason", "why", required=True),
        text("rule_id", "the rule that removed it"),
    ),
    ("source", "char_start"),
    (_TO_SOURCE,),
)

PROBLEMS = Table(
    "problems",
    "every input, record or rule that could not be fully processed, once",
    (
        text("source", "the file: an input or a rule file"),
        id_("rec", "record_id", "the record", required=False),
        text("stage", "the stage that met it", required=True),
        text("problem", "what is wrong", required=True),
        text("detail", "more about it"),
        text("action", "what was done about it"),
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
