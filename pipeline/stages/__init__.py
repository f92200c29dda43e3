"""The stages, in the order that data flows through them.

1. ``sources``   files, archives and streams → decoded :class:`~pipeline.model.Source`
2. ``cleaning``  source → page text without boilerplate, and what was dropped and why
3. ``records``   page → news items with title, outlet, publication date
4. ``nlp``       record → GiNZA tokens, dependencies, bunsetsu, entities (alone loads spaCy)
5. ``dates``     record text → normalised temporal expressions
6. ``actors``    record text → countries, organisations, forces, offices, persons
7. ``events``    sentences + dates + mentions → events
8. ``linking``   events of all records → the same event told twice, steps of one agreement
9. ``tables``    everything → CSV tables and their data package (alone loads pandas)

Stages do not import each other: ``pipeline.flow`` wires them and alone knows their order.
"""
