"""Research papers in, a validated DCAT graph of the datasets they use out."""

__version__ = "0.1.0"
__released__ = "2026-11-23T00:00:00Z"
"""When this version was released: the date that catalogue entries derived by it carry."""
