// node validate.mjs NODE_MODULES SHAPES.nt DATA.nt: prints each result of rdf-validate-shacl as a line of JSON.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, shapesFile, dataFile] = process.argv.slice(2)
const find = createRequire(path.join(modules, 'index.js'))
const load = async (name) => (await import(pathToFileURL(find.resolve(name)))).default

const rdf = await load('@zazuko/env-node')
const SHACLValidator = await load('rdf-validate-shacl')
const read = (file) => rdf.dataset().import(rdf.fromFile(file))

const validator = new SHACLValidator(await read(shapesFile), { factory: rdf })
const report = await validator.validate(await read(dataFile))
for (const result of report.results) {
  console.log(JSON.stringify({
    focus: result.focusNode.termType === 'BlankNode' ? '_:' : result.focusNode.value,
    path: result.path?.termType === 'NamedNode' ? result.path.value : '',
    component: result.sourceConstraintComponent.value.split('#')[1],
    severity: result.severity.value.split('#')[1]
  }))
}
