"""Word lists that the tagger's features and the rules share."""

from __future__ import annotations

from typing import Final

from paper2dcat.lexicon import STATES


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, parted by blanks and line ends."""
    return frozenset(words.split())


CUES: Final = word_set(
    """
    dataset datasets corpus corpora database databases benchmark benchmarks treebank treebanks testbed
    testbeds data collection collections challenge challenges survey surveys census panel register
    registry repository set sets testset trainset test-set suite suites task tasks track tracks subset
    subsets split splits
    """
)
"""Words that stand behind (or near) the name of a dataset."""

REGISTER_OF: Final = (
    r"(?:Database|Register|Registry|Inventory|Atlas|Census|Catalogue|Compendium) (?:of|for|on) "
)
"""How the name of a register begins that is named by what it holds: ``Database of Genomic Variants``."""

STRONG_CUES: Final = word_set(
    """
    dataset datasets corpus corpora database databases benchmark benchmarks treebank treebanks
    """
)
"""Cue words that hardly follow anything but the name or description of a dataset."""

STOP: Final = word_set(
    """
    a about above after all also although an and any are as at based be because been before being below
    between both but by can could did do does during each either few first for from further had has have
    having he her here his how however i if in into is it its itself less may more most much must my no
    nor not of on once only or other our ours out over own per same second section several shall she
    should similarly since so some such table than that the their them then there therefore these they
    third this those three through thus to too two under until up upon us use used using very via was we
    well were what when where which while who whom why will with within without would you your figure
    """
)
"""Words that are no part of a name by themselves."""

NOT_NAMES: Final = word_set(
    """
    rgb rgbd rgb-d ct mri pet eeg ecg fmri lidar imu ocr asr tts nlp nlu nlg nli ner pos srl qa vqa-task mt nmt smt gpu
    gpus cpu cpus tpu tpus api url html json xml pdf sql english german french spanish italian portuguese dutch russian
    chinese mandarin japanese korean arabic hindi turkish czech polish swedish danish finnish hungarian romanian greek
    hebrew persian swahili kannada bengali tamil telugu urdu vietnamese thai indonesian english-german english-french
    german-english french-english general clean pose real-world synthetic train test dev val internal hard easy robust
    openai google facebook microsoft amazon apple twitter youtube nvidia deepmind uci iphone android linux python pytorch
    tensorflow keras caffe theano usa uk eu china germany france india japan hopper walker walker2d halfcheetah gym mujoco
    australia austria belgium brazil canada cuba denmark egypt ethiopia finland ghana greece hungary indonesia
    iran iraq ireland israel italy kenya korea malaysia mexico nepal netherlands nigeria norway pakistan peru
    poland portugal romania russia singapore spain sweden switzerland taiwan tanzania thailand turkey uganda
    ukraine vietnam
    europe africa asia america
    table figure section appendix equation algorithm theorem lemma statistics ethics interview total restaurant
    web pre post non multi semi sub method methods model models approach approaches baseline baselines metric metrics
    field finally lastly additionally furthermore moreover hence meanwhile specifically overall recently initially
    """
) | {state for state in STATES if " " not in state and state != "washington"}
"""What a tagger takes for a dataset's name now and then and what never is one by itself."""
