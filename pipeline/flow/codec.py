"""Results of stages as JSON and back: no pickles, so a cache file can do no harm.

A dataclass is written as the list of its fields, in their order. What to write and how to
read it comes from the types that ``pipeline.model`` declares.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]


def dumps(value: Any, kind: Any) -> str:
    """``value`` of the type ``kind`` as JSON on one line.

    >>> dumps(Span(0, 2), Span)
    '[0,2]'
    """
    write = _writer(kind)
    plain = write(value) if write else value
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loads(data: str, kind: Callable[..., T] | Any) -> T:
    """The value that :func:`dumps` wrote. Raises ``ValueError`` or ``TypeError`` for other data."""
    plain = json.loads(data)
    read = _reader(kind)
    result: T = read(plain) if read else plain
    return result


@cache
def _writer(kind: Any) -> Convert | None:
    """How to make a value of a type plain; None when it is plain already."""
    if is_dataclass(kind):
        names = [f.name for f in fields(kind)]
        writers = [_writer(hint) for hint in _hints(kind)]
        pairs = list(zip(names, writers, strict=True))
        return lambda v: [w(getattr(v, n)) if w else getattr(v, n) for n, w in pairs]
    inner = _inner(kind)
    if inner is None:
        return None
    of, optional = inner
    write = _writer(of)
    if write is None:
        return None
    if optional:
        return lambda v: None if v is None else write(v)
    return lambda v: [write(item) for item in v]


@cache
def _reader(kind: Any) -> Convert | None:
    """How to build a value of a type from plain data; None when it is the value."""
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        readers = [_reader(hint) for hint in _hints(kind)]
        changed = [(index, read) for index, read in enumerate(readers) if read]
        if not changed and hasattr(kind, "_make"):
            make: Convert = kind._make
            return make

        def build(row: list[Any]) -> Any:
            for index, read in changed:
                row[index] = read(row[index])
            return kind(*row)

        return build
    inner = _inner(kind)
    if inner is None:
        return None
    of, optional = inner
    read = _reader(of)
    if optional:
        return None if read is None else lambda v: None if v is None else read(v)
    return tuple if read is None else lambda v: tuple(map(read, v))


def _inner(kind: Any) -> tuple[Any, bool] | None:
    """The type inside ``tuple[X, ...]`` (False) or ``X | None`` (True)."""
    arguments = get_args(kind)
    if get_origin(kind) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return arguments[0], False
    if get_origin(kind) in {Union, types.UnionType} and type(None) in arguments:
        (of,) = (a for a in arguments if a is not type(None))
        return of, True
    return None


def _hints(kind: Any) -> list[Any]:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [f.name for f in fields(kind)]
    return [hints[name] for name in names]
