"""The page on which reviewers decide, its overview, and the spreadsheet round trip.

A small server on this machine alone (FastAPI, Jinja2) over an SQLite index that can be
deleted at any time: the tables of a run and ``decisions.jsonl`` are all it is made from.
"""
