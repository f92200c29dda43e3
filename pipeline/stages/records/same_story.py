"""The same story told twice: re-scrapes, syndicated copies, copies with small edits.

Texts are compared by their character 5-grams, as Japanese has no spaces to split at. MinHash
finds the pairs worth a look, exact Jaccard similarity decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from zlib import crc32

from pipeline.rulefiles import deferred

GRAM = 5
# At 1 % of edited characters 5-grams still share .86-.91, at 3 % .75-.81; reports of the
# same event by different desks stay below .3. The threshold leaves room on both sides.
THRESHOLD = 0.7
# A copy that lost its end (a paywall) is contained in the whole story.
CONTAINED = 0.95
LEAST_SHARED = 0.5
# Shorter texts are rows and headings, which repeat without telling the same story.
LEAST_GRAMS = 40

_PERMUTATIONS = 128
_NOISE = deferred(r"[\s\p{P}\p{S}]+")


def same_story_groups(
    texts: Sequence[str], threshold: float = THRESHOLD
) -> tuple[tuple[int, ...], ...]:
    """Groups of two or more texts that tell the same story, as indices into ``texts``.

    Indices rise within a group and groups by their first index. Two texts are the same
    when their 5-grams have a Jaccard similarity of at least ``threshold``, or when one is
    contained in the other and half as long or longer; what is the same as one text of a
    group belongs to the group. The result does not depend on the order of the texts save
    for the numbering. Example: 「両国は協定に署名した…」 scraped twice, once with the
    outlet's name behind, gives ``((0, 1),)``.
    """
    grams = [story_grams(text) for text in texts]
    long_enough = [i for i, own in enumerate(grams) if len(own) >= LEAST_GRAMS]
    parents = list(range(len(texts)))
    for one, other in _candidates(grams, long_enough, min(threshold, LEAST_SHARED)):
        if _same(grams[one], grams[other], threshold):
            parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, list[int]] = {}
    for i in long_enough:
        groups.setdefault(_root(parents, i), []).append(i)
    return tuple(sorted(tuple(group) for group in groups.values() if len(group) > 1))


def story_grams(text: str) -> frozenset[str]:
    """The character 5-grams of a text, without regard to width, spaces and punctuation."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    return frozenset(plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the common members of two sets among all of theirs; 0 for empty sets."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _same(one: frozenset[str], other: frozenset[str], threshold: float) -> bool:
    likeness = jaccard(one, other)
    contained = len(one & other) / min(len(one), len(other))
    return likeness >= threshold or (likeness >= LEAST_SHARED and contained >= CONTAINED)


def _candidates(
    grams: Sequence[frozenset[str]], numbers: Sequence[int], threshold: float
) -> list[tuple[int, int]]:
    """Pairs whose sketches fall together; fixed seeds, so equal texts give equal pairs."""
    # Few commands compare stories, and numpy takes its time to load.
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    # More bands than the threshold asks for: what falls together by chance is looked at
    # and dismissed, what never falls together is lost.
    index = MinHashLSH(threshold=threshold * 0.8, num_perm=_PERMUTATIONS)
    together: set[tuple[int, int]] = set()
    first: dict[frozenset[str], int] = {}
    for number in numbers:
        if grams[number] in first:
            # Many copies of one text need not meet each other.
            together.add((first[grams[number]], number))
            continue
        first[grams[number]] = number
        sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=crc32)
        sketch.update_batch([gram.encode() for gram in grams[number]])
        together |= {(int(found), number) for found in index.query(sketch)}
        index.insert(str(number), sketch)
    return sorted(together)


def _root(parents: list[int], i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i
