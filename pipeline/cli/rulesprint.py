"""How the findings of ``renkei rules`` look on a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.tuning.covering import Coverage, Usage
from pipeline.tuning.differing import Change, Difference
from pipeline.tuning.examples import Tested
from pipeline.tuning.explaining import Explanation
from pipeline.tuning.gold import Scored
from pipeline.tuning.nearing import NearMiss
from pipeline.tuning.sentences import shown
from pipeline.tuning.showing import carets, width

_SIGNS = {"added": "+", "lost": "-", "changed": "~"}
_SHOWN = 10


def tested(result: Tested) -> str:
    """What was missed and what was extra, with carets, and a count."""
    lines = []
    for failure in result.failures:
        lines.append(f"{failure.place} {failure.rule.id}: {failure.kind}: {failure.problem}")
        if failure.text:
            lines.append(carets(failure.text, failure.spans))
    failed = f"{len(result.failures)} failed" if result.failures else "all hold"
    lines.append(f"{result.rules:,} rules, {result.examples:,} examples: {failed}")
    return "\n".join(lines)


def explanation(one: Explanation) -> str:
    """One match, clause by clause, with its sentence and the phrases it is made of."""
    lines = [f"{one.rule_id} in {one.place}", carets(one.sentence, [one.span] if one.span else [])]
    if one.tree:
        lines.append("    " + " | ".join(one.tree))
    size = max(len(c.name) for c in one.clauses) if one.clauses else 0
    lines += [f"  {c.verdict:4} {c.name:{size}} {c.detail}".rstrip() for c in one.clauses]
    lines.append(f"  => {one.outcome}")
    return "\n".join(lines) + "\n"


def near(rule_id: str, found: Sequence[NearMiss], most: int) -> str:
    """Near misses by the clause that fails, the most frequent first."""
    groups: dict[str, list[NearMiss]] = defaultdict(list)
    for miss in found:
        groups[miss.clause].append(miss)
    lines = []
    for clause, misses in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        lines.append(f"{rule_id}: {clause} fails ×{len(misses)}")
        for miss in misses[:most]:
            lines.append(f"  {miss.place}  {miss.detail}".rstrip())
            lines.append(carets(miss.sentence, [miss.span]))
        if len(misses) > most:
            lines.append(f"  and {len(misses) - most} more: --most {len(misses)}")
    return "\n".join(lines) or f"{rule_id}: no sentence fails just one clause"


def difference(result: Difference, scores: Sequence[Scored], *, full: bool) -> str:
    """Changes by rule, what reviewers must hear first, then the gold scores."""
    lines = [f"!! {_change(c)}\n     {c.loud}" for c in result.changes if c.loud]
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in result.changes:
        groups[change.rule_id].append(change)
    for rule_id, changes in sorted(groups.items()):
        counts = " ".join(
            f"{sign}{sum(c.kind == kind for c in changes)}" for kind, sign in _SIGNS.items()
        )
        lines.append(f"{rule_id}  {counts}")
        for change in changes if full else changes[:_SHOWN]:
            lines.append(f"  {_change(change)}")
            lines += [
                f"      {name}: {_cell(old)} → {_cell(new)}"
                for name, (old, new) in change.fields.items()
            ]
            lines.append(carets(change.sentence, [], "      "))
        if len(changes) > _SHOWN and not full:
            lines.append(f"  and {len(changes) - _SHOWN} more: --full")
    kinds = ", ".join(f"{sum(c.kind == kind for c in result.changes)} {kind}" for kind in _SIGNS)
    lines.append(f"events: {kinds}; {result.touched:,} of {result.records:,} records touched")
    if scores:
        lines.append(_scores(scores[0], scores[1]))
    if result.unread:
        lines.append(f"{len(result.unread)} documents were never analysed: renkei run reads them")
    return "\n".join(lines)


def coverage(result: Coverage, stage: str | None) -> str:
    """A line for each rule of a stage, then what no rule caught."""
    some = [u for u in result.rules if stage in {None, u.stage}]
    size = max((width(u.rule_id) for u in some), default=0)
    lines = [f"{'rule':{size}}   fires match shadow gold  prec     ms  state"]
    lines += [_usage(u, size) for u in some]
    overlaps = [(u.rule_id, other, n) for u in some for other, n in u.overlaps.items()]
    for rule_id, other, count in sorted(overlaps, key=lambda o: -o[2])[:_SHOWN]:
        lines.append(f"overlap: {rule_id} gives way to {other} ×{count}")
    if stage in {None, "events"}:
        lines.append(f"{len(result.uncaught)} sentences with trigger words that no rule caught")
        for one in result.uncaught[:_SHOWN]:
            lines.append(f"  {one.place}  {'; '.join(one.reasons)}")
            lines.append(carets(one.sentence, [one.span]))
    return "\n".join(lines)


def _usage(usage: Usage, size: int) -> str:
    precision = "    -" if usage.precision is None else f"{usage.precision:5.2f}"
    return (
        f"{usage.rule_id:{size}} {usage.fires:7} {usage.matches:5} {usage.shadowed:6}"
        f" {usage.gold:4} {precision} {usage.milliseconds:6.1f}  {usage.state}"
    )


def _change(change: Change) -> str:
    return f"{_SIGNS[change.kind]} {change.event_id} {change.place} {shown(change.event)}"


def _cell(value: object) -> str:
    return "(empty)" if value is None or value == "" else str(value)


def _scores(old: Scored, new: Scored) -> str:
    pairs = (
        ("strict F1", old.strict, new.strict),
        ("relaxed F1", old.relaxed, new.relaxed),
        ("precision", old.precision, new.precision),
        ("recall", old.recall, new.recall),
    )
    told = ", ".join(f"{name} {a:.3f} → {b:.3f} ({b - a:+.3f})" for name, a, b in pairs)
    return f"gold ({new.documents} documents): {told}"
