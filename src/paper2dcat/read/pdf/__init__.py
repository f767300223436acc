"""Text runs out of PDF files: pdfminer.six's parser and fonts under an interpreter that only shows text."""
