"""The attacks that ``test_serve_attacks`` tries, by kind."""

from __future__ import annotations

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% for x in () %}",
    "<!--",
    "]]>&lt;&#60;script&#62;",
    "\u202e\u2066evil\u2069",
    "';alert(1)//\\\u2028",
)

PATHS = (
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/run.py",
    "/static/..\\app.py",
    "/static//etc/passwd",
    "/doc/../../etc/passwd",
    "/doc/..%2f..%2fetc%2fpasswd",
    "/id/%2e%2e/%2e%2e/etc/passwd",
    "/page/..%2f..%2fworkspace/1.png",
    "/page/../1.png",
    "/page/%00/1.png",
    "/page/a/99999999999999999999.png",
    "/page/a/0.png",
    "/page/a/-1.png",
    "/graph.nq/../x",
    "/doc/file:///etc/passwd",
    "/static/yasgui/",
    "/static/%00",
    "/workspace.json",
    "/state/sources/x.json",
    "/.git/config",
    "/static/style.css/..%2f..%2fapp.py",
    "/doc/%c0%ae%c0%ae/etc/passwd",
)

ODD = (
    "x> <y",
    'x"y',
    "x'y",
    "x{y}",
    "x|y",
    "x^y",
    "x`y",
    "x\\y",
    "x y",
    "x\ty",
    "x\r\ny",
    "x\x00y",
    "x\x7fy",
    "x\x85y",
    "x%",
    "x%2",
    "x%zz",
    "x#y",
    "x#y#z",
    "x?y",
    "x[1]",
    "x\ufffey",
    "x\U0010ffff",
    "\ud7ff",
    "ü",
    "x" * 5000,
    "x> ?p ?o } #",
    "..",
    ".",
    "",
    "a//b",
    "%23a",
)

UPDATES = (
    "LOAD <http://127.0.0.1:1/x>",
    "LOAD <file:///etc/passwd> INTO GRAPH <a:a>",
    "INSERT DATA { <a:a> <a:b> 1 }",
    "CLEAR ALL",
    "DROP ALL",
    "DELETE WHERE { ?s ?p ?o }",
    "ASK {} ; CLEAR ALL",
    "CREATE GRAPH <a:a>",
    "COPY DEFAULT TO <a:a>",
)

SERVICES = (
    "SERVICE <{u}> {{ ?s ?p ?o }}",
    "service<{u}>{{?s ?p ?o}}",
    "SERVICE SILENT <{u}> {{ ?s ?p ?o }}",
    "SeRvIcE ?x {{ ?s ?p ?o }}",
    "\\u0053ERVICE <{u}> {{ ?s ?p ?o }}",
    "\\U00000053\\u0045RVICE <{u}> {{ ?s ?p ?o }}",
    "#'\nSERVICE <{u}> {{ ?s ?p ?o }}",
    "?s ?p '#' SERVICE <{u}> {{ ?s ?p ?o }}",
    "FILTER EXISTS {{ SERVICE <{u}> {{ ?s ?p ?o }} }}",
    "?s ?p '''a'b''' . SERVICE <{u}> {{}}",
    "?s ?p <a:#b> SERVICE <{u}> {{ ?s ?p ?o }}",
    "{{ SELECT * {{ SERVICE<{u}>{{}} }} }}",
    "OPTIONAL {{ SERVICE/**/<{u}> {{}} }}",
)

ENDLESS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9))
_NUMBERS = " ".join(map(str, range(60)))
_CROSSED = " ".join(f"VALUES ?v{i} {{ {_NUMBERS} }}" for i in range(6))
NEVER_ENDING = (
    f"SELECT (COUNT(*) AS ?n) {{ {ENDLESS} }}",
    f"SELECT * {{ {ENDLESS} }} ORDER BY ?c1",
    f"SELECT (COUNT(?v0) AS ?n) {{ {_CROSSED} }}",
)

BROKEN = (
    b"GET / HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n",
    b"GET /robots.txt HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\nHost: x<script>\r\nAccept: text/turtle\r\nConnection: close\r\n\r\n",
    b"GET /sitemap.xml HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET " + b"/" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nAccept: " + b"a/b," * 50_000 + b"\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
)

WISHES = (
    ("", 200),
    ("*", 200),
    ("text/html;q=nonsense", 200),
    ("text", 200),
    ("text/html;q=0", 406),
    ("/", 406),
    (",,,", 406),
    ("text/html, " * 500, 200),
    ("image/*", 406),
    ("application/*", 200),
)
