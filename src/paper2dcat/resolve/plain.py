"""Whether a name is made of ordinary words, or of whom data come from: alone it means no dataset in particular."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

from paper2dcat.language_words import LANGUAGES

_SOURCES: Final = frozenset(
    re.split(
        " ",
        "facebook flickr twitter youtube google weibo instagram tiktok pinterest yahoo bing github gitlab reddit quora "
        "medium telegram wechat taobao alibaba tencent baidu linkedin microsoft apple openai nvidia kaggle internet "
        "eth ethz kth cmu mit nus ntu pku cuhk epfl inria uiuc ucsd ucf ucla ucl stanford oxford cambridge berkeley "
        "princeton cornell columbia toronto tum kaist casia idiap mpi nasa noaa nih fda cdc esa who ecg eeg emg eog "
        "ppg lidar radar imu mocap mri fmri cxr oct ehr covid rna dna nlp qa vqa ner pos rgb rgbd cad csv "
        "bitcoin ethereum tesla uber",
    )
)
"""Platforms, universities, agencies, devices: a number behind their names counts something else each time."""


@cache
def _plain_words() -> frozenset[str]:
    text = resources.files("paper2dcat.resolve").joinpath("plain_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_plain(text: str) -> bool:
    """Whether every word of a folded name (``house prices``) is an ordinary word, a number or a single letter."""
    words = re.findall(r"[^\W\d_]+", text)
    return all(word in _plain_words() or len(word) < 2 for word in words)


def is_source(text: str) -> bool:
    """Whether a folded name is whom data come from, or what they are measured with."""
    return re.sub(r"[\W\d_]+", "", text) in _SOURCES


def names_little(text: str) -> bool:
    """Whether a folded name alone means no dataset in particular."""
    return is_plain(text) or is_source(text) or text in LANGUAGES
