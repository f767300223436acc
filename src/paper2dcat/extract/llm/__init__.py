"""Extraction with a language model behind any OpenAI-compatible interface for chat completions.

``extractor`` cuts a paper into parts (``context``, ``focus``, ``units``), asks about each (``asking``,
``prompt``, ``endpoint``), reads the answers (``parse``, ``lenient``) and brings together what they say
(``interpret``, ``merge``). Nothing of it is believed before grounding has found it in the paper.
"""

from paper2dcat.extract.llm.context import Proposal
from paper2dcat.extract.llm.extractor import ModelExtractor

__all__ = ["ModelExtractor", "Proposal"]
