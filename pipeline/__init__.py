"""renkei: Japanese news scrapes in, a table of international cooperation events out."""
