"""Draw docs/graph.svg: one example paper, its datasets, and the words behind two statements about each.

usage: python tools/draw_graph.py graph/graph.nq "How much delay can a training pipeline bear?" docs/graph.svg
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pyoxigraph as ox

QUERY = """
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX p2d: <https://w3id.org/paper2dcat/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?name ?title ?role (SAMPLE(?y) AS ?year) (GROUP_CONCAT(DISTINCT ?who; separator=", ") AS ?makers)
  (MIN(?words) AS ?quote) (MIN(?fragment) AS ?page)
WHERE {
  ?paper dcterms:title ?name ; dcterms:references ?dataset .
  ?dataset dcterms:title ?title .
  ?link rdf:subject ?paper ; rdf:object ?dataset ; p2d:role ?term BIND(STRAFTER(STR(?term), "#") AS ?role)
  OPTIONAL { ?dataset dcterms:issued ?y }
  OPTIONAL { ?dataset dcterms:creator/foaf:name ?n } BIND(COALESCE(?n, "") AS ?who)
  OPTIONAL { ?claim rdf:subject ?dataset ; rdf:predicate dcterms:issued . ?annotation oa:hasBody ?claim ;
    oa:hasTarget/oa:hasSelector ?selector . ?selector rdf:value ?fragment ; oa:refinedBy/oa:exact ?words
    FILTER(STRLEN(?words) > 20) }
} GROUP BY ?name ?title ?role ORDER BY ?title
"""
WIDTH, ROW, LEFT, RIGHT = 1000, 76, 250, 400
STYLE = """
text { font-family: Georgia, serif; fill: #1b2326; } .small { font: 12px system-ui, sans-serif; }
.title { font-size: 16px; font-weight: bold; } .edge { stroke: #17525d; fill: none; stroke-width: 1.6; }
.box { fill: #fbfaf7; stroke: #17525d; stroke-width: 1.3; } .quote { fill: #fff1b8; }
"""


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def short(text: str, limit: int) -> str:
    """Cut a text with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def draw(rows: list[dict[str, str]], paper: str) -> str:
    """Return the picture as SVG."""
    height = ROW * len(rows) + 24
    middle = height / 2
    label = f"The paper {paper} and its datasets: " + ", ".join(row["title"] for row in rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(label, {chr(34): "&quot;"})}"><style>{STYLE}</style>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for n, row in enumerate(rows):
        y = 12 + n * ROW + ROW / 2
        out.append(
            f'<path class="edge" d="M{LEFT} {middle} C{LEFT + 80} {middle} {RIGHT - 90} {y} {RIGHT} {y}"/>'
        )
        out.append(f'<text class="small" x="{RIGHT - 6}" y="{y - 6}" text-anchor="end">{row["role"]}</text>')
        out.append(
            f'<rect class="box" x="{RIGHT}" y="{y - 30}" width="{WIDTH - RIGHT - 12}" height="60" rx="6"/>'
        )
        out.append(f'<text class="title" x="{RIGHT + 12}" y="{y - 9}">{escape(row["title"])}</text>')
        made = ", ".join(part for part in (short(row["makers"].strip(", "), 60), row["year"]) if part)
        made = made or "the paper cites no source"
        out.append(
            f'<text class="small" x="{WIDTH - 24}" y="{y - 9}" text-anchor="end">{escape(made)}</text>'
        )
        if row["quote"]:
            words = f"“{short(row['quote'], 84)}” {row['page'].replace('page=', 'p. ')}"
            out.append(f'<rect class="quote" x="{RIGHT + 12}" y="{y + 3}" width="564" height="19"/>')
            out.append(f'<text class="small" x="{RIGHT + 16}" y="{y + 17}">{escape(words)}</text>')
    lines = wrapped(paper, 26)
    top, tall = middle - 12 * len(lines), 24 * len(lines) + 22
    out.append(f'<rect class="box" x="12" y="{top - 14}" width="{LEFT - 12}" height="{tall}" rx="6"/>')
    out += [
        f'<text class="title" x="26" y="{top + 12 + 24 * n}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    ]
    return "\n".join([*out, "</svg>", ""])


def main(graph: str, paper: str, output: str) -> None:
    """Read the graph, ask for the paper's datasets, write the picture."""
    store = ox.Store()
    store.bulk_load(path=graph)
    result = store.query(QUERY, use_default_graph_as_union=True)
    if not isinstance(result, ox.QuerySolutions):
        raise SystemExit("the query is not a SELECT")
    names = [variable.value for variable in result.variables]
    rows = []
    for solution in result:
        terms = {name: solution[name] for name in names}
        rows.append(
            {k: t.value if isinstance(t, ox.Literal | ox.NamedNode) else "" for k, t in terms.items()}
        )
    Path(output).write_text(draw([row for row in rows if row["name"] == paper], paper), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
