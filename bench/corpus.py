"""What the benchmarks share: the real history that they run on, the program, and how figures are printed."""
import collections
import contextlib
import csv
import io
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[1]
BUILD = SOURCE / "build" / "release"
CLONE = SOURCE / "build" / "corpus.git"
SHARED = pathlib.Path(os.environ.get("BUMPGATE_SHARED", SOURCE.parent / "shared"))
TABLE = SHARED / "corpus" / "airbyte-train.tsv"
PROGRAM = BUILD / "bumpgate"


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def prepare():
    """Builds the program and clones the history, both only if needed. Ends the benchmark where there is no corpus."""
    if not TABLE.exists():
        print(f"SKIPPED: there is no corpus at {TABLE}; set BUMPGATE_SHARED")
        sys.exit(77)
    run("cmake", "-S", SOURCE, "--preset", "release")
    run("cmake", "--build", BUILD, "--target", "bumpgate", "measure")
    if not CLONE.exists():
        run("git", "clone", "--quiet", "--bare", SHARED / "corpus" / "airbyte-train.bundle", CLONE)


def table():
    """The rows of the corpus: what people declared."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def program_commit():
    """The commit that was measured, marked if what it is built from has changed since."""
    commit = run("git", "-C", SOURCE, "rev-parse", "--short=10", "HEAD").strip()
    changes = run("git", "-C", SOURCE, "status", "--porcelain", "--", "src", "rules", "CMakeLists.txt", "CMakePresets.json")
    return commit + (", with changes" if changes else "")


def measure(repetitions, *commands):
    """Median and fastest in milliseconds, peak memory in MB and status of each command; run in turn."""
    Figure = collections.namedtuple("Figure", "median fastest peak status")
    arguments = []
    for command in commands:
        arguments += (["--"] if arguments else []) + [str(part) for part in command]
    lines = run(BUILD / "bench" / "measure", repetitions, *arguments).splitlines()
    figures = [[int(word) for word in line.split()] for line in lines]
    return [Figure(median / 1000, fastest / 1000, peak * 1024 / 1e6, status) for median, fastest, peak, status in figures]


def print_table(head, rows):
    """A table in Markdown; columns of numbers are aligned to the right."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    columns = range(len(head))
    widths = [max(len(row[i]) for row in cells) for i in columns]
    is_number = [all(row[i].replace(",", "").isdigit() for row in cells[1:]) for i in columns]
    for number, row in enumerate(cells):
        print("| " + " | ".join(row[i].rjust(widths[i]) if is_number[i] else row[i].ljust(widths[i]) for i in columns) + " |")
        if number == 0:
            print("|" + "|".join("-" * (widths[i] + 1) + (":" if is_number[i] else "-") for i in columns) + "|")
    print()


def publish(document, report):
    """Runs a report and puts what it prints in place of all that follows the heading "## Figures" of the document."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        report()
    path = SOURCE / "docs" / document
    words, heading, _ = path.read_text(encoding="utf-8").partition("\n## Figures\n")
    path.write_text(words + heading + "\n" + text.getvalue().strip() + "\n", encoding="utf-8")
