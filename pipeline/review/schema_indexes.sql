-- Made after the rows are in, which is quicker.
CREATE INDEX events_review ON events (review, seq);
CREATE INDEX events_type ON events (event_type, seq);
CREATE INDEX events_record ON events (record_id);
CREATE INDEX events_outlet ON events (outlet, seq);
CREATE INDEX events_rule ON events (rule_id, seq);
CREATE INDEX events_confidence ON events (confidence, seq);
CREATE INDEX events_start ON events (date_start);
CREATE INDEX codes_seq ON codes (seq);
CREATE INDEX dates_record ON dates (record_id);
CREATE INDEX dropped_source ON dropped (source, char_start);
CREATE INDEX steps_event ON steps (event_id);
CREATE INDEX decisions_event ON decisions (event_id, n);
CREATE INDEX decisions_batch ON decisions (batch);
CREATE INDEX decisions_id ON decisions (decision_id);
