//! Output formats are contracts: each is held against an example, and all against odd text.

use std::collections::BTreeMap;
use std::sync::Arc;

use expect_test::{Expect, expect};
use rapporteur::corpus::Corpus;
use rapporteur::embedded::Folder;
use rapporteur::finding::{Precedent, Related, Severity};
use rapporteur::render::{Format, Outcome, View, render};
use rapporteur::rules::{Card, RuleSet};
use rapporteur::settings::Settings;
use rapporteur::text::Span;
use rapporteur::workbench::Workbench;
use serde_json::Value;

use crate::fresh;

/// Two rules alone, so that a new rule changes no example.
fn workbench() -> Arc<Workbench> {
    let mut cards: BTreeMap<String, Card> = Folder::Cards.read();
    cards.retain(|id, _| ["state-parties", "missing-full-stop"].contains(&id.as_str()));
    assert_eq!(cards.len(), 2);
    Arc::new(Workbench::new(Corpus::embedded(), RuleSet::new(cards)))
}

const TEXT: &str = "Recommendation 1\n\n“Éa” 😀 State parties should share good practices.\n\n\
                    Recommendation 2\n\nStates parties should share\u{b}good practices";

fn outcome(path: &str, text: &str) -> Outcome {
    let workbench = workbench();
    let mut analysis = workbench.analyze(text, &Settings::default());
    if let Some(first) = analysis.findings.first_mut() {
        first.precedents.push(Precedent { name: "2019-WG.4/38".to_owned(), score: Some(0.934) });
        first.related.push(Related { span: Span::new(0, 16), message: "the heading".to_owned() });
    }
    Outcome { path: path.to_owned(), text: text.to_owned(), word: None, analysis, workbench }
}

fn rendered(format: Format, outcomes: &[Outcome]) -> String {
    let workbench = workbench();
    render(View { outcomes, workbench: &workbench, shown: Severity::Hint, width: 80, failures: &[] }, format)
}

fn check(format: Format, expected: Expect) {
    let plain = anstream::adapter::strip_str(&rendered(format, &[outcome("drafts/a, b: 100%.md", TEXT)])).to_string();
    expected.assert_eq(&plain);
}

fn pretty(format: Format) -> String {
    let json: Value = serde_json::from_str(&rendered(format, &[outcome("drafts/a.md", TEXT)])).expect("JSON");
    serde_json::to_string_pretty(&json).expect("JSON") + "\n"
}

#[test]
fn human() {
    check(
        Format::Human,
        expect![[r#"
            error[state-parties]: “State parties”: adopted texts write “States parties”
              ╭─ drafts/a, b: 100%.md:3:8 · Recommendation 1
            3 │ “Éa” 😀 State parties should share good practices.
              │         ^^^^^^^^^^^^^
              ├ see       line 1, Recommendation 1: the heading
              ├ evidence  96 of the 97 adopted recommendations that name them (2013 to 2023)
              │           write “States parties”; the exception is 2022, Recommendation 7
              ├ earlier   2019-WG.4/38 (adopted, likeness 0.93)
              │           https://docs.un.org/en/CTOC/COP/WG.4/2019/6
              │           “States parties should explore the possibility of signing
              │           bilateral cooperation agreements to ensure fluid and timely
              │           communication.”
              ╰ fix       Write “States parties” (safe)

            warning[missing-full-stop]: The recommendation does not end with a full stop
              ╭─ drafts/a, b: 100%.md:7:42 · Recommendation 2
            7 │ States parties should share good practices
              │                                          ^
              ├ evidence  all 106 adopted recommendations (2013 to 2023) end with a full
              │           stop
              ╰ fix       Add a full stop (safe)

            1 error, 1 warning in 1 file
            2 can be fixed with `rapporteur fix`
        "#]],
    );
}

#[test]
fn concise() {
    check(
        Format::Concise,
        expect![[r#"
        drafts/a, b: 100%.md:3:8: error[state-parties]: “State parties”: adopted texts write “States parties”
        drafts/a, b: 100%.md:7:42: warning[missing-full-stop]: The recommendation does not end with a full stop
    "#]],
    );
}

#[test]
fn json() {
    // the keys of the contract, in its order
    let text = rendered(Format::Json, &[outcome("a.md", TEXT)]);
    expect![[r#"
        {"version":1,"files":[{"path":"a.md","kind":"draft","findings":[{"rule":"state-parties","category":"term","severity":"error","message":"“State parties”: adopted texts write “States parties”","start":33,"end":46,"line":3,"column":8,"end_line":3,"end_column":21,"evidence":{"sentence":"96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”; the exception is 2022, Recommendation 7","occasions":97,"kept":96,"broken":1},"precedents":[{"meeting":"2019-WG.4","number":"38","status":"adopted","symbol":"CTOC/COP/WG.4/2019/6","url":"https://docs.un.org/en/CTOC/COP/WG.4/2019/6","score":0.93,"text":"States parties should explore the possibility of signing bilateral cooperation agreements to ensure fluid and timely communication."}],"fixes":[{"title":"Write “States parties”","safety":"safe","edits":[{"start":38,"end":38,"text":"s"}]}]},{"rule":"missing-full-stop","category":"punctuation","severity":"warning","message":"The recommendation does not end with a full stop","start":136,"end":137,"line":7,"column":42,"end_line":7,"end_column":43,"evidence":{"sentence":"all 106 adopted recommendations (2013 to 2023) end with a full stop","occasions":106,"kept":106,"broken":0},"precedents":[],"fixes":[{"title":"Add a full stop","safety":"safe","edits":[{"start":137,"end":137,"text":"."}]}]}]}],"summary":{"files":1,"severities":{"error":1,"warning":1,"information":0,"hint":0},"suppressed":0}}
    "#]].assert_eq(&text);
}

#[test]
fn the_example_of_json_is_real() {
    let text = "Recommendation 1\n\nState parties should share good practices.\n";
    let real: Value = serde_json::from_str(&rendered(Format::Json, &[outcome("drafts/a.md", text)])).expect("JSON");
    let manual: Value = serde_json::from_str(&fresh::read_block("docs/json.md", "```json")).expect("JSON");
    assert_eq!(manual, real, "the example of docs/json.md");
}

#[test]
fn jsonl_says_what_json_says() {
    let outcomes = [outcome("a.md", TEXT), outcome("b.md", TEXT), outcome("clean.md", "")];
    let json: Value = serde_json::from_str(&rendered(Format::Json, &outcomes)).expect("JSON");
    let lines: Vec<Value> = rendered(Format::Jsonl, &outcomes)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object on each line"))
        .collect();
    let mut expected = Vec::new();
    for file in json["files"].as_array().expect("files") {
        for finding in file["findings"].as_array().expect("findings") {
            let mut finding = finding.clone();
            finding["path"] = file["path"].clone();
            finding["kind"] = file["kind"].clone();
            expected.push(finding);
        }
    }
    assert_eq!(lines, expected);
    assert_eq!(json["summary"]["files"], 3);
    assert_eq!(json["summary"]["severities"]["error"], 2);
}

#[test]
fn sarif() {
    let mut log: Value = serde_json::from_str(&pretty(Format::Sarif)).expect("JSON");
    // versions change with every release, help texts with their cards
    let driver = &mut log["runs"][0]["tool"]["driver"];
    driver["version"] = Value::Null;
    driver["semanticVersion"] = Value::Null;
    for rule in driver["rules"].as_array_mut().expect("rules") {
        assert!(rule["help"]["markdown"].as_str().expect("help").contains("Evidence: "));
        assert!(rule["help"]["text"].as_str().expect("help").contains("Source: "));
        rule["help"] = Value::Null;
    }
    expect![[r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "runs": [
            {
              "artifacts": [
                {
                  "encoding": "UTF-8",
                  "location": {
                    "uri": "drafts/a.md"
                  }
                }
              ],
              "columnKind": "unicodeCodePoints",
              "invocations": [
                {
                  "executionSuccessful": true
                }
              ],
              "results": [
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "index": 0,
                            "uri": "drafts/a.md"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "endColumn": 13,
                                "endLine": 3,
                                "startColumn": 13,
                                "startLine": 3
                              },
                              "insertedContent": {
                                "text": "s"
                              }
                            }
                          ]
                        }
                      ],
                      "description": {
                        "text": "Write “States parties”"
                      },
                      "properties": {
                        "safety": "safe"
                      }
                    }
                  ],
                  "level": "error",
                  "locations": [
                    {
                      "logicalLocations": [
                        {
                          "name": "Recommendation 1"
                        }
                      ],
                      "physicalLocation": {
                        "artifactLocation": {
                          "index": 0,
                          "uri": "drafts/a.md"
                        },
                        "region": {
                          "endColumn": 21,
                          "endLine": 3,
                          "startColumn": 8,
                          "startLine": 3
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "“State parties”: adopted texts write “States parties”"
                  },
                  "partialFingerprints": {
                    "rapporteur/v1": "a23fd1c7093860fa46e775624ac2c670"
                  },
                  "properties": {
                    "evidence": "96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”; the exception is 2022, Recommendation 7",
                    "severity": "error"
                  },
                  "relatedLocations": [
                    {
                      "id": 0,
                      "message": {
                        "text": "the heading"
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "index": 0,
                          "uri": "drafts/a.md"
                        },
                        "region": {
                          "endColumn": 17,
                          "endLine": 1,
                          "startColumn": 1,
                          "startLine": 1
                        }
                      }
                    },
                    {
                      "id": 1,
                      "message": {
                        "text": "2019-WG.4/38 (adopted): States parties should explore the possibility of signing bilateral cooperation agreements to ensure fluid and timely communication."
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "https://docs.un.org/en/CTOC/COP/WG.4/2019/6"
                        }
                      }
                    }
                  ],
                  "ruleId": "state-parties",
                  "ruleIndex": 0
                },
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "index": 0,
                            "uri": "drafts/a.md"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "endColumn": 43,
                                "endLine": 7,
                                "startColumn": 43,
                                "startLine": 7
                              },
                              "insertedContent": {
                                "text": "."
                              }
                            }
                          ]
                        }
                      ],
                      "description": {
                        "text": "Add a full stop"
                      },
                      "properties": {
                        "safety": "safe"
                      }
                    }
                  ],
                  "level": "warning",
                  "locations": [
                    {
                      "logicalLocations": [
                        {
                          "name": "Recommendation 2"
                        }
                      ],
                      "physicalLocation": {
                        "artifactLocation": {
                          "index": 0,
                          "uri": "drafts/a.md"
                        },
                        "region": {
                          "endColumn": 43,
                          "endLine": 7,
                          "startColumn": 42,
                          "startLine": 7
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "The recommendation does not end with a full stop"
                  },
                  "partialFingerprints": {
                    "rapporteur/v1": "6ebe7414b6a8a1c003290aa1a43e4072"
                  },
                  "properties": {
                    "evidence": "all 106 adopted recommendations (2013 to 2023) end with a full stop",
                    "severity": "warning"
                  },
                  "ruleId": "missing-full-stop",
                  "ruleIndex": 1
                }
              ],
              "tool": {
                "driver": {
                  "name": "rapporteur",
                  "rules": [
                    {
                      "defaultConfiguration": {
                        "level": "error"
                      },
                      "fullDescription": {
                        "text": "Both words are plural: each State is a party. One State is a “State party”."
                      },
                      "help": null,
                      "helpUri": "https://docs.un.org/en/CTOC/COP/WG.4/2023/5",
                      "id": "state-parties",
                      "properties": {
                        "category": "term",
                        "severity": "error",
                        "tags": [
                          "term"
                        ]
                      },
                      "shortDescription": {
                        "text": "“State parties” for “States parties”"
                      }
                    },
                    {
                      "defaultConfiguration": {
                        "level": "warning"
                      },
                      "fullDescription": {
                        "text": "A recommendation is one sentence; without its full stop a reader cannot tell whether text was lost. In a list the last item carries it."
                      },
                      "help": null,
                      "helpUri": "https://docs.un.org/en/CTOC/COP/WG.4/2023/5",
                      "id": "missing-full-stop",
                      "properties": {
                        "category": "punctuation",
                        "severity": "warning",
                        "tags": [
                          "punctuation"
                        ]
                      },
                      "shortDescription": {
                        "text": "Recommendation without a full stop"
                      }
                    }
                  ],
                  "semanticVersion": null,
                  "shortDescription": {
                    "text": "A linter and language server for draft recommendations, held against what earlier sessions adopted"
                  },
                  "version": null
                }
              }
            }
          ],
          "version": "2.1.0"
        }
    "#]].assert_eq(&(serde_json::to_string_pretty(&log).expect("JSON") + "\n"));
}

#[test]
fn github() {
    check(
        Format::Github,
        expect![[r#"
        ::error file=drafts/a%2C b%3A 100%25.md,line=3,endLine=3,col=8,endColumn=20,title=rapporteur (state-parties)::“State parties”: adopted texts write “States parties”%0AEvidence: 96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”; the exception is 2022, Recommendation 7.
        ::warning file=drafts/a%2C b%3A 100%25.md,line=7,endLine=7,col=42,endColumn=42,title=rapporteur (missing-full-stop)::The recommendation does not end with a full stop%0AEvidence: all 106 adopted recommendations (2013 to 2023) end with a full stop.
    "#]],
    );
}

#[test]
fn gitlab() {
    expect![[r#"
        [
          {
            "check_name": "state-parties",
            "description": "“State parties”: adopted texts write “States parties”",
            "fingerprint": "a23fd1c7093860fa46e775624ac2c670",
            "location": {
              "lines": {
                "begin": 3,
                "end": 3
              },
              "path": "drafts/a.md"
            },
            "severity": "critical"
          },
          {
            "check_name": "missing-full-stop",
            "description": "The recommendation does not end with a full stop",
            "fingerprint": "6ebe7414b6a8a1c003290aa1a43e4072",
            "location": {
              "lines": {
                "begin": 7,
                "end": 7
              },
              "path": "drafts/a.md"
            },
            "severity": "major"
          }
        ]
    "#]]
    .assert_eq(&pretty(Format::Gitlab));
}

#[test]
fn junit() {
    check(
        Format::Junit,
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="rapporteur" tests="2" failures="2" errors="0">
          <testsuite name="drafts/a, b: 100%.md" tests="2" failures="2" errors="0" skipped="0">
            <testcase classname="drafts/a, b: 100%.md" name="state-parties at 3:8">
              <failure type="error" message="“State parties”: adopted texts write “States parties”">drafts/a, b: 100%.md:3:8: error[state-parties]: “State parties”: adopted texts write “States parties”</failure>
            </testcase>
            <testcase classname="drafts/a, b: 100%.md" name="missing-full-stop at 7:42">
              <failure type="warning" message="The recommendation does not end with a full stop">drafts/a, b: 100%.md:7:42: warning[missing-full-stop]: The recommendation does not end with a full stop</failure>
            </testcase>
          </testsuite>
        </testsuites>
    "#]],
    );
}

#[test]
fn checkstyle() {
    check(
        Format::Checkstyle,
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="drafts/a, b: 100%.md">
            <error line="3" column="8" severity="error" message="“State parties”: adopted texts write “States parties”" source="rapporteur.state-parties"/>
            <error line="7" column="42" severity="warning" message="The recommendation does not end with a full stop" source="rapporteur.missing-full-stop"/>
          </file>
        </checkstyle>
    "#]],
    );
}

#[test]
fn rdjson() {
    expect![[r#"
        {
          "diagnostics": [
            {
              "code": {
                "value": "state-parties"
              },
              "location": {
                "path": "drafts/a.md",
                "range": {
                  "end": {
                    "column": 29,
                    "line": 3
                  },
                  "start": {
                    "column": 16,
                    "line": 3
                  }
                }
              },
              "message": "“State parties”: adopted texts write “States parties”",
              "severity": "ERROR",
              "suggestions": [
                {
                  "range": {
                    "end": {
                      "column": 21,
                      "line": 3
                    },
                    "start": {
                      "column": 21,
                      "line": 3
                    }
                  },
                  "text": "s"
                }
              ]
            },
            {
              "code": {
                "value": "missing-full-stop"
              },
              "location": {
                "path": "drafts/a.md",
                "range": {
                  "end": {
                    "column": 43,
                    "line": 7
                  },
                  "start": {
                    "column": 42,
                    "line": 7
                  }
                }
              },
              "message": "The recommendation does not end with a full stop",
              "severity": "WARNING",
              "suggestions": [
                {
                  "range": {
                    "end": {
                      "column": 43,
                      "line": 7
                    },
                    "start": {
                      "column": 43,
                      "line": 7
                    }
                  },
                  "text": "."
                }
              ]
            }
          ],
          "source": {
            "name": "rapporteur"
          }
        }
    "#]]
    .assert_eq(&pretty(Format::Rdjson));
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |text: &str| -> Vec<String> {
        let report: Value = serde_json::from_str(&rendered(Format::Gitlab, &[outcome("a.md", text)])).expect("JSON");
        let entries = report.as_array().expect("an array");
        entries.iter().map(|entry| entry["fingerprint"].as_str().expect("a string").to_owned()).collect()
    };
    let before = fingerprints(TEXT);
    assert_eq!(before, fingerprints(&format!("Draft recommendations\n\n\n{TEXT}")));
    let twice = fingerprints(&format!("Recommendation 1\n\nState parties and State parties should act.\n\n{TEXT}"));
    let mut distinct = twice.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(twice.len(), distinct.len(), "the same words twice in one place are two findings");
}

#[test]
fn every_format_survives_odd_text() {
    let odd = [
        "",
        "\u{1b}[31mState parties\u{7}\u{0} should act",
        "Recommendation 1\r\n\r\nState parties\u{2028}<b>&\"'should]]> act\r\r\n",
        "Recommendation 1\n\n日本語 State parties should\u{202e} act\n\nState parties",
    ];
    for format in Format::ALL {
        for text in odd {
            let outcomes = [outcome("x\u{1b}[2J\n<&\">.md", text)];
            let out = rendered(format, &outcomes);
            if matches!(format, Format::Human | Format::Concise) {
                let own = anstream::adapter::strip_str(&out).to_string();
                assert!(
                    !out.contains("\u{1b}[2J") && !own.contains(['\u{1b}', '\u{7}', '\u{0}', '\u{202e}']),
                    "{own:?}"
                );
            }
            if matches!(format, Format::Junit | Format::Checkstyle) {
                assert!(!out.contains(['\u{1b}', '\u{0}', '\u{b}']), "{out:?}");
            }
            if matches!(format, Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson) {
                serde_json::from_str::<Value>(&out).expect("JSON");
            }
        }
    }
}
