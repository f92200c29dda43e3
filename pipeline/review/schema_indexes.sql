-- Made after the rows are in, which is quicker.
CREATE INDEX events_review ON events (review, seq);
CREATE INDEX events_type ON events (event_type, seq);
CREATE INDEX events_record ON events (record_id);
-- Counts read this instead of the table.
CREATE INDEX events_filters ON events (
  event_type, status, review, outlet, confidence, date_start, date_end, stage, rule_id
);
CREATE INDEX events_disagreement ON events (disagreement) WHERE disagreement = 1;
CREATE INDEX events_outlet ON events (outlet, seq);
CREATE INDEX events_rule ON events (rule_id, seq);
CREATE INDEX events_confidence ON events (confidence, seq);
CREATE INDEX events_date ON events (coalesce(date_start, date_end, '9999'), seq);
CREATE INDEX codes_seq ON codes (seq);
CREATE INDEX dates_record ON dates (record_id);
CREATE INDEX dropped_source ON dropped (source, char_start);
CREATE INDEX steps_event ON steps (event_id);
CREATE INDEX decisions_event ON decisions (event_id, n);
CREATE INDEX decisions_batch ON decisions (batch);
CREATE INDEX decisions_id ON decisions (decision_id);
