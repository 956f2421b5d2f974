"""Texts as rows of numbers, so that those that are alike lie close. Heavy to import: only for later work.

Two methods. "ngrams" looks at the letters and words texts share; "meaning" also takes readings: each has a vector for
each text, made by a small language model. All is done on the texts in their alphabetical order, each once, on one
thread and with fixed seeds: so the same texts give the same numbers, in whatever order they come.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors, kneighbors_graph
from sklearn.preprocessing import normalize

from kokebok.lib.languages import language_of

Array = np.ndarray[Any, np.dtype[Any]]
Readings = Sequence[Sequence[Array]]
"""Ways in which the model has read the texts; each has a vector for each text, in the order of the texts."""

MOST_NGRAMS = 60_000
NEIGHBOURS = 15
HIDDEN = 150  # dimensions of what n-grams have in common; fewer for few texts
USUAL_AMONG = 10  # neighbours by which it is told how near a text is to everything
FEW_OF_A_LANGUAGE = 1  # text: of what so many have in common, half counts as the language's; of more, more
FAINTEST_TIE = 0.01  # so that who is far from all is tied to somebody
FAINT = 0.05  # of 1: texts less near than this have nothing in common that can be trusted
A_SLICE = 100  # texts compared with all the others at a time
A_SAMPLE = 4000  # texts by which it is told how near a text is to everything
FIRST_WORDS = 90  # characters at most that count as what a text begins with
FIRST_SENTENCE = re.compile(r"[^\n.!?]{3,}")


@dataclass(frozen=True)
class Canon:
    """Different texts in alphabetical order, and for each text that was given the number of its row."""

    texts: tuple[str, ...]
    row_of: tuple[int, ...]
    readings: tuple[Array, ...]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The language of each text (see language_of)."""
        return tuple(language_of(text) for text in self.texts)


def canon(texts: Sequence[str], readings: Readings = ()) -> Canon:
    """The texts in their own order, each once, with the vectors of each reading in that order."""
    plain = [" ".join(text.split()) for text in texts]
    first: dict[str, int] = {}
    for at, text in enumerate(plain):
        first.setdefault(text, at)
    ordered = sorted(first)
    rows = {text: row for row, text in enumerate(ordered)}
    kept = [
        np.vstack([vectors[first[text]] for text in ordered]).astype("f8") for vectors in readings if ordered
    ]
    return Canon(tuple(ordered), tuple(rows[text] for text in plain), tuple(kept))


def beginning(text: str) -> str:
    """The first sentence or line of a text: people say first what it is about."""
    found = FIRST_SENTENCE.search(text)
    return (found.group(0) if found else text)[:FIRST_WORDS]


def centred(vectors: Array, languages: Sequence[str] = ()) -> Array:
    """The vectors without what they all have in common, each of length one.

    With the language of each also without what those of one language have in common, so that what lies close is about
    the same; the fewer they are, the less is taken for the language's.
    """
    away = vectors - vectors.mean(axis=0)
    told = np.array(languages)
    for language in sorted(set(languages)):
        of_it = np.flatnonzero(told == language)
        away[of_it] -= away[of_it].sum(axis=0) / (len(of_it) + FEW_OF_A_LANGUAGE)
    return np.asarray(normalize(away))


def ngrams(
    texts: Sequence[str], shortest: int, longest: int, most_in: float = 1.0
) -> sparse.csr_matrix | None:
    """Weights of the runs of letters inside words; None when there are none.

    A run must be in three texts (two or one, where there are few), and in no more than the share `most_in` of them.
    """
    few = len(texts)
    least = 3 if few >= 500 else 2 if few >= 40 else 1
    counter = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(shortest, longest),
        sublinear_tf=True,
        min_df=least,
        max_df=most_in if few >= 40 else 1.0,
        max_features=MOST_NGRAMS,
        dtype=np.float64,
    )
    try:
        return sparse.csr_matrix(counter.fit_transform(texts))
    except ValueError:  # no run of letters is in enough texts
        return None


def nearest(
    texts: Sequence[str],
    readings: Readings,
    most: int,
    rows: Sequence[int] | None = None,
    kept: Mapping[int, Sequence[int]] | None = None,
) -> dict[int, list[int]]:
    """The numbers of at most so many others nearest in meaning to each text of `rows`, the nearest first.

    By default of all. `kept` is what some of the others had found before: those of them that one of `rows` now belongs
    among the nearest of are looked at again, and are in the answer too. The work grows with these and the rows, and not
    with the square of the texts. What all have in common shifts a little with each text; of that alone nobody is looked
    at again.

    How near two are is the mean of all readings, each without what its language has in common; bokmål and nynorsk are
    one language here. Those that are near to everything count as less near (CSLS, Lample et al., Word translation
    without parallel data, 2018; of many texts a sample tells), and what is not near at all (see FAINT) is left out.
    """
    asked = range(len(texts)) if rows is None else rows
    if len(texts) < 3:
        return {row: [] for row in asked}
    languages = ["no" if told in ("nb", "nn") else told for told in map(language_of, texts)]
    each = [centred(np.asarray(vectors, dtype="f4"), languages) for vectors in readings]
    points = (np.hstack(each) / np.sqrt(len(each))).astype("f4")  # so that their products are the means
    usual = _usual(points)
    found = _nearest_of(points, usual, sorted(asked), most)
    others = {row: near for row, near in (kept or {}).items() if row not in found}
    return found | _nearest_of(
        points, usual, _that_are_near(points, usual, sorted(asked), others, most), most
    )


def _that_are_near(
    points: Array, usual: Array, rows: Sequence[int], others: Mapping[int, Sequence[int]], most: int
) -> list[int]:
    """Those of `others` that one of the rows is as near to as the farthest of those they have, or that have room."""
    least = np.full(len(points), np.inf, dtype="f4")
    for other, near in others.items():
        likeness = points[list(near)] @ points[other]
        least[other] = np.min(_score(likeness, usual[list(near)])) if len(near) >= most else -np.inf
    is_near = np.zeros(len(points), dtype=bool)
    for start in range(0, len(rows), A_SLICE):
        some = list(rows[start : start + A_SLICE])
        score = _score(points[some] @ points.T, usual[some][:, np.newaxis])
        is_near |= np.any((score >= least) & np.isfinite(score), axis=0)
    return [int(row) for row in np.flatnonzero(is_near)]


def _score(likeness: Array, usual: Array) -> Array:
    """How near those with this likeness count as, when they are so near to everything; infinitely low where faint."""
    return np.where(likeness < FAINT, -np.inf, np.round(2 * likeness - usual, 5))


def _usual(points: Array) -> Array:
    """How near each point is to the nearest of all, or of a sample of many."""
    sample = np.arange(0, len(points), math.ceil(len(points) / A_SAMPLE))
    place = {int(row): at for at, row in enumerate(sample)}
    among = min(USUAL_AMONG, len(sample) - 1)
    usual = np.empty(len(points), dtype="f4")
    for start in range(0, len(points), A_SLICE):
        near = points[start : start + A_SLICE] @ points[sample].T
        for at in range(len(near)):
            if start + at in place:
                near[at, place[start + at]] = -np.inf  # itself
        usual[start : start + A_SLICE] = -np.partition(-near, among - 1, axis=1)[:, :among].mean(axis=1)
    return usual


def _nearest_of(points: Array, usual: Array, rows: Sequence[int], most: int) -> dict[int, list[int]]:
    """The numbers of the points nearest to some of them, the nearest first; of two as near the first."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(rows), A_SLICE):
        some = list(rows[start : start + A_SLICE])
        near = points[some] @ points.T
        near[np.arange(len(some)), some] = -np.inf  # itself
        for row, of_it in zip(some, _score(near, usual), strict=True):
            found[row] = _highest(of_it, most)
    return found


def _highest(score: Array, most: int) -> list[int]:
    """The places of the highest scores, the highest first; of two as high the first. None that is infinitely low."""
    least = np.partition(score, -most)[-most] if len(score) > most else -np.inf
    likely = np.flatnonzero((score >= least) & np.isfinite(score))
    return [int(at) for at in likely[np.argsort(-score[likely], kind="stable")][:most]]


def hidden(weights: sparse.csr_matrix, dimensions: int) -> Array:
    """What the rows have in common, in a few dimensions, each row of length one (or zero)."""
    room = min(dimensions, min(weights.shape) - 1)
    if room < 2:
        return np.asarray(normalize(weights.toarray()))
    found = TruncatedSVD(room, algorithm="randomized", n_iter=4, random_state=0).fit_transform(weights)
    return np.asarray(normalize(found))


def company(points: Array, most: int) -> Array:
    """How near each point is to those nearest to it, on the mean."""
    away, _nearest = NearestNeighbors(n_neighbors=min(most, len(points) - 1)).fit(points).kneighbors()
    return np.asarray(1 - (away**2).mean(axis=1) / 2)


def ties(points: Array) -> sparse.csr_matrix:
    """How near each point is to its nearest; half of it where only one of two has the other among its nearest."""
    most = max(2, min(NEIGHBOURS, len(points) // 4))
    near = kneighbors_graph(points, most, mode="distance")
    near.data = np.clip(1 - near.data**2 / 2, FAINTEST_TIE, None)
    return sparse.csr_matrix((near + near.T) * 0.5)


def neighbours(points: Array) -> sparse.csr_matrix:
    """Who is among the nearest of whom: 1 where both agree, a half where one does."""
    near = kneighbors_graph(points, max(2, min(NEIGHBOURS, len(points) // 5)), mode="connectivity")
    return sparse.csr_matrix((near + near.T) * 0.5)
