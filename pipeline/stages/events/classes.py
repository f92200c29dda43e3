"""Event types, statuses and dates that several steps treat alike."""

from __future__ import annotations

# Statuses of what is still to come, and of what has come about.
AHEAD = frozenset({"planned", "considered"})
HAPPENED = frozenset({"completed", "ongoing"})

# What is laid down in words.
PAPERS = frozenset({"agreement", "framework", "partnership"})
# Who comes also goes.
STAYS = frozenset({"visit", "port_call"})
# Acts that go on for days: told as begun, they last until their last day.
LASTING = STAYS | {"exercise", "dispatch", "aid"}
# Acts of a day: where their day is past, it is the status that was read wrongly.
OF_A_DAY = STAYS | {"meeting"}
# What is held on its days, whatever else the sentence dates.
HELD_ACTS = OF_A_DAY | {"exercise"}

# Expressions that tell when, not how long or how often.
WHEN = frozenset({"DATE", "RANGE"})
# Precisions of one day.
ONE_DAY = frozenset({"day", "daypart", "minute"})
