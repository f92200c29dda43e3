"""Every side-by-side table, one after the other: ``python -m tests.bench [NAME…]``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
for name in sys.argv[1:] or names:
    import_module(f"tests.bench.{name}").main()
