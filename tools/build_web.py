#!/usr/bin/env python3
"""Builds the workbench's script: build_web.py SOURCES BUILD CACHE -> BUILD/out/app.js

The packages that package-lock.json names are kept in CACHE, one folder a lock file. Where they
cannot be fetched, app.js is left empty, so that the program builds all the same and shows plain
tables; remove it to try again."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def fetch(sources: pathlib.Path, cache: pathlib.Path) -> pathlib.Path:
    lock = hashlib.sha256((sources / "package-lock.json").read_bytes()).hexdigest()[:16]
    home = cache / lock
    if (home / "node_modules").is_dir():
        return home
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(sources / name, work)
        # Not "npm ci": it refuses a lock file that leaves out optional packages of other systems,
        # which a registry need not have. What the lock file names is held to its sha512 all the same.
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
                       cwd=work, check=True, timeout=300)
        home.mkdir(exist_ok=True)
        try:
            os.rename(pathlib.Path(work, "node_modules"), home / "node_modules")
        except OSError:
            pass  # another build was first
    return home


def build(sources: pathlib.Path, out: pathlib.Path, cache: pathlib.Path) -> None:
    home = fetch(sources, cache)
    work = out / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(sources, work, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (work / "node_modules").symlink_to(home / "node_modules", target_is_directory=True)
    for command in (["tsc", "--noEmit", "-p", "."], ["vite", "build", "--logLevel", "warn"]):
        subprocess.run(["node_modules/.bin/" + command[0], *command[1:]], cwd=work, check=True)
    (out / "out").mkdir(parents=True, exist_ok=True)
    shutil.copy(work / "dist" / "app.js", out / "out" / "app.js")


def main() -> None:
    sources, out, cache = (pathlib.Path(name).resolve() for name in sys.argv[1:4])
    try:
        fetch(sources, cache)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"build_web: {error}: the workbench's script is left out, and parley serve shows "
              f"plain tables; remove {out / 'out'} and build again to retry", file=sys.stderr)
        (out / "out").mkdir(parents=True, exist_ok=True)
        (out / "out" / "app.js").write_bytes(b"")
        return
    build(sources, out, cache)


if __name__ == "__main__":
    main()
