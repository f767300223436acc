// Puts the query editor (YASGUI) in the place of the plain form, which works without this script.
"use strict";
const form = document.getElementById("ask");
const place = document.getElementById("editor");
const shown = form.elements.query.value;
const endpoint = `${location.origin}/sparql`;

// Only what this server knows: no look-ups of prefixes or vocabularies elsewhere, nothing kept in the browser.
Yasqe.forkAutocompleter = undefined;
Yasqe.defaults.autocompleters = ["variables"];
place.hidden = false;
form.hidden = true;
const yasgui = new Yasgui(place, {
  persistenceId: null,
  populateFromUrl: false,
  copyEndpointOnNewTab: true,
  autofocus: false,
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
  yasqe: { value: shown, autocompleters: ["variables"], createShareableLink: undefined, showQueryButton: true },
  yasr: { persistenceId: null },
});
yasgui.getTab().setQuery(shown);

// What the editor leaves unnamed is named for screen readers.
for (const field of place.querySelectorAll(".CodeMirror textarea")) field.setAttribute("aria-label", "SPARQL query");
for (const field of place.querySelectorAll(".autocompleteWrapper input")) field.setAttribute("aria-label", "Endpoint");
