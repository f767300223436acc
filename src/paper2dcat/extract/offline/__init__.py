"""The offline extractor: a small trained tagger, citation chains and rules; no network, no language model."""

from paper2dcat.extract.offline.extractor import OfflineExtractor

__all__ = ["OfflineExtractor"]
