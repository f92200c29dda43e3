"""``renkei templates``: the lines that runs took for sites' furniture, shown or undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("templates")(templates)


def templates(
    site: Annotated[
        str | None, typer.Argument(help="one site, as the list names it (default: all)")
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="undo what was learned of the site, or of all")
    ] = False,
    rules: Annotated[
        Path | None, typer.Option(help="folder of rules (default: rules/, else the program's)")
    ] = None,
    cache: Annotated[Path, typer.Option(help="the cache folder of the runs")] = Path(".renkei"),
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> None:
    """Show the lines that recur on the pages of each SITE and are removed as its furniture.

    Each stands with the number of stories that have it. A line that is news after all is
    kept by a pattern under "never" in rules/cleaning/templates.yaml. What is forgotten is
    learned again from the pages of the next run.
    """
    from pipeline.flow.templates import read_memory, write_memory  # noqa: PLC0415
    from pipeline.rulefiles import default_rules_folder  # noqa: PLC0415
    from pipeline.stages.cleaning import load_cleaning_rules  # noqa: PLC0415

    template_rules = load_cleaning_rules((rules or default_rules_folder()) / "cleaning").templates
    if template_rules is None:
        raise InputError("rules/cleaning", "has no templates", "Add rules/cleaning/templates.yaml.")
    memory = read_memory(cache, template_rules)
    if site is not None and site not in memory.sites:
        known = ", ".join(memory.sites) or "none"
        raise InputError(site, "no page of this site was seen", f"Known sites: {known}.")
    sites = [site] if site is not None else [*memory.sites]
    if forget:
        for name in sites:
            memory.forget(name)
        write_memory(memory, template_rules, cache)
        typer.echo(f"forgotten: {', '.join(sites) or 'nothing'}")
        return
    found = {name: memory.templates(name, template_rules) for name in sites}
    if as_json:
        listed = {name: [t._asdict() for t in lines] for name, lines in found.items()}
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for name in sites:
        typer.echo(f"{name or '(no site)'}: {memory.sites[name]} pages, {len(found[name])} lines")
        for template in sorted(found[name], key=lambda t: (-t.stories, t.key)):
            typer.echo(f"  {template.stories:3} of {template.of}  {template.key}")
