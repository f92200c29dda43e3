"""Drafts for people to edit: examples from reviews, and a new rule from a sentence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from pipeline.decisions import State
from pipeline.errors import InputError
from pipeline.flow import Session
from pipeline.model import EVENT_TYPES, Event, Mention, Sentence, Token
from pipeline.tuning.corpus import Corpus, Story
from pipeline.tuning.sentences import as_record, told

_SAHEN = "名詞-普通名詞-サ変可能"
_VERB = "VERB"


def examples_from_reviews(
    corpus: Corpus, session: Session, decisions: Mapping[str, State]
) -> dict[str, list[str]]:
    """Draft examples by rule id, as lines of YAML: accepted → match, rejected → skip.

    An event that was edited becomes a match with the reviewer's values. Examples that the
    rule has already are left out.
    """
    drafts: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"match": [], "skip": []})
    for event_id, (story, event) in corpus.told(session).items():
        state = decisions.get(event_id)
        rule = session.rules.events.rule(event.rule_id)
        if state is None or rule is None:
            continue
        sentence = story.text(story.sentence_at(event.trigger.start)).strip()
        known = {e.text for e in rule.entry.match} | {e.text for e in rule.entry.skip}
        if sentence in known:
            continue
        day = story.record.record.anchor
        if state.verdict in {"accepted", "edited"}:
            lines = _match_lines(sentence, day, {**told(event), **_edited(state)}, event_id)
            drafts[event.rule_id]["match"] += lines
        elif state.verdict == "rejected":
            drafts[event.rule_id]["skip"] += _skip_lines(sentence, day, event_id)
    return {
        rule_id: [
            line for key in ("match", "skip") if parts[key] for line in (f"{key}:", *parts[key])
        ]
        for rule_id, parts in sorted(drafts.items())
    }


def draft_rule(event_type: str, text: str, day: str | None, session: Session) -> str:
    """A rule of ``event_type`` that reads ``text``, as YAML that can be put at its file's end.

    Its trigger comes from the sentence's predicates, in dictionary form; the example holds
    what the stages find of participants, status and date. Raises :class:`InputError` for
    an unknown type or a sentence without a predicate.
    """
    if event_type not in EVENT_TYPES:
        raise InputError(event_type, "is no event type", f"Types: {', '.join(EVENT_TYPES)}.")
    record = as_record(text, day, session)
    sentences = session.annotation(record).sentences
    triggers = [t for sentence in sentences for t in trigger_phrases(sentence)]
    if not triggers:
        raise InputError(f"「{text}」", "has no predicate to start from", "Give a whole sentence.")
    mentions = record.found.mentions
    codes = sorted({c for m in mentions if m.origin == "rule" for c in m.codes})
    dates = [d for d in record.found.dates if d.start]
    notes = [
        f"# Goes under `rules:` of rules/events/{event_type}.yaml.",
        *(f"# In the sentence: {_shown(m)}" for m in mentions if m.origin == "rule"),
    ]
    rule = [
        f"- id: {event_type}.new_rule",
        "  note: Say in one line what the rule is for",
        "  trigger:",
        *(f"    - {phrase}" for phrase in dict.fromkeys(triggers)),
        "  match:",
        *_indented(
            _match_lines(
                text,
                day,
                {
                    "participants": ";".join(codes),
                    "status": None,
                    "stage": None,
                    "date": _day(dates[0].start, dates[0].end) if dates else None,
                },
                "",
            )
        ),
        "  skip: []  # add {text: …} with the same words where they tell no such act",
    ]
    return "\n".join((*notes, *_indented(rule))) + "\n"


def trigger_phrases(sentence: Sentence) -> list[str]:
    """Phrases in dictionary form for what a sentence tells: 共同訓練, 共同訓練…行う.

    Objects with their verb come first, then nouns of acts, each also with the main verb.
    """
    tokens = sentence.tokens
    phrases = []
    for index, token in enumerate(tokens):
        target = _object(tokens, index) if token.pos == _VERB or _is_act(token) else ""
        if target:
            phrases.append(f"{target}を{_dictionary_form(token)}")
    nouns = [
        _compound(tokens, i)
        for i, t in enumerate(tokens)
        if _is_act(t) and not (i + 1 < len(tokens) and tokens[i + 1].tag.startswith("名詞"))
    ]
    roots = [t.lemma for i, t in enumerate(tokens) if t.head == i and t.pos == _VERB]
    acts = [noun for noun in nouns if len(noun) > 1 and noun not in roots]
    phrases += acts + [f"{noun}…{root}" for noun in acts for root in roots]
    return list(dict.fromkeys(phrases)) or roots


def _compound(tokens: tuple[Token, ...], end: int) -> str:
    """A noun with the common nouns right before it: 共同訓練."""
    start = end
    while start and tokens[start - 1].tag.startswith("名詞-普通名詞") and end - start < 2:
        start -= 1
    return "".join(token.text for token in tokens[start : end + 1])


def _is_act(token: Token) -> bool:
    return token.tag.startswith(_SAHEN)


def _object(tokens: tuple[Token, ...], verb: int) -> str:
    """The noun with を that depends on a verb, with its compound."""
    for index, token in enumerate(tokens):
        marked = index + 1 < len(tokens) and tokens[index + 1].text == "を"
        if token.head == verb and marked:
            return _compound(tokens, index)
    return ""


def _dictionary_form(token: Token) -> str:
    return f"{token.text}する" if _is_act(token) else token.lemma


def _edited(state: State) -> dict[str, str | None]:
    changed: dict[str, str | None] = {}
    if "status" in state.edits:
        changed["status"] = state.edits["status"]
    if "stage" in state.edits:
        changed["stage"] = state.edits["stage"]
    if "participants" in state.edits:
        members = state.edits["participants"] or ()
        changed["participants"] = ";".join(sorted({m.split(":")[0] for m in members}))
    if "date_start" in state.edits or "date_end" in state.edits:
        changed["date"] = _day(state.edits.get("date_start"), state.edits.get("date_end"))
    return changed


def _day(start: str | None, end: str | None) -> str | None:
    if not start and not end:
        return None
    return start if start == end else f"{start or '..'}/{end or '..'}"


def _match_lines(
    text: str, day: str | None, fields: Mapping[str, str | None], event_id: str
) -> list[str]:
    lines = [f"  - text: {_quoted(text)}{_origin(event_id)}"]
    if day:
        lines.append(f"    day: {day}")
    codes = fields.get("participants")
    if codes:
        lines.append(f"    participants: [{', '.join(codes.split(';'))}]")
    lines += [
        f"    {name}: {fields[name]}" for name in ("status", "stage", "date") if fields.get(name)
    ]
    return lines


def _skip_lines(text: str, day: str | None, event_id: str) -> list[str]:
    lines = [f"  - text: {_quoted(text)}{_origin(event_id)}"]
    return [*lines, f"    day: {day}"] if day else lines


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _origin(event_id: str) -> str:
    return f"  # {event_id}" if event_id else ""


def _quoted(text: str) -> str:
    """The text as a YAML scalar: plain Japanese as it is, anything doubtful in quotes."""
    doubtful = set("#:,[]{}&*!|>'\"%@`?-\\\n\t")
    line = " ".join(text.split("\n"))
    return (
        json.dumps(line, ensure_ascii=False)
        if doubtful & set(line) or line != line.strip()
        else line
    )


def _shown(mention: Mention) -> str:
    return f"{mention.text} = {' '.join(mention.codes) or 'no code'} ({mention.kind})"


def story_of(corpus: Corpus, session: Session, event_id: str) -> tuple[Story, Event]:
    """The event of an id. Raises :class:`InputError` when the corpus has none."""
    found = corpus.told(session).get(event_id)
    if found is None:
        raise InputError(
            event_id,
            "is the id of no event under these rules",
            "Ids stand in events.csv; renkei rules diff tells which events are lost.",
        )
    return found
