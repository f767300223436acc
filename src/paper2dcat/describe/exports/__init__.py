"""The graph in forms that other programs read: schema.org, Croissant, Web Annotation.

Each takes quads and gives bytes; nothing is added that the graph does not say, so a licence or a download
address that no paper states stays away.
"""

from paper2dcat.describe.exports.annotations import web_annotations
from paper2dcat.describe.exports.croissant import croissant, croissant_documents
from paper2dcat.describe.exports.schema_org import page_document, schema_org
from paper2dcat.describe.exports.view import View

__all__ = ["View", "croissant", "croissant_documents", "page_document", "schema_org", "web_annotations"]
