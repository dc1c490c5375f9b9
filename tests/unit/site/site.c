/*
 * Sites, kind by kind: where the value stands, between two bars that are no part of the file; or why it cannot be
 * replaced there. What edits make of them is for release/edit to show.
 */
#include "site/site.h"

#include "base/limits.h"
#include "base/buffer.h"
#include "support/document.h"
#include "support/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct row {
    const char *kind;
    const char *name;
    const char *path;    /* "": the usual one; `*` is the item whose `name` is `mine` */
    const char *text;    /* with bars around the value */
    const char *refusal; /* NULL: it is found. "ID LINE:COLUMN MESSAGE" */
};

static const struct row rows[] = {
    {"plain", "a word", "", "|1.0.0|\n", NULL},
    {"plain", "without a line end", "", "|1.0.0|", NULL},
    {"plain", "one letter", "", "|1|", NULL},
    {"plain", "blanks of all kinds around it", "", " \t\r\n\f\v|1.0.0|\v\f\n\r\t ", NULL},
    {"plain", "a byte order mark", "", "\xef\xbb\xbf|1.0.0|\n", NULL},
    {"plain", "nothing", "", "", "not-found 1:1 the file is empty"},
    {"plain", "only blanks", "", " \n", "not-found 2:1 the file is empty"},
    {"plain", "only a byte order mark", "", "\xef\xbb\xbf\n", "not-found 2:1 the file is empty"},
    {"plain", "two words", "", "1.0.0 beta\n", "not-single-token 1:6 the file holds more than one word"},
    {"plain", "two lines", "", "1.0.0\n2\n", "not-single-token 1:6 the file holds more than one word"},
    {"properties", "an equals sign", "", "version=|1.0|\n", NULL},
    {"properties", "blanks around it", "", " \tversion \t= \t|1.0| \t\n", NULL},
    {"properties", "a colon", "", "version:|1.0|\n", NULL},
    {"properties", "a blank", "", "version |1.0|\n", NULL},
    {"properties", "a second sign belongs to the value", "", "version=|=1.0|\n", NULL},
    {"properties", "a blank, then a sign", "", "version = |=1.0|\n", NULL},
    {"properties", "no line end", "", "version=|1.0|", NULL},
    {"properties", "line ends of another system", "", "a=b\r\nversion=|1.0|\r\n", NULL},
    {"properties", "a byte order mark", "", "\xef\xbb\xbfversion=|1.0|\n", NULL},
    {"properties", "a dotted key", "a.b", "a.c=0\na.b=|1.0|\n", NULL},
    {"properties", "longer keys are others", "", "versions=1\nxversion=2\nversion=|1.0|\nversion.x=3\n", NULL},
    {"properties", "comments", "", "#version=1\n !version=2\n \t# version=3\nversion=|4|\n", NULL},
    {"properties", "a continued line is no key", "", "a=\\\nversion=1\nversion=|2|\n", NULL},
    {"properties", "a comment sign in a continued line", "", "a=\\\n#version=1\\\nversion=2\nversion=|3|\n", NULL},
    {"properties", "a comment does not go on", "", "#a\\\nversion=|1|\n", NULL},
    {"properties", "two backslashes do not go on", "", "a=b\\\\\nversion=|1|\n", NULL},
    {"properties", "three backslashes go on", "", "a=b\\\\\\\nversion=1\nversion=|2|\n", NULL},
    {"properties", "the line of one backslash", "", "\\\nversion=1\nversion=|2|\n", NULL},
    {"properties", "empty lines", "", "\n\r\n  \nversion=|1|\n", NULL},
    {"properties", "nothing", "", "", "not-found 0:0 no `version` was found"},
    {"properties", "other keys", "", "a=1\n", "not-found 0:0 no `version` was found"},
    {"properties", "twice", "", "version=1\nversion=2\n", "duplicate-key 2:9 the version stood in this file twice"},
    {"properties", "no value", "", "version=\n", "unsupported-style 1:1 the value is not on the line of its key"},
    {"properties", "no value and no sign", "", "version\n",
     "unsupported-style 1:1 the value is not on the line of its key"},
    {"properties", "the value goes on", "", "version=1\\\n.2\n",
     "unsupported-style 1:1 the value is not on the line of its key"},
    {"properties", "the value is on the next line", "", "version=\\\n1\n",
     "unsupported-style 1:1 the value is not on the line of its key"},
    {"cfg", "a key of its section", "", "[options]\nversion = 0\n[metadata]\nname = x\nversion = |1.0|\n", NULL},
    {"cfg", "a colon, another case, blanks", "", "[metadata]\nVersion  :  |1.0| \t\r\n", NULL},
    {"cfg", "another key", "a.b", "[a]\nb=|1|", NULL},
    {"cfg", "a byte order mark", "", "\xef\xbb\xbf[metadata]\nversion=|1|\n", NULL},
    {"cfg", "comments, and lines that go on, are no keys", "",
     "[metadata]\n# version = 2\n; version = 3\ndescription =\n  version = 4\nversion = |1|\n", NULL},
    {"cfg", "longer keys and other sections", "",
     "[metadata.x]\nversion = 2\n[metadata]\nversions = 3\nversion = |1|\n", NULL},
    {"cfg", "twice", "", "[metadata]\nversion = 1\nVERSION = 2\n",
     "duplicate-key 3:11 the version stood in this file twice"},
    {"cfg", "below its key", "", "[metadata]\nversion =\n  1.0\n",
     "unsupported-style 2:1 the value is not on the line of its key"},
    {"cfg", "it goes on", "", "[metadata]\nversion = 1.0\n  2\n",
     "unsupported-style 2:1 the value is not on the line of its key"},
    {"cfg", "no section", "", "version = 1.0\n", "not-found 0:0 no `metadata.version` was found"},
    {"docker-label", "a label", "", "FROM x\nLABEL io.airbyte.version=|1.0|\n", NULL},
    {"docker-label", "no line end", "", "LABEL io.airbyte.version=|1.0|", NULL},
    {"docker-label", "double quotes", "", "LABEL io.airbyte.version=\"|1.0|\"\n", NULL},
    {"docker-label", "single quotes", "", "LABEL io.airbyte.version='|1.0|'\n", NULL},
    {"docker-label", "quotes that differ", "", "LABEL io.airbyte.version=|'1.0\"|\n", NULL},
    {"docker-label", "an empty value", "", "LABEL io.airbyte.version=||\n", NULL},
    {"docker-label", "an empty value in quotes", "", "LABEL io.airbyte.version=\"||\"\n", NULL},
    {"docker-label", "a key in quotes", "", "LABEL \"io.airbyte.version\"=|1.0|\n", NULL},
    {"docker-label", "its own key", "a.b", "LABEL a.c=0 a.b=|1.0|\n", NULL},
    {"docker-label", "case does not matter", "", "label io.airbyte.version=|1|\n", NULL},
    {"docker-label", "mixed case", "", "LaBeL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "case of the key matters", "", "LABEL IO.airbyte.version=1\nLABEL io.airbyte.version=|2|\n", NULL},
    {"docker-label", "blanks before and between", "", "  LABEL \t a=b \t io.airbyte.version=|1| c=d\n", NULL},
    {"docker-label", "blanks in a quoted neighbour", "", "LABEL a=\"x io.airbyte.version=0\" io.airbyte.version=|1|\n",
     NULL},
    {"docker-label", "a quote that is escaped", "", "LABEL a=\"x\\\" io.airbyte.version=0\" io.airbyte.version=|1|\n",
     NULL},
    {"docker-label", "an escaped blank", "", "LABEL a=x\\ io.airbyte.version=0 io.airbyte.version=|1|\n", NULL},
    {"docker-label", "continued lines", "", "LABEL a=b \\\n  io.airbyte.version=|1| \\\n  c=d\n", NULL},
    {"docker-label", "continued, with blanks behind the backslash", "",
     "LABEL a=b \\ \t\r\n  io.airbyte.version=|1|\r\n", NULL},
    {"docker-label", "comments and empty lines between", "",
     "LABEL a=b \\\n # io.airbyte.version=0\n\n  \r\n  io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a comment ends the file", "", "LABEL io.airbyte.version=|1| \\\n# end", NULL},
    {"docker-label", "continued at the end of the file", "", "LABEL io.airbyte.version=|1| \\\n", NULL},
    {"docker-label", "a backslash at the end of the file", "", "LABEL io.airbyte.version=|1\\|", NULL},
    {"docker-label", "a value that ends with a continuation", "", "LABEL io.airbyte.version=|1|\\\n\n", NULL},
    {"docker-label", "other instructions", "",
     "RUN LABEL io.airbyte.version=0\nLABELS io.airbyte.version=0\nLABE io.airbyte.version=0\nMABEL "
     "io.airbyte.version=0\nLABEL io.airbyte.version=|1|\n",
     NULL},
    {"docker-label", "other letters at each place", "",
     "xABEL io.airbyte.version=0\nLxBEL io.airbyte.version=0\nLAxEL io.airbyte.version=0\nLABxL "
     "io.airbyte.version=0\nLABEx io.airbyte.version=0\nLABEL io.airbyte.version=|1|\n",
     NULL},
    {"docker-label", "another instruction that goes on", "",
     "RUN a \\\nLABEL io.airbyte.version=0\nLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a comment does not go on", "", "# a \\\nLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a here-document", "",
     "RUN <<EOF\nLABEL io.airbyte.version=0\nEOF\nLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a here-document with a dash and quotes", "",
     "RUN cat <<-\"EOF\" > x\n\tLABEL io.airbyte.version=0\n\tEOF\nLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a variable", "", "ARG V=1\nLABEL io.airbyte.version=$V\n",
     "indirect 2:26 the value comes from a variable; the version is where that is set"},
    {"docker-label", "a variable in double quotes, with a default", "", "LABEL io.airbyte.version=\"${V:-1.0}\"\n",
     "indirect 1:27 the value comes from a variable; the version is where that is set"},
    {"docker-label", "a part that is a variable", "", "LABEL io.airbyte.version=1.0.$PATCH\n",
     "indirect 1:26 the value comes from a variable; the version is where that is set"},
    {"docker-label", "a dollar that is escaped, or in single quotes, is text", "",
     "LABEL a=\\$V b='$V' io.airbyte.version=|1.0\\$|\n", NULL},
    {"docker-label", "the first of two words ends it", "",
     "RUN a <<ONE b <<TWO\nLABEL io.airbyte.version=0\nTWO\nLABEL io.airbyte.version=0\nONE\nLABEL "
     "io.airbyte.version=|1|\n",
     NULL},
    {"docker-label", "a here-document that does not end", "", "RUN <<EOF\nLABEL io.airbyte.version=0\n",
     "not-found 0:0 no `io.airbyte.version` was found"},
    {"docker-label", "a shift is no here-document", "", "RUN x << \nLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "a byte order mark", "", "\xef\xbb\xbfLABEL io.airbyte.version=|1|\n", NULL},
    {"docker-label", "nothing", "", "", "not-found 0:0 no `io.airbyte.version` was found"},
    {"docker-label", "a label without anything", "", "LABEL\nLABEL \n",
     "not-found 0:0 no `io.airbyte.version` was found"},
    {"docker-label", "twice", "", "LABEL io.airbyte.version=1\nLABEL io.airbyte.version=2\n",
     "duplicate-key 2:26 the version stood in this file twice"},
    {"docker-label", "twice in one instruction", "", "LABEL io.airbyte.version=1 io.airbyte.version=2\n",
     "duplicate-key 1:47 the version stood in this file twice"},
    {"docker-label", "the old form", "", "LABEL io.airbyte.version 1.0\n",
     "unsupported-style 1:7 the label is written without `=`"},
    {"docker-label", "a word behind the first is no key", "",
     "LABEL a io.airbyte.version\nLABEL io.airbyte.version=|1|\n", NULL},
    {"toml", "a table", "", "[tool.poetry]\nversion = \"|1.0|\"\n", NULL},
    {"toml", "no line end", "", "[tool.poetry]\nversion=\"|1.0|\"", NULL},
    {"toml", "single quotes", "", "[tool.poetry]\nversion = '|1.0|'\n", NULL},
    {"toml", "an empty text", "", "[tool.poetry]\nversion = '||'\n", NULL},
    {"toml", "a dotted key", "", "tool.poetry.version = \"|1|\"\n", NULL},
    {"toml", "a dotted key with blanks", "", "tool . poetry\t.\tversion = \"|1|\"\n", NULL},
    {"toml", "a dotted key in a table", "", "[tool]\npoetry.version = \"|1|\"\n", NULL},
    {"toml", "a quoted key", "", "[\"tool\".'poetry']\n\"version\" = \"|1|\"\n", NULL},
    {"toml", "an inline table", "", "tool = {poetry = {version = \"|1|\"}}\n", NULL},
    {"toml", "an inline table of many", "",
     "tool = { a = 1, poetry = { b = [1], version = \"|1|\" , c = \"x\" }, d = {} }\n", NULL},
    {"toml", "an inline table in a table", "", "[tool]\npoetry = {version = \"|1|\"}\n", NULL},
    {"toml", "a path of its own", "project.version", "[project]\nversion = \"|1|\"\n", NULL},
    {"toml", "a path of one key", "version", "version = \"|1|\"\n[tool.poetry]\nversion = \"0\"\n", NULL},
    {"toml", "other tables", "",
     "[tool]\nversion = \"0\"\n[tool.poetry.x]\nversion = \"0\"\n[poetry]\nversion = "
     "\"0\"\n[x.tool.poetry]\nversion=\"0\"\n[tool.poetry]\nversion = \"|1|\"\n",
     NULL},
    {"toml", "other keys", "",
     "[tool.poetry]\nversions = \"0\"\nver-sion = \"0\"\nversion.x = \"0\"\nx.version = \"0\"\nversion = \"|1|\"\n",
     NULL},
    {"toml", "keys with dashes, digits and underscores", "a-b.c_9", "a-b.c_9 = \"|1|\"\n", NULL},
    {"toml", "a table of an array never matches", "",
     "[[tool.poetry]]\nversion = \"0\"\n[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "comments and empty lines", "",
     "# [tool.poetry]\n\n[tool.poetry]\n# version = \"0\"\n\t version = \"|1|\" # \"2\"\n", NULL},
    {"toml", "line ends of another system", "", "[tool.poetry]\r\nversion = \"|1|\"\r\n", NULL},
    {"toml", "texts with other signs", "",
     "a = \"x # y\"\nb = 'x = \"'\nc = \"\\\"[tool.poetry]\"\nd = '\\'\n[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "texts of lines", "",
     "a = \"\"\"\n[tool.poetry]\nversion = \"0\"\n\"\"\"\nb = '''\nversion = \"0\"\n'''\n[tool.poetry]\nversion = "
     "\"|1|\"\n",
     NULL},
    {"toml", "quotes at the end of a text of lines", "",
     "a = \"\"\"x\"\"\"\"\"\nb = '''x''''\n[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "escapes in a text of lines", "", "a = \"\"\"\\\"\"\"\\\\\"\"\"\n[tool.poetry]\nversion = \"|1|\"\n",
     NULL},
    {"toml", "arrays", "", "a = [1, 2,\n # ]\n \"]\", [3, {b = 1}],\n]\n[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "an array of tables of the same name", "",
     "[tool]\na = [{poetry = {version = \"0\"}}]\npoetry.version = \"|1|\"\n", NULL},
    {"toml", "plain values", "",
     "a = -1_0.5e+3\nb = 2020-01-02T10:00:00\nc = true\nd = 0x1F\n[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "a byte order mark", "", "\xef\xbb\xbf[tool.poetry]\nversion = \"|1|\"\n", NULL},
    {"toml", "nothing", "", "", "not-found 0:0 no `tool.poetry.version` was found"},
    {"toml", "only comments", "", "# a\n", "not-found 0:0 no `tool.poetry.version` was found"},
    {"toml", "twice", "", "[tool.poetry]\nversion = \"1\"\nversion = \"2\"\n",
     "duplicate-key 3:12 the version stood in this file twice"},
    {"toml", "a number", "", "[tool.poetry]\nversion = 1.0\n", "unsupported-style 2:11 the value is no string"},
    {"toml", "a list", "", "[tool.poetry]\nversion = [\"1\"]\n", "unsupported-style 2:11 the value is no string"},
    {"toml", "a text of lines", "", "[tool.poetry]\nversion = \"\"\"1\"\"\"\n",
     "unsupported-style 2:11 the value is a string of several lines"},
    {"toml", "a text that does not end", "", "[tool.poetry]\nversion = \"1\n\"\n",
     "parse-error 2:13 a string does not end"},
    {"toml", "a text that ends with the file", "", "[tool.poetry]\nversion = \"1",
     "parse-error 2:13 a string does not end"},
    {"toml", "a text of lines that does not end", "", "a = \"\"\"x\"\"\n", "parse-error 2:1 a string does not end"},
    {"toml", "a key of lines", "", "\"\"\"a\"\"\" = 1\n", "parse-error 1:8 a key has several lines"},
    {"toml", "no key", "", "= 1\n", "parse-error 1:1 a key is missing"},
    {"toml", "no key behind a dot", "", "a. = 1\n", "parse-error 1:4 a key is missing"},
    {"toml", "no value", "", "a =\n", "parse-error 1:4 a value is missing"},
    {"toml", "no sign", "", "a\n", "parse-error 1:2 a key has no value"},
    {"toml", "no sign in an inline table", "", "a = {b}\n", "parse-error 1:7 a key has no value"},
    {"toml", "an inline table that does not end", "", "a = {b = 1\n", "parse-error 2:1 an inline table does not end"},
    {"toml", "an inline table without a comma", "", "a = {b = 1 c = 2}\n",
     "parse-error 1:12 an inline table does not end"},
    {"toml", "an array that does not end", "", "a = [1,", "parse-error 1:8 an array does not end"},
    {"toml", "an array without a comma", "", "a = [1 2]\n", "parse-error 1:8 an array does not end"},
    {"toml", "a header that does not end", "", "[a\n", "parse-error 1:3 a table header does not end"},
    {"toml", "a header of an array that does not end", "", "[[a]\n", "parse-error 1:4 a table header does not end"},
    {"toml", "two statements on a line", "", "a = 1 b = 2\n", "parse-error 1:7 a line holds more than one statement"},
    {"toml", "more behind a header", "", "[a] b = 2\n", "parse-error 1:5 a line holds more than one statement"},
    {"py-attr", "an assignment", "", "__version__ = \"|1.0|\"\n", NULL},
    {"py-attr", "no line end", "", "__version__=\"|1.0|\"", NULL},
    {"py-attr", "single quotes", "", "__version__ = '|1.0|'\n", NULL},
    {"py-attr", "a comment behind it", "", "__version__ = '|1.0|' # x\n", NULL},
    {"py-attr", "a semicolon behind it", "", "__version__ = '|1.0|'; x = 1\n", NULL},
    {"py-attr", "an annotation", "", "__version__: str = '|1.0|'\n", NULL},
    {"py-attr", "an annotation in quotes", "", "__version__: 'str' = '|1.0|'\n", NULL},
    {"py-attr", "an annotation in quotes with a prefix", "", "__version__: r'str' = '|1.0|'\n", NULL},
    {"py-attr", "another name", "VERSION", "__version__ = '0'\nVERSION = '|1|'\n", NULL},
    {"py-attr", "line ends of another system", "", "import x\r\n__version__ = '|1.0|'\r\n", NULL},
    {"py-attr", "a byte order mark", "", "\xef\xbb\xbf__version__ = '|1.0|'\n", NULL},
    {"py-attr", "longer names", "", "__version__s = '0'\nx__version__ = '0'\n__version__ = '|1|'\n", NULL},
    {"py-attr", "not at the start of the line", "",
     "if x:\n    __version__ = '0'\nx.__version__ = '0'\n__version__ = '|1|'\n", NULL},
    {"py-attr", "a comparison", "", "__version__ == '0'\n__version__ = '|1|'\n", NULL},
    {"py-attr", "in brackets", "", "f(\n__version__ = '0'\n)\n__version__ = '|1|'\n", NULL},
    {"py-attr", "in texts and comments", "",
     "'''\n__version__ = '0'\n'''\n\"\"\"\n__version__ = '0'\n\"\"\"\n# __version__ = '0'\n'a\\\n__version__ = "
     "0'\n__version__ = '|1|'\n",
     NULL},
    {"py-attr", "a continued line", "", "x = \\\n  1\n__version__ = '|1|'\n", NULL},
    {"py-attr", "quotes of the other kind in a text", "", "x = \"'\"\ny = '\"'\n__version__ = '|1|'\n", NULL},
    {"py-attr", "brackets that close too often", "", ")]}\n__version__ = '|1|'\n", NULL},
    {"py-attr", "nothing", "", "", "not-found 0:0 no `__version__` was found"},
    {"py-attr", "twice", "", "__version__ = '1'\n__version__ = '2'\n",
     "duplicate-key 2:16 the version stood in this file twice"},
    {"py-attr", "a call", "", "__version__ = f('1')\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "a name", "", "__version__ = x\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "two texts", "", "__version__ = '1' '2'\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "a sum", "", "__version__ = '1' + x\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "a prefix", "", "__version__ = f'1'\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "a text of lines", "", "__version__ = '''1'''\n", "indirect 1:1 the version is no plain text here"},
    {"py-attr", "an escape", "", "__version__ = '1\\x2e0'\n", "indirect 1:1 the version is made of parts"},
    {"py-attr", "a text that does not end", "", "__version__ = '1\n", "indirect 1:1 the version is no plain text here"},
    {"setup-py", "a keyword", "", "setup(name=\"x\", version=\"|1.0|\")\n", NULL},
    {"setup-py", "the first one", "", "setup(version=\"|1.0|\", name=\"x\")\n", NULL},
    {"setup-py", "the only one, with blanks and lines", "", "setup(\n    version = \"|1.0|\" ,\n)\n", NULL},
    {"setup-py", "through its module", "", "setuptools.setup(version=\"|1.0|\")\n", NULL},
    {"setup-py", "in another call", "",
     "f(version=\"0\")\nsetup(x=f(version=\"0\"), version=\"|1|\")\ng(version=\"0\")\n", NULL},
    {"setup-py", "in lists and mappings of it", "", "setup(x=[version, \"0\"], y={\"a\": 1}, version=\"|1|\")\n", NULL},
    {"setup-py", "in an inner call after it", "", "setup(version=\"|1|\", x=setup(version=\"0\"))\n", NULL},
    {"setup-py", "a definition of that name", "", "def setup(version=\"0\"):\n    pass\nsetup(version=\"|1|\")\n",
     NULL},
    {"setup-py", "a name that is assigned", "", "V = \"|1|\"\nsetup(version=V)\n", NULL},
    {"setup-py", "a name that is assigned behind it", "", "setup(version=V, a=1)\nV = \"|1|\"\n", NULL},
    {"setup-py", "a comparison", "", "setup(version == \"0\", version=\"|1|\")\n", NULL},
    {"setup-py", "another name", "release", "setup(version=\"0\", release=\"|1|\")\n", NULL},
    {"setup-py", "no keyword of its own", "", "setup(x, version, \"0\", version=\"|1|\")\n", NULL},
    {"setup-py", "nothing", "", "", "not-found 0:0 no `version` was found"},
    {"setup-py", "no such keyword", "", "setup(name=\"x\")\n", "not-found 0:0 no `version` was found"},
    {"setup-py", "twice", "", "setup(version=\"1\", version=\"2\")\n",
     "duplicate-key 1:20 the version stood in this file twice"},
    {"setup-py", "twice, once by a name", "", "V = \"1\"\nsetup(version=V, version=\"2\")\n",
     "duplicate-key 2:18 the version stood in this file twice"},
    {"setup-py", "a call", "", "setup(version=f())\n", "indirect 1:7 the version is no plain text here"},
    {"setup-py", "a sum", "", "setup(version=\"1\" + x)\n", "indirect 1:7 the version is no plain text here"},
    {"setup-py", "two texts", "", "setup(version=\"1\" \"2\")\n", "indirect 1:7 the version is no plain text here"},
    {"setup-py", "a name from elsewhere", "", "from x import V\nsetup(version=V)\n",
     "indirect 2:15 the version comes from elsewhere"},
    {"setup-py", "a name of a call", "", "V = f()\nsetup(version=V)\n",
     "indirect 1:1 the version is no plain text here"},
    {"setup-py", "a name that is assigned twice", "", "V = \"1\"\nV = \"2\"\nsetup(version=V)\n",
     "duplicate-key 2:6 the version stood in this file twice"},
    {"gradle", "an assignment", "", "version = \"|1.0|\"\n", NULL},
    {"gradle", "a call", "", "version '|1.0|'\n", NULL},
    {"gradle", "a semicolon", "", "group 'x'; version '|1.0|'; x = 1\n", NULL},
    {"gradle", "a comment behind it", "", "version = '|1.0|' // x\n", NULL},
    {"gradle", "comments", "", "// version = '0'\n/* version = '0'\nversion = '0' */ version = '|1|'\n", NULL},
    {"gradle", "an empty comment", "", "/**/version = '|1|'\n", NULL},
    {"gradle", "a slash is no comment", "", "x = 1 / 2\nversion = '|1|'\n", NULL},
    {"gradle", "indented", "", "   version = '|1|'\n", NULL},
    {"gradle", "in braces", "", "plugins {\n  id 'x' version '0'\n  version = '0'\n}\nversion = '|1|'\n", NULL},
    {"gradle", "in brackets", "", "x = [\nversion = '0'\n]\nf(\nversion = '0'\n)\nversion = '|1|'\n", NULL},
    {"gradle", "a property of something", "", "x.version = '0'\nproject.version '0'\nversion = '|1|'\n", NULL},
    {"gradle", "behind another word", "", "id version = '0'\nversion = '|1|'\n", NULL},
    {"gradle", "a comparison", "", "version == '0'\nversion = '|1|'\n", NULL},
    {"gradle", "texts of lines", "", "x = '''\nversion = '0'\n'''\nversion = '|1|'\n", NULL},
    {"gradle", "a comment that does not end", "", "/* version = '0'\n", "not-found 0:0 no `version` was found"},
    {"gradle", "nothing", "", "", "not-found 0:0 no `version` was found"},
    {"gradle", "glued to its text", "", "version'0'\n", "not-found 0:0 no `version` was found"},
    {"gradle", "twice", "", "version = '1'\nversion = '2'\n",
     "duplicate-key 2:12 the version stood in this file twice"},
    {"gradle", "made of parts", "", "version = \"1.$x\"\n", "indirect 1:1 the version is made of parts"},
    {"gradle", "an escape", "", "version = \"1\\t\"\n", "indirect 1:1 the version is made of parts"},
    {"gradle", "a name", "", "version = x\n", "indirect 1:1 the version is no plain text here"},
    {"gradle", "a sum", "", "version = \"1\" + x\n", "indirect 1:1 the version is no plain text here"},
    {"gradle", "a method of it", "", "version = \"1\".trim()\n", "indirect 1:1 the version is no plain text here"},
    {"json", "a key", "", "{\"version\": \"|1.0|\"}", NULL},
    {"json", "a number", "", "{\"version\": |1.0|}", NULL},
    {"json", "deeper", "/a/b~1c", "{\"a\": {\"b/c\": \"|1|\"}}", NULL},
    {"json", "a list item by what it holds", "a.*.version",
     "{\"a\": [{\"name\": \"x\", \"version\": \"0\"}, {\"name\": \"mine\", \"version\": \"|1|\"}]}", NULL},
    {"json", "no list item", "a.*.version", "{\"a\": [{\"name\": \"x\", \"version\": \"0\"}]}",
     "not-found 0:0 no `a.*.version` was found"},
    {"json", "two list items", "a.*.version",
     "{\"a\": [{\"name\": \"mine\", \"version\": \"0\"}, {\"name\": \"mine\", \"version\": \"0\"}]}",
     "duplicate-key 1:42 two items of the list match"},
    {"json", "no key", "", "{\"a\": 1}", "not-found 0:0 no `version` was found"},
    {"json", "a null", "", "{\"version\": null}", "not-found 1:13 there is no single value at this path"},
    {"json", "a list", "", "{\"version\": []}", "not-found 1:13 there is no single value at this path"},
    {"json", "a mapping", "", "{\"version\": {}}", "not-found 1:13 there is no single value at this path"},
    {"json", "a key of a text", "version.x", "{\"version\": \"1\"}", "not-found 0:0 no `version.x` was found"},
    {"json", "twice", "", "{\"version\": \"1\", \"version\": \"2\"}", "duplicate-key 1:18 the key stood twice"},
    {"json", "another key twice", "", "{\"a\": \"1\", \"a\": \"2\", \"version\": \"|2|\"}", NULL},
    {"json", "no JSON", "", "{", "parse-error 1:2 not JSON: the text ended too early"},
    {"yaml", "no path", "", "data:\n  dockerImageTag: 1.0\n",
     "not-found 1:1 where in the file the version stands was not named, and files of the kind yaml have no usual "
     "place"},
    {"yaml", "a key", "data.dockerImageTag", "data:\n  dockerImageTag: |1.0|\n", NULL},
    {"yaml", "quotes", "data.dockerImageTag", "data: {dockerImageTag: \"|1.0|\"}\n", NULL},
    {"yaml", "single quotes and a comment", "data.dockerImageTag", "data:\n  dockerImageTag: '|1.0|' # x\n", NULL},
    {"yaml", "an empty text", "data.dockerImageTag", "data:\n  dockerImageTag: '||'\n", NULL},
    {"yaml", "a truth", "data.dockerImageTag", "data:\n  dockerImageTag: |yes|\n", NULL},
    {"yaml", "a tag", "data.dockerImageTag", "data:\n  dockerImageTag: !!str |1.0|\n", NULL},
    {"yaml", "a tag and quotes", "data.dockerImageTag", "data:\n  dockerImageTag: !!str '|1.0|'\n", NULL},
    {"yaml", "an anchor that nobody uses", "data.dockerImageTag", "data:\n  dockerImageTag: &v |1.0|\n", NULL},
    {"yaml", "an anchor and a tag", "data.dockerImageTag", "data:\n  dockerImageTag: &v !!str  |1.0|\n", NULL},
    {"yaml", "an anchor that is used", "data.dockerImageTag", "data:\n  dockerImageTag: &v 1.0\nx: *v\n",
     "indirect 2:19 the value is used a second time by an alias"},
    {"yaml", "an alias", "data.dockerImageTag", "x: &v 1.0\ndata:\n  dockerImageTag: *v\n",
     "indirect 3:3 the value is an alias"},
    {"yaml", "a merge", "data.dockerImageTag", "x: &v {dockerImageTag: 1.0}\ndata:\n  <<: *v\n",
     "indirect 3:3 the key came from a merge"},
    {"yaml", "an own key beside a merge", "data.dockerImageTag",
     "x: &v {dockerImageTag: 0}\ndata:\n  <<: *v\n  dockerImageTag: |1|\n", NULL},
    {"yaml", "a mapping by an alias", "data.dockerImageTag", "x: &v {dockerImageTag: 1.0}\ndata: *v\n",
     "indirect 2:1 the value is an alias"},
    {"yaml", "a block", "data.dockerImageTag", "data:\n  dockerImageTag: >-\n    1.0\n",
     "unsupported-style 2:19 the value is a block of lines"},
    {"yaml", "on two lines", "data.dockerImageTag", "data:\n  dockerImageTag: 1\n    2\n",
     "unsupported-style 2:19 the value is not on one line"},
    {"yaml", "on the next line", "data.dockerImageTag", "data:\n  dockerImageTag:\n    |1.0|\n", NULL},
    {"yaml", "an anchor and quotes on the next line", "data.dockerImageTag",
     "data:\n  dockerImageTag: &v\n    '|1.0|'\n", NULL},
    {"yaml", "nothing", "data.dockerImageTag", "", "not-found 0:0 no `data.dockerImageTag` was found"},
    {"yaml", "no value", "data.dockerImageTag", "data:\n  dockerImageTag:\n",
     "not-found 2:18 there is no single value at this path"},
    {"yaml", "an empty value with a tag", "data.dockerImageTag", "data:\n  dockerImageTag: !!str\n",
     "not-found 2:24 there is no value at this path"},
    {"yaml", "twice", "data.dockerImageTag", "data:\n  dockerImageTag: 1\n  dockerImageTag: 2\n",
     "duplicate-key 3:3 the key stood twice"},
    {"yaml", "twice elsewhere", "data.dockerImageTag", "data:\n  a: 1\n  a: 2\n  dockerImageTag: |2|\n", NULL},
    {"yaml", "no YAML", "data.dockerImageTag", "data: [\n",
     "parse-error 2:1 not YAML: did not find expected node content"},
};

static struct bg_slice without_bars(struct bg_arena *arena, const char *text) {
    struct bg_slice rest = bg_slice_of(text);
    struct bg_slice before = bg_slice_cut(&rest, '|');
    struct bg_slice value = bg_slice_cut(&rest, '|');
    return bg_arena_printf(arena, "%.*s%.*s%.*s", BG_ARGS(before), BG_ARGS(value), BG_ARGS(rest));
}

static struct bg_slice with_bars(struct bg_arena *arena, struct bg_slice text, const struct bg_site *site) {
    assert_true(site->at <= site->end && site->end <= text.len);
    struct bg_slice before = bg_slice_range(text, 0, site->at);
    struct bg_slice value = bg_slice_range(text, site->at, site->end);
    struct bg_slice after = bg_slice_from(text, site->end);
    return bg_arena_printf(arena, "%.*s|%.*s|%.*s", BG_ARGS(before), BG_ARGS(value), BG_ARGS(after));
}

static void a_site_is_found_or_refused(void **state) {
    const struct row *row = *state;
    struct bg_arena arena = BG_ARENA_EMPTY;
    struct bg_slice text = row->refusal == NULL ? without_bars(&arena, row->text) : bg_slice_of(row->text);
    struct bg_source *source = bg_source_new(&arena, BG_LITERAL("file"), text);
    struct bg_site_query query = {.select_key = BG_LITERAL("name"), .select_value = BG_LITERAL("mine")};
    struct bg_site site;
    struct bg_refusal refusal = {0};
    if (row->path[0] != '\0') {
        bg_site_path(&arena, bg_slice_of(row->path), &query);
    }
    const struct bg_site_kind *kind = bg_site_kind_find(bg_slice_of(row->kind));
    bool is_found = bg_site_find(&arena, kind, source, &query, &site, &refusal);
    struct bg_slice got = is_found ? with_bars(&arena, text, &site)
                                   : bg_arena_printf(&arena, "%s %u:%u %.*s", bg_id_name(refusal.id), refusal.at.line,
                                                     refusal.at.column, BG_ARGS(refusal.message));
    document_expect(row->name, got.at, row->refusal == NULL ? row->text : row->refusal);
    assert_true(is_found || bg_slice_is(refusal.at.file, "file"));
    bg_arena_finish(&arena);
}

/* Arrays and inline tables in each other: as many as there may be, and one more. */
static void nesting_in_toml_has_a_limit(void **state) {
    (void)state;
    for (unsigned more = 0; more < 2; more++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_buffer text = {0};
        struct bg_site_query query = {0};
        struct bg_site site;
        struct bg_refusal refusal;
        bg_buffer_add_text(&text, "version = '1'\na = ");
        for (unsigned i = 0; i < BG_LIMIT_DEPTH + more; i++) {
            bg_buffer_add_text(&text, i % 2 == 0 ? "[" : "{a=");
        }
        bg_buffer_add_text(&text, "1");
        for (unsigned i = BG_LIMIT_DEPTH + more; i-- > 0;) {
            bg_buffer_add_text(&text, i % 2 == 0 ? "]" : "}");
        }
        struct bg_source *source = bg_source_new(&arena, BG_LITERAL("file"), bg_buffer_slice(&text));
        bg_site_path(&arena, BG_LITERAL("version"), &query);
        bool is_found = bg_site_find(&arena, bg_site_kind_find(BG_LITERAL("toml")), source, &query, &site, &refusal);
        assert_int_equal(is_found, more == 0);
        assert_true(is_found || bg_slice_is(refusal.message, "values are nested too deeply"));
        bg_buffer_finish(&text);
        bg_arena_finish(&arena);
    }
}

static void paths_are_keys(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *keys; /* each with a slash before it, as it is */
    } paths[] = {{"a", "/a"}, {"a.b.c", "/a/b/c"}, {"a..b", "/a//b"}, {"/a/b.c", "/a/b.c"}, {"/a~1b/~0", "/a/b/~"},
                 {"/", "/"},  {"/a/", "/a/"},      {"a/b", "/a/b"}};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct bg_arena arena = BG_ARENA_EMPTY;
        struct bg_site_query query = {0};
        struct bg_slice joined = BG_LITERAL("");
        bg_site_path(&arena, bg_slice_of(paths[i].text), &query);
        for (size_t k = 0; k < query.path_count; k++) {
            joined = bg_arena_printf(&arena, "%.*s/%.*s", BG_ARGS(joined), BG_ARGS(query.path[k]));
        }
        document_expect(paths[i].text, joined.at, paths[i].keys);
        bg_arena_finish(&arena);
    }
    assert_null(bg_site_kind_find(BG_LITERAL("ini")));
    assert_null(bg_site_kind_find(BG_NO_SLICE));
}

UNIT(site_site) {
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct CMUnitTest tests[ROWS + 2];
    for (size_t i = 0; i < ROWS; i++) {
        const void *state = &rows[i];
        tests[i] = (struct CMUnitTest){.name = rows[i].name, .test_func = a_site_is_found_or_refused};
        memcpy(&tests[i].initial_state, &state, sizeof state);
    }
    tests[ROWS] = (struct CMUnitTest)cmocka_unit_test(nesting_in_toml_has_a_limit);
    tests[ROWS + 1] = (struct CMUnitTest)cmocka_unit_test(paths_are_keys);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
