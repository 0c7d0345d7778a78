#!/usr/bin/env python3
"""Holds the output formats against independent readers: the official SARIF schema, XML parsers, a JUnit reader.

    check.py RAPPORTEUR DRAFT...

It needs jsonschema and junitparser. Every reader is first shown something wrong, so that one that accepts all fails.
"""
import copy
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

import jsonschema
from junitparser import JUnitXml

HERE = pathlib.Path(__file__).parent
SARIF = jsonschema.Draft7Validator(json.loads((HERE / "sarif-schema-2.1.0.json").read_text()))


def lint(program, form, drafts):
    run = subprocess.run([program, "lint", "--format", form, *drafts], capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def mistakes(log):
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:120]}" for e in SARIF.iter_errors(log)]


def sarif(text, findings):
    log = json.loads(text)
    for key, wrong in (("level", "fatal"), ("message", "text")):
        bad = copy.deepcopy(log)
        bad["runs"][0]["results"][0][key] = wrong
        assert mistakes(bad), f"the schema accepts {key} = {wrong}"
    bad = copy.deepcopy(log)
    bad["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert mistakes(bad), "the schema accepts line 0"
    assert not mistakes(log), mistakes(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == findings
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        assert rule["help"]["text"] and rule["help"]["markdown"] and rule["defaultConfiguration"]["level"], rule["id"]
        assert rule["helpUri"].startswith("https://"), rule["id"]
    assert any("fixes" in result for result in run["results"])


def junit(text, findings):
    report = JUnitXml.fromstring(text.encode())
    report.update_statistics()
    assert report.failures == findings, (report.failures, findings)


def checkstyle(text, findings):
    root = xml.fromstring(text)
    assert root.tag == "checkstyle" and len(root.findall("file/error")) == findings


def gitlab(text, findings):
    report = json.loads(text)
    assert len(report) == findings and len({entry["fingerprint"] for entry in report}) == findings
    for entry in report:
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1


def rdjson(text, findings):
    report = json.loads(text)
    assert len(report["diagnostics"]) == findings
    for diagnostic in report["diagnostics"]:
        assert diagnostic["severity"] in {"ERROR", "WARNING", "INFO"}
        assert diagnostic["location"]["range"]["start"]["column"] >= 1


def lines(text, findings):
    assert len(text.splitlines()) == findings


def main():
    program, *drafts = sys.argv[1:]
    contract = json.loads(lint(program, "json", drafts))
    findings = sum(len(file["findings"]) for file in contract["files"])
    assert contract["version"] == 1 and findings > 5, "drafts with findings"
    for check, form in (
        (sarif, "sarif"),
        (junit, "junit"),
        (checkstyle, "checkstyle"),
        (gitlab, "gitlab"),
        (rdjson, "rdjson"),
        (lines, "jsonl"),
        (lines, "github"),
    ):
        check(lint(program, form, drafts), findings)
        print(f"{form}: {findings} findings, valid")


main()
