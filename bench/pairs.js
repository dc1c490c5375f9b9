/* The second validator of bench/pairs: for each line, a list of [answer, values, base, head], a line with two lists of
 * verdicts for each, null where ajv cannot say. The folder of its modules is the argument. Metaschemas, messages and
 * tidied code cost more than the verdicts, and change none. */
const path = require("path");
const readline = require("readline");

const modules = process.argv[2];
const load = (name) => require(path.join(modules, "ajv", "dist", name)).default;
const makers = {
  "http://json-schema.org/draft-06/schema#": load("ajv"),
  "http://json-schema.org/draft-07/schema#": load("ajv"),
  "https://json-schema.org/draft/2019-09/schema": load("2019"),
  "https://json-schema.org/draft/2020-12/schema": load("2020"),
};
const options = { strict: false, validateSchema: false, logger: false, meta: false, messages: false, code: { optimize: false } };

function verdicts(schema, values) {
  try {
    const check = new makers[schema.$schema](options).compile(schema);
    return values.map((value) => {
      try {
        return check(value);
      } catch {
        return null;
      }
    });
  } catch {
    return values.map(() => null);
  }
}

function judged([answer, values, base, head]) {
  const first = verdicts(base, values);
  return [first, answer === "no" || first.includes(true) ? verdicts(head, values) : values.map(() => null)];
}

readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(JSON.stringify(JSON.parse(line).map(judged)) + "\n"));
