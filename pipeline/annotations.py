"""What the language model said of each text, kept apart from every rule result.

One SQLite file in the cache folder. An entry is keyed by the model and the text alone, so
no edit of a rule makes it stale, and a text is analysed once whichever document it is in.
A process killed while it writes leaves the entries before as they were.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.model import Annotation, Entity, Sentence, Span, Token

FILE_NAME = "annotations.sqlite"
Annotate = Callable[[Sequence[str]], list[Annotation]]


class AnnotationStore:
    """The annotations of one model, in ``folder``; several processes may share it.

    ``identity`` names the model with everything that decides its output. Raises
    :class:`OutputError` when the folder or its file cannot be used.

    >>> with AnnotationStore(Path(".renkei"), "ja_ginza 5.3.0") as store:  # doctest: +SKIP
    ...     store.get("日英が会談した。")
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.identity = identity
        self.path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS annotation"
                " (key BLOB PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def __enter__(self) -> AnnotationStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def get(self, text: str) -> Annotation | None:
        """The stored annotation of ``text``, or None. A damaged entry counts as none."""
        try:
            row = self._db.execute(
                "SELECT data FROM annotation WHERE key = ?", (self._key(text),)
            ).fetchone()
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        if row is None:
            return None
        try:
            return decode(row[0], text)
        except zlib.error:
            return None

    def put(self, text: str, annotation: Annotation) -> None:
        """Store the annotation of ``text``; it is on disk when this returns."""
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO annotation VALUES (?, ?)",
                (self._key(text), encode(annotation)),
            )
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def annotate(self, texts: Sequence[str], analyse: Annotate) -> list[Annotation]:
        """The annotations of ``texts``; ``analyse`` is asked for the missing ones alone."""
        found = {text: self.get(text) for text in texts}
        missing = [text for text, annotation in found.items() if annotation is None]
        if missing:
            for text, annotation in zip(missing, analyse(missing), strict=True):
                self.put(text, annotation)
                found[text] = annotation
        return [a for text in texts if (a := found[text]) is not None]

    def _key(self, text: str) -> bytes:
        content = f"{self.identity}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).digest()

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(
            self.path.as_posix(),
            f"cannot be used as the store of annotations: {error}",
            "Remove the file if it is damaged, or name another folder with --cache DIR.",
        )


def encode(annotation: Annotation) -> bytes:
    """The annotation as compressed JSON lines: a head, then one line for each sentence."""
    kinds: dict[tuple[str, str, str, str], int] = {}
    lines = []
    for sentence in annotation.sentences:
        tokens = sentence.tokens
        lines.append(
            [
                [t.span.start - sentence.span.start for t in tokens],
                [t.span.end - t.span.start for t in tokens],
                ["" if t.lemma == t.text else t.lemma for t in tokens],
                [kinds.setdefault((t.pos, t.tag, t.inflection, t.dep), len(kinds)) for t in tokens],
                [t.head for t in tokens],
                [t.bunsetsu for t in tokens],
            ]
        )
    head = [
        list(kinds),
        [s.span.start for s in annotation.sentences],
        [s.span.end for s in annotation.sentences],
        [e.span.start for e in annotation.entities],
        [e.span.end for e in annotation.entities],
        [e.label for e in annotation.entities],
    ]
    text = "\n".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in [head, *lines]
    )
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def decode(data: bytes, text: str) -> Annotation:
    """The annotation of ``text``. Its parts are built when they are asked for.

    Raises ``zlib.error`` when the data are damaged.
    """
    return StoredAnnotation(text, zlib.decompress(data))


class StoredAnnotation(Annotation):
    """An annotation read from the store: rules look into few records, so building waits."""

    __slots__ = ("_data", "_entities", "_sentences", "_text")
    _text: str
    _data: bytes
    _sentences: tuple[Sentence, ...] | None
    _entities: tuple[Entity, ...]

    def __init__(self, text: str, data: bytes) -> None:
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_data", data)
        object.__setattr__(self, "_sentences", None)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, built on first use."""
        return self._build()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities, built on first use."""
        self._build()
        return self._entities

    def _build(self) -> tuple[Sentence, ...]:
        if self._sentences is not None:
            return self._sentences
        text = self._text
        first, *lines = self._data.decode("utf-8", "surrogatepass").split("\n")
        kinds, starts, ends, *entities = json.loads(first)
        sentences = tuple(
            StoredSentence(Span(start, end), text, line, kinds)
            for start, end, line in zip(starts, ends, lines, strict=True)
        )
        found = tuple(
            Entity(Span(start, end), text[start:end], label)
            for start, end, label in zip(*entities, strict=True)
        )
        object.__setattr__(self, "_sentences", sentences)
        object.__setattr__(self, "_entities", found)
        return sentences

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Annotation):
            return NotImplemented
        return self.sentences == other.sentences and self.entities == other.entities

    def __hash__(self) -> int:
        return hash((self.sentences, self.entities))

    def __reduce__(self) -> tuple[type[StoredAnnotation], tuple[str, bytes]]:
        return StoredAnnotation, (self._text, self._data)


class StoredSentence(Sentence):
    """A sentence read from the store, with its tokens still packed."""

    __slots__ = ("_kinds", "_line", "_text", "_tokens")
    _text: str
    _line: str
    _kinds: list[tuple[str, str, str, str]]
    _tokens: tuple[Token, ...] | None

    def __init__(
        self, span: Span, text: str, line: str, kinds: list[tuple[str, str, str, str]]
    ) -> None:
        object.__setattr__(self, "span", span)
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_line", line)
        object.__setattr__(self, "_kinds", kinds)
        object.__setattr__(self, "_tokens", None)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, built on first use."""
        if self._tokens is None:
            object.__setattr__(self, "_tokens", tuple(self._build()))
        return self._tokens or ()

    def _build(self) -> Iterator[Token]:
        text, base = self._text, self.span.start
        columns: list[list[Any]] = json.loads(self._line)
        for at, length, lemma, kind, head, bunsetsu in zip(*columns, strict=True):
            span = Span(base + at, base + at + length)
            word = text[span.start : span.end]
            pos, tag, inflection, dep = self._kinds[kind]
            yield Token(span, word, lemma or word, pos, tag, inflection, dep, head, bunsetsu)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sentence):
            return NotImplemented
        return self.span == other.span and self.tokens == other.tokens

    def __hash__(self) -> int:
        return hash((self.span, self.tokens))

    def __reduce__(self) -> tuple[type[Sentence], tuple[Span, tuple[Token, ...]]]:
        return Sentence, (self.span, self.tokens)
