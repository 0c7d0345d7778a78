"""Runs the steps of action.yml that are shell, as the runner would: a program that is installed, one draft.

The step that uploads to code scanning belongs to somebody else and is only looked at. Wants the findings as annotations and
as SARIF, and the action to fail because of them.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

path, program, draft = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    action = yaml.safe_load(file)
inputs = {name: str(given.get("default", "")) for name, given in action["inputs"].items()}
with tempfile.TemporaryDirectory() as folder:
    inputs |= {"program": program, "files": f"\n{draft}\n", "sarif-file": f"{folder}/out.sarif"}
    outputs, said, code = {}, "", 0

    def fill(text):
        """The expressions that the file uses, and no others."""

        def value(match):
            kind, _, name = match[1].strip().partition(".")
            if kind == "inputs":
                return inputs[name]
            if kind == "steps":
                return outputs[name.split(".")[-1]]
            return {"github.action_path": os.getcwd()}[match[1].strip()]

        return re.sub(r"\$\{\{(.*?)\}\}", value, text)

    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", step["uses"]), f"not pinned: {step['uses']}"
            continue
        assert "${{" not in step["run"], "values come through the environment"
        if step.get("if") == "${{ inputs.program == '' }}":
            continue
        env = {name: fill(text) for name, text in step.get("env", {}).items()}
        store = f"{folder}/outputs"
        open(store, "w").close()
        env = os.environ | env | {"GITHUB_OUTPUT": store, "RUNNER_TEMP": folder}
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ran = subprocess.run(shell, env=env, text=True, stdout=subprocess.PIPE, check=False)
        said, code = said + ran.stdout, ran.returncode
        with open(store, encoding="utf-8") as lines:
            outputs |= dict(line.rstrip("\n").split("=", 1) for line in lines)
        if code:
            break
    assert code == 1, f"findings fail the action: {code}"
    assert "::error file=" in said and "state-parties" in said, said
    with open(f"{folder}/out.sarif", encoding="utf-8") as file:
        results = json.load(file)["runs"][0]["results"]
    assert any(result["ruleId"] == "state-parties" for result in results)
    print(f"the action says {said.count('::')} lines and writes {len(results)} findings")
