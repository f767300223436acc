"""The tagger's model, read without CRFsuite's library, says what the library says."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from paper2dcat.extract.offline import scores
from paper2dcat.extract.offline.chain import Chain
from paper2dcat.extract.offline.features import features
from paper2dcat.extract.offline.lexicon import Lexicon
from paper2dcat.extract.offline.scores import Scorer
from paper2dcat.extract.offline.tagger import MODEL, crf_marginals

LEXICON = Lexicon(["ImageNet", "Penn Treebank"])
TEXTS = (
    "We train on ImageNet and on the Penn Treebank ( PTB ) , as others do .",
    "MNIST",
    "Nothing is said here",
    "",
    "The WMT14 En - De corpus ; the 2012 National Health Interview Survey dataset",
    "| ^ $ # | 7 corpus | the | data | | : set",
    "trained on the very long and rather dull list of all those things that nobody ever read in SQuAD sets",
)
SENTENCES = [text.split() for text in TEXTS]


def test_marginals_are_those_of_crfsuite() -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    for tokens, chances in zip(SENTENCES, crf_marginals(SENTENCES, LEXICON), strict=True):
        tagger.set(features(tokens, LEXICON))
        expected = [(tagger.marginal("B", at), tagger.marginal("I", at)) for at in range(len(tokens))]
        assert [pytest.approx(pair, abs=1e-9) for pair in expected] == chances
        assert tokens == [] or max(begin for begin, _ in chances) > 1e-6


def test_a_sentence_is_judged_alike_alone_and_among_others() -> None:
    together = crf_marginals(SENTENCES, LEXICON)
    assert [crf_marginals([tokens], LEXICON)[0] for tokens in SENTENCES] == [
        [pytest.approx(pair, abs=1e-12) for pair in chances] for chances in together
    ]


def test_tables_that_are_full_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Chain.read(MODEL)
    small, large = (Scorer(model.weigh, {"the", "on"}) for _ in range(2))
    for tokens in SENTENCES * 2:
        monkeypatch.setattr(scores, "_MOST", 2)
        found = small.of([tokens], LEXICON)
        monkeypatch.undo()
        assert found == pytest.approx(large.of([tokens], LEXICON), abs=1e-12)


def test_no_sentences_give_nothing() -> None:
    assert crf_marginals([], LEXICON) == []


@pytest.mark.parametrize("content", [MODEL.read_bytes()[:100], b"x" * 200])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.crfsuite"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no CRFsuite model"):
        Chain.read(path)
