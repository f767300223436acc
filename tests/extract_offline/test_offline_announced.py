"""Names that a sentence announces as datasets."""

from __future__ import annotations

import pytest

from paper2dcat.extract.offline.announced import announced


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "On datasets such as Forest Cover, Kick, and Breast Cancer, it fails.",
            ["Forest Cover", "Kick", "Breast Cancer"],
        ),
        ("Recent benchmarks include SuperGLUE [1] and KILT [2].", ["SuperGLUE", "KILT"]),
        ("Such a dataset is SimpleQA.", ["SimpleQA"]),
        ("We use the SICK (Marelli et al., 2014), MPQA and SUBJ datasets.", ["SICK", "MPQA", "SUBJ"]),
        ("The second data set “ XYZ-Cell ” has cells.", ["XYZ-Cell"]),
        ("There are datasets like Smith et al. (2010).", []),
        ("We train BERT and test it.", []),
    ],
)
def test_announced(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in announced(text, 0, len(text))] == names
