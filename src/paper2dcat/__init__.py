"""Research papers in, a validated DCAT graph of the datasets they use out."""

__version__ = "0.1.0"
