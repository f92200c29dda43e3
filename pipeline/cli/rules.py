"""``renkei rules``: the tuning loop for rule files, on stored analyses."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.rulesetup import (
    CACHE,
    OUT,
    Cache,
    Docs,
    Json,
    Out,
    Rules,
    corpus_of,
    decisions_of,
    end,
    fields_of,
    folder_of,
    iso_day,
    print_json,
    refuse,
    saved_at,
    session_of,
    show,
)
from pipeline.errors import InputError, OutputError, RenkeiError

tuning = typer.Typer(
    help="Tune the rules: check, test, explain, near, diff, coverage, from-reviews, new, schema.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(tuning, name="rules")
    app.command("explain")(explain_event)


@tuning.command("check")
def check(rules: Rules = None, cache: Cache = CACHE, as_json: Json = False) -> None:
    """Tell everything that is wrong in the rule files, each with file, line and column."""
    from pipeline.tuning import tables  # noqa: PLC0415  # --help starts without them
    from pipeline.tuning.checking import check_rules  # noqa: PLC0415

    findings = check_rules(folder_of(rules), cache)
    if as_json:
        print_json({"findings": [tables.finding(error) for error in findings]})
    for error in () if as_json else findings:
        typer.echo(str(error))
    if not as_json:
        typer.echo(f"{len(findings)} findings" if findings else "no findings")
    end(bool(findings))


@tuning.command("test")
def run_tests(
    ids: Annotated[
        list[str] | None, typer.Argument(help="rules, or the start of their ids")
    ] = None,
    rules: Rules = None,
    cache: Cache = CACHE,
    watch: Annotated[bool, typer.Option("--watch", help="run again on every save")] = False,
    as_json: Json = False,
) -> None:
    """Run the examples inside the rules: what was missed, what was extra."""
    seen = saved_at(rules)  # before the test: what is saved while it runs counts too
    failed = _test_once(ids or [], rules, cache, as_json)
    if not watch:
        end(failed)
        return
    while True:
        time.sleep(0.3)
        now = saved_at(rules)
        if now != seen:
            seen = now
            typer.echo("")
            try:
                _test_once(ids or [], rules, cache, as_json)
            except RenkeiError as error:
                typer.echo(str(error))


@tuning.command("explain")
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="a rule")],
    place: Annotated[
        str | None,
        typer.Argument(metavar="SOURCE[:RECORD]", help="where to look (default: everywhere)"),
    ] = None,
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    as_json: Json = False,
) -> None:
    """Tell why a rule reads a record or leaves it alone, clause by clause."""
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning.explain import explain_at  # noqa: PLC0415

    with session_of(rules, cache) as (session, infos, errors):
        refuse(errors)
        found = explain_at(rule_id, place, infos, corpus_of(cache, out, docs), session)
    show(found, rulesprint.explanation, as_json)
    if not found and not as_json:
        typer.echo(f"{rule_id}: nothing there speaks of it")
    end(not found)


def explain_event(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="an id of events.csv")],
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    as_json: Json = False,
) -> None:
    """Tell how an event of the tables came about: rule, words, parties, date, status."""
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning.drafting import story_of  # noqa: PLC0415
    from pipeline.tuning.explaining import explain_event as explained  # noqa: PLC0415

    with session_of(rules, cache) as (session, _, errors):
        refuse(errors)
        story, event = story_of(corpus_of(cache, out, docs), session, event_id)
        found = explained(event, story, session)
    show(found, rulesprint.explanation, as_json)
    end(False)


@tuning.command("near")
def near(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="an event rule")],
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    most: Annotated[int, typer.Option(help="sentences shown for each clause", min=1)] = 5,
    as_json: Json = False,
) -> None:
    """List sentences of the corpus that fail exactly one clause of a rule."""
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning import tables  # noqa: PLC0415
    from pipeline.tuning.catalogue import find_rule  # noqa: PLC0415
    from pipeline.tuning.nearing import near_misses  # noqa: PLC0415

    with session_of(rules, cache) as (session, infos, errors):
        refuse(errors)
        info = find_rule(infos, rule_id)
        if session.rules.events.rule(info.id) is None:
            raise InputError(
                f"rule '{rule_id}'",
                "is no event rule, and only those have clauses",
                "renkei rules explain shows where the others apply.",
            )
        found = list(near_misses(rule_id, corpus_of(cache, out, docs), session))
    if as_json:
        print_json({"near": [tables.near_miss(miss) for miss in found]})
    else:
        typer.echo(rulesprint.near(rule_id, found, most))
    end(bool(found))


@tuning.command("diff")
def diff(
    revision: Annotated[
        str, typer.Argument(metavar="[REV | OTHER_DIR]", help="a commit or another folder of rules")
    ] = "HEAD",
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    full: Annotated[bool, typer.Option("--full", help="show every change of a rule")] = False,
    as_json: Json = False,
) -> None:
    """Tell what the rules as they are change in the events of the corpus."""
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.flow import Session, load_rules  # noqa: PLC0415
    from pipeline.tuning import tables  # noqa: PLC0415
    from pipeline.tuning.differing import compare  # noqa: PLC0415
    from pipeline.tuning.gold import gold_of, score_events_of  # noqa: PLC0415
    from pipeline.tuning.revisions import rules_at  # noqa: PLC0415

    folder = folder_of(rules)
    corpus = corpus_of(cache, out, docs)
    earlier = rules_at(revision, folder, cache)
    new_rules = load_rules(folder, cache=cache)
    try:
        old_rules = load_rules(earlier, cache=cache, like=new_rules)
    except RenkeiError as error:
        raise InputError(
            revision,
            f"has rules that this program does not load:\n{error}",
            "Compare with a later commit.",
        ) from None
    with Session(old_rules, cache) as old, Session(new_rules, cache) as new:
        result = compare(corpus, old, new, decisions_of(out))
        files = gold_of(corpus) if result.changes else set()
        scores = [score_events_of(corpus, s, files) for s in (old, new)] if files else []
    if as_json:
        gold = {n: fields_of(s) for n, s in zip(("old", "new"), scores, strict=False)}
        print_json({**tables.difference(result), "gold": gold or None})
    else:
        typer.echo(rulesprint.difference(result, scores, full=full))
    end(bool(result.changes))


@tuning.command("coverage")
def coverage(
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    stage: Annotated[str | None, typer.Option(help="only the rules of a stage: events …")] = None,
    as_json: Json = False,
) -> None:
    """Tell what each rule does over the corpus, and which sentences none caught."""
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning import tables  # noqa: PLC0415
    from pipeline.tuning.covering import coverage as covered  # noqa: PLC0415
    from pipeline.tuning.gold import gold_of, matches_by_rule  # noqa: PLC0415

    with session_of(rules, cache) as (session, infos, errors):
        refuse(errors)
        stages = sorted({info.stage for info in infos})
        if stage is not None and stage not in stages:
            raise InputError(f"--stage {stage}", "is no stage", f"Stages: {', '.join(stages)}.")
        corpus = corpus_of(cache, out, docs)
        files = gold_of(corpus)
        in_gold = matches_by_rule(corpus, session, files) if files else {}
        result = covered(infos, corpus, session, decisions_of(out), in_gold)
    if as_json:
        print_json(tables.covered(result))
    else:
        typer.echo(rulesprint.coverage(result, stage))
    end(any(u.state != "used" for u in result.rules if stage in {None, u.stage}))


@tuning.command("from-reviews")
def from_reviews(
    rules: Rules = None,
    out: Out = OUT,
    docs: Docs = None,
    cache: Cache = CACHE,
    as_json: Json = False,
) -> None:
    """Draft examples from reviewers' verdicts: accepted must match, rejected must not."""
    from pipeline.tuning.drafting import examples_from_reviews  # noqa: PLC0415

    with session_of(rules, cache) as (session, _, errors):
        refuse(errors)
        drafts = examples_from_reviews(corpus_of(cache, out, docs), session, decisions_of(out))
    if as_json:
        print_json({"drafts": drafts})
    for rule_id, lines in () if as_json else drafts.items():
        typer.echo(
            "\n".join((f"# {rule_id}: merge what proves something into its examples", *lines))
        )
    if not drafts and not as_json:
        typer.echo(f"no verdict in {out.as_posix()} makes a new example", err=True)
    end(not drafts)


@tuning.command("new")
def new(
    event_type: Annotated[str, typer.Argument(metavar="TYPE", help="an event type: meeting …")],
    sentence: Annotated[str, typer.Option("--from", help="a sentence that the rule must read")],
    day: Annotated[str | None, typer.Option(help="the day of its record (ISO)")] = None,
    rules: Rules = None,
    cache: Cache = CACHE,
    as_json: Json = False,
) -> None:
    """Draft a rule from a sentence: its trigger, its slots and an example, ready to edit."""
    from pipeline.tuning.drafting import draft_rule  # noqa: PLC0415

    with session_of(rules, cache, load_model=True) as (session, _, errors):
        refuse(errors)
        draft = draft_rule(event_type, sentence, iso_day(day), session)
    if as_json:
        print_json({"draft": draft})
    else:
        typer.echo(draft, nl=False)


@tuning.command("schema")
def schema(rules: Rules = None, as_json: Json = False) -> None:
    """Write JSON Schemas into schema/ of the rules, and the editor's line into each rule file."""
    from pipeline.tuning.schemas import add_modelines, schema_texts, write_schemas  # noqa: PLC0415

    if as_json:
        print_json({name: json.loads(text) for name, text in schema_texts().items()})
        return
    folder = folder_of(rules)
    try:
        changed = [*write_schemas(folder), *add_modelines(folder)]
    except OSError as error:
        raise OutputError(folder.as_posix(), f"cannot be written: {error.strerror}") from None
    for path in changed:
        typer.echo(path.as_posix())
    typer.echo(f"{len(changed)} files written")


def _test_once(ids: list[str], rules: Path | None, cache: Path, as_json: bool) -> bool:
    from pipeline.cli import rulesprint  # noqa: PLC0415  # --help starts without it
    from pipeline.tuning import tables  # noqa: PLC0415
    from pipeline.tuning.catalogue import matching_rules  # noqa: PLC0415
    from pipeline.tuning.examples import run_examples  # noqa: PLC0415

    with session_of(rules, cache, load_model=True) as (session, infos, errors):
        refuse(errors)
        result = run_examples(matching_rules(infos, ids), session)
    if as_json:
        print_json(tables.tested(result))
    else:
        typer.echo(rulesprint.tested(result))
    return bool(result.failures)
