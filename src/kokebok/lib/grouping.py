"""Texts in groups by similarity, each text in one group or alone. Heavy to import: only for later work."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import eigsh
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize

from kokebok.lib.languages import EVERY_SMALL_WORD, without_small_words
from kokebok.lib.text_analysis import TextGroups
from kokebok.lib.text_vectors import Array, Canon, Readings, canon, centred, company, hidden, ngrams, ties

MOST_GROUPS = 9  # a person can hold no more in mind at once
DIMENSIONS = 60
MOST_WORDS = 6
TOO_COMMON = 0.2  # of all texts: a word in more of them says little about a group
FEWEST_TO_GROUP = 4  # different texts
LETTERS_BESIDE_MEANING = 0.5  # how much the letters say of who is near whom, beside each reading
COMPANY = 3  # texts that are near make company
OUTLIER, STRAY = 1.5, 0.5  # how far below what is usual a text must lie to be alone (see _fence)
WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")


def group(texts: Sequence[str], readings: Readings = (), most: int = MOST_GROUPS) -> TextGroups:
    """The texts in at most `most` groups; with readings also by meaning, else by letters alone.

    Equal texts are always together. The order of the texts does not matter: the same texts give the same groups.
    """
    known = canon(texts, readings)
    labels, nearness = _labels(known, most)
    return _told(known, labels, nearness)


def how_many(different: int, most: int = MOST_GROUPS) -> int:
    """How many groups to look for among so many different texts."""
    return max(2, min(most, round(math.sqrt(different) / 1.5)))


def _labels(known: Canon, most: int) -> tuple[Array, Array]:
    """A label for each row (-1 for alone), and how near each row is to the middle of its group."""
    count = len(known.texts)
    if count < FEWEST_TO_GROUP:
        return np.full(count, -1), np.zeros(count)
    spaces = _spaces(known)
    says = np.flatnonzero(sum((np.abs(space).sum(axis=1) for space in spaces), np.zeros(count)))
    labels, nearness = np.full(count, -1), np.zeros(count)
    if len(says) < FEWEST_TO_GROUP:
        return labels, nearness
    spaces = [space[says] for space in spaces]
    weights = [LETTERS_BESIDE_MEANING if known.readings and at == 0 else 1 for at in range(len(spaces))]
    graph = sum(weight * ties(space) for weight, space in zip(weights, spaces, strict=True))
    drawn = _drawn(graph, how_many(len(says), most))
    found = KMeans(drawn.shape[1], n_init=10, random_state=0).fit_predict(drawn)
    near = np.round(sum(_to_the_middle(space, found) for space in spaces) / len(spaces), 9)
    among = np.round(sum(company(space, COMPANY) for space in spaces) / len(spaces), 9)
    labels[says], nearness[says] = _without_outliers(found, near, among), near
    return labels, nearness


def _spaces(known: Canon) -> list[Array]:
    """The texts as points, once for each way to look at them; by their letters first."""
    weights = ngrams([without_small_words(text) for text in known.texts], 3, 5, most_in=0.3)
    behind = np.zeros((len(known.texts), 1)) if weights is None else hidden(weights, DIMENSIONS)
    return [centred(points, known.languages) for points in (behind, *known.readings)]


def _drawn(graph: sparse.csr_matrix, groups: int) -> Array:
    """The graph drawn in as many dimensions as there are groups, so that those who are tied together lie together."""
    scale = sparse.diags(1 / np.sqrt(np.asarray(graph.sum(axis=1)).ravel()))
    tied = scale @ graph @ scale
    groups = min(groups, graph.shape[0] - 1)
    if graph.shape[0] < 400:
        _values, vectors = eigh(tied.toarray())
        vectors = vectors[:, -groups:]
    else:
        _values, vectors = eigsh(tied, k=groups, which="LA", v0=np.ones(graph.shape[0]), tol=1e-8)
    signs = np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(groups)])
    return np.asarray(normalize(np.round(vectors * signs, 8)))


def _to_the_middle(points: Array, labels: Array) -> Array:
    """How near each point is to the middle of its group, itself left out."""
    near = np.zeros(len(points))
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        if len(inside) > 1:
            others = points[inside].sum(axis=0) - points[inside]
            near[inside] = (points[inside] * normalize(others)).sum(axis=1)
    return near


def _without_outliers(labels: Array, nearness: Array, among: Array) -> Array:
    """The labels, -1 for those far less near their group, or with less near company, than is usual; and for loners."""
    is_far = (nearness < _fence(nearness, OUTLIER)) | (among < _fence(among, STRAY))
    kept = np.where(is_far, -1, labels)
    counts = Counter(kept.tolist())
    return np.array([label if counts[label] > 1 else -1 for label in kept.tolist()])


def _fence(values: Array, far: float) -> float:
    """What is below lies so many times the middle half's width under it."""
    low, high = np.percentile(values, [25, 75])
    return float(low - far * (high - low))


def _told(known: Canon, labels: Array, nearness: Array) -> TextGroups:
    """The groups in terms of the texts that were given."""
    places: dict[int, list[int]] = {}
    for place, row in enumerate(known.row_of):
        places.setdefault(row, []).append(place)
    rows: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        if label >= 0:
            rows.setdefault(label, []).append(row)
        elif len(places[row]) > 1:  # several have sent the same words: they are not alone
            rows[-1 - row] = [row]
    size = {label: sum(len(places[row]) for row in inside) for label, inside in rows.items()}
    order = sorted(rows, key=lambda label: (-size[label], known.texts[rows[label][0]]))
    inside = [sorted(rows[label], key=lambda row: (-nearness[row], known.texts[row])) for label in order]
    of: list[int | None] = [None] * len(known.row_of)
    for number, ordered in enumerate(inside):
        for row in ordered:
            for place in places[row]:
                of[place] = number
    return TextGroups(
        of=tuple(of),
        words=tuple(telling_words(known.texts, inside)),
        members=tuple(tuple(place for row in ordered for place in places[row]) for ordered in inside),
    )


def telling_words(texts: Sequence[str], groups: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """For each group of texts, at most six words that are far more common in it than elsewhere, most telling first."""
    spoken = [set(WORD.findall(text.lower())) for text in texts]
    everywhere = Counter(word for words in spoken for word in words)
    found = []
    for inside in groups:
        here = Counter(word for row in inside for word in spoken[row])
        found.append(_most_telling(here, len(inside), everywhere, len(texts)))
    return found


def _most_telling(here: Counter[str], size: int, everywhere: Counter[str], total: int) -> tuple[str, ...]:
    """The words with the most information about the group among those in at least two of its texts (or all of one)."""
    least = 2 if size > 1 else 1
    rest = max(total - size, 1)

    def weight(word: str) -> float:
        outside = everywhere[word] - here[word]
        inside_share, outside_share = here[word] / size, (outside + 0.5) / (rest + 1)
        return inside_share * float(np.log((inside_share + 0.01) / (outside_share + 0.01)))

    most = max(TOO_COMMON * total, 3)
    weights = {
        word: round(weight(word), 9)
        for word, times in here.items()
        if times >= least and everywhere[word] <= most and word not in EVERY_SMALL_WORD
    }
    ordered = sorted((word for word in weights if weights[word] > 0), key=lambda word: (-weights[word], word))
    return tuple(ordered[:MOST_WORDS])
