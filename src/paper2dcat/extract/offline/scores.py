"""What the tagger's features weigh together, for all sentences of a paper at once.

The features of ``features.py`` are strings, and a token has twenty. The same few words, spellings and pairs come
again and again, so what one of them gives is looked up once, its weights are added up, and from then on it is a
row of a table. Which rows meet at a token is found for all tokens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import TYPE_CHECKING, Final

from paper2dcat.extract.offline import features as f
from paper2dcat.extract.offline.lexicon import Lexicon

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float64]
    Numbers = NDArray[numpy.int64]

_MOST: Final = 30_000
"""Words, or keys of one table, that are kept; then the tables begin anew."""
_BITS: Final = 20
"""Numbers of words and spellings are smaller than 2 to the power of this."""
_LOW: Final = (1 << _BITS) - 1
_NO_CUE: Final = -1
_STEPS: Final = tuple(step for far in range(1, f.WINDOW + 1) for step in (-far, far))
_Weigh = Callable[[Sequence[Iterable[str]]], "Floats"]


class Scorer:
    """Adds up the weights of features.

    ``weigh`` returns for each of several collections of features the sum of their weights, a column a label.
    ``in_pairs`` are the words that features of two words have: of others no pair is looked up.
    """

    def __init__(self, weigh: _Weigh, in_pairs: Set[str]) -> None:
        self._weigh, self._in_pairs = weigh, in_pairs
        self._known = weigh([[f"k={mark}"] for mark in f.KNOWN])
        self._near_known = weigh([["nk"]])[0]
        self._begin()

    def _begin(self) -> None:
        self._words = words = _Words(self._weigh, self._in_pairs)
        self._behind_two = _Table(self._weigh, lambda a, b: f.behind_two(words.text(a), words.text(b)), 2)
        self._before_two = _Table(self._weigh, lambda a, b: f.before_two(words.text(a), words.text(b)), 2)
        self._shaped = _Table(self._weigh, lambda *shapes: f.shaped(*map(words.text, shapes)), 3)
        self._cued = _Table(
            self._weigh, lambda cue, far, own: f.cued(f.near_cue(words.text(cue), far), words.text(own)), 3
        )
        self._after_plain = _Table(
            self._weigh, lambda plain, own: f.after_plain(words.text(plain), words.text(own)), 2
        )

    def of(self, sentences: Sequence[Sequence[str]], lexicon: Lexicon) -> Floats:
        """Return the scores of the tokens of all sentences, one after another."""
        import numpy

        if len(self._words) > _MOST:
            self._begin()
        every = self._words.rows(sentences)
        columns = self._words.columns[every]
        inside = every > _END
        scores = self._words.own[every]
        for number, step in enumerate(_STEPS):
            given = self._words.beside[every, number]
            if step < 0:  # what stands before a token
                scores[-step:] += given[:step]
            else:
                scores[:-step] += given[step:]
        pairs = columns[:-1, _PAIRED] << _BITS | columns[1:, _PAIRED]
        both = (columns[:-1, _PAIRED] > 0) & (columns[1:, _PAIRED] > 0)
        behind, before = numpy.flatnonzero(both[:-1]), numpy.flatnonzero(both[1:]) + 1
        scores[behind + 2] += self._behind_two.of(pairs[behind])
        scores[before - 1] += self._before_two.of(pairs[before])
        shapes = columns[:, _SHAPE]
        at = numpy.flatnonzero(inside)
        scores[at] += self._shaped.of((shapes[at - 1] << _BITS | shapes[at]) << _BITS | shapes[at + 1])
        at = numpy.flatnonzero(columns[:, _NAMED])
        self._add_cues(scores, columns, at)
        self._add_plains(scores, columns, at)
        scores = scores[inside]
        self._add_known(scores, sentences, lexicon)
        return scores

    def _add_cues(self, scores: Floats, columns: Numbers, named: Numbers) -> None:
        """Add what the next cue word gives, if no mark and no end stands before it."""
        import numpy

        cues = columns[:, _CUE]
        here = numpy.arange(len(cues))
        places = numpy.where(cues == _NO_CUE, len(cues) - 1, here)
        following = numpy.minimum.accumulate(places[::-1])[::-1][named + 1]
        far = following - named
        near = (cues[following] > 0) & (far <= f.CUE_REACH)
        at, cue = named[near], cues[following[near]]
        scores[at] += self._cued.of((cue << _BITS | far[near]) << _BITS | columns[at, _SHAPE])

    def _add_plains(self, scores: Floats, columns: Numbers, named: Numbers) -> None:
        """Add what the last plain word gives, or the beginning of the sentence."""
        import numpy

        plains = columns[:, _PLAIN]
        places = numpy.where(plains > 0, numpy.arange(len(plains)), 0)
        last = numpy.maximum.accumulate(places)[named - 1]
        found = numpy.where(named - last <= f.VERB_REACH, plains[last], plains[0])
        scores[named] += self._after_plain.of(found << _BITS | columns[named, _SHAPE])

    def _add_known(self, scores: Floats, sentences: Sequence[Sequence[str]], lexicon: Lexicon) -> None:
        import numpy

        marks = numpy.zeros(len(scores), dtype=numpy.int64)
        beside: list[int] = []
        first = 0
        for tokens in sentences:
            known = f.known_names(tokens, lexicon)
            for place, mark in known.items():
                marks[first + place] = f.KNOWN.index(mark)
            around = {place + step for place in known for step in (-1, 1)}
            beside += (first + place for place in around if 0 <= place < len(tokens))
            first += len(tokens)
        scores += self._known[marks]
        scores[beside] += self._near_known


_START, _END = 0, 1
"""Rows of what stands for words before and behind a sentence."""
_PAIRED, _SHAPE, _CUE, _PLAIN, _NAMED = range(5)
"""Columns: numbers of the word if it is in pairs, its spelling, its cue word, itself if plain; whether it is named."""


class _Words:
    """What each token gives wherever it stands, a row a token."""

    def __init__(self, weigh: _Weigh, in_pairs: Set[str]) -> None:
        import numpy

        self._weigh, self._in_pairs = weigh, in_pairs
        self._rows: dict[str, int] = {}
        self._texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        edges = [
            [self._number(edge), self._number(edge), 0, self._number(f.START), False]
            for edge in (f.START, f.END)
        ]
        self.columns: Numbers = numpy.array(edges, dtype=numpy.int64)
        self.own: Floats = weigh([(), ()])
        self.beside: Floats = self._beside([f.START, f.END])

    def __len__(self) -> int:
        return len(self._rows)

    def text(self, number: int) -> str:
        """Return the word or spelling of a number."""
        return self._texts[number]

    def rows(self, sentences: Sequence[Sequence[str]]) -> Numbers:
        """Return the rows of all tokens, with edges before and behind each sentence."""
        import numpy

        new = dict.fromkeys(token for tokens in sentences for token in tokens if token not in self._rows)
        if new:
            self._add(list(new))
        found: list[int] = []
        for tokens in sentences:
            found += [_START] * f.WINDOW
            found += map(self._rows.__getitem__, tokens)
            found += [_END] * f.WINDOW
        return numpy.array(found, dtype=numpy.int64)

    def _add(self, tokens: Sequence[str]) -> None:
        import numpy

        columns, words = [], [f.word(token) for token in tokens]
        for token, word in zip(tokens, words, strict=True):
            self._rows[token] = len(self._rows) + _END + 1
            cue = f.cue(token)
            columns.append(
                [
                    self._number(word) if word in self._in_pairs else 0,
                    self._number(f.shape(token)),
                    _NO_CUE if cue is None else self._number(cue),
                    self._number(f.plain(token)),
                    f.named(token),
                ]
            )
        self.columns = numpy.concatenate([self.columns, numpy.array(columns, dtype=numpy.int64)])
        self.own = numpy.concatenate([self.own, self._weigh([f.of_token(token) for token in tokens])])
        self.beside = numpy.concatenate([self.beside, self._beside(words)])

    def _beside(self, words: Sequence[str]) -> Floats:
        given = self._weigh([f.beside(step, word) for word in words for step in _STEPS])
        return given.reshape(len(words), len(_STEPS), -1)

    def _number(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number


class _Table:
    """What keys of two or three numbers give, a row a key."""

    def __init__(self, weigh: _Weigh, features: Callable[..., Iterable[str]], parts: int) -> None:
        self._weigh, self._features = weigh, features
        self._shifts = [_BITS * part for part in reversed(range(parts))]
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[int, int] = {}
        self._weights = self._weigh([()])

    def of(self, keys: Numbers) -> Floats:
        """Return the sums of the weights of what each key gives."""
        import numpy

        if len(self._rows) > _MOST:
            self._clear()
        once, which = numpy.unique(keys, return_inverse=True)
        listed = once.tolist()
        new = [key for key in listed if key not in self._rows]
        if new:
            for key in new:
                self._rows[key] = len(self._rows) + 1
            given = [self._features(*(key >> shift & _LOW for shift in self._shifts)) for key in new]
            self._weights = numpy.concatenate([self._weights, self._weigh(given)])
        rows = numpy.fromiter(map(self._rows.__getitem__, listed), numpy.intp, len(listed))
        found: Floats = self._weights[rows[which]]
        return found
