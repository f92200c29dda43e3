"""The tuning loop: see why a rule reads or leaves a sentence, try an edit, compare, keep."""
