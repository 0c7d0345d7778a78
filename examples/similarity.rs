//! Measures how well earlier recommendations are found, on the two sets in `tests/similarity`: `cargo run --release --example similarity`.
//!
//! It prints recall at one and three, the mean reciprocal rank, and precision and recall of each tier by kind of draft;
//! the same for weights fitted without the draft's own group, so that nothing is measured on what it was fitted to; and
//! plain methods beside them: shared runs of three words, BM25, and TF-IDF. `--fit` prints the weights of the engine instead.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapporteur::corpus::similarity::{Match, SimilarityIndex, Tier};
use rapporteur::embedded::likeness;
use serde_json::Value;

/// A draft of the set.
struct Draft {
    kind: String,
    text: String,
    group: String,
    /// Places of the recommendations it was made from; none for a draft without a precedent.
    sources: BTreeSet<usize>,
    /// Places of those that are no mistake.
    also: BTreeSet<usize>,
}

/// The evaluation set.
struct Set {
    texts: Vec<String>,
    drafts: Vec<Draft>,
    pairs: Vec<(usize, usize, String)>,
}

/// For one draft: every recommendation with its score, in order of the corpus, and its tier where the method has tiers.
type Scores = Vec<(f32, Option<Tier>)>;

fn main() {
    let sets = ["drafts", "more"].map(read);
    if std::env::args().any(|argument| argument == "--fit") {
        return print_fit(&sets);
    }
    let index = SimilarityIndex::new(sets[0].texts.iter().map(String::as_str));
    let fitted = cross_validated(&sets, &index);
    for ((name, set), fitted) in ["drafts", "more"].into_iter().zip(sets).zip(fitted) {
        measure(name, set, &index, &fitted);
    }
}

fn measure(name: &str, set: Set, index: &SimilarityIndex, fitted: &[Scores]) {
    println!("\n{name}.json: {} recommendations, {} drafts", set.texts.len(), set.drafts.len());
    println!("\n{:34} {:>19}  {:>19}  {:>19}", "", "all", "moderate paraphrase", "heavy paraphrase");
    println!("{:34} {}", "method", "   R@1   R@3   MRR  ".repeat(3));
    let engine: Vec<Scores> = set.drafts.iter().map(|draft| engine(index, &draft.text, set.texts.len())).collect();
    let words = Words::new(&set.texts);
    let plain = |score: fn(&Words, &str) -> Vec<f32>| -> Vec<Scores> {
        let scores = set.drafts.iter().map(|draft| score(&words, &draft.text));
        scores.map(|scores| scores.into_iter().map(|score| (score, None)).collect()).collect()
    };
    ranks("runs of three words", &set, &plain(Words::runs));
    ranks("BM25", &set, &plain(Words::bm25));
    ranks("TF-IDF", &set, &plain(Words::tf_idf));
    ranks("six signals, cross-validated", &set, fitted);
    let plain = SimilarityIndex::with_thesaurus(set.texts.iter().map(String::as_str), "");
    let without: Vec<Scores> =
        set.drafts.iter().map(|draft| self::engine(&plain, &draft.text, set.texts.len())).collect();
    ranks("the engine without its thesaurus", &set, &without);
    ranks("the engine", &set, &engine);
    let mut by_halves: Vec<Scores> = Vec::new();
    for half in halves(&set) {
        by_halves.extend(set.drafts.iter().map(|draft| self::engine(&half, &draft.text, set.texts.len())));
    }
    println!("\nTiers of the engine without its thesaurus");
    tiers(&set, &without);
    println!("\nTiers of the engine with each of {HALVES} random halves of its thesaurus, together");
    tiers(&set, &by_halves);
    println!("\nTiers of the engine");
    tiers(&set, &engine);
    println!("\nTiers of the same signals, cross-validated");
    tiers(&set, fitted);
    if !set.pairs.is_empty() {
        println!("\n{} judged pairs between meetings, by the better of both directions", set.pairs.len());
        pairs(&set, index);
    }
}

fn read(name: &str) -> Set {
    let file = |name: &str| -> Vec<Value> {
        let path = format!("{}/tests/similarity/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let recommendations = file("recommendations");
    let places: HashMap<String, usize> =
        recommendations.iter().enumerate().map(|(place, one)| (text(&one["id"]), place)).collect();
    let list = |value: &Value| -> BTreeSet<usize> {
        value.as_array().expect("a list").iter().map(|id| places[id.as_str().expect("an id")]).collect()
    };
    let drafts = file(name).into_iter().map(|draft| Draft {
        kind: text(&draft["kind"]),
        text: text(&draft["draft"]),
        group: text(&draft["group"]),
        sources: list(&draft["sources"]),
        also: list(&draft["also_ok"]),
    });
    let pairs = if name == "drafts" { file("judged_pairs") } else { Vec::new() };
    Set {
        drafts: drafts.collect(),
        pairs: pairs
            .iter()
            .map(|pair| (places[&text(&pair["a"])], places[&text(&pair["b"])], text(&pair["relation"])))
            .collect(),
        texts: recommendations.iter().map(|one| text(&one["text"])).collect(),
    }
}

fn engine(index: &SimilarityIndex, text: &str, all: usize) -> Scores {
    let mut scores = vec![(f32::MIN, None); all];
    for (rank, found) in index.nearest(text, all).into_iter().enumerate() {
        scores[found.earlier] = (-(rank as f32), Some(found.tier));
    }
    scores
}

/// One line: recall at one and three and the mean reciprocal rank.
fn ranks(method: &str, set: &Set, scores: &[Scores]) {
    let mut line = format!("{method:34} ");
    for kind in ["", "paraphrase_moderate", "paraphrase_heavy"] {
        let mut ranks: Vec<usize> = Vec::new();
        for (draft, scores) in set.drafts.iter().zip(scores) {
            if !draft.sources.is_empty() && (kind.is_empty() || draft.kind == kind) {
                // of equal scores, those of others come first: a method that cannot tell has not found
                let others = (0..scores.len()).filter(|place| !draft.sources.contains(place));
                let better =
                    |source: &usize| others.clone().filter(|place| scores[*place].0 >= scores[*source].0).count();
                ranks.extend(draft.sources.iter().map(better).min());
            }
        }
        let share = |few: usize| ranks.iter().filter(|rank| **rank < few).count() as f32 / ranks.len() as f32;
        let mrr = ranks.iter().map(|rank| 1.0 / (*rank as f32 + 1.0)).sum::<f32>() / ranks.len() as f32;
        line += &match ranks.is_empty() {
            true => format!("{:>18}   ", "none"),
            false => format!(" {:5.3} {:5.3} {mrr:5.3}  ", share(1), share(3)),
        };
    }
    println!("{line}");
}

/// For each tier: precision over every recommendation that is named, hard negatives that are marked, recall by kind. The
/// scores may go through the drafts several times.
fn tiers(set: &Set, scores: &[Scores]) {
    for least in [Tier::Duplicate, Tier::Overlap, Tier::Possible] {
        let (mut right, mut wrong, mut alarms) = (0, 0, 0);
        let mut recall: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (draft, scores) in set.drafts.iter().cycle().zip(scores) {
            let named: Vec<usize> =
                (0..scores.len()).filter(|place| scores[*place].1.is_some_and(|tier| tier >= least)).collect();
            let good = named.iter().filter(|place| draft.sources.contains(place) || draft.also.contains(place)).count();
            right += good;
            wrong += named.len() - good;
            if draft.sources.is_empty() {
                alarms += usize::from(!named.is_empty());
                continue;
            }
            let (found, all) = recall.entry(&draft.kind).or_default();
            // of what was merged all is to be found
            let sources = named.iter().filter(|place| draft.sources.contains(place)).count();
            let (hits, of) = match draft.kind.as_str() {
                "merge" => (sources, draft.sources.len()),
                _ => (sources.min(1), 1),
            };
            *found += hits;
            *all += of;
        }
        let precision = right as f32 / (right + wrong) as f32;
        println!("{:10} precision {precision:.3} ({wrong} wrong), hard negatives marked {alarms}", least.name());
        let kinds = |names: &[&str]| {
            let (found, all) =
                names.iter().filter_map(|name| recall.get(name)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            if all == 0 { "none".to_owned() } else { format!("{:.3}", found as f32 / all as f32) }
        };
        let edits = kinds(&["exact", "light_edit", "synonym_edit", "reorder_edit"]);
        let hand = kinds(&["paraphrase_moderate", "paraphrase_heavy"]);
        println!("{:10} recall of edits {edits}, of hand-written paraphrases {hand}; by kind:", "");
        let each: Vec<String> = recall.iter().map(|(kind, (found, all))| format!("{kind} {found}/{all}")).collect();
        println!("{:10} {}", "", each.join(", "));
    }
}

fn pairs(set: &Set, index: &SimilarityIndex) {
    let mut by: BTreeMap<&str, BTreeMap<Tier, usize>> = BTreeMap::new();
    for (a, b, relation) in &set.pairs {
        let tier = |text: usize, other: usize| index.compare(&set.texts[text])[other].tier;
        *by.entry(relation).or_default().entry(tier(*a, *b).max(tier(*b, *a))).or_default() += 1;
    }
    for (relation, tiers) in by {
        let each: Vec<String> = tiers.iter().rev().map(|(tier, count)| format!("{} {count}", tier.name())).collect();
        println!("{relation:10} {}", each.join(", "));
    }
}

/// How many signals there are.
const SIGNALS: usize = 6;

/// The signals above their background.
fn signals(found: &Match) -> [f32; SIGNALS] {
    let above = found.above;
    [above.order, above.spelling, above.meaning, above.words, above.covers, above.covered]
}

/// Scores by weights that were fitted to the drafts of nine tenths of the groups of both sets, for the drafts of the last
/// tenth.
fn cross_validated(sets: &[Set; 2], index: &SimilarityIndex) -> Vec<Vec<Scores>> {
    const FOLDS: usize = 10;
    let drafts: Vec<&Draft> = sets.iter().flat_map(|set| &set.drafts).collect();
    let groups: BTreeSet<&str> = drafts.iter().map(|draft| draft.group.as_str()).collect();
    let folds: HashMap<&str, usize> = groups.iter().enumerate().map(|(i, group)| (*group, i % FOLDS)).collect();
    let matches: Vec<Vec<Match>> = drafts.iter().map(|draft| index.compare(&draft.text)).collect();
    let mut scores: Vec<Scores> = vec![Vec::new(); drafts.len()];
    for fold in 0..FOLDS {
        let apart = |draft: &Draft| folds[draft.group.as_str()] == fold;
        let rows = drafts.iter().zip(&matches).filter(|(draft, _)| !apart(draft));
        let rows: Vec<Row> = rows.flat_map(|(draft, matches)| rows_of(draft, matches)).collect();
        let (weights, base) = fit(&rows);
        for (i, _) in drafts.iter().enumerate().filter(|(_, draft)| apart(draft)) {
            let score = |found: &Match| signals(found).iter().zip(weights).map(|(x, w)| x * w).sum::<f32>() + base;
            let each: Vec<f32> = matches[i].iter().map(score).collect();
            let mut order = each.clone();
            order.sort_by(|a, b| b.total_cmp(a));
            let covered = matches[i].iter().map(|found| found.signals.covered);
            let tier = |score, covered| Some(tier(score, order[0], order[1], covered));
            let tiers = each.iter().zip(covered).map(|(&score, covered)| (score, tier(score, covered)));
            scores[i] = tiers.collect();
        }
    }
    let more = scores.split_off(sets[0].drafts.len());
    vec![scores, more]
}

/// The tier of a score, beside the best and the next best, for an earlier text that is covered so far.
fn tier(score: f32, best: f32, next: f32, covered: f32) -> Tier {
    match score {
        1.1.. if covered >= 0.65 => Tier::Duplicate,
        0.0.. => Tier::Overlap,
        _ if score >= best && (score >= -0.7 || score + 0.4 * (score - next) >= -0.2) => Tier::Overlap,
        -2.0.. => Tier::Possible,
        _ => Tier::Nearest,
    }
}

/// The signals of a pair, and whether it is one of a draft and its source.
type Row = ([f32; SIGNALS], bool);

/// The pairs of a draft that say something: what is neither a source nor a mistake does not.
fn rows_of<'a>(draft: &'a Draft, matches: &'a [Match]) -> impl Iterator<Item = Row> + 'a {
    let source = |found: &Match| draft.sources.contains(&found.earlier);
    let counts = move |found: &&Match| source(found) || !draft.also.contains(&found.earlier);
    matches.iter().filter(counts).map(move |found| (signals(found), source(found)))
}

/// How many halves of the thesaurus are tried.
const HALVES: u64 = 6;

/// The index with each of a few random halves of the thesaurus: the words of drafts to come are known less well than those
/// of the sets.
fn halves(set: &Set) -> impl Iterator<Item = SimilarityIndex> + '_ {
    (0..HALVES).map(|seed| {
        let mut random = fastrand::Rng::with_seed(seed);
        let half: Vec<&str> = likeness::THESAURUS.lines().filter(|_| random.bool()).collect();
        SimilarityIndex::with_thesaurus(set.texts.iter().map(String::as_str), &half.join("\n"))
    })
}

/// Prints the weights of a regression over the drafts of both sets, read with each half of the thesaurus.
fn print_fit(sets: &[Set; 2]) {
    let mut rows: Vec<Row> = Vec::new();
    for index in halves(&sets[0]) {
        for draft in sets.iter().flat_map(|set| &set.drafts) {
            rows.extend(rows_of(draft, &index.compare(&draft.text)));
        }
    }
    let (weights, base) = fit(&rows);
    println!("{} pairs, with {HALVES} halves of the thesaurus", rows.len());
    for (name, weight) in ["order", "spelling", "meaning", "words", "covers", "covered"].iter().zip(weights) {
        println!("{name:9} {weight:5.1}");
    }
    println!("{:9} {base:5.1}", "base");
}

/// Logistic regression with weights that are not negative, by accelerated descent.
fn fit(rows: &[Row]) -> ([f32; SIGNALS], f32) {
    let right = rows.iter().filter(|(_, right)| *right).count() as f32;
    let mut w = [3.0f32; SIGNALS + 1];
    w[SIGNALS] = -5.0;
    let (mut first, mut second) = ([0.0f32; SIGNALS + 1], [0.0f32; SIGNALS + 1]);
    for round in 1..=1000 {
        let mut slope = [0.0f32; SIGNALS + 1];
        for (x, right) in rows {
            let z = x.iter().zip(&w).map(|(x, w)| x * w).sum::<f32>() + w[SIGNALS];
            let error = 1.0 / (1.0 + (-z).exp()) - f32::from(u8::from(*right));
            slope.iter_mut().zip(x).for_each(|(slope, x)| *slope += error * x);
            slope[SIGNALS] += error;
        }
        for i in 0..=SIGNALS {
            let slope = slope[i] / right + if i < SIGNALS { 0.002 * w[i] } else { 0.0 };
            first[i] = 0.9 * first[i] + 0.1 * slope;
            second[i] = 0.999 * second[i] + 0.001 * slope * slope;
            let (even, spread) = (first[i] / (1.0 - 0.9f32.powi(round)), second[i] / (1.0 - 0.999f32.powi(round)));
            w[i] -= 0.05 * even / (spread.sqrt() + 1e-8);
            if i < SIGNALS {
                w[i] = w[i].max(0.0);
            }
        }
    }
    let mut weights = [0.0; SIGNALS];
    weights.copy_from_slice(&w[..SIGNALS]);
    (weights, w[SIGNALS])
}

/// The plain methods.
struct Words {
    texts: Vec<Vec<String>>,
    count: HashMap<String, f32>,
}

impl Words {
    fn of(text: &str) -> Vec<String> {
        let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 1);
        words.map(str::to_lowercase).collect()
    }

    fn new(texts: &[String]) -> Words {
        let texts: Vec<Vec<String>> = texts.iter().map(|text| Words::of(text)).collect();
        let mut count: HashMap<String, f32> = HashMap::new();
        for text in &texts {
            for word in text.iter().collect::<BTreeSet<_>>() {
                *count.entry(word.clone()).or_default() += 1.0;
            }
        }
        Words { texts, count }
    }

    fn idf(&self, word: &str) -> f32 {
        let (all, count) = (self.texts.len() as f32, self.count.get(word).copied().unwrap_or(0.0));
        ((all - count + 0.5) / (count + 0.5) + 1.0).ln()
    }

    fn runs(&self, text: &str) -> Vec<f32> {
        let runs = |words: &[String]| -> BTreeSet<String> { words.windows(3).map(|run| run.join(" ")).collect() };
        let draft = runs(&Words::of(text));
        let share = |other: BTreeSet<String>| {
            draft.intersection(&other).count() as f32 / draft.len().min(other.len()).max(1) as f32
        };
        self.texts.iter().map(|other| share(runs(other))).collect()
    }

    fn bm25(&self, text: &str) -> Vec<f32> {
        let mean = self.texts.iter().map(Vec::len).sum::<usize>() as f32 / self.texts.len() as f32;
        let draft: BTreeSet<String> = Words::of(text).into_iter().collect();
        let score = |other: &Vec<String>| {
            let each = draft.iter().map(|word| {
                let times = other.iter().filter(|other| *other == word).count() as f32;
                self.idf(word) * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * other.len() as f32 / mean))
            });
            each.sum()
        };
        self.texts.iter().map(score).collect()
    }

    fn tf_idf(&self, text: &str) -> Vec<f32> {
        let vector = |words: &[String]| -> HashMap<String, f32> {
            let mut vector: HashMap<String, f32> = HashMap::new();
            words.iter().for_each(|word| *vector.entry(word.clone()).or_default() += self.idf(word));
            vector
        };
        let length = |vector: &HashMap<String, f32>| vector.values().map(|x| x * x).sum::<f32>().sqrt();
        let draft = vector(&Words::of(text));
        let cosine = |other: &Vec<String>| {
            let other = vector(other);
            let product: f32 = draft.iter().map(|(word, x)| x * other.get(word).copied().unwrap_or(0.0)).sum();
            product / (length(&draft) * length(&other)).max(f32::MIN_POSITIVE)
        };
        self.texts.iter().map(cosine).collect()
    }
}
