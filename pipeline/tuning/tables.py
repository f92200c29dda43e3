"""Findings as plain data, for ``--json``."""

from __future__ import annotations

from typing import Any

from pipeline.errors import RuleError
from pipeline.tuning.covering import Coverage
from pipeline.tuning.differing import Difference
from pipeline.tuning.examples import Tested
from pipeline.tuning.explaining import Explanation
from pipeline.tuning.nearing import NearMiss
from pipeline.tuning.sentences import told


def finding(error: RuleError) -> dict[str, Any]:
    """A finding of ``check`` or of loading."""
    return {
        "file": error.where,
        "line": error.line,
        "column": error.column,
        "problem": error.problem,
        "way_out": error.way_out,
    }


def tested(result: Tested) -> dict[str, Any]:
    """The outcome of ``test``."""
    failures = [
        {
            "rule_id": f.rule.id,
            "place": f.place,
            "kind": f.kind,
            "text": f.text,
            "problem": f.problem,
            "spans": [list(span) for span in f.spans],
        }
        for f in result.failures
    ]
    return {"rules": result.rules, "examples": result.examples, "failures": failures}


def explanation(one: Explanation) -> dict[str, Any]:
    """One match, clause by clause."""
    clauses = [{"clause": c.name, "verdict": c.verdict, "detail": c.detail} for c in one.clauses]
    return {
        "rule_id": one.rule_id,
        "place": one.place,
        "sentence": one.sentence,
        "span": list(one.span),
        "clauses": clauses,
        "outcome": one.outcome,
        "tree": list(one.tree),
    }


def near_miss(miss: NearMiss) -> dict[str, Any]:
    """A sentence that fails one clause."""
    return {
        "clause": miss.clause,
        "detail": miss.detail,
        "place": miss.place,
        "sentence": miss.sentence,
        "span": list(miss.span),
    }


def difference(result: Difference) -> dict[str, Any]:
    """What edited rules change."""
    changes = [
        {
            "change": c.kind,
            "event_id": c.event_id,
            "rule_id": c.rule_id,
            "place": c.place,
            "sentence": c.sentence,
            "event_type": c.event.type,
            "event": told(c.event),
            "fields": {name: {"old": old, "new": new} for name, (old, new) in c.fields.items()},
            "loud": c.loud,
        }
        for c in result.changes
    ]
    return {
        "records": result.records,
        "touched": result.touched,
        "unread": list(result.unread),
        "changes": changes,
    }


def covered(result: Coverage) -> dict[str, Any]:
    """What each rule does."""
    rules = [
        {
            "rule_id": u.rule_id,
            "stage": u.stage,
            "state": u.state,
            "fires": u.fires,
            "matches": u.matches,
            "shadowed": u.shadowed,
            "gold": u.gold,
            "judged": u.judged,
            "precision": u.precision,
            "milliseconds": round(u.milliseconds, 3),
            "overlaps": dict(u.overlaps),
        }
        for u in result.rules
    ]
    uncaught = [
        {"place": u.place, "sentence": u.sentence, "span": list(u.span), "reasons": list(u.reasons)}
        for u in result.uncaught
    ]
    return {"rules": rules, "uncaught": uncaught}
