"""A large repository out of the example connectors: 640 connectors, 16,000 files. Branches: main, one and all changed."""
import subprocess

import corpus

CONNECTORS = 640
FILES_EACH = 25
CLONE = corpus.SOURCE / "build" / "monorepo.git"
ROOT = "airbyte-integrations/connectors"
SOURCE_ROOT = corpus.SOURCE / "examples" / "base" / ROOT


def connector_files():
    """The files of one connector, by path: a manifest-only source, and what else lies in such a folder."""
    files = {name: (SOURCE_ROOT / "source-lighthouse" / name).read_text() for name in ("metadata.yaml", "manifest.yaml")}
    for number in range(FILES_EACH - len(files)):
        files[f"unit_tests/test_{number}.py"] = f"def test_{number}():\n    assert {number} == {number}\n"
    return files


def changed(files):
    """The same with a field less, and a version that carries it."""
    return {"manifest.yaml": files["manifest.yaml"].replace("      berths: {type: [integer, \"null\"]}\n", ""),
            "metadata.yaml": files["metadata.yaml"].replace("1.4.2", "2.0.0")}


def stream():
    """The input of git fast-import."""
    files = connector_files()
    names = [f"source-example-{number:03}" for number in range(CONNECTORS)]
    blobs = {}

    def blob(text):
        if text not in blobs:
            blobs[text] = len(blobs) + 1
            yield f"blob\nmark :{blobs[text]}\ndata {len(text.encode())}\n{text}\n"

    def commit(branch, start, texts):
        lines = [f"commit refs/heads/{branch}\ncommitter Test <test@git.example> 1773057600 +0000\ndata 1\nx"]
        lines += [f"from {start}"] if start else []
        lines += [f"M 100644 :{blobs[text]} {path}" for path, text in texts.items()]
        return "\n".join(lines) + "\n\n"

    # Every connector has texts of its own, as in life: no two blobs of metadata or manifests are the same.
    base = {f"{ROOT}/{name}/{path}": f"# {name}\n{text}" for name in names for path, text in files.items()}
    head = {f"{ROOT}/{name}/{path}": f"# {name}\n{text}" for name in names for path, text in changed(files).items()}
    one = {path: text for path, text in head.items() if names[CONNECTORS // 2] in path}
    for text in [*base.values(), *head.values()]:
        yield from blob(text)
    yield commit("main", None, base)
    yield commit("one", "refs/heads/main", one)
    yield commit("all", "refs/heads/main", head)


def prepare():
    """Makes the repository if it is not there."""
    if CLONE.exists():
        return
    corpus.run("git", "init", "--quiet", "--bare", CLONE)
    subprocess.run(["git", "-C", str(CLONE), "fast-import", "--quiet"], input="".join(stream()), text=True, check=True)
