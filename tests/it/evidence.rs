//! Evidence is measured, not typed.

use rapporteur::workbench::Workbench;

fn sentence(rule: &str) -> String {
    Workbench::embedded().support(rule).expect("a rule with support").sentence.clone()
}

#[test]
fn exceptions_are_named() {
    assert_eq!(
        sentence("state-parties"),
        "96 of the 97 adopted recommendations that name them (2013 to 2023) write “States parties”; \
         the exception is 2022, Recommendation 7"
    );
    let workbench = Workbench::embedded();
    let support = workbench.support("state-parties").expect("support");
    assert_eq!((support.occasions(), support.kept(), support.broken()), (97, 96, 1));
    let exception = support.exceptions().next().expect("one");
    assert_eq!((exception.name.as_str(), exception.span.of(&exception.text)), ("2022-WG.4/7", "State parties"));
}

#[test]
fn what_everybody_kept_is_said_so() {
    assert_eq!(sentence("missing-full-stop"), "all 106 adopted recommendations (2013 to 2023) end with a full stop");
}

#[test]
fn every_rule_about_text_has_support() {
    let workbench = Workbench::embedded();
    let adopted: usize = workbench.support("missing-full-stop").expect("support").occasions();
    assert_eq!(adopted, 106, "only what was adopted is evidence");
    for (rule, support) in workbench.evidence() {
        assert!(support.kept() <= support.occasions(), "{}", rule.id);
        assert!(
            !support.sentence.contains('\n') && !support.sentence.contains("  "),
            "{}: {}",
            rule.id,
            support.sentence
        );
        for exception in support.exceptions() {
            assert!(exception.text.get(exception.span.range()).is_some(), "{}: {exception:?}", rule.id);
        }
    }
}
