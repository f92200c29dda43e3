-- The index: everything in it can be made again from the tables and decisions.jsonl.
-- `events` is narrow, so that filters and counts read little; the rest is fetched by seq.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE documents (source TEXT PRIMARY KEY, sha256 TEXT, media_type TEXT) WITHOUT ROWID;
CREATE TABLE records (
  record_id TEXT PRIMARY KEY, doc_id TEXT, source TEXT, record_no INTEGER, published TEXT,
  outlet TEXT, title TEXT, url TEXT, char_start INTEGER, char_end INTEGER, seq INTEGER
) WITHOUT ROWID;
CREATE TABLE events (
  seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, record_id TEXT, source TEXT,
  event_type TEXT, status TEXT, stage TEXT, date_start TEXT, date_end TEXT, outlet TEXT,
  rule_id TEXT, confidence REAL, published TEXT, is_new INTEGER, added INTEGER,
  review TEXT, disagreement INTEGER, skipped INTEGER
);
CREATE TABLE details (
  seq INTEGER PRIMARY KEY, content TEXT, content_hash TEXT, row TEXT, actors TEXT,
  edits TEXT, reviewer TEXT, reviewed_at TEXT, note TEXT, merged_into TEXT
);
CREATE TABLE searchable (seq INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE codes (code TEXT, seq INTEGER, PRIMARY KEY (code, seq)) WITHOUT ROWID;
CREATE TABLE flags (flag TEXT, seq INTEGER, PRIMARY KEY (flag, seq)) WITHOUT ROWID;
CREATE TABLE verdicts (
  seq INTEGER, reviewer TEXT, verdict TEXT, PRIMARY KEY (seq, reviewer)
) WITHOUT ROWID;
CREATE TABLE steps (
  thread_id TEXT, step_no INTEGER, name TEXT, parties TEXT, stage TEXT, status TEXT,
  date_start TEXT, event_id TEXT, published TEXT, PRIMARY KEY (thread_id, step_no)
) WITHOUT ROWID;
CREATE TABLE dates (
  record_id TEXT, char_start INTEGER, char_end INTEGER, text TEXT, edtf TEXT, anchor TEXT,
  anchor_source TEXT, rule_id TEXT, flags TEXT
);
CREATE TABLE dropped (source TEXT, char_start INTEGER, char_end INTEGER, reason TEXT);
CREATE TABLE names (code TEXT PRIMARY KEY, name_ja TEXT, name_en TEXT, kind TEXT) WITHOUT ROWID;
CREATE TABLE decisions (
  n INTEGER PRIMARY KEY, decision_id TEXT, event_id TEXT, reviewer TEXT, batch TEXT, line TEXT
);
CREATE TABLE orphans (event_id TEXT PRIMARY KEY, verdict TEXT, loud INTEGER) WITHOUT ROWID;
