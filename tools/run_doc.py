#!/usr/bin/env python3
"""Runs every command of a page: run_doc.py PAGE.md PARLEY. A command is a line that begins with "$ "
in a console block; each must end with state 0. Runs in a copy of examples/, so that nothing is left
behind."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

page, parley = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
root = pathlib.Path(__file__).resolve().parent.parent
commands, inside = [], False
for line in page.read_text(encoding="utf-8").splitlines():
    if line.startswith("```"):
        inside = line == "```console"
    elif inside and line.startswith("$ "):
        commands.append(line[2:])

with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(root / "examples", pathlib.Path(folder) / "examples")
    env = {**os.environ, "PATH": f"{parley.parent}:{os.environ['PATH']}"}
    for command in commands:
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True)
        print(f"{done.returncode}  {command}")
        if done.returncode != 0:
            sys.exit(done.stderr.decode(errors="replace"))
sys.exit(not commands)
