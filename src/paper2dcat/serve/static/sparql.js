// Runs the query in place and shows rows as a table; without this script the form posts and shows the raw answer.
"use strict";
const form = document.getElementById("ask");
const status = document.getElementById("status");
const result = document.getElementById("result");

function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function showRows(answer) {
  const names = answer.head.vars;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  names.forEach((name) => head.append(cell("th", name)));
  const body = table.createTBody();
  answer.results.bindings.forEach((binding) => {
    const row = body.insertRow();
    names.forEach((name) => row.append(cell("td", binding[name] ? binding[name].value : "")));
  });
  result.replaceChildren(table);
  status.textContent = `${answer.results.bindings.length} rows`;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  status.textContent = "Running…";
  result.replaceChildren();
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { Accept: "application/sparql-results+json, text/turtle;q=0.5" },
      body: new URLSearchParams({ query: form.elements.query.value }),
    });
    const type = answer.headers.get("content-type") || "";
    if (answer.ok && type.includes("sparql-results+json")) {
      const parsed = await answer.json();
      if (parsed.results) return showRows(parsed);
      status.textContent = String(parsed.boolean);
    } else {
      status.textContent = answer.ok ? "" : `The server answered ${answer.status}`;
      result.replaceChildren(cell("pre", await answer.text()));
    }
  } catch (error) {
    status.textContent = `The server cannot be reached: ${error.message}`;
  }
});
