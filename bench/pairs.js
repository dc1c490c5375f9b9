/* The second validator of bench/pairs: for each line {"schema", "values"} a line with a list of verdicts, null where ajv
 * cannot say. The folder of its modules is the argument. */
const path = require("path");
const readline = require("readline");

const modules = process.argv[2];
const load = (name) => require(path.join(modules, "ajv", "dist", name)).default;
const makers = {
  "http://json-schema.org/draft-07/schema#": load("ajv"),
  "https://json-schema.org/draft/2019-09/schema": load("2019"),
  "https://json-schema.org/draft/2020-12/schema": load("2020"),
};

function verdicts({ schema, values }) {
  try {
    const Maker = makers[schema.$schema];
    const check = new Maker({ strict: false, validateSchema: false, logger: false }).compile(schema);
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

readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(JSON.stringify(verdicts(JSON.parse(line))) + "\n"));
