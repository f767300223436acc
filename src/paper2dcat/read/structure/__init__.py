"""From lines to passages: paragraphs, headings, captions, tables, footnotes and furniture."""
