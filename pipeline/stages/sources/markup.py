"""HTML to tokens with their places: a scanner that stops at nothing.

It follows the tokenizer of the HTML standard where pages are sound. Where a page breaks
off inside a tag, comment or script, it gives back as much text as can be told from markup.
Every token joins on to the one before, and the time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.stages.sources.references import unescaped

TokenKind = Literal["text", "open", "close", "comment", "raw"]

# Elements whose content is not markup: up to their own end tag it is one raw token.
RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noembed"})
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
# Nearly every tag: no angle bracket and no odd quote inside, so it ends at the first ">".
_PLAIN_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>"']*+)((?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)>""")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(=?[^\s/>=]++|=)
        (?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+)?+""",
    re.VERBOSE,
)
_CDATA = "<![CDATA["
_OPEN_COMMENT = "<!--"
_COMMENT_END = re.compile(r"--!?>")
LONGEST_NAME = 200


class Token(NamedTuple):
    """A stretch of an HTML source: text, a tag, a comment, or the content of a script.

    ``bare`` tells of a tag that it has no attributes.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    bare: bool = False


def attributes(source: str, tag: Token) -> dict[str, str]:
    """The attributes of a start tag, names in lower case, references resolved."""
    found: dict[str, str] = {}
    if tag.bare:
        return found
    at = tag.start + 1 + len(tag.name)
    for name, double, single, plain in _ATTRIBUTE.findall(source, at, tag.end - 1):
        if name:
            value = double or single or plain
            found.setdefault(name.lower(), unescaped(value) if "&" in value else value)
    return found


def tokens(source: str, *, raw: bool = True) -> Iterator[Token]:
    """The tokens of a source, in order and without gaps.

    A script that is never closed takes the rest of the page with it, as in browsers;
    with ``raw`` off its content is read as markup.
    """
    return _Scanner(source, raw=raw).run()


class _Scanner:
    """Keeps what is known to be missing further on, so that no search is done twice."""

    def __init__(self, source: str, *, raw: bool) -> None:
        self.source = source
        self.raw = raw
        self.end = len(source)
        self.missing: set[str] = set()
        self.tags_end_at_first_bracket = False

    def run(self) -> Iterator[Token]:
        at = 0
        text_from = 0
        while (bracket := self.source.find("<", at)) >= 0:
            token = self.markup(bracket)
            if token is None:
                at = bracket + 1
                continue
            if text_from < bracket:
                yield Token("text", text_from, bracket)
            yield token
            at = token.end
            if token.kind == "open" and token.name in RAW:
                raw_end = self.raw_end(token)
                if raw_end > at:
                    yield Token("raw", at, raw_end, token.name)
                at = raw_end
            text_from = at
        if text_from < self.end:
            yield Token("text", text_from, self.end)

    def markup(self, at: int) -> Token | None:
        """The token that begins with the ``<`` at ``at``; None when it is just text."""
        plain = _PLAIN_TAG.match(self.source, at)
        if plain:
            slash, name, inside = plain.groups()
            kind: TokenKind = "close" if slash else "open"
            return Token(kind, at, plain.end(), name.lower(), not inside)
        following = self.source[at + 1 : at + 2]
        if following == "!":
            return self.declaration(at)
        if following == "?":
            return self.to_bracket(at)
        return self.tag(at)

    def tag(self, at: int) -> Token | None:
        """The tag at ``at``, with whatever stands in its quotes."""
        closing = self.source.startswith("</", at)
        name = _NAME.match(self.source, at, min(self.end, at + LONGEST_NAME))
        if name is None:
            # Browsers take "</" before anything but a letter for a comment.
            return self.to_bracket(at) if closing else None
        end = self.tag_end(name.end())
        return Token("close" if closing else "open", at, end, name[1].lower()) if end > 0 else None

    def declaration(self, at: int) -> Token | None:
        if self.source.startswith(_OPEN_COMMENT, at):
            # "<!-->" is a whole comment, hence the step back into its dashes.
            end = (
                None if _OPEN_COMMENT in self.missing else _COMMENT_END.search(self.source, at + 2)
            )
            if end:
                return Token("comment", at, end.end())
            self.missing.add(_OPEN_COMMENT)
            return Token("comment", at, at + len(_OPEN_COMMENT))
        if self.source.startswith(_CDATA, at):
            # Its content is text or, in feeds, markup of its own: only the marks go.
            return Token("comment", at, at + len(_CDATA))
        return self.to_bracket(at)

    def to_bracket(self, at: int) -> Token | None:
        end = self.find(">", at)
        return Token("comment", at, end + 1) if end >= 0 else None

    def tag_end(self, at: int) -> int:
        """Where the tag ends whose name ends at ``at``; below 0 when it does not."""
        first = self.find(">", at)
        if first < 0 or self.tags_end_at_first_bracket:
            return first + 1 or -1
        while at < self.end:
            match = _ATTRIBUTE.match(self.source, at)
            at = match.end() if match else at
            if self.source.startswith(">", at):
                return at + 1
        # A quote that is never closed has swallowed the rest of the page.
        self.tags_end_at_first_bracket = True
        return first + 1

    def raw_end(self, tag: Token) -> int:
        """Where the raw content of an element ends: at its end tag, or nowhere."""
        mark = f"</{tag.name}"
        if mark not in self.missing:
            end = re.compile(mark + r"(?=[\s/>])", re.IGNORECASE).search(self.source, tag.end)
            if end:
                return end.start()
            self.missing.add(mark)
        return self.end if self.raw else tag.end

    def find(self, mark: str, at: int) -> int:
        if mark in self.missing:
            return -1
        found = self.source.find(mark, at)
        if found < 0:
            self.missing.add(mark)
        return found
